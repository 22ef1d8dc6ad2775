"""Views that are carried on with the ledger tell what they would tell if they were made anew."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

import memory.folded
import seamline.case_histories
from domain.canonical import plain
from domain.case import fold
from domain.fact import NewFact
from memory import chain
from memory.folded import WHOLE, Whole
from seamline import views
from seamline.decision_views import decisions
from seamline.measures import measures
from seamline.partner_views import partner, partners
from seamline.policy_views import policy
from seamline.thread_view import thread
from seamline.wiring import Office, open_office
from tests.flows.playing import file_sample
from tests.states import After

CASE = "W1-4500018822"
VIEWS: tuple[Callable[[Office], Any], ...] = (
    views.inbox,
    partners,
    lambda office: partner(office, "V1001"),
    decisions,
    policy,
    measures,
    lambda office: thread(office, "4500018822"),
)


def look(office: Office) -> list[Any]:
    return [plain(view(office)) for view in VIEWS]


def anew(office: Office) -> list[Any]:
    """The same by another process, from the first fact on."""
    WHOLE._states.clear()
    other = open_office(office.workspace)
    try:
        return look(other)
    finally:
        other.close()


def play(office: Office) -> list[Callable[[], Any]]:
    """A delay, worse news, an answer, three approvals, and its close by a person's word."""
    desk = office.desk

    def waive() -> None:
        for one in views.case(office, CASE)["owed"]:
            desk.waive(CASE, one["key"], person="E007", reason="told on the phone")

    return [
        lambda: file_sample(office, "W1-d"),
        lambda: desk.claim(CASE, person="E001"),
        lambda: desk.decide(CASE, "approve", person="E007", reason="covers the gap"),
        lambda: desk.decide(CASE, "approve", person="E002"),
        waive,
        lambda: file_sample(office, "W1-a"),
    ]


def test_what_is_carried_on_is_what_is_folded_anew(office: Office) -> None:
    look(office)
    for act in play(office):
        act()
        assert look(office) == anew(office)


def test_a_case_carried_on_is_the_case_folded_from_its_first_fact(office: Office) -> None:
    kept = Whole(kept=1)
    for act in play(office):
        act()
        for name in (CASE, "W1-none"):
            with office.ledger.reading() as connection:
                anew = fold(name, chain.of_stream(connection, f"case:{name}"))
                assert kept.of(connection, name) == kept.of(connection, name) == anew
                assert WHOLE.of(connection, name) == anew


def test_what_a_transaction_told_before_it_was_undone_is_in_no_later_look(after: After) -> None:
    office = after("W1-d")
    note = partial(NewFact, stream=f"case:{CASE}", kind="stuck", at=office.clock.now())
    with pytest.raises(ZeroDivisionError), office.ledger.transaction() as connection:
        chain.append(connection, [note(actor="E001", body={"because": "undone"})])
        undone = WHOLE.of(connection, CASE)
        raise ZeroDivisionError
    with office.ledger.transaction() as connection:
        (kept,) = chain.append(connection, [note(actor="E002", body={"because": "kept"})])
        assert kept.number == undone.through, "the same number, another fact"
        anew = fold(CASE, chain.of_stream(connection, f"case:{CASE}"))
        assert WHOLE.of(connection, CASE) == anew != undone


def test_what_is_left_out_of_closed_cases_is_shown_nowhere(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    phases = set()
    for act in play(office):
        act()
        seen = look(office)
        phases.add(office.desk.case(CASE).phase)
        with monkeypatch.context() as whole:
            whole.setattr(memory.folded, "_in_short", lambda state: state)
            whole.setattr(seamline.case_histories, "_in_short", lambda state: state)
            whole.setattr(seamline.case_histories, "_timed", lambda fact: fact)
            assert anew(office) == seen
    assert "closed" in phases
