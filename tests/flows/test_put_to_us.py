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


def kailun(office: Office, folder: Path, order: str, hour: int, text: str) -> None:
    file_letter(
        office,
        folder / "mails",
        sender=SHIP,
        subject=f"PO {order}",
        sent=f"Thu, 12 Mar 2026 {hour:02}:02:00 +0000",
        text=text,
    )


def texts(office: Office, case: str) -> dict[str, str]:
    proposal = office.desk.case(case).proposal
    return {one.slot: one.text for one in proposal.questions} if proposal else {}


def test_wishes_about_two_lines_are_answered_each_by_itself(office: Office, tmp_path: Path) -> None:
    let_go(office)
    kailun(
        office, tmp_path, "4500018822", 6,
        "PO 4500018822 item 10: new ready date 19 April 2026. "
        "Do you accept a fee of USD 300 for item 10?\n\n"
        "PO 4500018822 item 20: new ready date 24 April 2026. "
        "Do you accept a fee of USD 9000 for item 20?\n",
    )  # fmt: skip
    asked = texts(office, DELAYED)
    (dear,) = [slot for slot, text in asked.items() if "9000" in text]
    (cheap,) = [slot for slot, text in asked.items() if "USD 300" in text]
    assert dear != cheap
    yes = {cheap: "yes"}
    office.desk.decide(DELAYED, "respond", person="E001", slots=yes, reason="only the 300")
    assert set(texts(office, DELAYED)) == {dear}
    (answer,) = office.desk.case(DELAYED).answers
    assert answer.object == "purchase_order_lines:4500018822/10" and "300" in answer.question


def test_an_open_wish_outlasts_the_next_mail_about_its_line(office: Office, tmp_path: Path) -> None:
    let_go(office)
    late = "PO 4500018822 item 10: new ready date {} April 2026. {}"
    wish = "Do you accept a fee of USD {} for item 10?"
    kailun(office, tmp_path, "4500018822", 6, late.format(19, wish.format(300)))
    kailun(office, tmp_path, "4500018822", 9, late.format(20, ""))
    (text,) = texts(office, DELAYED).values()
    assert "USD 300" in text
    kailun(office, tmp_path, "4500018822", 10, late.format(21, wish.format(9000)))
    (text,) = texts(office, DELAYED).values()
    assert "USD 300" in text and "USD 9000" in text
    no = {"put_counter_offer": "neither"}
    office.desk.decide(DELAYED, "respond", person="E001", slots=no, reason="the contract")
    kailun(office, tmp_path, "4500018822", 11, late.format(22, wish.format(500)))
    (text,) = texts(office, DELAYED).values()
    assert "USD 500" in text and "USD 300" not in text


def test_each_order_that_waits_for_us_is_asked_for_its_own_day(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    for hour, order in enumerate(("4500018822", "4500018847"), 6):
        text = f"PO {order} item 10: new ready date {hour + 12} April 2026. Our press 3 broke down."
        kailun(office, tmp_path, order, hour, text)
    for hour, order, what in ((9, "4500018822", "drawing"), (10, "4500018847", "sample")):
        text = f"PO {order} item 10: we are waiting for your {what} approval, on hold."
        kailun(office, tmp_path, order, hour, text)
    first, other = [one for one in texts(office, DELAYED) if one.startswith("our_date")]
    day = {other: "2026-04-01"}
    office.desk.decide(DELAYED, "respond", person="E024", slots=day, reason="sample is made")
    assert first in texts(office, DELAYED) and other not in texts(office, DELAYED)
    sent = [
        one for one in office.desk.case(DELAYED).proposal.actions  # type: ignore[union-attr]
        if one.kind == "SendMessage" and one.template.value == "we_deliver"
    ]  # fmt: skip
    assert [one.objects[0] for one in sent] == ["purchase_orders:4500018847"]
