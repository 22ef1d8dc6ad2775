"""The inbox: each stream in order, timers when they are due, nothing twice, nothing for ever."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from memory import inbox
from memory.ledger import Ledger
from memory.tables import inbox as table
from tests.memory.facts import T0, doomed

MINUTE = timedelta(minutes=1)


def kinds_due(connection: Connection, stream: str, now: datetime) -> list[str]:
    """Deals with all that is due; in which order it came."""
    found = []
    while (event := inbox.next_due(connection, stream, now)) is not None:
        found.append(event.kind)
        inbox.finish(connection, event.event_id)
    return found


def test_events_of_a_stream_come_in_the_order_they_went_in(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        for kind in ("read", "news", "decided"):
            inbox.enqueue(connection, "case:1", kind, {}, T0)
            inbox.enqueue(connection, "case:2", kind, {}, T0)
        assert [one.seq for one in inbox.pending(connection, "case:2")] == [1, 2, 3]
        assert kinds_due(connection, "case:1", T0) == ["read", "news", "decided"]
        assert kinds_due(connection, "case:1", T0) == []
        assert inbox.due_streams(connection, T0) == ["case:2"]


def test_an_event_is_known_by_what_it_says(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        first = inbox.enqueue(connection, "case:1", "news", {"fact": "f", "n": Decimal("1")}, T0)
        again = inbox.enqueue(connection, "case:1", "news", {"n": "1", "fact": "f"}, T0 + MINUTE)
        assert first == again
        assert len(inbox.pending(connection)) == 1
        inbox.finish(connection, first)
        inbox.enqueue(connection, "case:1", "news", {"fact": "f", "n": "1"}, T0)
        assert inbox.pending(connection) == []  # it was dealt with, and stays so
        others = {
            inbox.enqueue(connection, "case:1", "news", {"fact": "g"}, T0),
            inbox.enqueue(connection, "case:1", "moved", {"fact": "f"}, T0),
            inbox.enqueue(connection, "case:2", "news", {"fact": "f"}, T0),
        }
        assert len(others | {first}) == 4


def test_a_timer_rings_when_it_is_due_and_not_before(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        inbox.enqueue(connection, "case:1", "lapse", {}, T0 + 3 * MINUTE)
        inbox.enqueue(connection, "case:1", "remind", {}, T0 + MINUTE)
        inbox.enqueue(connection, "case:1", "news", {}, T0)
    with ledger.transaction() as connection:
        assert kinds_due(connection, "case:1", T0) == ["news"]
        assert inbox.due_streams(connection, T0 + MINUTE - timedelta(microseconds=1)) == []
        assert inbox.due_streams(connection, T0 + MINUTE) == ["case:1"]
        assert kinds_due(connection, "case:1", T0 + 5 * MINUTE) == ["remind", "lapse"]


def test_streams_come_by_what_is_due_longest(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        for stream, minutes in (("case:late", 3), ("case:b", 1), ("case:a", 1), ("case:early", 0)):
            inbox.enqueue(connection, stream, "news", {}, T0 + minutes * MINUTE)
        inbox.enqueue(connection, "case:late", "remind", {}, T0 - MINUTE)
        found = inbox.due_streams(connection, T0 + 2 * MINUTE)
    assert found == ["case:late", "case:early", "case:a", "case:b"]


def test_due_times_are_instants_whatever_zone_they_are_said_in(ledger: Ledger) -> None:
    """As bare text, 09:30+02:00 would come after 08:00+00:00, and a half second before a whole."""
    berlin = timezone(timedelta(hours=2))
    with ledger.transaction() as connection:
        inbox.enqueue(connection, "case:1", "early", {}, datetime(2026, 3, 2, 9, 30, tzinfo=berlin))
        assert inbox.due_streams(connection, T0) == ["case:1"]
        half = datetime(2026, 3, 2, 8, 0, 0, 500_000, tzinfo=UTC)
        inbox.enqueue(connection, "case:1", "half", {}, half)
        assert kinds_due(connection, "case:1", T0) == ["early"]
        assert kinds_due(connection, "case:1", T0 + timedelta(seconds=1)) == ["half"]


INSTANTS = st.datetimes(
    datetime(2026, 3, 1),
    datetime(2026, 3, 3),
    timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-12), timedelta(hours=12))),
)


def test_what_is_due_is_due_in_order(ledger: Ledger) -> None:
    @given(st.lists(INSTANTS, max_size=8), INSTANTS)
    def check(dues: list[datetime], now: datetime) -> None:
        with doomed(ledger) as connection:
            for number, due in enumerate(dues):
                inbox.enqueue(connection, "case:1", str(number), {}, due)
            ranked = sorted(range(len(dues)), key=lambda number: (dues[number], number))
            wanted = [str(number) for number in ranked if dues[number] <= now]
            assert kinds_due(connection, "case:1", now) == wanted

    check()


def test_a_parked_event_holds_nothing_up(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        bad = inbox.enqueue(connection, "case:1", "read", {}, T0)
        inbox.enqueue(connection, "case:1", "news", {}, T0)
        inbox.park(connection, bad, "it cannot be parsed")
        assert [one.kind for one in inbox.pending(connection)] == ["news"]
        assert kinds_due(connection, "case:1", T0) == ["news"]
        inbox.finish(connection, bad)
        assert inbox.enqueue(connection, "case:1", "read", {}, T0) == bad
        assert inbox.pending(connection) == []


def test_attempts_are_counted_before_they_are_made(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        event = inbox.enqueue(connection, "case:1", "read", {}, T0)
    for attempt in (1, 2, 3):
        with ledger.transaction() as connection:
            assert inbox.count_attempt(connection, event) == attempt
        with pytest.raises(MemoryError), ledger.transaction() as connection:
            inbox.finish(connection, event)
            raise MemoryError  # the work is undone, its count is not
    with ledger.reading() as connection:
        found = inbox.next_due(connection, "case:1", T0)
    assert found is not None
    assert found.attempts == 3


def test_timers_of_some_kinds_are_withdrawn(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        ringing = inbox.enqueue(connection, "case:1", "remind", {}, T0)
        for stream, kind in (("case:1", "lapse"), ("case:1", "news"), ("case:2", "lapse")):
            inbox.enqueue(connection, stream, kind, {}, T0 + MINUTE)
        inbox.cancel_timers(connection, "case:1", ("remind", "lapse"))
        assert [one.kind for one in inbox.pending(connection, "case:1")] == ["news"]
        assert [one.kind for one in inbox.pending(connection, "case:2")] == ["lapse"]
        inbox.finish(connection, ringing)  # what was withdrawn while it rang stays withdrawn
        row = select(table.c.state, table.c.reason).where(table.c.event_id == ringing)
        assert connection.execute(row).one() == ("done", "withdrawn")


def test_what_is_rolled_back_was_never_there(ledger: Ledger) -> None:
    with pytest.raises(LookupError), ledger.transaction() as connection:
        inbox.enqueue(connection, "case:1", "news", {}, T0)
        raise LookupError
    with ledger.transaction() as connection:
        assert inbox.pending(connection) == []
        inbox.enqueue(connection, "case:1", "news", {}, T0)
        assert [one.seq for one in inbox.pending(connection)] == [1]
