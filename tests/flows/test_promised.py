"""A promise in a mail stands in a case with its day, and is looked at when that has passed."""

from datetime import date
from pathlib import Path

import pytest

from memory import chain
from memory.cases import cases
from seamline.demo_company import let_go
from seamline.loading import load_export
from seamline.wiring import Office
from tests.flows import on_the_way
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


ORDER, DESK = "4500018847", "bookings@bluequay.example"
BOOKED = {"shipments": on_the_way.ORION, "shipment_units": on_the_way.ORION_UNITS}
PAPER = "D902,SH01,packing list,,V1001,2026-04-10T12:00+00:00,{state},1"


def say(office: Office, folder: Path, day: str, text: str, sender: str = SHIP) -> None:
    sent = f"{day} Apr 2026 09:00:00 +0800"
    subject = "BQ240771 documents"
    file_letter(
        office, folder / "said", sender=sender, subject=subject, sent=sent, text=f"{text}\n"
    )


@pytest.mark.parametrize(
    ("then", "kept"),
    [
        ("Attached the revised packing list for booking BQ240771.", True),
        ("Booking BQ240771: your vessel details are fine, thank you.", False),
        ("", False),
    ],
    ids=["sent it", "named the shipment", "said nothing"],
)
def test_what_was_promised_in_a_mail_is_kept_where_its_maker_did_it(
    office: Office, tmp_path: Path, then: str, kept: bool
) -> None:
    let_go(office)
    paper = PAPER.format(state="discrepant")
    on_the_way.put(office, tmp_path, "2026-04-08", **BOOKED, documents=paper)
    say(
        office,
        tmp_path,
        "Wed, 08",
        "Booking BQ240771: the packing list has a wrong weight.\n"
        "We will send the revised packing list by 10 April.",
    )
    assert [one["by"] for one in made(office, "commitment_made")] == ["V1001"]
    if then:
        say(office, tmp_path, "Thu, 09", then)
    at(office, date(2026, 4, 14))
    ended = made(office, "commitment_kept"), made(office, "commitment_broken")
    assert (len(ended[0]), len(ended[1])) == ((1, 0) if kept else (0, 1))


def test_a_paper_that_the_record_shows_keeps_the_promise_of_it(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    paper = PAPER.format(state="discrepant")
    on_the_way.put(office, tmp_path, "2026-04-08", **BOOKED, documents=paper)
    say(office, tmp_path, "Wed, 08", "BQ240771: we will send the revised packing list by 10 April.")
    head = on_the_way.HEADS["documents"] + ",received_on"
    came = tmp_path / "came"
    came.mkdir()
    rows = f"{head}\n{PAPER.format(state='received')},2026-04-09\n"
    (came / "documents.csv").write_text(rows, encoding="utf-8")
    load_export(office, came)
    at(office, date(2026, 4, 14))
    (kept,) = made(office, "commitment_kept")
    assert kept["shown_by"] == ["documents:D902"]
