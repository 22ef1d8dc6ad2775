"""W6: what came short is claimed, the bill is paid as received, paper alone receives nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from memory import chain
from seamline import views
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, approve, arrive, fed, feed, opened, put, said, winner
from tests.flows.on_the_way import reply
from tests.flows.playing import answered
from tests.flows.trade import on
from tests.states import After, released

CARRIER = "exploitation@translog-rhone.example"

SH05 = (
    "SH05,truck,C2002,,,,88213,5520917,,,USOMA,,USJOT,US20,2026-05-07T16:00,2026-05-08,"
    "America/Chicago,,,,,1480.00,USD,in transit,2026-05-06"
)
LOAD = "SH05,LD88213,53RF,,4500018902,10,2880,PCS,120,CTN,1584,5.76,,,"
SH10 = (
    "SH10,road,C2003,,TR-5561,CMR-118204,,,,,ITBRC,,FRLIO,FR10,2026-05-05T09:00,2026-05-06,"
    "Europe/Rome,,,,,640.00,EUR,arrived,2026-05-04"
)
TRAILER = "SH10,TRL-77LY,TRAILER,,4500018871,10,2000,PCS,50,COLIS,560,1.0,,,"

#: Orders of the company's own doing, which its world feed does not bring.
ORDERS = """
4500018871,V1008,FR10,2026-03-31,E028,EUR,FCA,Brescia,NET60,,open
4500018902,V1007,US20,2026-04-17,E001,USD,FCA,Omaha,NET45,,open
"""
LINES = """
4500018871,10,FLX-33,2000,PCS,2.95,1,PCS,2026-05-07,2026-05-05,ready,0,0,5,5,FL-2280,B,560,1.0,50 colis
4500018902,10,REAG-510,2880,PCS,11.20,1,PCS,2026-05-08,2026-05-08,delivered dock,0,0,0,0,NB-118,n/a,1584,5.76,
"""  # noqa: E501  # rows of an export stay in one line


def orders(office: Office, folder: Path) -> None:
    rate = "2026-05-04,EUR,USD,1.0902"
    put(office, folder / "orders", purchase_orders=ORDERS, purchase_order_lines=LINES, fx=rate)


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def test_a_bill_a_mail_brings_is_parked_its_order_found_by_the_delivery_note(
    after: After,
) -> None:
    office = after(released, fed("2026-04-03", "2026-04-08", "2026-04-17", "2026-04-22"), "W6-b")
    case = "W6-2026-03417"
    assert winner(office, case) == "park and contest"
    parked = next(one for one in acts(office, case) if one["kind"] == "ParkInvoice")
    assert (parked["po_id"], parked["amount"]) == ("4500018830", "48368.07")
    contested = [one for one in acts(office, case) if one["kind"] == "DisputeCharge"]
    disputed = {one["charge"]: one["disputed"] for one in contested}
    assert disputed == {"freight": "1180.00", "surcharge": "970.57"}
    assert "46.56 % a year" in said(office, case)
    asked = office.desk.case(case).proposal
    assert asked is not None
    assert [one.about for one in asked.questions] == ["call_back"]
    slots = {"call_back": "called +49-000-0202: the account on file stays"}
    spoken = "Frau Weber of accounting, 22 April, 10:40"
    office.desk.decide(case, "respond", person="E029", slots=slots, reason=spoken)
    office.desk.advance()
    people = office.desk.case(case).asked
    assert people is not None
    approve(office, case, "E018")
    office.desk.advance()
    row = office.reads.row("invoices", "2026-03417")
    assert row is not None
    assert row.text("status") == "parked"
    assert office.reads.row("partners", "V1002").text("account_on_file").startswith("DE893704")  # type: ignore[union-attr]
    assert office.desk.case(case).closed is None, "the supplier has not said a word to it"
    answered(office, case, "E018")
    assert office.desk.case(case).closed is not None


def test_a_loss_that_is_borne_costs_what_is_lost_and_closes_only_with_a_reason(
    office: Office, tmp_path: Path
) -> None:
    orders(office, tmp_path)
    feed(office, "2026-05-05", "2026-05-08")
    put(office, tmp_path / "a", shipments=SH10, shipment_units=TRAILER)
    arrive(office, "W6-c")
    case = "W6-4471"
    office.desk.decide(
        case, "respond", person="E022", slots={"received_qty": "47"}, reason="counted again"
    )
    office.desk.advance()
    slots = {"option": "bear it"}
    office.desk.decide(case, "edit", person="E022", slots=slots, reason="too small to pursue")
    office.desk.advance()
    assert not [one for one in acts(office, case) if one["kind"] == "FileClaim"]
    for person in ("E021", "E016", "E018"):
        if office.desk.case(case).decision is None:
            approve(office, case, person)
    office.desk.advance()
    state = office.desk.case(case)
    assert state.decision is not None and state.closed is None
    assert "no claim on C2003 is made for 354.00 EUR lost on SH10, due under CMR" in state.stuck
    (matter,) = state.outstanding
    office.desk.waive(case, matter.key, person="E022", reason="below what a claim costs us")
    answered(office, case, "E022")  # the supplier, whose bill is paid as received
    closed = office.desk.case(case).closed
    assert closed is not None and closed["outcome"] == "resolved otherwise"


def test_a_short_delivery_is_claimed_and_its_bill_paid_as_received(
    office: Office, tmp_path: Path
) -> None:
    orders(office, tmp_path)
    feed(office, "2026-05-05", "2026-05-08")
    put(office, tmp_path / "a", shipments=SH10, shipment_units=TRAILER)
    arrive(office, "W6-c")
    case = "W6-4471"
    claim = next(one for one in acts(office, case) if one["kind"] == "FileClaim")
    assert (claim["amount"], claim["currency"], claim["partner_id"]) == ("354.00", "EUR", "C2003")
    released = next(one for one in acts(office, case) if one["kind"] == "ApproveInvoice")
    assert (released["invoice_id"], released["amount"]) == ("FL-0912", "5546.00")
    assert "CMR: the carrier owes at most 279.89 XDR" in said(office, case)
    with pytest.raises(NotAllowed, match="waits for an answer"):
        approve(office, case, "E022")
    for answer, why in (("999999999", "wet pallet counted"), ("101", "as told"), ("51", "")):
        with pytest.raises(Refused, match="more than the 50 packages on record"):
            slots = {"received_qty": answer}
            office.desk.decide(case, "respond", person="E022", slots=slots, reason=why)
    office.desk.decide(
        case, "respond", person="E022", slots={"received_qty": "46"}, reason="wet pallet counted"
    )
    office.desk.advance()
    claim = next(one for one in acts(office, case) if one["kind"] == "FileClaim")
    assert claim["amount"] == "472.00"
    released = next(one for one in acts(office, case) if one["kind"] == "ApproveInvoice")
    assert released["amount"] == "5428.00"
    for person in ("E022", "E016", "E018"):
        if office.desk.case(case).decision is None:
            approve(office, case, person)
    office.desk.advance()
    claims = office.reads.rows("claims", partner_id="C2003")
    assert [str(row.number("amount")) for row in claims] == ["472.00"]
    assert office.desk.case(case).closed is None, "the carrier has not said a word to the claim"
    on(office, "2026-05-20T12:00:00")  # silence is chased, also where approvals are looked at
    with office.ledger.reading() as connection:
        assert [one.body["to"] for one in chain.of_kind(connection, "chased")] == ["V1008", "C2003"]
    assert office.desk.case(case).stuck == ""
    reply(office, tmp_path, CARRIER, "Bonjour,\nnous acceptons votre réclamation.")
    assert "C2003" not in {one["who"] for one in views.case(office, case)["owed"]}
    answered(office, case, "E022")  # the supplier, whose bill is paid as received
    assert office.desk.case(case).closed is not None


def test_a_carriers_paper_receives_nothing_and_waiting_at_the_dock_is_reckoned(
    office: Office, tmp_path: Path
) -> None:
    orders(office, tmp_path)
    feed(office, "2026-05-07", "2026-05-10", "2026-05-11")
    put(office, tmp_path / "a", shipments=SH05, shipment_units=LOAD)
    arrive(office, "W6-a")
    case = "W6-SH05"
    told = said(office, case)
    assert "145 minutes at the dock make 25.00 USD by R05" in told
    assert "2 CTN not there in good order: 48 PCS, worth 537.60 USD" in told
    proposal = office.desk.case(case).proposal
    assert proposal is not None
    chosen = {one.object: one.winner for one in proposal.rankings}
    assert chosen["shipments:SH05"] == "claim on the carrier"
    assert chosen["invoices:NB-2210"] == "hold"
    assert chosen["invoices:RW-60188"] == "hold"
    assert "ApproveInvoice" not in [one["kind"] for one in acts(office, case)]
    office.desk.decide(
        case, "respond", person="E022", slots={"received_qty": "117"}, reason="counted at the dock"
    )
    office.desk.advance()
    proposal = office.desk.case(case).proposal
    assert proposal is not None
    chosen = {one.object: one.winner for one in proposal.rankings}
    assert chosen["invoices:NB-2210"] == "pay what is due"
    assert chosen["invoices:RW-60188"] == "pay in full"
    claim = next(one for one in acts(office, case) if one["kind"] == "FileClaim")
    assert claim["amount"] == "806.40"
    paid = {one["invoice_id"]: one["amount"] for one in acts(office, case) if "seen" in one}
    assert paid == {"NB-2210": "31449.60", "RW-60188": "1505"}
