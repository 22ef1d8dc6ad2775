"""The Autonomy Rate on twenty cases told by hand: strict, supervised, and neither."""

from typing import Any

import pytest

from domain.measures.autonomy import autonomy
from domain.measures.history import History
from domain.measures.touches import touches
from domain.together import MERGED
from tests.domain.measures.told import CLOSED, asked, case, decided, news, proposed

Told = tuple[float, str, dict[str, Any]]

BEGIN: tuple[Told, ...] = ((0, "case_joined", news(0)), (1, "proposed", proposed()))
ITSELF: Told = (2, "decided", decided(""))
APPROVED: Told = (2, "decided", decided("E1"))
END: Told = (3, "closed", CLOSED)


def strict(number: int) -> History:
    return case(f"S{number}", *BEGIN, ITSELF, END)


def supervised(number: int) -> History:
    return case(f"A{number}", *BEGIN, (1, "approval_asked", asked("E1")), APPROVED, END)


def touched(number: int, kind: str, body: dict[str, Any]) -> History:
    return case(f"T{number}", *BEGIN, (2, kind, body), APPROVED, END)


ANSWER = {"slot": "promised_date", "value": "2026-04-09", "person": "E1"}
CALL = {
    "note": {"by": "E1", "said_by": "Lily", "name": "Lily", "text": "9 April", "channel": "phone"}
}
SETTLED = {"key": "k", "verdict": "happened", "person": "E1", "reason": "seen"}


def twenty() -> list[History]:
    """4 nobody touched, 6 only approved, 4 touched, 4 failed, 2 open."""
    return [
        *(strict(number) for number in range(4)),
        *(supervised(number) for number in range(6)),
        touched(1, "question_answered", ANSWER),
        touched(2, "effect_settled", SETTLED),
        touched(3, "decided", decided("E1", "edit", complete=False)),
        touched(4, "sender_confirmed", {"sha256": "m", "person": "E1"}),
        # nobody decided, and nobody has since
        case("F1", *BEGIN, (2, "superseded", {}), (2, "lapsed", {"cost": "0.00 USD"})),
        # it came back after two days
        case("F2", *BEGIN, ITSELF, END, (51, "reopened", {"because": "b"}), (60, "closed", CLOSED)),
        # it came back, and is open
        case("F3", *BEGIN, ITSELF, END, (51, "reopened", {"because": "b"})),
        # it ended without success
        case("F4", *BEGIN, ITSELF, (3, "closed", {**CLOSED, "outcome": "failed"})),
        case("O1", *BEGIN),
        case("O2", *BEGIN, (1, "approval_asked", asked("E1")), workflow="settlement"),
    ]


def test_twenty_cases_give_the_rates_that_were_counted_by_hand() -> None:
    whole = autonomy(twenty())[0]
    assert (whole.ended, whole.open) == (18, 2)
    assert [len(one) for one in (whole.strict, whole.supervised, whole.touched, whole.failed)] == [
        4, 6, 4, 4,
    ]  # fmt: skip
    assert whole.per_cent(whole.strict) == pytest.approx(100 * 4 / 18)
    assert whole.per_cent(whole.supervised) == pytest.approx(100 * 6 / 18)


def test_touches_of_ended_cases_are_counted_by_kind() -> None:
    assert autonomy(twenty())[0].touches == {
        "answer": 1, "approve": 10, "edit": 1, "settle": 1, "vouch": 1,
    }  # fmt: skip


def test_each_workflow_has_rates_of_its_own_and_none_where_nothing_ended() -> None:
    rows = {one.workflow: one for one in autonomy(twenty())}
    assert list(rows) == ["", "settlement", "supplier_delay"]
    assert rows["settlement"].per_cent(rows["settlement"].strict) is None
    assert rows["supplier_delay"].ended == 18


def test_a_case_that_comes_back_after_more_than_two_weeks_was_a_success_then() -> None:
    late = 3 + 24 * 15
    again = ((late, "reopened", {"because": "b"}), (late + 1, "closed", CLOSED))
    assert autonomy([case("L", *BEGIN, ITSELF, END, *again)])[0].strict == ("L",)


def test_a_call_is_a_touch_and_a_mail_that_was_not_believed_is_none() -> None:
    told = case("C", *BEGIN, (2, "note_taken", CALL), (2, "note_taken", news(1)), ITSELF, END)
    assert [one.kind for one in touches(told)] == ["call"]


def test_a_partners_yes_is_no_touch_and_a_waiver_is_one() -> None:
    said = {"about": "k", "confirmed": True, "by": "V1", "how": "confirmed"}
    waived = {"about": "k", "confirmed": True, "by": "", "how": "waived", "person": "E1"}
    told = case("C", *BEGIN, ITSELF, (3, "acknowledged", said), (4, "acknowledged", waived))
    assert [one.kind for one in touches(told)] == ["waive"]


def test_a_case_that_went_on_in_another_counts_nowhere() -> None:
    moved = {"messages": [], "to": "W1-2", "because": "b", "person": "E1"}
    merged = {"outcome": MERGED, "resolved_by": "goes on in W1-2", "merged_into": "W1-2"}
    (whole, *_) = autonomy(
        [strict(1), case("M", *BEGIN, (2, "merged", moved), (2, "closed", merged))]
    )
    assert (whole.ended, whole.open, whole.gone, whole.touches) == (1, 0, ("M",), {})


def test_nothing_at_all_has_no_rate() -> None:
    (whole,) = autonomy([])
    assert (whole.ended, whole.per_cent(whole.strict)) == (0, None)
