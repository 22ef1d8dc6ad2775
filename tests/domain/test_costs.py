"""Cost formulas to the cent, and the shapes they keep whatever the figures."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.costs.delay import (
    alternate_cost,
    bridge_quantity,
    cover_days,
    days_late,
    late_penalty,
    stock_risk,
    supplier_recovery,
    weeks_or_part,
)
from domain.costs.freight import (
    chargeable_kg,
    pipeline_saving,
)
from domain.money import Money


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


VALUE = usd("220800.00")


def cents(money: Money) -> str:
    return str(money.rounded().amount)


def test_the_worked_case_of_the_formulas() -> None:
    saving = pipeline_saving(VALUE, D("0.18"), 34, 5)
    assert cents(saving) == "3157.74"
    assert cents(alternate_cost(usd("18.40"), usd("19.85"), D(2000), usd(900), usd(0))) == "3800.00"
    assert cents(stock_risk(D("0.07"), usd(6800))) == "476.00"
    assert cents(late_penalty(usd(96_000), D(2), 4, D(10))) == "1920.00"
    assert cents(supplier_recovery(VALUE, D("0.5"), 5, D(5))) == "1104.00"
    assert (cover_days(D(3200), D(400)), cover_days(D(800), D(400))) == (8, 2)
    assert cover_days(D(3200), D(0)) is None


@pytest.mark.parametrize(
    ("days", "weeks"), [(-3, 0), (0, 0), (1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (16, 3)]
)
def test_a_week_begun_counts_whole(days: int, weeks: int) -> None:
    assert weeks_or_part(days) == weeks


def test_a_penalty_ends_at_its_cap() -> None:
    assert cents(late_penalty(usd(1000), D(2), 35, D(10))) == "100.00"
    assert cents(late_penalty(usd(1000), D(2), 36, D(10))) == "100.00"
    assert cents(late_penalty(usd(1000), D(2), 36, None)) == "120.00"


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_penalty_never_falls_with_the_days(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert (
        late_penalty(VALUE, D("0.5"), low, D(5)).amount
        <= late_penalty(VALUE, D("0.5"), high, D(5)).amount
        <= VALUE.amount * D("0.05")
    )


@pytest.mark.parametrize(
    ("gross", "volume", "wanted"),
    [("5400", "31.0", "5400"), ("5166.677", "31.0", "5166.677"), ("5000", "31.0", "5166.677")],
)
def test_air_charges_the_larger_of_gross_and_volume_weight(
    gross: str, volume: str, wanted: str
) -> None:
    assert chargeable_kg(D(gross), D(volume)) == D(wanted)


def test_late_is_counted_from_the_day_of_need() -> None:
    need = date(2026, 5, 11)
    assert [days_late(need + timedelta(step), need) for step in (-3, 0, 1, 4)] == [0, 0, 1, 4]


START = date(2026, 5, 10)
PLAN = [(START + timedelta(step), D(400)) for step in range(40)]


def lots(*given_: tuple[int, int]) -> list[tuple[D, date]]:
    return [(D(qty), START + timedelta(days)) for qty, days in given_]


def test_the_bridge_of_one_lot_is_slip_times_demand() -> None:
    assert bridge_quantity(lots((12_000, 5)), START, PLAN) == 2000


def test_the_bridge_is_never_more_than_the_goods() -> None:
    assert bridge_quantity(lots((1500, 5)), START, PLAN) == 1500


def test_behind_the_plans_end_demand_goes_on_at_its_average() -> None:
    short = [(START, D(300)), (START + timedelta(1), D(500))]
    assert bridge_quantity(lots((12_000, 4)), START, short) == 300 + 500 + 2 * 400


def test_without_a_plan_or_a_delay_there_is_nothing_to_bridge() -> None:
    assert bridge_quantity(lots((12_000, 5)), START, []) == 0
    assert bridge_quantity(lots((12_000, 0)), START, PLAN) == 0
    assert bridge_quantity(lots((12_000, -4)), START, PLAN) == 0


LOTS = st.lists(st.tuples(st.integers(1, 9000), st.integers(0, 30)), min_size=1, max_size=5)


@given(LOTS, st.integers(0, 10))
def test_the_bridge_grows_with_the_delay_and_not_with_the_order_of_lots(
    given_: list[tuple[int, int]], more: int
) -> None:
    found = bridge_quantity(lots(*given_), START, PLAN)
    assert found == bridge_quantity(lots(*reversed(given_)), START, PLAN)
    assert 0 <= found <= sum(qty for qty, _ in given_)
    later = [(qty, days + more) for qty, days in given_]
    assert bridge_quantity(lots(*later), START, PLAN) >= found


@given(LOTS)
def test_splitting_a_lot_on_its_day_changes_no_bridge(given_: list[tuple[int, int]]) -> None:
    halves = [(part, days) for qty, days in given_ for part in (qty - qty // 2, qty // 2) if part]
    whole = bridge_quantity(lots(*given_), START, PLAN)
    assert bridge_quantity(lots(*halves), START, PLAN) == whole
