"""Dates as intervals at a place: their order, their ends and the place's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.dates import DateSpan, end_of_day, start_of_day

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1))
ZONES = st.sampled_from(
    ["UTC", "Asia/Shanghai", "America/Chicago", "Europe/Berlin", "Asia/Kolkata"]
)


def test_an_interval_does_not_run_backwards() -> None:
    with pytest.raises(ValidationError, match="is before"):
        DateSpan(earliest=date(2026, 4, 11), latest=date(2026, 4, 10))


def test_a_day_is_exact_and_an_interval_is_not() -> None:
    day = DateSpan.on(date(2026, 4, 11), "ex works", "Asia/Shanghai")
    assert (day.exact, str(day), day.event) == (True, "2026-04-11", "ex works")
    week = DateSpan(earliest=date(2026, 4, 13), latest=date(2026, 4, 19))
    assert (week.exact, str(week)) == (False, "2026-04-13 to 2026-04-19")


@given(DAYS, st.integers(0, 60), st.integers(-400, 400))
def test_moving_an_interval_keeps_its_length_and_what_it_is_of(
    first: date, length: int, days: int
) -> None:
    span = DateSpan(earliest=first, latest=first + timedelta(length), event="etd", tz="Asia/Seoul")
    moved = span.later_by(days)
    assert moved.latest - moved.earliest == span.latest - span.earliest
    assert (moved.earliest - span.earliest).days == days
    assert (moved.event, moved.tz) == ("etd", "Asia/Seoul")
    assert moved.later_by(-days) == span


def test_a_day_begins_by_the_places_clock() -> None:
    assert start_of_day(date(2026, 4, 8), "Asia/Shanghai") == datetime(2026, 4, 7, 16, tzinfo=UTC)
    assert end_of_day(date(2026, 3, 13), "Europe/Berlin") == datetime(
        2026, 3, 13, 22, 59, 59, tzinfo=UTC
    )


@given(DAYS, ZONES)
def test_a_day_ends_a_second_before_the_next_begins(day: date, zone: str) -> None:
    assert end_of_day(day, zone) + timedelta(seconds=1) == start_of_day(day + timedelta(1), zone)


def test_the_day_clocks_go_forward_has_23_hours() -> None:
    day = date(2026, 3, 29)
    length = start_of_day(day + timedelta(1), "Europe/Berlin") - start_of_day(day, "Europe/Berlin")
    assert length == timedelta(hours=23)
