"""A real browser on a real server: Debian's chromium and `seamline serve`, a process each.

Servers are forks of a warm parent: importing takes longer than what is tested.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TypeVar

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.demo_company import OPENS, make_demo
from seamline.entrance import Entrance
from seamline.loading import load_export
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.unasked import sweep_nothing

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
CASE = "W1-4500018822"
#: Says at once what it says, and starts no threads, which a fork would lose.
QUICK = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "OPENBLAS_NUM_THREADS": "1"}
#: Nothing of the browser's own goes out.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def aside(act: Callable[[], T]) -> T:
    """Runs it in a thread of its own: the browser's driver has a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as other:
        return other.submit(act).result()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; skips where it is not installed. It ends with its tests, for its driver
    keeps a loop running in this thread, in which others could start none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=program, args=[*QUIET])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company after its opening export, with one delay to decide."""
    folder = tmp_path_factory.mktemp("browser") / "workspace"

    def make() -> None:
        office = open_office(sweep_nothing(make_demo(folder)))
        load_export(office, OPENS.opening())
        file_sample(office, "W1-d")
        office.close()

    aside(make)
    return folder


@pytest.fixture
def workspace(company: Path, tmp_path: Path) -> Workspace:
    """A copy of it that a test may change."""
    return Workspace(Path(shutil.copytree(company, tmp_path / "workspace")))


class Warm:
    """The warm parent of servers."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.warm"],
            cwd=ROOT,
            env=os.environ | QUICK,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def asked(self, **job: object) -> int:
        """The number of the server that was started or killed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Ends the parent with all its servers."""
        self._process.communicate()


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """The parent of all servers."""
    parent = Warm()
    yield parent
    parent.close()


class Served:
    """`seamline serve` on a workspace; `start` again after `kill` is on the same port."""

    def __init__(self, workspace: Workspace, warm: Warm) -> None:
        self.workspace, self.port = workspace, 0
        self._warm, self._number, self._said = warm, 0, workspace.folder.parent / "said"
        self._open: IO[str] | None = None
        os.mkfifo(self._said)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts and waits until it says where it is."""
        folder, said = str(self.workspace.folder), str(self._said)
        self._number = self._warm.asked(folder=folder, port=self.port, said=said)
        self._open = self._said.open(encoding="utf-8")  # kept: it may say more
        first = self._open.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", first)
        assert found, first
        self.port = int(found[1])

    def kill(self) -> None:
        """As a power cut would, if it runs."""
        if self._open is not None:
            self._warm.asked(kill=self._number)
            self._open.close()
            self._open = None

    def link(self, person: str) -> str:
        """A link by which a person enters."""
        office = open_office(self.workspace)
        try:
            return f"{self.url}/enter?invitation={Entrance(office).invite(person)}"
        finally:
            office.close()


@pytest.fixture
def served(workspace: Workspace, warm: Warm) -> Iterator[Served]:
    """The server, ended with the test."""
    server = Served(workspace, warm)
    server.start()
    yield server
    server.kill()


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, served: Served) -> Iterator[Enter]:
    """Lets a person in, in a window of its own; a page that reports a fault fails the test."""
    contexts, faults = [], []

    def by(person: str, width: int = 1400, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: _stays_here(asked.url, served, faults))
        page.goto(served.link(person))
        page.get_by_role("button", name="Enter").click()
        page.wait_for_selector("#inbox")
        return page

    yield by
    for one in contexts:
        one.close()
    assert faults == []


def _stays_here(url: str, served: Served, faults: list[str]) -> None:
    if not url.startswith((served.url, "data:")):
        faults.append(f"asked elsewhere: {url}")
