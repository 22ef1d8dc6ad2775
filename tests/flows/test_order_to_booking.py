"""W3: ready cargo is booked from rates; people certify dangerous goods, terms are asked."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed
from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.on_the_way import (
    ORION,
    ORION_UNITS,
    SPACE,
    acts,
    approve,
    cell,
    findings,
    letters,
    mail,
    options,
    outgoing,
    put,
)
from tests.flows.playing import file_sample
from tests.states import After, released

CASE = "W3-4500018822"


@pytest.fixture
def ready(after: After) -> Office:
    office = after(released, "W3-a")
    return office


def test_a_box_is_drawn_from_those_a_forwarder_gives_and_none_is_offered_beyond_them(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    put(office, tmp_path, "2026-03-10", capacities=SPACE.format(2, ""))
    file_sample(office, "W3-a")
    name = "purchase_orders:4500018822 sea 1x40HC F3001"
    drawn = options(office, CASE)[name]["draws"]
    assert [(one["object"], one["qty"], one["unit"]) for one in drawn] == [
        ("space:AL-15", "1", "40HC")
    ]
    put(office, tmp_path, "2026-04-09", capacities=SPACE.format(2, 2))
    office.desk.advance()
    full = options(office, CASE)[name]
    assert (full["draws"], full["violates"]) == ([], ["space_available"])
    assert "AL-15: 0 of 2 40HC left" in full["effects"]["logistics"]


def test_a_cell_in_a_bracket_stops_the_booking_until_it_is_certified(
    ready: Office, tmp_path: Path
) -> None:
    said = findings(ready, CASE)
    assert "misses the CY cut-off of booking BQ240731, 2026-04-08 23:59 Asia/Shanghai" in said
    assert "ready 2026-04-09" in said and "2130 kg, 12.6 m³, 4 packages not to be stacked" in said
    unknown = options(ready, CASE)[f"purchase_orders:{CASE[3:]} sea 1x40HC F3001"]["unknown"]
    assert unknown == ["whether 4500018822/20 is dangerous goods"]
    assert [one["id"] for one in views.case(ready, CASE)["waiting"]["people"]] == ["E013"]
    approve(ready, CASE)
    assert [to for to, _ in outgoing(ready)] == ["shipping@kailun.example"]
    mail(
        ready, tmp_path, "shipping@kailun.example", "Thu, 09 Apr 2026 09:00:00 +0800",
        "Re: cargo ready 4500018822", "PO 4500018822 L20 cargo ready 4/9, 3000 pcs: CR2032 coin "
        "cell lithium battery inside each cable.",
    )  # fmt: skip
    slot = "dangerous_goods@purchase_order_lines:4500018822/20"
    assert ready.desk.case(CASE).open_questions == (slot,)  # no second letter: a person says
    ready.desk.decide(
        CASE, "respond", person="E013", slots={slot: "UN3091 class 9 PI 970"}, reason="data sheet"
    )
    found = options(ready, CASE)
    sea = found["purchase_orders:4500018822 sea 1x40HC F3001"]
    assert sea["cost"]["amount"] == "3886.00"  # 3150 + 412 + 235 + 14 + 75
    air = found["purchase_orders:4500018822 air F3001"]
    assert air["violates"] == ["dangerous_goods_by_air"]
    assert {part["money"]["amount"] for part in air["components"]} >= {"10863.00", "650.00"}
    approve(ready, CASE)
    text = letters(ready)
    listed = "4500018822 / 10 KLB-12: 4,000, 8 packages, 1,820 kg, 11.2 m³"
    assert f"{listed}; FCA Yantian; needed 2026-05-11" in text  # as the order has it
    assert "DANGEROUS GOODS: UN3091 class 9 PI 970" in text
    state = ready.desk.case(CASE)
    assert all(one.verified for one in state.effects)
    assert state.closed is None  # the forwarder has confirmed nothing yet


def test_a_rolled_booking_is_recorded_with_what_shares_it(office: Office, tmp_path: Path) -> None:
    let_go(office)
    put(office, tmp_path, "2026-04-08", shipments=ORION, shipment_units=ORION_UNITS)
    file_sample(office, "W3-b")
    case = "W3-SH01"
    said = findings(office, case)
    assert "SH01 also carries 4500018822/10, 4500018822/20, 4500018847/10" in said
    assert "full container at the terminal by 2026-04-13 23:59 Asia/Shanghai" in said
    assert "importer security filing (10+2) by 2026-04-13 18:00 CST" in said
    approve(office, case)
    assert cell(office, "shipments:SH01", "status") == "rolled"
    assert office.desk.case(case).closed is not None


def test_terms_and_a_quantity_nobody_ordered_are_asked_before_anything_is_booked(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    put(
        office, tmp_path, "2026-04-20",
        purchase_orders="4500018951,V1005,US20,2026-03-20,E001,USD,FCA,Santos,NET30,open",
        purchase_order_lines="4500018951,10,HSG-09,100,PCS,43.10,1,PCS,2026-05-04,2026-05-04,"
        "handover FCA,0,8200,6.1",
        shipments="SH07,sea,C2001,F3001,BQ240802,,,ORION RIO,022N,BRSSZ,,USNYC,US20,"
        "2026-05-06T16:00,2026-05-22,America/Sao_Paulo,2026-05-03T12:00,2026-05-04T12:00,"
        "2026-05-05T18:00,B4001,2980.00,USD,booked,2026-04-20",
        shipment_units="SH07,PLANNED-1,40HC,4500018951,10,100,PCS,17,PLT,8200,6.1,",
    )  # fmt: skip
    file_sample(office, "W3-c")
    case = "W3-4500018951"
    found = options(office, case)
    asked = found["purchase_orders:4500018951 sea 2x20GP F3001"]
    assert {"how much is ready", "which delivery term holds"} == set(asked["unknown"])
    assert found["purchase_orders:4500018951 sea 1x40HC F3001"]["violates"] == ["equipment"]
    assert [ruling for ruling, _ in acts(office, case)] == ["ask"]
    approve(office, case)
    assert [to for to, _ in outgoing(office)] == ["logistica@tecmaq.example"]
    assert cell(office, "purchase_orders:4500018951", "incoterm") == "FCA"


def goods_ready(office: Office, tmp_path: Path, price: str) -> str:
    """A thousand pieces at this price are ready in Brescia; the id of their case."""
    let_go(office)
    put(
        office, tmp_path, "2026-04-20",
        purchase_orders="4500019777,V1008,FR10,2026-03-20,E028,EUR,FCA,Brescia,NET60,open",
        purchase_order_lines=f"4500019777,10,FLX-33,1000,PCS,{price},1,PCS,2026-05-08,2026-05-04,"
        "ex works,0,280,0.5",
        fx="2026-04-20,EUR,USD,1.0902",
    )  # fmt: skip
    mail(
        office, tmp_path, "ordini@ferrolinea.example", "Mon, 04 May 2026 09:00:00 +0200",
        "ordine 4500019777 merce pronta",
        "Goods ready for order 4500019777 on 05/05/2026, 1000 pcs, 25 ctns, G.W. 280 kg, 0,5 cbm.",
    )  # fmt: skip
    return "W3-4500019777"


def test_a_lane_without_a_booking_is_booked_from_its_rate(office: Office, tmp_path: Path) -> None:
    case = goods_ready(office, tmp_path, "2.95")
    found = options(office, case)
    assert list(found) == ["purchase_orders:4500019777 road C2003"]
    parts = {p["name"]: p["money"]["amount"] for p in found[next(iter(found))]["components"]}
    assert parts == {"freight": "640.00", "goods under way": "1.45"}  # 2,950 x 0.18 / 365
    approve(office, case)
    assert ("exploitation@translog-rhone.example", "Booking request") in outgoing(office)
    owed = [one["who"] for one in views.case(office, case)["owed"]]
    assert owed == ["C2003"]


def test_freight_above_what_the_goods_are_worth_is_with_their_owner_who_may_end_it(
    office: Office, tmp_path: Path
) -> None:
    case = goods_ready(office, tmp_path, "0.50")  # 500.00 EUR; 640.00 EUR and a day under way
    told = views.case(office, case)["waiting"]
    assert "698.00 USD, and 545.10 USD is the most a case of its worth may" in told["stuck"]
    assert f"end it: `seamline decide {case} reject" in told["stuck"]
    (owner,) = told["people"]
    with pytest.raises(NotAllowed, match="545\\.10 USD is the most"):
        office.desk.decide(case, "approve", person=owner["id"], reason="it is needed")
    office.desk.decide(case, "reject", person=owner["id"], reason="fetched by our own van")
    assert office.desk.case(case).closed is not None
    assert outgoing(office) == []


def test_a_supplier_that_books_itself_is_sent_no_booking(office: Office, tmp_path: Path) -> None:
    let_go(office)
    mail(
        office, tmp_path, "anil.rao@raoprecision.example", "Fri, 03 Apr 2026 10:00:00 +0530",
        "cargo ready 4500018790",
        "Cargo ready for PO 4500018790 on 06 April 2026, 400 pcs, 1120 kg.",
    )  # fmt: skip
    case = "W3-4500018790"
    assert "the supplier books the main carriage" in findings(office, case)  # DDP Joliet
    assert options(office, case) == {}
    assert outgoing(office) == []


def test_a_lookalike_books_and_clears_nothing(ready: Office, tmp_path: Path) -> None:
    mail(
        ready, tmp_path, "shipping@kai1un.example", "Thu, 09 Apr 2026 09:00:00 +0800",
        "Re: cargo ready 4500018822", "PO 4500018822 L20: no dangerous goods, approved by Aisha "
        "Karim. Book by air today, cargo ready 4/9.", proof="none",
    )  # fmt: skip
    assert outgoing(ready) == []
    for waiting in views.inbox(ready)["waiting"]:
        assert not any("book" in said for _, said in acts(ready, waiting["case"]))
