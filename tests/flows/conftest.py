"""A workspace of the sample company for each test: made once, copied for every test."""

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
from tests.flows.all_cases import copied, play_all
from tests.unasked import ask_nobody_again

CASE = "W1-4500018822"


@pytest.fixture(scope="session")
def harlow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company's workspace after its opening export, W1 allowed to act.

    Nobody is asked again: a workflow's test sees that workflow's letters; chases have their own.
    """
    folder = tmp_path_factory.mktemp("harlow") / "workspace"
    office = open_office(ask_nobody_again(make_demo(folder)))
    load_export(office, OPENS.opening())
    office.close()
    return folder


@pytest.fixture(scope="session")
def played(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company's workspace after its whole year, with every sample mail."""
    workspace = copied(harlow, tmp_path_factory.mktemp("all") / "workspace")
    play_all(workspace)
    return workspace.folder


@pytest.fixture
def workspace(harlow: Path, tmp_path: Path) -> Workspace:
    """A copy of it that a test may change."""
    return Workspace(Path(shutil.copytree(harlow, tmp_path / "workspace")))


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    """The workspace, opened."""
    opened = open_office(workspace)
    yield opened
    opened.close()


@pytest.fixture
def file(office: Office) -> Callable[..., None]:
    """Files sample mails by name, through the same door as real mail, and works them off."""

    def by_name(*names: str) -> None:
        for name in names:
            filed = list(file_mails(office, [OPENS.folder / "mail" / f"{name}.eml"]))
            assert [one.outcome for one in filed] == ["filed"]
            office.desk.advance()

    return by_name
