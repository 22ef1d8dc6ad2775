"""Working days of a place, by its weekend and its holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.record import Row
from domain.workdays import Workdays, days_between, workdays_of

ASCENSION = Row(
    table="holidays", key="FR", version=1, values={"country": "FR", "day": date(2026, 5, 14)}
)


def test_a_country_has_its_weekend_and_its_own_holidays() -> None:
    france, riyadh = workdays_of("FR", [ASCENSION]), workdays_of("SA", [ASCENSION])
    assert not france.is_open(date(2026, 5, 14))
    assert riyadh.is_open(date(2026, 5, 14))
    assert (riyadh.is_open(date(2026, 5, 15)), riyadh.is_open(date(2026, 5, 17))) == (False, True)
    assert france.after(date(2026, 5, 13), 1) == date(2026, 5, 15)
    assert france.on_or_before(date(2026, 5, 17)) == date(2026, 5, 15)


def test_periods_nobody_means_are_refused() -> None:
    with pytest.raises(Refused):
        Workdays().after(date(2026, 1, 1), 10**9)
    with pytest.raises(Refused):
        days_between(date(1, 1, 1), date(9999, 1, 1))
    with pytest.raises(ValueError, match="weekend"):
        Workdays(weekend=frozenset(range(7)))


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 300))
def test_counting_on_and_counting_between_agree(start: date, n: int) -> None:
    days = Workdays(holidays=frozenset({date(2026, 5, 14)}))
    end = days.after(start, n)
    assert days.is_open(end)
    assert len(days.within(start + timedelta(days=1), end)) == n
