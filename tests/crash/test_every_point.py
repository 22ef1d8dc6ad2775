"""Killed with -9 at any point of any workflow, its cases end as if nothing had happened."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from domain.points import POINTS
from tests.crash.harness import Harness, Place
from tests.crash.stories import STORIES

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

#: Points that these stories have only with other settings; tested with those, but for the model.
ELSEWHERE = {
    "mail.open",
    "mail.begin",
    "mail.send",
    "mail.keep",
    "mail.forget",
    "erp.handover",
    "model.call",
}
#: Points of the ways by which mails come in, their signatures and answers: not in these stories.
CHANNELS = {
    name
    for name in POINTS
    if name.startswith(("dns.", "drop.", "edi.", "imap.", "login.", "webhook."))
}
#: Not one place of each kind, but all that leave something else behind: for a nightly run.
EVERYTHING = os.environ.get("SEAMLINE_CRASH") == "all"
SEED = 20260311

#: So many places more, by chance, of kinds that a story before has as well.
MORE = 6

#: Stories in which a process started anew dies besides: with a record and letters, in five stages.
AFRESH = ("delay", "delivery")

#: Those whose last days alone are their own have tests of these, in `test_stories`.
WHOLE = [name for name in STORIES if name not in ("silence", "count")]


def chosen(whole: Callable[[str], Harness], story: str) -> list[Place]:
    """Where a story's processes die: in the delay workflow at one place of each kind, in others
    of each kind that no story before has, as the rest is written by the same code.
    """
    if EVERYTHING:
        return whole(story).places()
    known = {kind for other in WHOLE[: WHOLE.index(story)] for kind in whole(other).kinds()}
    return whole(story).one_of_new(SEED, known, MORE if known else 0)


def test_the_delay_workflow_passes_every_registered_point(harness: Harness) -> None:
    passed = {point for events in harness.events for point, _, _ in events}
    assert passed == set(POINTS) - ELSEWHERE - CHANNELS


@pytest.mark.parametrize("story", WHOLE)
def test_killed_at_any_point_its_cases_end_as_if_nothing_had_happened(
    guarded: Callable[[str], Harness], story: str
) -> None:
    whole = guarded(story)
    assert whole.broken == [] and whole.outside == []
    told = STORIES[story]
    assert (whole.picture["phase"][told.case] == "closed") is told.closes
    places = chosen(guarded, story)
    print(f"{len(places)} places of {len(whole.places())}")
    assert whole.complaints(whole.copied(places)) == {}
    chance = random.Random(f"{SEED} {story}")
    (place, other), again = chance.sample(whole.places(), 2), chance.randrange(20)
    print(f"seed {SEED}: {place} afresh; {other}, then at event {again} of the recovery")
    if EVERYTHING or story in AFRESH:
        assert whole.complaints(whole.killed([place], fresh=True)) == {}
    assert whole.complaints(whole.killed([other], again=again)) == {}
