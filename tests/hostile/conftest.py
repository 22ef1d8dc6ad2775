"""Workspaces of the sample company for hostile tests: made once, copied for every test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.states import States, opened_company


@pytest.fixture(scope="session")
def harlow(of_this_run: Path) -> Path:
    """The sample company after its opening export, W1 allowed to act."""
    return opened_company(of_this_run)


@pytest.fixture(scope="session")
def waiting(harlow: Path, of_this_run: Path) -> Path:
    """The same with the plain five-day slip priced, waiting for E007 and E002."""
    return States(harlow, of_this_run / "states").after("W1-d") / "workspace"


@pytest.fixture
def opened() -> Iterator[Callable[..., Office]]:
    """Opens workspaces and closes all of them at the end."""
    offices: list[Office] = []

    def open_one(folder: Path, **more: object) -> Office:
        offices.append(open_office(Workspace(folder), **more))  # type: ignore[arg-type]
        return offices[-1]

    yield open_one
    for one in offices:
        one.close()


@pytest.fixture
def empty_case(harlow: Path, tmp_path: Path) -> Path:
    """A copy of the company without any mail."""
    return Path(shutil.copytree(harlow, tmp_path / "workspace"))


@pytest.fixture
def folder(waiting: Path, tmp_path: Path) -> Path:
    """A copy of the company whose case waits for two people."""
    return Path(shutil.copytree(waiting, tmp_path / "workspace"))


@pytest.fixture
def office(folder: Path, opened: Callable[..., Office]) -> Office:
    """That copy, opened."""
    return opened(folder)
