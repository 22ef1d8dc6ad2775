"""Notices, carriers' limits and customers' penalties."""

from datetime import date
from decimal import Decimal as D

import pytest

from domain.claims.exposure import penalty, penalty_clause
from domain.claims.liability import contract_limit, limit
from domain.claims.notices import months_on, notice
from domain.money import Money
from domain.record import Row
from domain.workdays import Workdays


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


FRANCE = Workdays(place="FR", holidays=frozenset({date(2026, 5, 8), date(2026, 5, 14)}))


def test_seven_days_by_road_leave_out_sundays_and_holidays() -> None:
    found = notice("cmr", "concealed", date(2026, 5, 6), FRANCE)
    assert (found.until, found.source) == (date(2026, 5, 16), "CMR art. 30(1), (4)")
    unknown = notice("CMR", "concealed", date(2026, 5, 6))
    assert (unknown.until, unknown.shorter) == (date(2026, 5, 14), True)


@pytest.mark.parametrize(
    ("regime", "kind", "until"),
    [
        ("CMR", "visible", date(2026, 5, 6)),
        ("CMR", "delay", date(2026, 5, 27)),
        ("CMR", "suit", date(2027, 5, 6)),
        ("Montreal", "visible", date(2026, 5, 20)),
        ("Montreal", "delay", date(2026, 5, 27)),
        ("Montreal", "suit", date(2028, 5, 6)),
        ("Hague-Visby", "concealed", date(2026, 5, 9)),
        ("COGSA", "suit", date(2027, 5, 6)),
        ("Hamburg", "visible", date(2026, 5, 7)),
        ("Hamburg", "concealed", date(2026, 5, 21)),
        ("Carmack", "concealed", date(2026, 5, 15)),
        ("Carmack", "claim", date(2027, 2, 6)),
        ("Carmack", "answered", date(2026, 9, 3)),
        ("FR-road", "visible", date(2026, 5, 10)),
    ],
)
def test_each_regime_has_its_own_clock(regime: str, kind: str, until: date) -> None:
    assert notice(regime, kind, date(2026, 5, 6), FRANCE).until == until


def test_a_contract_that_gives_more_days_goes_before_the_rule() -> None:
    row = Row(
        table="tariffs_and_deadlines",
        key="CMR delay",
        version=1,
        values={"rule_id": "CMR delay", "value": D(1), "unit": "months", "source": "CF-9"},
    )
    found = notice("CMR", "delay", date(2026, 5, 6), own=[row])
    assert (found.until, found.source) == (
        date(2026, 6, 6),
        "tariffs_and_deadlines:CMR delay: CF-9",
    )


def test_what_no_regime_says_is_missing() -> None:
    assert notice("pigeon post", "delay", date(2026, 5, 6)).missing == (
        "the time for delay under pigeon post",
    )
    assert notice("Montreal", "delay", None).missing == ("the day of placed at disposal",)
    assert notice("CMR", "visible", date(2026, 5, 6)).at_once
    assert notice("Carmack", "concealed", date(2026, 5, 6)).source.endswith("(unverified)")


def test_months_end_where_there_is_no_such_day() -> None:
    assert months_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_on(date(2028, 2, 29), 12) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("regime", "day", "kg", "packages", "money", "currency"),
    [
        ("CMR", date(2026, 5, 22), "22.4", None, "186.59", "XDR"),
        ("Montreal", date(2026, 5, 1), "10", None, "260.00", "XDR"),
        ("Montreal", date(2024, 12, 27), "10", None, "220.00", "XDR"),
        ("Hague-Visby", date(2026, 5, 1), "100", 2, "1333.34", "XDR"),
        ("Hague-Visby", date(2026, 5, 1), "1000", 2, "2000.00", "XDR"),
        ("COGSA", date(2026, 5, 1), None, 3, "1500.00", "USD"),
    ],
)
def test_a_carrier_owes_no_more_than_its_limit(
    regime: str, day: date, kg: str | None, packages: int | None, money: str, currency: str
) -> None:
    found = limit(regime, day, None if kg is None else D(kg), packages)
    assert found.amount == Money(amount=D(money), currency=currency)


def test_a_limit_in_pounds_is_reckoned_from_kilograms() -> None:
    clause = Row(
        table="contracts",
        key="CF-2005/12",
        version=1,
        values={"kind": "liability limit", "value": D("5.00"), "unit": "USD per lb"},
    )
    found = contract_limit(clause, D(45))
    assert (found.amount, found.basis) == (usd("496.04"), "99.21 lb × 5.00")
    assert contract_limit(clause, None).missing == ("the weight lost",)
    assert contract_limit(clause.model_copy(update={"values": {}}), D(1)).missing


CLAUSE = penalty_clause(
    Row(
        table="contracts",
        key="CN-6002/9",
        version=1,
        values={
            "kind": "LD late delivery",
            "value": D(2),
            "unit": "pct per week or part",
            "cap": "10 pct",
            "text": "of the late line value",
        },
    )
)


def test_one_day_late_costs_a_week_in_both_readings() -> None:
    found = penalty(CLAUSE, usd("24.00"), D(800), D(150), date(2026, 6, 8), date(2026, 6, 9))
    assert (found.pieces.total, found.line.total) == (usd("72.00"), usd("384.00"))
    assert (found.days, found.reading) == (1, "line")
    in_time = penalty(CLAUSE, usd("24.00"), D(800), D(150), date(2026, 6, 8), date(2026, 6, 8))
    assert in_time.line.total == usd(0)
    late = penalty(CLAUSE, usd("24.00"), D(800), D(800), date(2026, 6, 8), date(2026, 9, 8))
    assert late.line.total == usd("1920.00")  # capped at 10 %
    assert penalty(None, usd(1), D(1), D(1), None, None).missing == (
        "the customer's penalty clause",
        "the promised day",
        "the day of delivery",
    )
