"""What a supplier only offers: seen where it decides, accepted with the decision, no more."""

from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from memory import chain
from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.wiring import Office
from tests.states import After, state

CASE, GERMAN = "W1-4500018822", "W1-4500018830"


def ranking(office: Office, case: str) -> dict[str, Any]:
    found: dict[str, Any] = views.case(office, case)["options"][0]["ranking"]
    return found


def flips(office: Office, case: str) -> dict[str, str]:
    return {one["change"]: one["winner"] for one in ranking(office, case)["flips"]}


@state("W1-d", "W1-a")
def shared(office: Office, _: Path) -> None:
    """Kailun offers to share half of the cost; its first date is answered."""
    slots = {"promised_date": "2026-04-09"}
    office.desk.decide(CASE, "respond", person="E001", slots=slots, reason="phone")


def test_an_offer_that_decides_the_choice_shows_what_is_chosen_without_it(shared: Office) -> None:
    assert ranking(shared, CASE)["winner"] == "split air"
    assert flips(shared, CASE)["without the offered share"] == "alternate supplier"


def test_an_offered_part_shows_what_is_chosen_without_it(after: After) -> None:
    office = after("W1-b")
    assert ranking(office, GERMAN)["winner"] == "take the part offered"
    assert flips(office, GERMAN)["without the offered part"] == "accept"


def test_people_need_limits_for_the_whole_amount(shared: Office) -> None:
    with shared.ledger.reading() as connection:
        ruled = chain.of_kind(connection, "ruled")[-1]
    spends = {one["values"]["case_spend_minor"] for one in ruled.body["rulings"]}
    assert spends == {"288823"}  # 2754.00 + 450.00 - 315.77, without the offered 1,602.00
    proposal = shared.desk.case(CASE).proposal
    assert proposal is not None and str(proposal.spend) == "2,888.23 USD"
    needs = [one["amount_minor"] for each in ruled.body["rulings"] for one in each["requires"]]
    assert set(needs) == {0, 288823}


def test_the_offer_is_accepted_by_a_letter_that_goes_out_with_the_decision(shared: Office) -> None:
    def letters() -> list[str]:
        found = []
        for path in sorted(shared.workspace.outgoing.glob("*.eml")):
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            if "bear 50 %" in " ".join(mail.get_content().split()):
                found.append(str(mail["To"]))
        return found

    assert letters() == []
    for person in ("E007", "E005", "E002"):
        shared.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    assert letters() == ["lily.chen@kailun.example"]
    assert shared.desk.case(CASE).closed is not None


def test_an_offer_is_gone_when_its_day_has_passed(shared: Office) -> None:
    with shared.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, datetime(2026, 3, 20, tzinfo=UTC))
    shared.desk.advance()
    assert ranking(shared, CASE)["winner"] == "alternate supplier"
    assert "without the offered share" not in flips(shared, CASE)
