"""The sample company's demo for the guides: run once, copied for each that goes on from it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.errors import SeamlineError
from seamline.cli import app
from tests.states import made_once

HASH = re.compile(r"^head ([0-9a-f]{64})$", re.MULTILINE)


def seamline(words: Sequence[str]) -> str:
    """What a command prints, output and error, in this process and the current folder."""
    done = CliRunner().invoke(app, list(words))
    if isinstance(done.exception, SeamlineError):
        return f"{done.output}seamline: {done.exception}\n"
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.fixture(scope="session")
def demo(of_this_run: Path) -> Path:
    """The folder in which `make demo` was run, and what it printed as `demo.txt`."""

    def run(folder: Path) -> None:
        folder.mkdir()
        with chdir(folder):
            Path("demo.txt").write_text(seamline(["demo", "--short"]), encoding="utf-8")

    return made_once(of_this_run / "demo", run)


class Terminal:
    """Types what a guide shows; HEAD stands for the head that was printed last."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.head = folder, ""

    def type(self, command: list[str]) -> str:
        """What a command prints; only commands that the guides are allowed to show."""
        words = [self.head if one == "HEAD" else one for one in command]
        printed = self._run(words)
        self.head = (HASH.findall(printed) or [self.head])[-1]
        return printed

    def _run(self, words: list[str]) -> str:
        match words:
            case ["make", "demo"]:
                return (self.folder / "demo.txt").read_text(encoding="utf-8")
            case ["cd", where]:
                os.chdir(where)
                return ""
            case ["seamline", *rest]:
                return seamline(rest)
            case ["python3", *rest]:
                typed = [sys.executable, *rest]
                run = subprocess.run(typed, capture_output=True, text=True, check=False)
                return run.stdout + run.stderr
        raise AssertionError(f"a guide shows {words}, which this test cannot type")


@pytest.fixture
def terminal(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A copy of the folder the demo was run in, and the user standing in it."""
    folder = tmp_path / "home"
    shutil.copytree(demo, folder)
    (folder / "demo-workspace" / "broken.eml").write_bytes(b"\x00\x01 no mail at all")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SEAMLINE_USER", raising=False)
    return Terminal(folder)
