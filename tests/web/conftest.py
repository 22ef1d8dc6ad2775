"""A workspace of the sample company whose supplier posts events, and its door."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.event_sources import sources_of
from seamline.web.door import Answer, Door, Request
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests import states
from tests.tools.events.posts import NOON, OTHER, SECRET, SOURCE, Post

CHAT = "https://chat.example/harlow"
SETTINGS = f"""
[[webhook]]
source = "{SOURCE}"
secrets = ["env:TEST_NEW", "env:TEST_OLD"]
contact = "CT02"
per_minute = 20

[[webhook]]
source = "{CHAT}"
secrets = ["env:TEST_CHAT"]
partner = "V1001"
relayed = true
"""


@pytest.fixture(scope="session")
def opened_company(of_this_run: Path) -> Path:
    """The sample company's workspace after its opening export."""
    return states.opened_company(of_this_run)


@pytest.fixture
def plain_workspace(opened_company: Path, tmp_path: Path) -> Workspace:
    """A copy of it that a test may change."""
    return Workspace(Path(shutil.copytree(opened_company, tmp_path / "plain")))


@pytest.fixture
def company(plain_workspace: Workspace) -> Iterator[Office]:
    """It, opened."""
    opened = open_office(plain_workspace)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def delayed_company(opened_company: Path, of_this_run: Path) -> Path:
    """The same with one supplier's delay to decide."""
    return states.States(opened_company, of_this_run / "states").after("W1-d") / "workspace"


@pytest.fixture
def delayed(delayed_company: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it that a test may change, opened."""
    opened = open_office(Workspace(Path(shutil.copytree(delayed_company, tmp_path / "delayed"))))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def made(opened_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with two sources of events."""
    folder = Path(shutil.copytree(opened_company, tmp_path_factory.mktemp("posts") / "workspace"))
    settings = folder / "seamline.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of it that a test may change, with the secrets at hand."""
    for name, secret in (("NEW", SECRET), ("OLD", OTHER), ("CHAT", CHAT_SECRET)):
        monkeypatch.setenv(f"TEST_{name}", secret)
    return Workspace(Path(shutil.copytree(made, tmp_path / "workspace")))


CHAT_SECRET = "whsec_" + "Y2hhdC1jaGF0LWNoYXQtY2hhdC1jaGF0LWNoYXQ="


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    """The workspace at noon of the day the posts are of."""
    opened = open_office(workspace, machine=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def door(office: Office) -> Door:
    """Its door."""
    settings = office.settings
    return Door(office.deps, settings.web, settings.webhook, sources_of(settings.webhook))


@pytest.fixture
def take(door: Door) -> Callable[[Post], Answer]:
    """Posts a request from a machine of the sender's."""

    def posted(post: Post) -> Answer:
        return door.take(Request(list(post[0].items()), post[1], "192.0.2.1"))

    return posted
