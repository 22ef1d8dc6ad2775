"""Times as text sort as the instants do, whatever zone and fraction they came with."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from memory.instants import stamp, utc

ZONES = st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)


@given(INSTANTS, INSTANTS)
def test_texts_sort_as_the_instants(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)
    assert (stamp(one) == stamp(other)) == (one == other)


@given(INSTANTS)
def test_the_text_is_the_instant_and_always_as_long(at: datetime) -> None:
    assert datetime.fromisoformat(stamp(at)) == at
    assert len(stamp(at)) == 32  # as wide as the columns are


def test_the_traps() -> None:
    even, fraction = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 8, 0, 0, 1, UTC)
    elsewhere = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=1)))
    assert stamp(even) == stamp(elsewhere) == "2026-03-02T08:00:00.000000+00:00"
    assert stamp(even) < stamp(fraction)
    assert utc(elsewhere).utcoffset() == timedelta(0)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(Refused, match="lacks its zone"):
        stamp(datetime(2026, 3, 2, 8))
