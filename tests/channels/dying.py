"""Another process that works on a workspace, and is killed at a place that a test names."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.points import watched
from seamline.loops import Worker, channels, keep, running
from seamline.wiring import open_office
from seamline.workspace import Workspace

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


class Death:
    """Kills the process without any goodbye at the so-manieth passing of a point's phase."""

    def __init__(self, point: str, phase: str, number: int) -> None:
        self._place, self._left = (point, phase), number

    def __call__(self, point: str, phase: str) -> None:
        if (point, phase) == self._place:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def killed(made: Workspace, point: str, phase: str, number: int = 1) -> bool:
    """Lets another process work on a workspace; whether it died where it was to."""
    return dies(_work, made.folder, Death(point, phase, number))


def dies(work: Callable[..., None], *given: object) -> bool:
    """Does some work in another process; whether it was killed over it."""
    process = _FORKS.Process(target=work, args=given)
    process.start()
    process.join(60)
    alive = process.is_alive()
    process.kill()
    process.join()
    return not alive and process.exitcode == -signal.SIGKILL


def _work(folder: Path, death: Death) -> None:
    office = open_office(Workspace(folder))
    stopping = Event()
    with watched(death), running(channels(office, print), stopping, print):
        keep(Worker(office, print), stopping, print)
