"""Clocks of boxes and trucks: free time, tiers, bills of days held against events."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.demurrage.accrual import Box, accrue, owed
from domain.demurrage.billed import DaysBilled, against
from domain.demurrage.dock import waiting_terms
from domain.demurrage.tariff import Tariff, Tier, tariff_of
from domain.derivations.billing import waiting_owed
from domain.money import Money
from domain.record import Row
from domain.workdays import Workdays


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


def rate(**cells: object) -> Row:
    return Row(table="rates", key="R10", version=1, values={"currency": "USD", **cells})


ORION = tariff_of(
    rate(
        mode="detention",
        rate=D("150.00"),
        other="1-4: 150; 5-9: 225; 10+: 340",
        note="free 5 calendar days",
        contract_id="CF-2001",
    )
)
VERACRUZ = tariff_of(
    rate(
        mode="demurrage",
        rate=D("80.00"),
        note="free 7 calendar days from the day after discharge",
    )
)


@pytest.mark.parametrize(("days", "money"), [(0, 0), (2, 300), (5, 825), (10, 2065), (16, 4105)])
def test_the_tiers_of_the_worked_case(days: int, money: int) -> None:
    assert ORION is not None
    assert owed(ORION, days).total == usd(money)


def test_a_box_out_on_the_11th_and_back_on_the_28th_is_twelve_days_over() -> None:
    assert ORION is not None
    box = Box(unit="QZKU3045126", started=date(2026, 5, 11), ended=date(2026, 5, 28))
    found = accrue(ORION, box)
    assert (found.free_until, len(found.days)) == (date(2026, 5, 16), 12)
    assert found.owed.total == usd("2745.00")
    assert found.owed.said() == (
        "detention 4 days × 150.00 = 600.00 USD; detention 5 days × 225.00 = 1,125.00 USD; "
        "detention 3 days × 340.00 = 1,020.00 USD"
    )
    assert found.assumed == ("free time starts the day after the event",)
    back_early = accrue(ORION, box.model_copy(update={"ended": date(2026, 5, 14)}))
    assert (back_early.days, back_early.owed.total) == ((), usd(0))


def test_a_running_clock_tells_what_is_left_and_what_the_next_day_costs() -> None:
    assert ORION is not None
    box = Box(unit="QZKU3045126", started=date(2026, 5, 11))
    inside = accrue(ORION, box, today=date(2026, 5, 14))
    assert (inside.running, inside.left(date(2026, 5, 14)), inside.a_day) == (True, 2, usd(150))
    later = accrue(ORION, box, today=date(2026, 5, 20))
    assert (later.left(date(2026, 5, 20)), later.owed.total, later.a_day) == (
        -4,
        usd(600),
        usd(225),
    )


def test_fourteen_days_at_95_against_six_at_80_split_with_the_cross_term() -> None:
    assert VERACRUZ is not None
    boxes = [
        Box(unit="QZKU6601450", started=date(2026, 5, 23), ended=date(2026, 6, 1)),
        Box(unit="QZKU6100340", started=date(2026, 5, 23), ended=date(2026, 6, 3)),
    ]
    clocks = [accrue(VERACRUZ, one) for one in boxes]
    assert [len(one.days) for one in clocks] == [2, 4]
    found = against(DaysBilled(amount=usd("1330.00"), days=14, rate=D("95.00")), clocks)
    assert (found.expected, found.difference, found.days) == (usd("480.00"), usd("850.00"), 6)
    assert found.split is not None
    assert [(one.name, one.money.amount) for one in found.split.parts] == [
        ("quantity", D("640.00")),
        ("price", D("90.00")),
        ("cross term", D("120.00")),
    ]
    assert found.findings == (
        "14 days billed, 6 by the events",
        "1,330.00 USD billed, 480.00 USD by tariff and events",
    )


def test_a_last_free_day_the_terminal_names_goes_before_counting() -> None:
    mundra = tariff_of(
        rate(mode="demurrage", rate=D("60.00"), note="free 5 days, last free day 2026-05-05")
    )
    assert mundra is not None
    found = accrue(mundra, Box(unit="x", started=date(2026, 4, 29), ended=date(2026, 5, 8)))
    assert (found.free_until, found.owed.total) == (date(2026, 5, 5), usd(180))


WEEK = Tariff(
    kind="storage",
    currency="EUR",
    tiers=(Tier(first=1, last=None, rate=D(10)),),
    free_days=3,
    free_count="working",
    starts="same day",
)


def test_working_days_leave_out_weekends_and_holidays_only_where_they_count() -> None:
    france = Workdays(place="FR", holidays=frozenset({date(2026, 5, 8)}))
    box = Box(unit="x", started=date(2026, 5, 6), ended=date(2026, 5, 17))
    found = accrue(WEEK, box, workdays=france)
    assert found.free_until == date(2026, 5, 11)  # Wed, Thu, (Fri holiday, weekend), Mon
    assert len(found.days) == 6
    both = WEEK.model_copy(update={"charged_count": "working"})
    assert len(accrue(both, box, workdays=france).days) == 4


def test_days_a_box_could_not_be_returned_are_left_out() -> None:
    assert ORION is not None
    closed = frozenset({date(2026, 5, 17), date(2026, 5, 18)})
    box = Box(unit="x", started=date(2026, 5, 11), ended=date(2026, 5, 20), excluded=closed)
    assert accrue(ORION, box).owed.total == usd(300)


def test_tiers_may_count_from_the_start_of_free_time() -> None:
    tiers = (Tier(first=1, last=5, rate=D(0)), Tier(first=6, last=None, rate=D(50)))
    tariff = Tariff(kind="demurrage", currency="USD", tiers=tiers, free_days=5, tiers_from="start")
    found = accrue(tariff, Box(unit="x", started=date(2026, 5, 1), ended=date(2026, 5, 8)))
    assert found.owed.total == usd(100)


def test_what_is_not_known_is_named() -> None:
    assert ORION is not None
    bare = ORION.model_copy(update={"free_days": None})
    found = accrue(bare, Box(unit="x", started=None))
    assert found.missing == (
        "the event that starts detention",
        "the event that ends detention, or the day to reckon on",
        "the free days",
    )
    turned = accrue(ORION, Box(unit="x", started=date(2026, 5, 2), ended=date(2026, 5, 1)))
    assert turned.missing == ("which of 2026-05-02 and 2026-05-01 is wrong",)
    assert accrue(
        WEEK, Box(unit="x", started=date(2026, 5, 2)), today=date(2026, 5, 3)
    ).missing == ("the working days of the place",)
    assert tariff_of(rate(mode="demurrage")) is None


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 14))
def test_a_day_more_never_costs_less(days: int, more: int, free: int) -> None:
    assert ORION is not None
    start = date(2026, 1, 1)

    def cost(n: int) -> D:
        end = start + timedelta(days=n)
        box = Box(unit="x", started=start, ended=end, free_days=free)
        return accrue(ORION, box).owed.total.amount if ORION else D(0)

    assert cost(days) <= cost(days + more)
    assert cost(min(days, free)) == 0


def test_what_waits_free_at_a_dock_and_its_rate_stand_beside_a_trucks_rate() -> None:
    terms = waiting_terms(
        rate(mode="truck", other="detention 60.00/h after 120 min, approved in advance above 2 h")
    )
    assert terms is not None
    assert (terms.free_minutes, terms.rate) == (120, usd("60.00"))
    hours = waiting_terms(rate(mode="truck", other="detention 60/h after 2 h"))
    assert hours == terms
    assert waiting_terms(rate(mode="truck", other="")) is None


def test_twenty_five_minutes_over_two_hours_cost_twenty_five() -> None:
    said = {"terms": "detention 60.00/h after 120 min", "currency": "USD"}
    assert waiting_owed({**said, "minutes": "145"}) == "25.00"
    assert waiting_owed({**said, "minutes": "90"}) == "0.00"
