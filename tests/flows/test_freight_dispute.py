"""P3: each charge by contract and gate times; a threat pays nothing, and silence is no consent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from seamline import views
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, approve, arrive, cost, fed, feed, opened, put, said, winner
from tests.flows.playing import answered, findings
from tests.states import After, released

SH08 = (
    "SH08,sea,C2001,F3002,AL-20931,ORNL6127714,,,ORION SOL,017W,ESBIO,,MXVER,MX10,"
    "2026-05-02T10:00,2026-05-22,Europe/Madrid,,,,B4003,7400.00,USD,booked,2026-04-20"
)
BOXES = """
SH08,QZKU6100340,20GP,OL89001,4500018944,10,30,T,10,BUNDLE,30000,3.84,,,7
SH08,QZKU6601450,20GP,OL89002,4500018944,10,30,T,10,BUNDLE,30000,3.84,,,7
"""
VERACRUZ = (
    "AL-F-3318,F3002,demurrage,2026-07-03,2026-08-02,1542.80,USD,,,,,SH08,AL-20931,open,,"
    "2026-07-03,"
)
SH02 = (
    "SH02,sea,C2001,F3001,BQ240779,ORNL6123790,,,ORION PEARL,114E,CNYTN,KRPUS,USLAX,US20,"
    "2026-04-14T18:00,2026-04-29,Asia/Shanghai,,,,B4001,3886.00,USD,booked,2026-04-09"
)
BOX = (
    "SH02,QZTU3045122,40HC,OL88130,4500018839,10,6000,PCS,12,PLT,6900,25.2,2026-05-11,2026-05-14,5"
)
BILL = (
    "BQ-77955,F3001,freight,2026-05-20,2026-06-19,4531.00,USD,,,,,SH02,BQ240779,open,,2026-05-20,"
)
DISPUTES = """
DP-0021,F3001,BQ-77955,BAF,455.00,412.00,43.00,USD,rate,2026-06-02,E005,open,R01
DP-0022,F3001,BQ-77955,chassis,152.00,0.00,152.00,USD,accessorial not approved,2026-06-02,E005,open,CF-3001
DP-0023,F3001,BQ-77955,peak season surcharge,300.00,0.00,300.00,USD,surcharge not in contract,2026-06-02,E005,open,CF-3001
DP-0024,F3001,BQ-77955,detention,150.00,0.00,150.00,USD,inside free time,2026-06-02,E005,open,"MS-05, MS-06"
"""  # noqa: E501  # rows of an export stay in one line
PAID = '0617-128,F3001,2026-06-17,BQ-77955,3886.00,USD,"invoice, part",BK7001,2026-06-17'


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def test_days_in_mexico_are_judged_by_events_and_contract_and_the_us_rule_is_not_quoted(
    after: After, tmp_path: Path
) -> None:
    office = after(released, fed("2026-05-23", "2026-06-01", "2026-06-03"))
    paper = "D009,SH08,EUR.1,preference,V1004,2026-05-15T12:00-06:00,pending,,"
    put(
        office, tmp_path / "a",
        shipments=SH08, shipment_units=BOXES, invoices=VERACRUZ, documents=paper,
    )  # fmt: skip
    arrive(office, "P3-b")
    case = "P3-AL-F-3318"
    assert winner(office, case) == "pay what is due"
    assert cost(office, case, "pay in full") == "986.00"
    told = said(office, case)
    assert "quantity 640.00 USD, price 90.00 USD, cross term 120.00 USD, tax 136.00 USD" in told
    assert "EUR.1 was owed by V1004" in told
    by_kind = {one["kind"]: one for one in acts(office, case)}
    assert by_kind["ApproveInvoice"]["amount"] == "556.80"
    letter = by_kind["SendMessage"]
    assert letter["contact"] == "CT49"
    assert "850,00 USD" in letter["text"]
    assert (
        "R14" not in letter["text"] and "CF-3002" in letter["text"]
    )  # the contract, no key of ours
    assert "objetado 850,00 USD. Los días" in letter["text"]
    assert "2026-05-23" in letter["text"]
    assert "541" not in letter["text"]
    asked = office.desk.case(case).asked
    assert asked is not None and asked.until.isoformat() == "2026-07-15T23:59:59-06:00"


def test_what_is_due_is_paid_and_the_rest_contested_read_back_and_remembered(
    after: After, tmp_path: Path
) -> None:
    office = after(released, fed("2026-05-23", "2026-06-01", "2026-06-03"))
    put(office, tmp_path / "a", shipments=SH08, shipment_units=BOXES, invoices=VERACRUZ)
    arrive(office, "P3-b")
    case = "P3-AL-F-3318"
    with pytest.raises(NotAllowed):
        approve(office, case, "E021")  # a dock supervisor's yes approves nothing
    approve(office, case, "E005", "E016")
    office.desk.advance()
    row = office.reads.row("invoices", "AL-F-3318")
    assert row is not None
    assert row.text("hold_reason") == "pay 556.80 USD (days)"
    disputes = office.reads.rows("disputes", invoice_id="AL-F-3318")
    assert {row.text("charge"): str(row.number("disputed")) for row in disputes} == {
        "demurrage": "850.00", "tax": "136.00"
    }  # fmt: skip
    assert office.desk.case(case).closed is None, "nobody has answered the dispute"
    answered(office, case, "E005")
    assert office.desk.case(case).closed is not None
    office.desk.advance()
    sent = [one for one in office.desk.case(case).effects if one.kind == "SendMessage"]
    assert [one.is_over for one in sent] == [True]


def test_a_dispute_stands_after_a_threat_and_their_own_receipt_proves_it(
    after: After, tmp_path: Path
) -> None:
    office = after(released, fed("2026-05-11", "2026-05-14"))
    put(
        office, tmp_path / "a",
        shipments=SH02, shipment_units=BOX, invoices=BILL, disputes=DISPUTES, payments=PAID,
    )  # fmt: skip
    arrive(office, "P3-a")
    case = "P3-BQ-77955"
    assert winner(office, case) == "stand by the dispute"
    assert cost(office, case, "pay in full") == "645.00"
    (letter,) = acts(office, case)
    assert letter["kind"] == "SendMessage"
    for figure in ("43.00 USD", "152.00 USD", "300.00 USD", "150.00 USD", "2026-05-14"):
        assert figure in letter["text"]
    asked = office.desk.case(case).asked
    assert asked is not None and asked.until.isoformat() == "2026-06-26T23:59:59+08:00"
    approve(office, case, "E005")
    office.desk.advance()
    assert office.desk.case(case).closed is None, "nobody has answered the dispute"
    answered(office, case, "E005")
    assert office.desk.case(case).closed is not None
    kinds = [one.kind for one in office.desk.case(case).effects]
    assert kinds == ["SendMessage"]


def test_a_first_audit_judges_each_kind_of_charge_against_the_contract(
    office: Office, tmp_path: Path
) -> None:
    """Nothing is disputed or paid yet: the charges their file lists are held against rate R01."""
    feed(office, "2026-05-11", "2026-05-14")
    put(office, tmp_path / "a", shipments=SH02, shipment_units=BOX, invoices=BILL)
    arrive(office, "P3-a")
    case = "P3-BQ-77955"
    assert winner(office, case) == "pay what is due"
    assert cost(office, case, "pay in full") == "645.00"
    released = next(one for one in acts(office, case) if one["kind"] == "ApproveInvoice")
    assert released["amount"] == "3886.00"
    disputed = {
        one["charge"]: one["disputed"]
        for one in acts(office, case)
        if one["kind"] == "DisputeCharge"
    }
    assert disputed == {"surcharge": "343.00", "chassis": "152.00", "detention": "150.00"}
    told = said(office, case)
    assert "part BAF: billed 455.00 USD, 412.00 USD by contract (BAF: 1 container × 412.00" in told
    assert (
        "part by part 645.00 USD beyond contract: accessorial not approved 152.00 USD, inside free "
        "time 150.00 USD, rate 43.00 USD, surcharge not in contract 300.00 USD" in told
    )


def test_days_without_a_tariff_are_asked_and_not_guessed(after: After, tmp_path: Path) -> None:
    office = after(released, fed("2026-05-23", "2026-06-01", "2026-06-03"))
    elsewhere = SH08.replace("MXVER", "MXZLO")
    put(office, tmp_path / "a", shipments=elsewhere, shipment_units=BOXES, invoices=VERACRUZ)
    arrive(office, "P3-b")
    case = "P3-AL-F-3318"
    assert cost(office, case, "pay in full") == "?"
    assert winner(office, case) == "hold"
    assert "the tariff for demurrage" in said(office, case)
    assert "ApproveInvoice" not in [one["kind"] for one in acts(office, case)]


@pytest.mark.parametrize(("day", "due"), [("2026-05-17", "some"), ("2026-05-14", "none")])
def test_the_day_a_person_settles_is_what_detention_is_reckoned_by(
    office: Office, tmp_path: Path, day: str, due: str
) -> None:
    """The terminal tells nothing of the empty return, our row another day than the forwarder."""
    case = insisted(office, tmp_path)
    waiting = views.case(office, case)["waiting"]["questions"]
    (asked,) = [one for one in waiting if "empty_return" in one["slot"]]
    assert asked["choices"] == ["2026-05-17", "2026-05-14"]
    office.desk.decide(case, "respond", person="E005", slots={asked["slot"]: day})
    assert f"QZTU3045122: empty return {day} as settled here" in said(office, case)
    charge = next(one for one in findings(office, case) if one.startswith("detention: "))
    assert ("expected 0.00" in charge) is (due == "none"), charge


@pytest.mark.parametrize(("word", "paid"), [("accept", "4036.00"), ("contest", "3886.00")])
def test_a_charge_that_nobody_can_reckon_is_settled_as_people_decide(
    office: Office, tmp_path: Path, word: str, paid: str
) -> None:
    """Days beyond free time, no tariff on file, and the forwarder insists."""
    case = insisted(office, tmp_path)
    for slot, value in (("actual_date_empty_return", "2026-05-17"), ("dispute_BQ-77955", word)):
        office.desk.decide(case, "respond", person="E005", slots={slot: value})
    assert office.desk.case(case).open_questions == ()
    released = next(one for one in acts(office, case) if one["kind"] == "ApproveInvoice")
    assert released["amount"] == paid
    approve(office, case, "E005", "E016")
    assert office.desk.case(case).decision is not None


def insisted(office: Office, folder: Path) -> str:
    """The case of a forwarder that insists on its bill, before the empty return is on record."""
    feed(office, "2026-05-11")
    put(office, folder / "a", shipments=SH02, shipment_units=BOX, invoices=BILL)
    arrive(office, "P3-a")
    return "P3-BQ-77955"


def test_a_day_that_is_still_to_come_is_no_day_on_which_it_happened(
    office: Office, tmp_path: Path
) -> None:
    case = insisted(office, tmp_path)
    slot = {"actual_date_empty_return": "2026-12-24"}
    with pytest.raises(Refused, match="asked is when it happened"):
        office.desk.decide(case, "respond", person="E005", slots=slot)


def test_it_closes_by_itself_once_its_issuer_answered_and_the_record_shows_each_line_ended(
    after: After, tmp_path: Path
) -> None:
    office = after(released, fed("2026-05-23", "2026-06-01", "2026-06-03"))
    put(office, tmp_path / "a", shipments=SH08, shipment_units=BOXES, invoices=VERACRUZ)
    arrive(office, "P3-b")
    case = "P3-AL-F-3318"
    approve(office, case, "E005", "E016")
    office.desk.advance()
    kinds = {one["kind"] for one in views.case(office, case)["owed"]}
    assert kinds == {"confirmation", "matter"}
    for one in views.case(office, case)["owed"]:
        if one["kind"] == "confirmation":
            office.desk.waive(case, one["key"], person="E005", reason="she credits it")
    assert office.desk.case(case).closed is None, "both charges still stand as contested"
    rows = office.reads.rows("disputes", invoice_id="AL-F-3318")
    columns = DISPUTE_COLUMNS.split()
    ended = [
        ",".join("credited" if name == "status" else row.text(name) for name in columns)
        for row in rows
    ]
    put(office, tmp_path / "b", disputes="\n".join(ended))
    assert office.desk.case(case).closed is not None


DISPUTE_COLUMNS = (
    "dispute_id partner_id invoice_id charge billed expected disputed currency reason_code "
    "opened_on opened_by status evidence"
)
