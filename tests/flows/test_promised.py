"""A promise in a mail stands in a case with its day, and is looked at when that has passed."""

from datetime import date
from pathlib import Path

from memory import chain
from memory.cases import cases
from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.flows.test_chasing import at

SHIP = "lily.chen@kailun.example"


def promise(office: Office, folder: Path, proof: str = "pass") -> None:
    file_letter(
        office,
        folder / "mails",
        sender=SHIP,
        subject="PO 4500018822",
        sent="Thu, 12 Mar 2026 09:00:00 +0800",
        text="PO 4500018822: I will send the packing list by 16 March 2026.",
        proof=proof,
    )


def made(office: Office, kind: str) -> list[dict[str, str]]:
    with office.ledger.reading() as connection:
        return [one.body for one in chain.of_kind(connection, kind)]


def test_a_partners_promise_is_a_commitment_that_people_see_once_its_day_has_passed(
    office: Office, tmp_path: Path
) -> None:
    promise(office, tmp_path)
    (one,) = made(office, "commitment_made")
    assert (one["by"], one["due"], one["object"]) == (
        "V1001", "2026-03-16", "purchase_orders:4500018822",
    )  # fmt: skip
    at(office, date(2026, 3, 15))
    assert made(office, "commitment_broken") == []
    at(office, date(2026, 3, 18))
    (broken,) = made(office, "commitment_broken")
    assert "packing list" in broken["what"]
    with office.ledger.reading() as connection:
        (fact,) = chain.of_kind(connection, "commitment_made")
    assert office.desk.case(fact.stream.removeprefix("case:")).closed is None


def test_whoever_promises_something_is_not_asked_what_it_is_about(
    office: Office, tmp_path: Path
) -> None:
    promise(office, tmp_path)
    with office.ledger.reading() as connection:
        states = cases(connection)
    asked = [each.about for one in states for news in one.news for each in news.questions]
    assert "reference" not in asked


def test_a_promise_of_an_unproven_sender_is_no_commitment(office: Office, tmp_path: Path) -> None:
    promise(office, tmp_path, proof="none")
    assert made(office, "commitment_made") == []
