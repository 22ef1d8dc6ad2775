"""What many tests begin with is played once a run: each test goes on in a copy of its own."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from seamline.demo_company import OPENS, let_go, make_demo
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.unasked import ask_nobody_again

#: A sample mail by its name, or what happens to an office; papers are put into the folder.
Step = str | Callable[[Office, Path], object]

#: The fixture `after`: opens a test's own copy of the company after steps.
After = Callable[..., Office]


def released(office: Office, _: Path) -> None:
    """A step: time goes on with what is filed, loaded and said."""
    let_go(office)


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """The folder as the first process that needs it makes it; the others wait.

    It gets its name when it is whole: what failed halfway fails again for whoever asks next.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with TemporaryDirectory(dir=folder.parent) as beside:
                made = Path(beside) / "made"
                make(made)
                made.rename(folder)
    return folder


def state(*before: Step) -> Callable[[Callable[[Office, Path], None]], Any]:
    """Makes a fixture of what happens to an office after the steps `before`: whoever asks for it
    gets the office of its own copy."""

    def fixture(play: Callable[[Office, Path], None]) -> Any:
        @pytest.fixture(name=play.__name__)
        def opened(after: After) -> Office:
            return after(*before, play)

        return opened

    return fixture


def opened_company(of_this_run: Path) -> Path:
    """The sample company's workspace after its opening export, W1 allowed to act.

    Nobody is asked again: a workflow's test sees that workflow's letters; chases have their own.
    """
    return made_once(of_this_run / "harlow", _open)


def _open(folder: Path) -> None:
    office = open_office(ask_nobody_again(make_demo(folder)))
    load_export(office, OPENS.opening())
    office.close()


class States:
    """Tests' folders, each with a closed `workspace` that went through the same steps."""

    def __init__(self, start: Path, kept: Path) -> None:
        """`start` is the workspace before any step; `kept` is one folder for all processes."""
        self._start, self._kept = start, kept

    def after(self, *steps: Step) -> Path:
        """The folder after these steps; only to be copied. What lives in memory alone is lost:
        a step that fakes a clock or a model belongs into the test."""
        name = hashlib.sha256("\n".join(map(_name, steps)).encode()).hexdigest()[:16]
        return made_once(self._kept / name, lambda to: self._make(steps, to))

    def _make(self, steps: tuple[Step, ...], to: Path) -> None:
        if not steps:
            shutil.copytree(self._start, to / "workspace")
            return
        shutil.copytree(self.after(*steps[:-1]), to)
        office = open_office(Workspace(to / "workspace"))
        try:
            _play(steps[-1], office, to)
        finally:
            office.close()


def _play(step: Step, office: Office, folder: Path) -> None:
    if isinstance(step, str):
        file_sample(office, step)
    else:
        step(office, folder)


def _name(step: Step) -> str:
    """What tells steps apart: a function by its place, with what is filled in."""
    if isinstance(step, str):
        return step
    if isinstance(step, functools.partial):
        return f"{_name(step.func)} {step.args!r} {step.keywords!r}"
    assert "<" not in step.__qualname__, f"{step.__qualname__} has no name of its own"
    return f"{step.__module__}.{step.__qualname__}"
