"""What a delay touches is found as a whole and nothing else, whichever order is late."""

from pathlib import Path

import pytest

from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows import exports
from tests.flows.playing import file_letter

#: Order lines of the sample company, and who writes of them.
LATE = {
    "4500018822/10": "shipping@kailun.example",
    "4500018822/20": "shipping@kailun.example",
    "4500018847/10": "shipping@kailun.example",
    "4500018830/10": "auftragsabwicklung@nordmetall.example",
    "4500018790/10": "anil.rao@raoprecision.example",
}
TABLES = ("sales_order_lines:", "shipments:", "documents:")
#: A customer's line and a booking that hang on goods nothing hung on before.
PEGGED = "4500018847,10,70045498,1,400,2026-03-02"
BOOKED = (
    "SH71,sea,C2001,F3001,BQ250071,ORNL6200071,,,ORION STAR,201E,CNYTN,,USLAX,US20,"
    "2026-04-20T18:00,2026-05-05,Asia/Shanghai,,,,B4001,3886.00,USD,booked,2026-03-10"
)
UNITS = "SH71,MSKU6000001,40HC,,4500018847,10,1500,PCS,5,PLT,2850,33.0,,,5"
PAPER = "D710,SH71,commercial invoice,entry,V1001,2026-04-20T15:00-07:00,requested,,"


def planted(office: Office, line: str) -> set[str]:
    """By the record alone: customers' lines pegged to it, bookings that hold it, their papers."""
    order, number = line.split("/")
    of = {"po_id": order, "po_line": number}
    pegs = office.reads.rows("pegging", **of)
    found = {f"sales_order_lines:{one.text('so_id')}/{one.text('so_line')}" for one in pegs}
    ships = {one.text("shipment_id") for one in office.reads.rows("shipment_units", **of)}
    papers = [one for ship in ships for one in office.reads.rows("documents", shipment_id=ship)]
    return found | {f"shipments:{one}" for one in ships} | {one.object for one in papers}


def touched(office: Office, case: str) -> set[str]:
    """All that the functions rest on or that an act is about."""
    state = office.desk.case(case)
    assessed = views.case(office, case)["assessed"]
    rests = {name for one in assessed for each in one["findings"] for name in each["rests_on"]}
    acts = state.proposal.actions if state.proposal is not None else ()
    about = {name for one in (*acts, *state.effects) for name in one.objects}
    return {name for name in rests | about if name.startswith(TABLES)}


def test_the_impact_of_each_delay_is_what_was_planted(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    let_go(office)
    rows = {"pegging": PEGGED, "shipments": BOOKED, "shipment_units": UNITS, "documents": PAPER}
    exports.put(office, tmp_path / "rows", **rows)
    wanted = found = both = 0
    for line, sender in LATE.items():
        order, number = line.split("/")
        file_letter(
            office, tmp_path, sender=sender, subject=f"PO {order} item {number}",
            sent="Wed, 11 Mar 2026 09:20:00 +0000",
            text=f"PO {order} item {number}: the new ready date is 20 July 2026.\n",
        )  # fmt: skip
        truth, told = planted(office, line), touched(office, f"W1-{order}")
        if line == "4500018822/20":
            truth |= planted(office, "4500018822/10")  # a case of both lines by then
        assert told == truth, line
        wanted, found, both = wanted + len(truth), found + len(told), both + len(told & truth)
    with capsys.disabled():
        print(f"\nimpact: precision {both / found:.2f}, recall {both / wanted:.2f} of {wanted}")
    assert wanted > 15
