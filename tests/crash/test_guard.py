"""A write or an outer call that is not a registered point is found, whoever makes it."""

import random

import pytest

from tests.crash.harness import Harness
from tests.crash.planted import MARKED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_no_write_and_no_outer_call_passes_without_a_point(harness: Harness) -> None:
    assert harness.outside == []


def test_nor_in_a_recovery_that_has_something_to_do(harness: Harness) -> None:
    places = random.Random(7).sample(harness.places(), 3)
    results = harness.copied(places, guarded=True)
    assert {str(place): one.outside for place, one in results.items() if one.outside} == {}


def test_a_module_that_does_not_mark_what_it_writes_is_found(harness: Harness) -> None:
    for module in MARKED:
        found = harness.unmarked(f"no point in {module.__name__}")
        assert found, f"{module.__name__} writes past the guard"
