"""A new day for a customer is a promise of ours: it has its time, and is kept or seen broken."""

from pathlib import Path
from typing import Any

from memory import chain
from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.on_the_way import ORION, ORION_UNITS, approve, put
from tests.flows.playing import answered, file_sample
from tests.flows.trade import on
from tests.states import state

CASE = "W4-SH01"
FAIRMONT, MEDIVALE = "sales_order_lines:70045498/1", "sales_order_lines:70045512/1"
LEFT = (
    "CD-1,{order},1,{customer},US20,C2005,PRO 1,Carmack,{qty},PCS,25,CTN,450,{day},,missing,{day}"
)


@state()
def promised(office: Office, folder: Path) -> None:
    """A ship comes later; customers of what is on board are told 19 May, and the case closes."""
    let_go(office)
    put(office, folder, "2026-04-16", shipments=ORION, shipment_units=ORION_UNITS)
    file_sample(office, "W4-a")
    approve(office, CASE)
    answered(office, CASE, "E010")
    assert office.desk.case(CASE).closed is not None


def told(office: Office, *kinds: str) -> dict[str, Any]:
    """What such facts say of promises to customers, by line."""
    with office.ledger.reading() as connection:
        found = [one.body for one in chain.of_kind(connection, *kinds)]
    return {one["object"]: one for one in found if one["object"].startswith("sales_order_lines:")}


def test_each_new_day_is_a_commitment_of_ours_with_its_time(promised: Office) -> None:
    made = told(promised, "commitment_made")
    assert len(made) == 4
    one = made[FAIRMONT]
    assert (one["by"], one["to"], one["due"]) == ("us", "K6002", "2026-05-19")
    assert one["what"] == "Fairmont Robotics gets 1250 KLB-12 (70045498/1)"
    answer = promised.desk.ask(CASE, "what did we promise to our customers?").said()
    assert "Fairmont Robotics gets 1250 KLB-12 (70045498/1) by 2026-05-19 — not yet due" in answer


def test_what_the_record_shows_is_kept_and_the_rest_comes_before_people(
    promised: Office, tmp_path: Path
) -> None:
    left = LEFT.format(order="70045498", customer="K6002", qty=1250, day="2026-05-18")
    put(promised, tmp_path, "2026-05-18", customer_deliveries=left)
    on(promised, "2026-05-22T12:00:00")
    assert told(promised, "commitment_kept")[FAIRMONT]["shown_by"] == ["customer_deliveries:CD-1"]
    broken = told(promised, "commitment_broken")
    assert MEDIVALE in broken and FAIRMONT not in broken
    assert promised.desk.case(CASE).closed is None
    said = [one["said"] for one in views.case(promised, CASE)["owed"]]
    assert any("Medivale Hospitals gets 1000 KLB-12 (70045512/1)" in one for one in said)


def test_part_of_a_line_keeps_no_promise_of_it(promised: Office, tmp_path: Path) -> None:
    left = LEFT.format(order="70045498", customer="K6002", qty=1200, day="2026-05-18")
    put(promised, tmp_path, "2026-05-18", customer_deliveries=left)
    on(promised, "2026-05-22T12:00:00")
    assert FAIRMONT in told(promised, "commitment_broken")
