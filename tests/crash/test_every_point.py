"""Killed with -9 at any point of the delay workflow, a case ends as if nothing had happened."""

import os
import random

import pytest

from domain.points import POINTS
from tests.crash.harness import Harness

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

#: Points that this workflow has only with other settings; tested with those, but for the model.
ELSEWHERE = {
    "mail.open",
    "mail.begin",
    "mail.send",
    "mail.keep",
    "mail.forget",
    "erp.handover",
    "model.call",
}
#: Points of the ways by which mails come in, their signatures and answers: not in this story.
CHANNELS = {
    name
    for name in POINTS
    if name.startswith(("dns.", "drop.", "edi.", "imap.", "login.", "webhook."))
}
#: Also the places that leave the same behind as another one: for a nightly run.
EVERYTHING = os.environ.get("SEAMLINE_CRASH") == "all"
SEED = 20260311


def test_the_workflow_passes_every_registered_point(harness: Harness) -> None:
    passed = {point for events in harness.events for point, _ in events}
    assert passed == set(POINTS) - ELSEWHERE - CHANNELS


def test_nothing_is_wrong_when_nobody_is_killed(harness: Harness) -> None:
    assert harness.broken == []
    assert harness.picture["phase"] == "closed"


def test_killed_at_any_point_the_case_ends_as_if_nothing_had_happened(harness: Harness) -> None:
    places = harness.places(all_of_them=EVERYTHING)
    print(f"{len(places)} places of {len(harness.places(all_of_them=True))}")
    assert harness.complaints(harness.killed(places)) == {}


def test_killed_again_while_recovering_it_still_ends_so(harness: Harness) -> None:
    chance = random.Random(SEED)
    places = chance.sample(harness.places(), len(harness.places()) if EVERYTHING else 8)
    for place in places:
        again = chance.randrange(40)
        print(f"seed {SEED}: {place}, then at event {again} of the recovery")
        assert harness.complaints(harness.killed([place], again=again)) == {}


def test_killed_at_random_points_in_processes_started_afresh(harness: Harness) -> None:
    places = random.Random(SEED).sample(harness.places(all_of_them=True), 20)
    print(f"seed {SEED}: {', '.join(map(str, places))}")
    assert harness.complaints(harness.killed(places, fresh=True)) == {}
