"""The harness finds bugs as people write them; and none of them shows while nobody is killed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.harness import Harness
from tests.crash.picture import differences
from tests.crash.test_every_point import SEED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

Made = Callable[..., Harness]


@pytest.fixture(scope="module")
def right(made: Made) -> Harness:
    """A workflow that writes the record and a letter, without a bug."""
    return made(story="invoice")


def test_a_plain_retry_delivers_twice_and_is_found(made: Made) -> None:
    planted = made(target="plain", plant="plain retry")
    assert planted.broken == []
    found = planted.complaints(planted.killed(planted.places_of("mail.send", "after", 3)))
    assert len(found) == 3
    assert all(any("delivered 2 times" in said for said in each) for each in found.values())


#: Bugs in the order of things, and the stage of the workflow at which a death shows them.
ORDER = {
    "finished first": 0,
    "trusted checkpoint": 0,
    "mark done first": 1,
    "forgetful journal": 1,
}


@pytest.mark.parametrize("bug", ORDER)
def test_a_bug_in_the_order_of_things_is_found_and_shows_in_no_whole_run(
    made: Made, right: Harness, bug: str
) -> None:
    planted = made(story="invoice", plant=bug)
    assert differences(right.picture, planted.picture) == planted.broken == []
    where = [one for one in planted.one_of_each(SEED) if one.stage == ORDER[bug]]
    assert planted.complaints(planted.copied(where))
