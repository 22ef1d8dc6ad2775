"""A signer nobody can be is said when it is asked for, not after the first approval."""

import re
from collections.abc import Iterator

import pytest

from memory import chain
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.hostile.commands import seamline

CASE = "W1-4500018822"
GAP = "nobody in people.yaml can sign as lead of procurement"


def only_coordinators(workspace: Workspace) -> str:
    """Takes everybody's higher level away; returns the file as it was."""
    before = workspace.people_file.read_text(encoding="utf-8")
    low = re.sub(r"level: (lead|director|vp|cfo)", "level: coordinator", before)
    workspace.people_file.write_text(low, encoding="utf-8")
    return before


@pytest.fixture
def short(workspace: Workspace) -> Iterator[Office]:
    """The case in an office where nobody has the level that its order takes."""
    before = only_coordinators(workspace)
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    yield opened
    opened.close()
    workspace.people_file.write_text(before, encoding="utf-8")


def test_it_stands_on_record_and_in_every_view_before_anybody_approves(short: Office) -> None:
    with short.ledger.reading() as connection:
        asked = chain.of_kind(connection, "approval_asked")[-1].body["asked"]
    assert any(one.startswith(GAP) for one in asked["gaps"])
    (waiting,) = views.inbox(short)["waiting"]
    assert [one["id"] for one in waiting["people"]] == ["E007"]
    assert waiting["gaps"] == asked["gaps"]
    for words in (("inbox",), ("show", CASE)):
        shown = seamline(*words, folder=short.workspace.folder).stdout
        assert GAP in " ".join(shown.split())


def test_the_first_approval_says_it_again(short: Office) -> None:
    done = seamline("decide", CASE, "approve", "--as", "E007", folder=short.workspace.folder)
    assert done.returncode == 0
    assert GAP in " ".join(done.stdout.split())


def test_once_somebody_is_named_it_is_said_no_more(workspace: Workspace) -> None:
    before = only_coordinators(workspace)
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    opened.close()
    workspace.people_file.write_text(before, encoding="utf-8")
    opened = open_office(workspace)
    (waiting,) = views.inbox(opened)["waiting"]
    assert waiting["gaps"] == []
    opened.close()
