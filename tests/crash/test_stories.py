"""Crashes on the day the record changes, and recoveries on another day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.harness import Harness

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

#: Parts of a picture that do not tell on which day something was written down.
DATELESS = ("phase", "effects", "outbox", "mails", "blobs", "facts")


def test_a_proposal_that_is_withdrawn_is_made_anew_whenever_the_process_dies(
    harness: Harness, made: Callable[..., Harness]
) -> None:
    product = made(story="count")
    assert product.broken == []
    assert product.picture["facts"]["superseded"] == 1
    told = [one for one in product.places() if one.stage == 1][LOADED:]
    assert product.complaints(product.killed(told)) == {}


def test_what_was_begun_is_found_and_not_repeated_on_the_next_day(harness: Harness) -> None:
    where = [place for place in harness.places() if place.stage == 2]
    for place, one in harness.killed(where, days=1).items():
        assert one.broken == [], place
        assert {part: one.picture[part] for part in DATELESS} == {
            part: harness.picture[part] for part in DATELESS
        }, place
