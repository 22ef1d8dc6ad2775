"""The same graph with a model: its concerns are shown, its calls are recorded, one go suffices."""

from pathlib import Path

from agents.testing import ScriptedModel, Step
from evals.fake_server import FakeServer
from memory import chain
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import open_office
from seamline.workspace import Workspace

CASE = "W1-4500018822"
MAIL = OPENS.folder / "mail" / "W1-d.eml"


def test_one_advance_leads_to_the_priced_proposal(workspace: Workspace) -> None:
    with FakeServer() as server:
        text = workspace.settings_file.read_text(encoding="utf-8")
        text = text.replace('base_url = ""', f'base_url = "{server.base_url}"')
        workspace.settings_file.write_text(
            text.replace('name = ""', 'name = "fake"'), encoding="utf-8"
        )
        office = open_office(workspace)
        list(file_mails(office, [Path(MAIL)]))
        office.desk.advance()
        waiting = views.inbox(office)["waiting"]
        with office.ledger.reading() as connection:
            calls = chain.of_kind(connection, "model_called")
        office.close()
    assert [one["case"] for one in waiting] == [CASE]
    assert len(calls) == server.calls == 2, "sourcing and logistics ask once each"


def test_a_model_adds_concerns_and_changes_no_figure(workspace: Workspace) -> None:
    said = {"concerns": [{"text": "few workers may stay away longer"}]}
    steps = [
        Step(purpose="concerns:sourcing", value=said),
        Step(purpose="concerns:logistics", value={"concerns": []}),
    ]
    with ScriptedModel(steps, in_order=False) as model:
        office = open_office(workspace, model=model)
        list(file_mails(office, [Path(MAIL)]))
        office.desk.advance()
        data = views.case(office, CASE)
        office.close()
    assert data["proposal"]["concerns"] == ["few workers may stay away longer"]
    assert data["options"][0]["ranking"]["winner"] == "alternate supplier"
    assert {o["name"]: o["cost"]["amount"] for o in data["options"][0]["options"]}["accept"] == (
        "1920.00"
    )
