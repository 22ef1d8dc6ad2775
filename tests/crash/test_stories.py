"""Crashes on the day the record changes, and recoveries on another day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.harness import Harness, Place
from tests.crash.test_every_point import EVERYTHING, SEED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

#: The event of a load by which the ledger knows of it, and all open cases are told.
TOLD = 5

#: Parts of a picture that do not tell on which day something was written down.
DATELESS = ("phase", "effects", "outbox", "mails", "blobs", "facts")


def _at(harness: Harness, stage: int) -> list[Place]:
    """Places of one stage: one of each kind, or all in a nightly run."""
    found = harness.places() if EVERYTHING else harness.one_of_each(SEED)
    return [one for one in found if one.stage == stage]


@pytest.fixture(scope="module")
def counted(made: Callable[..., Harness]) -> Harness:
    """The stock is counted while a proposal is open, which is withdrawn and made anew."""
    product = made(story="count")
    assert product.broken == []
    assert product.picture["facts"]["superseded"] == 1
    return product


def test_a_withdrawn_proposal_is_made_anew_wherever_the_process_dies(counted: Harness) -> None:
    told = [one for one in _at(counted, 1) if one.number >= TOLD]
    assert counted.complaints(counted.copied(told)) == {}


def test_a_load_that_died_before_it_was_told_is_told_when_it_is_repeated(counted: Harness) -> None:
    untold = [place for place in counted.places() if place.stage == 1 and place.number < TOLD]
    results = counted.copied(untold)
    assert {str(place): one.broken for place, one in results.items() if one.broken} == {}


def test_a_broken_promise_is_seen_and_asked_about_once_wherever_the_process_dies(
    made: Callable[..., Harness],
) -> None:
    silent = made(story="silence")
    assert silent.broken == []
    told = ("commitment_broken", "chased", "reopened")
    assert [silent.picture["facts"].get(kind) for kind in told] == [2, 1, 1]
    assert silent.complaints(silent.copied(_at(silent, 3))) == {}


def test_a_stop_also_holds_back_what_was_begun_and_never_happened(harness: Harness) -> None:
    where = [
        place
        for point in ("mail.write", "erp.commit")
        for place in harness.places_of(point, "before", 99)
        if place.stage == 2
    ]
    for place, one in harness.copied(where, stopped=True).items():
        assert one.broken == [], place
        assert one.picture["mails"] == harness.picture["mails"], place
        assert one.picture["record"] == harness.picture["record"], place


def test_what_was_begun_is_found_and_not_repeated_on_the_next_day(harness: Harness) -> None:
    points = ("mail.write", "erp.commit")
    where = [one for one in harness.places() if one.stage == 2 and one.point in points]
    for place, one in harness.copied(where, days=1).items():
        assert one.broken == [], place
        assert {part: one.picture[part] for part in DATELESS} == {
            part: harness.picture[part] for part in DATELESS
        }, place
