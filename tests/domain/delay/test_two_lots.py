"""Two lots of one line (mail W1-a): bridge, costs and recovery against figures worked by hand."""

from datetime import date
from decimal import Decimal as D

import pytest

from domain.actions import RepromiseCustomer
from domain.delay.context import LineContext
from domain.delay.exposure import exposure
from domain.delay.pricing import late_charges, price_all
from domain.delay.recovery import recovery_clause, recovery_slot
from domain.delay.slots import bridge_slot, ready_slot
from domain.options import Option
from tests.domain.delay.worked import (
    HARLOW_AIR,
    change,
    context,
    cost,
    line,
    lot,
    row,
    said,
)

FIRST, SECOND = date(2026, 4, 9), date(2026, 4, 22)


def two_lots(**more: object) -> LineContext:
    lots = change(lot(FIRST, 4000), lot(SECOND, 8000), **more)
    return line(change=lots, air_rates=HARLOW_AIR)


def options(**more: object) -> tuple[Option, ...]:
    return price_all(context(two_lots(**more)))


def promises(option: Option) -> list[str]:
    kept = [one for one in option.actions if isinstance(one, RepromiseCustomer)]
    return [one.planned_date.value for one in kept]


def test_the_bridge_is_the_worst_shortage_before_each_lot() -> None:
    # Before 13 May 3 x 400 are missing, before 26 May 16 x 400 less the 4,000 that came.
    given = context(two_lots())
    exposed = exposure(given, given.lines[0])
    assert exposed is not None
    assert exposed.arrivals == ((D(4000), date(2026, 5, 13)), (D(8000), date(2026, 5, 26)))
    assert exposed.bridge == 2400
    assert bridge_slot(given, given.lines[0]).value == "2400"
    assert exposed.slip == 16


def test_the_first_lot_serves_the_customers_so_that_they_are_two_days_late() -> None:
    accept = next(one for one in options() if one.name == "accept")
    assert accept.days_late == 2
    assert accept.cost.amount == D("1920.00")
    assert promises(accept) == ["2026-05-13"] * 3


def test_where_the_first_lot_is_too_small_the_last_customer_waits_for_the_second() -> None:
    small = change(lot(FIRST, 2400), lot(SECOND, 9600))
    found = price_all(context(line(change=small)))
    accept = next(one for one in found if one.name == "accept")
    # 30,000 and 42,000 are two days late: a week; 24,000 fifteen days: three weeks.
    assert accept.days_late == 15
    assert promises(accept) == ["2026-05-13", "2026-05-13", "2026-05-26"]
    assert accept.cost.amount == D("2880.00")


def test_each_option_prices_both_lots() -> None:
    found = options()
    # 2,400 pieces: 1,080 kg fall under the dearer handling with its fee; 44,160 of value.
    assert cost(found, "split air") == "5566.45"  # 5,508 + 650 + 40 - 631.55
    assert cost(found, "full air") == "21922.26"
    assert cost(found, "alternate supplier") == "4380.00"  # 1.45 x 2,400 + 900
    assert cost(found, "use safety stock") == "476.00"


def test_the_supplier_bears_half_of_the_freight_it_offered_to_share() -> None:
    found = options(cost_share_pct=D(50))
    assert cost(found, "split air") == "2467.45"  # 5,566.45 - 3,099.00
    assert cost(found, "full air") == "9382.26"  # 21,922.26 - 12,540.00


def test_the_bridge_flies_from_the_first_lot() -> None:
    split = next(one for one in options() if one.name == "split air")
    assert split.arrives == date(2026, 4, 14)
    assert split.days_late == 0
    booking = split.actions[0]
    assert booking.kind == "RequestBooking"
    assert booking.ready_date.value == "2026-04-09"
    assert "2,400 PCS of KLB-12, ready on 2026-04-09" in booking.change.value


def test_recovery_counts_each_lots_own_weeks() -> None:
    # 73,600 one week late and 147,200 three weeks late, half a per cent a week.
    given = context(two_lots())
    clause = recovery_clause(given)
    assert clause is not None
    assert recovery_slot(given, given.lines[0], clause).value == "2576.00"


def test_recovery_counts_a_price_by_the_set_as_a_price_by_the_set() -> None:
    sets = row("item_uom", "KLB-12/SET", base_qty=D(3))
    given = context(line(price_unit=sets))
    clause = recovery_clause(given)
    assert clause is not None
    assert recovery_slot(given, given.lines[0], clause).value == "368.00"


def test_recovery_counts_what_is_still_to_come() -> None:
    ordered = line().row
    part = {**ordered.values, "received_qty": D(6000)}
    given = context(line(row=ordered.model_copy(update={"values": part})))
    clause = recovery_clause(given)
    assert clause is not None
    assert recovery_slot(given, given.lines[0], clause).value == "552.00"


def test_an_interval_counts_at_its_late_end() -> None:
    days = said("about 10 days after", "2026-04-16..2026-04-22")
    loose = lot(SECOND, 8000).model_copy(update={"ready_slot": days})
    given = context(line(change=change(lot(FIRST, 4000), loose)))
    assert ready_slot(given.lines[0]).value == "2026-04-22"
    assert bridge_slot(given, given.lines[0]).value == "2400"


@pytest.mark.parametrize(("pieces", "late", "penalty"), [(2000, 0, 0), (1999, 4, 1)])
def test_a_part_offered_at_the_old_date_covers_the_gap_or_is_charged_for_once(
    pieces: int, late: int, penalty: int
) -> None:
    offered = {"n": D(pieces), "unit": "PCS"}
    slot = said(f"{pieces} pcs", str(pieces), "quantity_words")
    given = context(line(change=change(part_offered=offered, part_slot=slot)))
    option = next(one for one in price_all(given) if one.name == "take the part offered")
    assert option.days_late == late
    assert len(option.components) == penalty
    assert [one.kind for one in option.actions] == ["SendMessage"]
    charged = [one.option for one in late_charges(given)]
    assert charged.count("take the part offered") == penalty
