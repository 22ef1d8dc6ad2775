"""Counts what a process passes, point by point; kills it with -9, or holds it, where named."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Container
from typing import Any

from tests.crash.subject import Subject

#: Never to be killed.
NEVER = -1

#: What a process passes: the name of a registered point, where it stands with it, what it is about.
Passed = tuple[str, str, str]


class Passing:
    """Watches the points; also each rename inside one, where the draft is written and not yet it.

    When it has passed `kill` events before, it dies, really and at once. At those in `stops` it
    stands still, all threads, until whoever waits for it has copied what a death would leave.
    """

    def __init__(self, kill: int = NEVER, stops: Container[int] = ()) -> None:
        self.events: list[Passed] = []
        self.subject = Subject()
        self._kill, self._stops, self._open = kill, stops, ""

    def __call__(self, point: str, phase: str) -> None:
        if len(self.events) == self._kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if len(self.events) in self._stops:
            signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)
        self.events.append((point, phase, self.subject(phase)))
        self._open = point if phase == "before" else ""

    def watch_renames(self) -> None:
        """From now on, in this process, a rename inside a point is an event of its own."""

        def hook(event: str, _given: tuple[Any, ...]) -> None:
            if event == "os.rename" and self._open:
                self(self._open, "before")
                self.events[-1] = (self._open, "rename", self.events[-1][2])

        sys.addaudithook(hook)


def distinct(events: list[Passed]) -> list[int]:
    """The events at which a crash leaves different bytes behind.

    Between the end of a point and the start of the next nothing is written: the guard proves it
    for the same run. So of each such pair the end stands for both.
    """
    return [
        number
        for number, (_, phase, _) in enumerate(events)
        if number == 0 or phase != "before" or events[number - 1][1] == "before"
    ]


def kind_of(events: list[Passed], number: int) -> tuple[str, ...]:
    """What kind of place an event is: where nothing is said of it, what comes next tells."""
    event = events[number]
    coming = (one for one in events[number:] if one[2] or one[0] != event[0])
    return event if event[2] else (*event, *next(coming, ())[::2])
