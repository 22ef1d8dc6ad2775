"""The harness finds bugs as people write them; and none of them shows while nobody is killed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.harness import Harness
from tests.crash.picture import differences

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

Made = Callable[..., Harness]


def test_a_plain_retry_delivers_twice_and_is_found(made: Made) -> None:
    planted = made(target="plain", plant="plain retry")
    assert planted.broken == []
    found = planted.complaints(planted.killed(planted.places_of("mail.send", "after", 3)))
    assert len(found) == 3
    assert all(any("delivered 2 times" in said for said in each) for each in found.values())


def test_marking_done_before_doing_is_found(harness: Harness, made: Made) -> None:
    planted = made(plant="mark done first")
    assert differences(harness.picture, planted.picture) == planted.broken == []
    where = [
        *planted.places_of("mail.write", "before", 3),
        *planted.places_of("erp.commit", "before", 2),
    ]
    assert len(planted.complaints(planted.killed(where))) == len(where)


def test_a_checkpoint_that_is_believed_though_it_is_ahead_is_found(
    harness: Harness, made: Made
) -> None:
    planted = made(plant="trusted checkpoint")
    assert differences(harness.picture, planted.picture) == planted.broken == []
    where = planted.places_of("checkpoint.commit", "after", 3)
    found = planted.complaints(planted.killed(where))
    assert any("instead of 'closed'" in said for each in found.values() for said in each)


def test_an_event_that_is_done_before_its_facts_are_written_is_found(
    harness: Harness, made: Made
) -> None:
    planted = made(plant="finished first")
    assert differences(harness.picture, planted.picture) == planted.broken == []
    where = [one for one in planted.places_of("ledger.commit", "after", 99) if one.stage == 0][:6]
    found = planted.complaints(planted.killed(where))
    assert any("instead of 'closed'" in said for each in found.values() for said in each)
