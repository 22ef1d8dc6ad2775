"""A workspace of the sample company for each test: made once, copied for every test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.all_cases import copied, play_all
from tests.states import After, States, Step, made_once, opened_company

CASE = "W1-4500018822"


@pytest.fixture(scope="session")
def harlow(of_this_run: Path) -> Path:
    """The sample company after its opening export."""
    return opened_company(of_this_run)


@pytest.fixture(scope="session")
def played(harlow: Path, of_this_run: Path) -> Path:
    """The sample company's workspace after its whole year, with every sample mail."""
    return made_once(of_this_run / "played", lambda to: play_all(copied(harlow, to)))


@pytest.fixture(scope="session")
def states(harlow: Path, of_this_run: Path) -> States:
    """The sample company after what many tests begin with."""
    return States(harlow, of_this_run / "states")


@pytest.fixture(scope="session")
def unopened(of_this_run: Path) -> States:
    """The same company before its opening export, which a test loads as it needs it."""
    start = made_once(of_this_run / "unopened", make_demo)
    return States(start, of_this_run / "unopened-states")


@contextmanager
def copies(states: States, folder: Path) -> Iterator[After]:
    """Opens the state after steps in a test's folder."""
    offices: list[Office] = []

    def opened(*steps: Step) -> Office:
        assert not (folder / "workspace").exists(), "the test has a workspace already"
        shutil.copytree(states.after(*steps), folder, dirs_exist_ok=True)
        offices.append(open_office(Workspace(folder / "workspace")))
        return offices[-1]

    yield opened
    for one in offices:
        one.close()


@pytest.fixture
def after(states: States, tmp_path: Path) -> Iterator[After]:
    """`after("W1-d", fly)` opens the company after these steps: its own copy, with their papers
    in the test's folder, as if they had been played in the test."""
    with copies(states, tmp_path) as opened:
        yield opened


@pytest.fixture
def from_scratch(unopened: States, tmp_path: Path) -> Iterator[After]:
    """The same of the company before its opening export."""
    with copies(unopened, tmp_path) as opened:
        yield opened


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
