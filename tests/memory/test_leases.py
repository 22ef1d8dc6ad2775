"""Leases: one worker a stream, and whoever lost its lease can no longer commit."""

from datetime import timedelta

import pytest

from domain.errors import Stale
from memory import chain, inbox
from memory.holders import held
from memory.inbox import Lease
from memory.ledger import Ledger
from tests.memory.facts import T0, note, recorded

LASTING = timedelta(minutes=10)
STREAM = "case:W1-1"


def claim(ledger: Ledger, owner: str, minutes: float = 0) -> Lease | None:
    """The lease this many minutes after the start."""
    wall = T0 + timedelta(minutes=minutes)
    with ledger.transaction() as connection:
        return inbox.claim(connection, STREAM, owner, wall, LASTING)


def taken(ledger: Ledger, owner: str, minutes: float = 0) -> Lease:
    lease = claim(ledger, owner, minutes)
    assert lease is not None
    return lease


def commit(ledger: Ledger, lease: Lease, number: int) -> None:
    """The one transaction of an event: fence, fact, inbox done."""
    with ledger.transaction() as connection:
        inbox.require_fence(connection, lease)
        chain.append(connection, [note(number)])
        event = inbox.next_due(connection, STREAM, T0)
        if event is not None:
            inbox.finish(connection, event.event_id)


def test_a_stream_has_one_worker(ledger: Ledger) -> None:
    taken(ledger, "one")
    assert claim(ledger, "two") is None
    assert claim(ledger, "two", 9.999) is None
    with ledger.transaction() as connection:
        assert inbox.claim(connection, "case:W1-2", "two", T0, LASTING) is not None


def test_a_silent_worker_is_taken_over_from_and_cannot_commit(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        inbox.enqueue(connection, STREAM, "news", {}, T0)
    one = taken(ledger, "one")
    two = taken(ledger, "two", 10)
    assert two.fence > one.fence
    with pytest.raises(Stale, match="another worker took over"):
        commit(ledger, one, 1)
    assert recorded(ledger) == []
    with ledger.reading() as connection:
        assert len(inbox.pending(connection)) == 1
    commit(ledger, two, 2)
    assert [fact.body["number"] for fact in recorded(ledger)] == [2]


def test_a_late_worker_that_nobody_replaced_may_commit(ledger: Ledger) -> None:
    one = taken(ledger, "one")
    commit(ledger, one, 1)  # the fence decides, not the clock
    assert len(recorded(ledger)) == 1


def test_a_released_stream_is_free_at_once_and_the_old_fence_stays_dead(ledger: Ledger) -> None:
    one = taken(ledger, "one")
    with ledger.transaction() as connection:
        inbox.release(connection, one)
    two = taken(ledger, "two", 0.001)
    with pytest.raises(Stale):
        commit(ledger, one, 1)
    with ledger.transaction() as connection:
        inbox.release(connection, one)  # whoever is late gives back nothing of another's
    assert claim(ledger, "three", 1) is None
    commit(ledger, two, 2)


def test_fences_only_grow(ledger: Ledger) -> None:
    fences = []
    for minutes, owner in ((0, "one"), (1, "one"), (20, "two"), (40, "one"), (41, "one")):
        lease = taken(ledger, owner, minutes)
        fences.append(lease.fence)
        with ledger.transaction() as connection:
            inbox.require_fence(connection, lease)
    assert fences == sorted(set(fences))


def test_a_claim_that_is_rolled_back_claims_nothing(ledger: Ledger) -> None:
    with pytest.raises(LookupError), ledger.transaction() as connection:
        assert inbox.claim(connection, STREAM, "one", T0, LASTING) is not None
        raise LookupError
    assert taken(ledger, "two").fence == 1


def test_a_lease_nobody_was_given_commits_nothing(ledger: Ledger) -> None:
    with pytest.raises(Stale):
        commit(ledger, Lease(stream=STREAM, owner="nobody", fence=1), 1)


def test_a_worker_that_is_surely_gone_is_taken_over_from_at_once_and_the_fence_still_guards(
    ledger: Ledger,
) -> None:
    one = taken(ledger, "one")
    with ledger.transaction() as connection:
        assert (
            inbox.claim(connection, STREAM, "two", T0, LASTING, lambda name: name == "else") is None
        )
        two = inbox.claim(connection, STREAM, "two", T0, LASTING, lambda name: name == "one")
    assert two is not None and two.fence > one.fence
    with pytest.raises(Stale):
        commit(ledger, one, 1)  # were it alive after all
    commit(ledger, two, 2)


def test_streams_that_another_worker_holds_are_told_with_until_when(ledger: Ledger) -> None:
    taken(ledger, "vm:12:born:ab")
    with ledger.reading() as connection:
        (found,) = held(connection, [STREAM], T0, lambda name: False)
        assert found.said() == (
            f"W1-1 is held by another worker until {T0 + LASTING:%H:%M} UTC (process 12 on vm), "
            "which goes on with it by itself: nothing is lost and nothing need be done"
        )
        assert held(connection, ["case:W1-2"], T0, lambda name: False) == []
        assert held(connection, [STREAM], T0 + LASTING, lambda name: False) == []
        assert held(connection, [STREAM], T0, lambda name: True) == []
