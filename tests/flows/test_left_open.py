"""What a mail leaves open and no workflow takes is asked all the same, and told in the inbox."""

from pathlib import Path

from memory.cases import cases as all_cases
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_letter, mails_out
from tests.flows.trade import put

SHIP, RAO = "lily.chen@kailun.example", "anil.rao@raoprecision.example"
CARRIER = "desk@orionline.example"
WRONG = "P5-4500018874"


def letter(office: Office, folder: Path, text: str, **more: str) -> None:
    told = {"sender": SHIP, "subject": "delay", "sent": "Thu, 12 Mar 2026 09:00:00 +0800", **more}
    file_letter(office, folder / "mails", text=text, **told)


def asked(office: Office, case: str) -> list[str]:
    return [one["slots"]["template"] for one in views.case(office, case)["actions"]]


def cases(office: Office) -> dict[str, str]:
    with office.ledger.reading() as connection:
        return {one.id: one.workflow for one in all_cases(connection)}


def test_an_order_number_nobody_knows_is_asked_of_whoever_wrote_it(
    office: Office, tmp_path: Path
) -> None:
    letter(office, tmp_path, "PO 4500018874 ready 15 April 2026 instead of 8 April, chip shortage.")
    assert cases(office) == {WRONG: "chase"}
    assert asked(office, WRONG) == ["ask_partner"]
    assert views.inbox(office)["no_workflow"] == []
    office.desk.decide(WRONG, "approve", person="E001", reason="")
    office.desk.advance()
    (sent,) = mails_out(office)
    assert "4500018874" in sent.get_content()


def test_an_item_on_two_open_lines_is_asked(office: Office, tmp_path: Path) -> None:
    text = "SHFT-222 will be ready 24 April 2026, machine breakdown."
    letter(office, tmp_path, text, sender=RAO, subject="SHFT-222")
    assert cases(office) == {"P5-SHFT-222": "chase"}
    assert asked(office, "P5-SHFT-222") == ["ask_partner"]


def test_the_box_a_carrier_misspells_is_asked(office: Office, tmp_path: Path) -> None:
    text = "Container QZTU3009815 new ETA 12-MAY-26 because of congestion"
    letter(office, tmp_path, text, sender=CARRIER, subject="arrival notice")
    assert cases(office) == {"P5-QZTU3009815": "chase"}


def test_beside_a_case_only_what_that_case_does_not_ask_is_asked(
    office: Office, tmp_path: Path
) -> None:
    text = "PO 4500018822 item 10 ready 20 April 2026. PO 4500018874 ready 2 May 2026."
    letter(office, tmp_path, text)
    assert cases(office) == {"W1-4500018822": "supplier_delay", WRONG: "chase"}
    (news,) = views.case(office, WRONG)["news"]
    assert news["statements"] == []


def test_a_stranger_opens_no_case_of_questions(office: Office, tmp_path: Path) -> None:
    letter(office, tmp_path, "PO 4500018874 ready 15 April 2026.", sender="who@else.example")
    assert cases(office) == {}
    assert len(views.inbox(office)["no_workflow"]) == 1


def test_what_is_read_by_now_is_not_asked_any_more(office: Office, tmp_path: Path) -> None:
    letter(office, tmp_path, "PO 4500018874 ready 15 April 2026 instead of 8 April, chip shortage.")
    put(
        office,
        tmp_path,
        purchase_orders="""
            po_id,supplier_id,site_id,created_on,buyer_id,currency,status
            4500018874,V1001,US20,2026-02-07,E001,USD,open
        """,
        purchase_order_lines="""
            po_id,line,item_id,qty,uom,unit_price,price_per,need_date,promised_date,promised_event
            4500018874,10,ENC-47,200,PCS,4.10,1,2026-05-20,2026-04-08,ex works
        """,
    )
    office.desk.advance()
    assert "W1-4500018874" in cases(office)
    (news,) = views.case(office, WRONG)["news"]
    assert news["questions"] == []
    assert views.case(office, WRONG)["waiting"] is None


def test_a_partners_news_of_nothing_on_record_is_asked_about(
    office: Office, tmp_path: Path
) -> None:
    letter(office, tmp_path, "ORION PEARL 999X: ETA Los Angeles now 20 May 2026 due to typhoon.",
           sender=CARRIER, subject="ORION PEARL 999X")  # fmt: skip
    ((case, workflow),) = cases(office).items()
    assert case.startswith("P5-") and workflow == "chase"
    assert asked(office, case) == ["ask_partner"]


def test_the_inbox_says_of_a_mail_in_no_case_why_partners_first(
    office: Office, tmp_path: Path
) -> None:
    letter(office, tmp_path, "The weather here is fine.", sender="who@else.example", subject="hi")
    letter(office, tmp_path, "PO 4500018874 ready 15 April 2026.", sender="who@else.example")
    letter(office, tmp_path, "ORION PEARL 999X: ETA Los Angeles now 20 May 2026 due to typhoon.",
           sender=CARRIER, subject="ORION PEARL 999X", proof="none")  # fmt: skip
    told = [(one["left"], one["sender"]) for one in views.inbox(office)["no_workflow"]]
    assert told == [
        ("unplaced", CARRIER),
        ("unnamed", "who@else.example"),
        ("unnamed", "who@else.example"),
    ]
