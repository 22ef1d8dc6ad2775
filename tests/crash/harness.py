"""The harness as tests use it: a run that nobody killed, and runs that are held against it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import seamline  # noqa: F401  # first: it settles what libraries may do
from tests.crash.jobs import Job, Result
from tests.crash.killing import Passed, distinct, kind_of
from tests.crash.picture import differences
from tests.crash.stories import STORIES

ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Place:
    """Where a process dies: the stage, the number of the event in it, and what is written there."""

    stage: int
    number: int
    point: str
    phase: str
    about: str

    def __str__(self) -> str:
        return f"{self.stage}.{self.number} {self.phase} {self.point} {self.about}".strip()


class Warm:
    """The warm parent; `asked` jobs are run in forks of it, on all cores."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.warm"],
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def asked(self, jobs: Sequence[Job]) -> list[Result]:
        """The results of the jobs, in their order."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(one) for one in jobs]) + "\n")
        self._process.stdin.flush()
        answers = json.loads(self._process.stdout.readline())
        return [Result(**one) for one in answers]

    def close(self) -> None:
        """Ends the parent."""
        self._process.communicate()


class Harness:
    """The run that nobody killed, a process a stage, and how others differ from it.

    `events` are what each stage passes, `outside` the writes without a point in the stages and in
    a recovery that finds nothing to do, `picture` what is there at the end. `how` are the jobs'
    target and planted bug.
    """

    def __init__(self, warm: Warm, prepared: Path, folder: Path, *, guarded: bool, **how: str):
        self._warm, self._folder, self._how, self._numbers = warm, folder, how, count()
        self._sources = [prepared]
        self._stages = range(len(STORIES[how.get("story", "delay")].steps))
        self.events: list[list[Passed]] = []
        self.outside: list[str] = []
        for stage in self._stages:
            job = replace(self._job(stage), alone=True, guarded=guarded)
            done = self._warm.asked([job])[0]
            assert done.ended == [0], Path(job.folder, "first.log").read_text(encoding="utf-8")
            self.events.append([(point, phase, about) for point, phase, about in done.events])
            self.outside += done.outside
            self._sources.append(job.workspace)
        after = self._warm.asked([replace(self._job(self._stages[-1]), guarded=guarded)])[0]
        self.broken, self.picture = after.broken, after.picture
        self.outside += after.outside

    def places(self, *, all_of_them: bool = False) -> list[Place]:
        """Where a process may die: all places, or one for each state it can leave behind."""
        return [
            Place(stage, number, *events[number])
            for stage, events in enumerate(self.events)
            for number in (range(len(events)) if all_of_them else distinct(events))
        ]

    def kinds(self) -> dict[tuple[str, ...], list[Place]]:
        """Its places by point, side of it, and kind of thing written there."""
        found: dict[tuple[str, ...], list[Place]] = {}
        for one in self.places():
            found.setdefault(kind_of(self.events[one.stage], one.number), []).append(one)
        return found

    def one_of_each(self, seed: int) -> list[Place]:
        """One place, by chance, of each kind."""
        chance = random.Random(seed)
        return [chance.choice(each) for each in self.kinds().values()]

    def one_of_new(self, seed: int, known: Container[tuple[str, ...]], more: int) -> list[Place]:
        """One place, by chance, of each kind that is not `known`, and some `more`."""
        chance = random.Random(seed)
        found = [chance.choice(each) for kind, each in self.kinds().items() if kind not in known]
        rest = [one for one in self.places() if one not in found]
        return [*found, *chance.sample(rest, min(more, len(rest)))]

    def places_of(self, point: str, phase: str, most: int) -> list[Place]:
        """Some places of a kind, evenly from the first to the last."""
        every = self.places(all_of_them=True)
        found = [one for one in every if (one.point, one.phase) == (point, phase)]
        return found[:: max(1, len(found) // most)][:most]

    def killed(self, places: Sequence[Place], **how: Any) -> dict[Place, Result]:
        """Kills a process at each place and lets another recover."""
        jobs = [
            replace(self._job(place.stage), kill=place.number, eager=bool(turn % 2), **how)
            for turn, place in enumerate(places)
        ]
        return dict(zip(places, self._warm.asked(jobs), strict=True))

    def copied(self, places: Sequence[Place], **how: Any) -> dict[Place, Result]:
        """The same at the price of one death: a process of each stage stands still at its places,
        what is there then is copied as a death would leave it, and others recover from the copies.
        """
        jobs = {
            place: replace(self._job(place.stage), source="", eager=bool(turn % 2), **how)
            for turn, place in enumerate(sorted(places, key=lambda one: (one.stage, one.number)))
        }
        stops = [
            {str(place.number): job.folder for place, job in jobs.items() if place.stage == stage}
            for stage in self._stages
        ]
        self._warm.asked(
            [
                replace(self._job(at), alone=True, stops=stops[at])
                for at in self._stages
                if stops[at]
            ]
        )
        return dict(zip(jobs, self._warm.asked(list(jobs.values())), strict=True))

    def unmarked(self, plant: str) -> list[str]:
        """Writes without a point that the guard sees with a bug planted, in any stage."""
        jobs = [
            replace(self._job(stage), alone=True, guarded=True, plant=plant)
            for stage in self._stages
        ]
        return [said for one in self._warm.asked(jobs) for said in one.outside]

    def complaints(self, results: dict[Place, Result]) -> dict[str, list[str]]:
        """What is wrong after each crash, by place; empty when all is as if nothing had been."""
        found = {str(place): self._complaints(one) for place, one in results.items()}
        return {place: said for place, said in found.items() if said}

    def _complaints(self, one: Result) -> list[str]:
        first, *others = one.ended
        alive = [f"it was not killed: {first}"] if others and first != KILLED else []
        broken = [said for said in one.broken if said not in self.broken]
        return alive + broken + twice(one) + differences(self.picture, one.picture)

    def _job(self, stage: int) -> Job:
        folder = self._folder / f"job-{next(self._numbers)}"
        return Job(source=str(self._sources[stage]), folder=str(folder), stage=stage, **self._how)


def twice(one: Result) -> list[str]:
    """Deliveries of an unkind target that came more than once."""
    counted = Counter(delivery["key"] for delivery in one.deliveries)
    return [f"{key} was delivered {times} times" for key, times in counted.items() if times > 1]
