"""A ninth workflow and a fifth specialist are a file each: added here, and seen through to the end.

The two files lie in `added/` and are put where the packages look for their modules; nothing else
of the program or of the workspace is touched: the workflow's file has its words and its owners.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import agents
import graph.workflows
from domain.errors import NotAllowed
from graph.workflows.registry import workflow, workflows
from memory import chain, outbox
from memory.evidence_table import Asked
from seamline import views
from seamline.control import set_mode, stop_execution
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

ADDED = Path(__file__).with_name("added")
MAIL = ADDED / "papers.eml"
CASE = "X9-SH20"
File = Callable[..., None]


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The two files are there, as long as the test lasts."""
    for package, folder in ((agents, "agents"), (graph.workflows, "workflows")):
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(ADDED / folder)])
    workflows.cache_clear()
    yield
    workflows.cache_clear()
    for package, name in ((agents, "customs"), (graph.workflows, "shipment_papers")):
        sys.modules.pop(f"{package.__name__}.{name}", None)
        if hasattr(package, name):
            delattr(package, name)


@pytest.fixture
def office(added: None, workspace: Workspace) -> Iterator[Office]:
    """The sample company as it is, the workflow advising."""
    opened = open_office(workspace)
    set_mode(opened, "X9", "advise", "", None, "E020")
    yield opened
    opened.close()


def arrive(office: Office) -> None:
    assert [one.outcome for one in file_mails(office, [MAIL])] == ["filed"]
    office.desk.advance()


def test_the_added_workflow_is_found_by_itself(added: None) -> None:
    assert "X9" in workflows()
    assert set(workflow("shipment_papers").SPECIALISTS) == {"documents", "customs"}


def test_a_mail_of_its_own_kind_becomes_a_case_about_its_own_object(office: Office) -> None:
    arrive(office)
    data = views.case(office, CASE)
    assert (data["order"], data["partner"]) == ("shipments:SH20", "B4001")
    assert data["title"] == "Papers of a shipment SH20"
    assert [one["function"] for one in data["assessed"]] == ["customs", "documents"]
    assert data["proposal"]["summary"] == "papers are asked for"
    assert [one["kind"] for one in data["actions"]] == ["RequestDocument"]
    assert [one["id"] for one in data["waiting"]["people"]] == ["E013"]
    (news,) = office.desk.case(CASE).news
    assert news.kept == {"heard of": "Courier pouch for booking BQ240731"}


OWN_ENTRY = """
  shipment_papers:
    flow_owner: VP supply chain
    owners:
      - {constraint: papers, function: logistics, role: logistics lead}
    escalation:
      - {at_pct: 100, do: lapse}

clauses:"""


def test_what_policy_says_of_it_takes_the_place_of_what_its_file_says(
    added: None, workspace: Workspace
) -> None:
    text = workspace.policy_file.read_text(encoding="utf-8")
    assert text.count("\nclauses:") == 1
    workspace.policy_file.write_text(text.replace("\nclauses:", OWN_ENTRY), encoding="utf-8")
    opened = open_office(workspace)
    set_mode(opened, "X9", "advise", "", None, "E020")
    arrive(opened)
    assert [one["id"] for one in views.case(opened, CASE)["waiting"]["people"]] == ["E005"]
    opened.close()


def test_it_is_approved_carried_out_read_back_closed_and_remembered(office: Office) -> None:
    arrive(office)
    office.desk.decide(CASE, "approve", person="E013")
    state = office.desk.case(CASE)
    assert state.closed is not None and state.closed["outcome"] == "resolved as planned"
    assert [(one.kind, one.verified) for one in state.effects] == [("RequestDocument", True)]
    (mail,) = office.workspace.outgoing.glob("*.eml")
    assert "entry@castell.example" in mail.read_text(encoding="utf-8")
    with office.ledger.reading() as connection:
        record = chain.of_stream(connection, f"case:{CASE}", kinds=("remembered",))[-1].body
    assert (record["workflow"], record["decision"]) == ("X9", "asked")
    today = office.clock.now().date()
    wanted = "papers of a shipment are missing"
    found = office.memory.look(Asked(situation=wanted, as_of=today, workflow="X9"))
    assert CASE in [one["case_id"] for one in found["cases"]]


def test_both_workflows_go_on_side_by_side_each_with_its_specialists(
    office: Office, file: File
) -> None:
    arrive(office)
    file("W1-d")
    delay = views.case(office, "W1-4500018822")
    functions = {one["function"] for one in delay["assessed"]}
    assert functions == {"sourcing", "logistics", "documents", "finance", "impact"}
    for case, people in ((CASE, ["E013"]), ("W1-4500018822", ["E007", "E002"])):
        for person in people:
            office.desk.decide(case, "approve", person=person)
        assert office.desk.case(case).closed is not None, case


def test_modes_and_stops_hold_for_it_as_for_any_other(office: Office) -> None:
    stop_execution(office, "workflow:X9", "E005", "broker on strike")
    arrive(office)
    with pytest.raises(NotAllowed):
        office.desk.decide(CASE, "approve", person="E013")
    with office.ledger.reading() as connection:
        assert outbox.effects(connection, case_id=CASE) == []


def test_it_is_gone_with_its_files() -> None:
    assert "X9" not in workflows()
