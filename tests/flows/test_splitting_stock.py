"""A stock that does not do for all who wait is shared as people choose, and two of them sign."""

from pathlib import Path

from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.on_the_way import ORION, ORION_UNITS, findings, letters, options, put
from tests.flows.playing import file_sample
from tests.states import state

CASE = "W4-SH01"
FAIR, WHOLE = "serve from US20", "serve whole lines from US20"


@state()
def short(office: Office, folder: Path) -> None:
    """A ship is late for customers who wait for 3,250 boards; 2,500 are free in Joliet."""
    let_go(office)
    stock = "US20,KLB-12,2026-04-20,4900,PCS,2400,0,"
    put(
        office, folder, "2026-04-20",
        shipments=ORION, shipment_units=ORION_UNITS, stock=stock,
    )  # fmt: skip
    file_sample(office, "W4-a")


def shares(office: Office, option: str) -> dict[str, str]:
    """Pieces that each line gets at once."""
    said = options(office, CASE)[f"shipments:SH01 {option}"]["effects"]["customer service"]
    return {one.split(": ")[0]: one.split(": ")[1].split(" at once")[0] for one in said.split("; ")}


def test_filling_whole_lines_is_a_way_of_its_own_with_its_own_price(short: Office) -> None:
    fair, whole = shares(short, FAIR), shares(short, WHOLE)
    assert sum(map(int, fair.values())) == sum(map(int, whole.values()))
    assert "1250" in whole.values() and "1250" not in fair.values()
    cost = {
        name: float(options(short, CASE)[f"shipments:SH01 {name}"]["cost"]["amount"])
        for name in (FAIR, WHOLE)
    }
    assert cost[FAIR] - cost[WHOLE] == 600.0  # 2 % of Fairmont's line of 30,000, late no more
    assert "by whole lines" in findings(short, CASE)


def test_who_gets_less_than_another_is_signed_by_sales_and_by_supply(short: Office) -> None:
    ranking = views.case(short, CASE)["options"][0]["ranking"]
    assert ranking["winner"] == WHOLE, "it leaves the fewest penalties"
    signers: set[str] = set()
    for _ in range(8):
        if short.desk.case(CASE).decision is None:
            waiting = views.case(short, CASE)["waiting"]["people"]
            person = next(one["id"] for one in waiting if not one["approved"])
            signers.add(short.people.require(person).role)
            short.desk.decide(CASE, "approve", person=person, reason="as shared")
    assert signers >= {"VP sales", "VP supply chain"}
    assert "line 1 (KLB-12): 1,250, at once" in letters(short)


def test_one_customer_alone_needs_no_such_signature(office: Office, tmp_path: Path) -> None:
    let_go(office)
    lines = "70045512,2,MCU-30,120,PCS,150.00,18000.00,2026-05-12,2026-05-19,2026-05-12,2,,"
    stock = "US20,MCU-30,2026-05-07,82,PCS,20,0,"
    put(office, tmp_path, "2026-05-07", sales_order_lines=lines, stock=stock)
    file_sample(office, "W4-c")
    requires = views.case(office, "W4-70045512")["waiting"]["requires"]
    assert not [one for one in requires if "supply chain" in one]
