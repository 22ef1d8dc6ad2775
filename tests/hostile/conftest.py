"""Workspaces of the sample company for hostile tests: made once, copied for every test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.unasked import ask_nobody_again


@pytest.fixture(scope="session")
def harlow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company after its opening export, W1 allowed to act."""
    folder = tmp_path_factory.mktemp("hostile-harlow") / "workspace"
    office = open_office(ask_nobody_again(make_demo(folder)))
    load_export(office, OPENS.opening())
    office.close()
    return folder


@pytest.fixture(scope="session")
def waiting(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the plain five-day slip priced, waiting for E007 and E002."""
    folder = tmp_path_factory.mktemp("hostile-waiting") / "workspace"
    shutil.copytree(harlow, folder)
    office = open_office(Workspace(folder))
    list(file_mails(office, [OPENS.folder / "mail" / "W1-d.eml"]))
    office.desk.advance()
    office.close()
    return folder


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
