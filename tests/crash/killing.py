"""Counts what a process passes, point by point, and kills it with -9 at the one named."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

#: Never to be killed.
NEVER = -1

#: What a process passes: the name of a registered point, and where it stands with it.
Passed = tuple[str, str]


class Passing:
    """Watches the points; also each rename inside one, where the draft is written and not yet it.

    Dies, really and at once, when it has passed `kill` events before.
    """

    def __init__(self, kill: int = NEVER) -> None:
        self.events: list[Passed] = []
        self._kill, self._open = kill, ""

    def __call__(self, point: str, phase: str) -> None:
        if len(self.events) == self._kill:
            os.kill(os.getpid(), signal.SIGKILL)
        self.events.append((point, phase))
        self._open = point if phase == "before" else ""

    def watch_renames(self) -> None:
        """From now on, in this process, a rename inside a point is an event of its own."""

        def hook(event: str, _given: tuple[Any, ...]) -> None:
            if event == "os.rename" and self._open:
                self(self._open, "before")
                self.events[-1] = (self._open, "rename")

        sys.addaudithook(hook)


def distinct(events: list[Passed]) -> list[int]:
    """The events at which a crash leaves different bytes behind.

    Between the end of a point and the start of the next nothing is written: the guard proves it
    for the same run. So of each such pair the end stands for both.
    """
    return [
        number
        for number, (_, phase) in enumerate(events)
        if number == 0 or phase != "before" or events[number - 1][1] == "before"
    ]
