"""A supplier's delay mail becomes a priced, approved, executed, verified, remembered decision."""

from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from memory import chain, outbox
from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_letter, file_sample
from tests.states import After

CASE = "W1-4500018822"


def costs(office: Office) -> dict[str, str]:
    """Cost of every option of the open case's newest pricing, by name."""
    priced = views.case(office, CASE)["options"]
    return {one["name"]: one["cost"]["amount"] for each in priced for one in each["options"]}


def ranking(office: Office) -> dict[str, object]:
    found: dict[str, object] = views.case(office, CASE)["options"][0]["ranking"]
    return found


def outgoing(office: Office) -> list[tuple[str, str]]:
    """(recipient, subject) of every mail written."""
    found = []
    for path in sorted(office.workspace.outgoing.glob("*.eml")):
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        found.append((str(mail["To"]), str(mail["Subject"])))
    return found


def promised(office: Office) -> str:
    row = office.reads.row("purchase_order_lines", "4500018822/10")
    assert row is not None
    return row.text("promised_date")


def approve_all(office: Office) -> None:
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="cheapest that keeps Medivale")


def test_a_plain_slip_is_priced_to_the_cent_at_once(after: After) -> None:
    office = after("W1-d")
    assert costs(office) == {
        "accept": "1920.00",
        "alternate supplier": "3800.00",
        "full air": "21922.26",
        "split air": "4513.71",
        "use safety stock": "476.00",
    }
    assert ranking(office)["winner"] == "alternate supplier"
    assert ranking(office)["decided_by"] == "cost"
    assert ranking(office)["excluded"] == {"use safety stock": "breaks safety_stock_floor"}


def test_it_says_where_the_choice_flips(after: After) -> None:
    office = after("W1-d")
    assert {(one["change"], one["winner"]) for one in ranking(office)["flips"]} == {
        ("cost before everything else", "accept"),
        ("if safety_stock_floor may be broken", "use safety stock"),
    }


def test_the_planner_owns_it_and_the_amount_adds_a_signer(after: After) -> None:
    office = after("W1-d")
    waiting = views.inbox(office)["waiting"]
    assert [[person["id"] for person in one["people"]] for one in waiting] == [["E007", "E002"]]
    assert waiting[0]["until"].startswith("2026-03-16") or waiting[0]["until"].startswith(
        "2026-03-17"
    )


def test_the_answer_and_the_notes_leave_by_themselves_under_a_standing_authority(
    after: After,
) -> None:
    office = after("W1-d")
    sent = outgoing(office)
    assert ("shipping@kailun.example", "Re: 4500018822 item 10 - new ready date") in sent
    assert all(one["authority"].startswith("standing") for one in views.inbox(office)["by_itself"])
    partners = [to for to, _ in sent if not to.endswith("harlow.example")]
    assert partners == ["shipping@kailun.example"]  # no booking, no order, no claim by itself


def test_worse_news_supersedes_the_open_proposal_and_asks_one_date(after: After) -> None:
    office = after("W1-d", "W1-a")
    data = views.case(office, CASE)
    assert [one["summary"] for one in data["superseded"]] == [
        "buy 2000 PCS from Brightwell Circuits (3,800.00 USD)"
    ]
    questions = data["waiting"]["questions"]
    assert [one["slot"] for one in questions] == ["promised_date"]
    assert set(questions[0]["choices"]) == {"2026-04-09", "2026-09-04"}
    assert data["options"] == []  # nothing is priced on a guess
    with pytest.raises(NotAllowed, match="waits for an answer"):
        office.desk.decide(CASE, "approve", person="E007")


def test_the_answer_prices_both_lots(after: After) -> None:
    office = after("W1-d", "W1-a")
    office.desk.decide(
        CASE, "respond", person="E001", slots={"promised_date": "2026-04-09"}, reason="phone"
    )
    found = costs(office)
    # first lot 3 days late, the rest 13: bridge max(3 x 400, 13 x 400 - 4,000) = 1,200
    assert found["alternate supplier"] == "2640.00"  # 1.45 x 1,200 + 900
    assert found["accept"] == "1920.00"  # the first lot serves all customers, 2 days late
    assert "supplier's share" in {
        part["name"]
        for each in views.case(office, CASE)["options"]
        for one in each["options"]
        if one["name"] == "split air"
        for part in one["components"]
    }


def test_one_of_two_approvals_changes_nothing_yet(after: After) -> None:
    office = after("W1-d")
    before = outgoing(office)
    verdict = office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    assert verdict.waits_for == ("lead",) or verdict.waits_for
    assert outgoing(office) == before
    assert promised(office) == "2026-04-06"


def test_approved_actions_run_once_are_read_back_and_the_case_is_remembered(after: After) -> None:
    office = after("W1-d")
    approve_all(office)
    assert promised(office) == "2026-04-11"
    state = office.desk.case(CASE)
    assert state.closed is not None
    assert all(one.verified for one in state.effects)
    issued = [row for row in office.reads.rows("purchase_orders") if row.key.startswith("SL")]
    assert [row.text("supplier_id") for row in issued] == ["V1010"]
    to = [one for one, _ in outgoing(office)]
    assert "wendy.archer@brightwell.example" in to
    assert "bookings@bluequay.example" in to
    with office.ledger.reading() as connection:
        remembered = [one.body for one in chain.of_kind(connection, "remembered")]
        keys = [one.key for one in outbox.effects(connection)]
    assert remembered[0]["decision"] == "alternate supplier"
    assert remembered[0]["verified"] is True
    assert len(keys) == len(set(keys)) == len(state.effects)


def test_the_next_delay_recalls_this_case(after: After) -> None:
    office = after("W1-d")
    approve_all(office)
    file_sample(office, "W1-a")
    recalled = views.case(office, f"{CASE}-2")["recalled"]
    assert recalled["cases"][0]["case_id"] == CASE
    assert all(one["why"] for one in recalled["cases"])
    option = cited(office, f"{CASE}-2")["alternate supplier"]
    assert CASE in option["supporting"], "the option is justified by the case that took it"
    assert option["worked"] >= 1 and option["verified"] >= 1


def test_what_was_never_tried_is_justified_by_nothing(after: After) -> None:
    office = after("W1-d")
    assert all(CASE not in one["supporting"] for one in cited(office, CASE).values())
    tried = cited(office, CASE).get("alternate supplier", {"verified": 0})
    file_sample(office, "W1-a")
    again = cited(office, CASE).get("alternate supplier", {"verified": 0})
    assert tried["verified"] == again["verified"], "nothing was carried out in between"


def test_the_second_time_does_not_begin_from_zero(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    first = views.case(office, CASE)
    before = cited(office, CASE).get("alternate supplier", {"tried": 0, "worked": 0})
    approve_all(office)
    file_letter(
        office, tmp_path, sender="shipping@kailun.example", subject="4500018847 item 10",
        sent="Wed, 11 Mar 2026 09:20:00 +0800",
        text="Dear Marta,\nnew ready date for 4500018847 item 10: 13 April, 5 days later than "
        "confirmed, 1,500 pcs.\nLily\n",
    )  # fmt: skip
    second = views.case(office, "W1-4500018847")
    assert second["recalled"]["cases"][0]["case_id"] == CASE  # shown before any other
    now = cited(office, "W1-4500018847")["alternate supplier"]
    assert (now["tried"], now["worked"]) == (before["tried"] + 1, before["worked"] + 1)
    assert len(second["waiting"]["questions"]) <= len(first["waiting"]["questions"])


def cited(office: Office, case: str) -> dict[str, dict[str, Any]]:
    """What memory says of each option of a case, with the cases for and against it."""
    recalled = views.case(office, case)["recalled"] or {"actions": ()}
    return {one["action"]: one for one in recalled["actions"]}


def test_a_rejected_proposal_does_nothing_and_closes_with_its_reason(after: After) -> None:
    office = after("W1-d")
    before = outgoing(office)
    office.desk.decide(CASE, "reject", person="E007", reason="we have stock in Lyon")
    assert promised(office) == "2026-04-06"
    assert outgoing(office) == before
    assert office.desk.case(CASE).closed is not None


def test_an_edit_takes_another_option_and_its_editor_cannot_approve_it(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(
        CASE, "edit", person="E007", slots={"option": "split air"}, reason="boards we know"
    )
    assert ranking(office)["winner"] == "split air"
    assert ranking(office)["decided_by"] == "chosen by E007"
    with pytest.raises(NotAllowed, match="four eyes"):
        office.desk.decide(CASE, "approve", person="E007")


@pytest.mark.parametrize(
    ("verb", "person", "slots", "said"),
    [
        ("approve", "E015", {}, "may not approve"),
        ("approve", "nobody", {}, "not in people.yaml"),
        ("respond", "E001", {"promised_date": "2026-04-09"}, "asks nothing"),
        ("edit", "E007", {"option": "teleport"}, "no candidate"),
        ("edit", "E007", {"option": "use safety stock"}, "no candidate"),
        ("reject", "E007", {}, "say why"),
        ("wish", "E007", {}, "no decision"),
    ],
)
def test_a_decision_that_may_not_be_taken_is_refused_in_a_sentence(
    after: After, verb: str, person: str, slots: dict[str, str], said: str
) -> None:
    office = after("W1-d")
    reason = "" if verb == "reject" else "because"
    with pytest.raises(Refused, match=said):
        office.desk.decide(CASE, verb, person=person, slots=slots, reason=reason)


def test_a_case_nobody_knows_is_named(office: Office) -> None:
    with pytest.raises(Unknown, match="W1-1"):
        office.desk.decide("W1-1", "approve", person="E007")


def test_approving_twice_is_refused(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "approve", person="E007")
    with pytest.raises(NotAllowed, match="already"):
        office.desk.decide(CASE, "approve", person="E007")


def test_nobody_decides_and_the_lapse_is_recorded_with_its_cost(after: After) -> None:
    office = after("W1-d")
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, datetime(2026, 3, 20, tzinfo=UTC))
    office.desk.advance()
    with office.ledger.reading() as connection:
        kinds = [one.kind for one in chain.of_stream(connection, f"case:{CASE}")]
        lapsed = chain.of_kind(connection, "lapsed")
    assert "reminded" in kinds and "escalated" in kinds
    assert [one.body["cost"] for one in lapsed] == ["3,800.00 USD"]
    assert promised(office) == "2026-04-06"
    assert views.inbox(office)["waiting"], "a lapsed case stays in somebody's inbox"
