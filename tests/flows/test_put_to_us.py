"""What a partner puts to us stands open in a case until a person says what we answer."""

from pathlib import Path

from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.amended_orders import OPEN
from tests.flows.exports import put as put_rows
from tests.flows.playing import file_letter
from tests.flows.trade import put

AMENDED, DELAYED = "P2-4500019012", "W1-4500018822"
SHIP = "lily.chen@kailun.example"


def questions(office: Office, case: str) -> dict[str, str]:
    proposal = views.case(office, case)["proposal"]
    return {one["slot"]: one["of"] for one in proposal["questions"]} if proposal else {}


def test_a_choice_that_no_workflow_knows_opens_a_case_of_its_order(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path, **OPEN)
    text = "200 brackets are scratched. Do you take them as they are or shall we rework them?"
    file_letter(
        office,
        tmp_path / "mails",
        sender="auftragsabwicklung@nordmetall.example",
        subject="4500019012",
        sent="Tue, 26 May 2026 09:00:00 +0200",
        text=text,
    )
    asked = questions(office, AMENDED)
    assert asked["put_quality_decision"] == "people:E023"
    assert set(asked) == {"put_quality_decision", "put_disposition"}
    office.desk.decide(
        AMENDED,
        "respond",
        person="E023",
        slots={"put_quality_decision": "as they are"},
        reason="seen the pictures",
    )
    assert set(questions(office, AMENDED)) == {"put_disposition"}


def test_what_a_delayed_supplier_puts_to_us_waits_in_its_case(
    office: Office, tmp_path: Path
) -> None:
    text = (
        "PO 4500018822 line 10 is delayed, ready 17 April 2026. "
        "We sort the boards with scratches, do you accept a fee of USD 300 for this?"
    )
    file_letter(
        office,
        tmp_path / "mails",
        sender=SHIP,
        subject="4500018822",
        sent="Thu, 12 Mar 2026 09:00:00 +0800",
        text=text,
    )
    asked = questions(office, DELAYED)
    assert asked["put_counter_offer"] == "people:E001"
    case = views.case(office, DELAYED)
    assert not any(one["slots"].get("template") == "ask_date" for one in case["actions"])


def test_a_wish_about_a_line_that_offers_no_ways_is_asked_and_keeps_its_case_open(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    file_letter(
        office,
        tmp_path / "mails",
        sender="auftragsabwicklung@nordmetall.example",
        subject="4500018830",
        sent="Tue, 10 Mar 2026 09:00:00 +0200",
        text="PO 4500018830 item 10: Can you agree to a surcharge of EUR 300, or shall we stop "
        "production? We hold production until you answer.",
    )
    case = "P2-4500018830"
    assert "put_counter_offer" in questions(office, case)
    assert office.desk.case(case).closed is None


def test_what_we_answer_to_a_wish_beside_a_bill_moves_no_amount_of_it(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    row = (
        "BQ-90001,F3001,freight,2026-04-20,2026-05-20,49000.00,USD,,,,,,BQ249999,open,,2026-04-21,"
    )
    put_rows(office, tmp_path / "a", invoices=row)
    file_letter(
        office,
        tmp_path / "mails",
        sender="bookings@bluequay.example",
        subject="Invoice BQ-90001",
        sent="Tue, 21 Apr 2026 06:02:00 +0000",
        text="Invoice BQ-90001 of 49000.00 USD is overdue. Would you bear the pallet fee of USD 20 "
        "on invoice BQ-90001, or shall we waive it?",
    )
    case = "W7-BQ-90001"
    before = views.case(office, case)["actions"]
    person = questions(office, case)["put_dispute"].partition(":")[2]
    word = {"put_dispute": "accept"}
    office.desk.decide(case, "respond", person=person, slots=word, reason="the 20 dollars")
    assert "put_dispute" not in questions(office, case)
    after = views.case(office, case)
    assert [one["said"] for one in after["actions"]] == [one["said"] for one in before]
    assert office.reads.row("invoices", "BQ-90001").text("status") == "open"
