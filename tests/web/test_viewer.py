"""Whoever only sees (an auditor): every page and answer, and no deed by any door."""

import asyncio
import inspect
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.errors import BadInput, NotAllowed
from domain.people import Person, load_people
from graph.correct import Wanted
from graph.desk import Desk
from graph.handing import Terms
from graph.overriding import Act
from memory import chain
from seamline.alike import approve_together
from seamline.control import resume_execution, set_mode, stop_execution
from seamline.deed_forms import FORMS
from seamline.deeds import DEEDS, WHOLE, Deed, do
from seamline.entrance import Entrance
from seamline.signing import sign_waiver
from seamline.tokens import Tokens
from seamline.tool_server import tool_server
from seamline.waiver import read_waiver
from seamline.web.app import make_app
from seamline.web.pages import PAGES
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.web.calling import Program
from tests.web.desk import Visit, hash_on
from tests.web.test_doors_shut import refusals, routes
from tests.web.test_pages import place

CASE, VIEWER = "W1-4500018822", "E090"
#: In a function that is asked, in a role that owns nothing: only the level keeps it from deciding.
ENTRY = """
  - id: E090
    name: Vera Auer
    mail: vera@harlow.example
    function: procurement
    role: internal auditor
    level: viewer
    limit: {amount: "900000.00", currency: USD}
"""


@pytest.fixture
def office(delayed_company: Path, tmp_path: Path) -> Iterator[Office]:
    workspace = Workspace(Path(shutil.copytree(delayed_company, tmp_path / "seen")))
    file = workspace.people_file
    file.write_text(file.read_text(encoding="utf-8") + ENTRY, encoding="utf-8")
    opened = open_office(workspace)
    yield opened
    opened.close()


def facts(office: Office) -> list[str]:
    """Kinds of what happened but for who came, who was refused and what is counted by the way."""
    with office.ledger.reading() as connection:
        return [
            one.kind
            for one in chain.all_facts(connection)
            if one.stream.partition(":")[0] not in ("desk", "tokens", "token")
        ]


def test_every_page_and_case_is_shown_without_anything_to_press(office: Office) -> None:
    vera = Visit(office, VIEWER)
    for path in ("/", f"/cases/{CASE}", *(place(one.path) for one in PAGES)):
        page = vera.page(path)
        assert 'class="viewer"' in page, path
    page = vera.page(f"/cases/{CASE}")
    assert "You see everything and do nothing" in page
    assert 'id="decide"' not in page and "Take it</button>" not in page
    assert "6 April" in vera.ask("what did Kailun promise?")


def test_no_deed_of_the_desk_is_done_and_each_refusal_is_on_record(office: Office) -> None:
    vera = Visit(office, VIEWER)
    seen = hash_on(Visit(office, "E007").page(f"/cases/{CASE}"))
    before = facts(office)
    for what in (*DEEDS, *WHOLE):
        known = len(refusals(office))
        path = f"/cases/{CASE}/{what}" if what in DEEDS else f"/whole/{what}"
        said = vera.send(path, verb="approve", seen=seen, reason="because", text="x", to="E001")
        assert said.status_code == 409, what
        assert "may see everything and do nothing" in said.text, what
        (told,) = refusals(office)[known:]
        assert told["person"] == VIEWER and what in told["what"], what
    assert facts(office) == before


def test_several_together_are_not_approved_either(office: Office) -> None:
    seen = hash_on(Visit(office, "E007").page(f"/cases/{CASE}"))
    person, before = office.people.require(VIEWER), facts(office)
    (said,) = approve_together(office, Entrance(office), person, {f"seen.{CASE}": seen})
    assert "not approved" in said and facts(office) == before


def test_no_words_open_a_card(office: Office) -> None:
    vera = Visit(office, VIEWER)
    for command in (*FORMS, "/approve", "/reject"):
        said = vera.send("/say", words=f"{command} x: y", case=CASE)
        assert "<form" not in said.text and "HX-Trigger" not in said.headers, command


def test_every_deed_of_the_api_is_refused_and_on_record(office: Office) -> None:
    vera, before = Program(office, VIEWER, read_only=True), facts(office)
    deeds = [path for method, path in routes(make_app(office)) if method == "POST"]
    for path in [one for one in deeds if one.startswith("/api/v1/")]:
        known = len(refusals(office))
        assert vera.client.post(path, json={}).status_code == 403, path
        assert refusals(office)[known]["person"] == VIEWER, path
    assert facts(office) == before
    assert vera.get(f"/cases/{CASE}")["case"] == CASE


def test_a_token_that_acts_is_not_made_and_one_of_before_does_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAllowed, match="may see everything and do nothing"):
        Tokens(office).make(VIEWER, "acts", 1, read_only=False)
    with monkeypatch.context() as before:
        before.setattr(Person, "only_sees", False)
        old = Program(office, VIEWER)
    said = old.send(f"/cases/{CASE}/claim")
    assert said.status_code == 403 and "may see everything" in said.text


def test_an_assistant_of_theirs_has_no_tool_that_decides(office: Office) -> None:
    def tools(person: str, *, read_only: bool) -> set[str]:
        _, text = Tokens(office).make(person, "assistant", 1, read_only=read_only)
        return {one.name for one in asyncio.run(tool_server(office, text).list_tools())}

    assert "decide" in tools("E007", read_only=False)
    assert tools(VIEWER, read_only=True) == {"inbox", "show", "ask", "thread"}


#: Verbs of `Desk` that take a person, with some value for what else they want.
VERBS = sorted(
    name
    for name, verb in inspect.getmembers(Desk, inspect.isfunction)
    if not name.startswith("_") and "person" in inspect.signature(verb).parameters
)


def test_no_verb_of_the_command_line_is_done(office: Office) -> None:
    before = facts(office)
    assert len(VERBS) > 15
    for name in VERBS:
        verb = getattr(office.desk, name)
        needed = [
            one
            for one in inspect.signature(verb).parameters.values()
            if one.default is one.empty and one.name != "person"
        ]
        places = [_some(one.name) for one in needed if one.kind is not one.KEYWORD_ONLY]
        told = {one.name: _some(one.name) for one in needed if one.kind is one.KEYWORD_ONLY}
        with pytest.raises(NotAllowed, match="may see everything and do nothing"):
            verb(*places, person=VIEWER, **told)
    assert facts(office) == before


def _some(name: str) -> object:

    day = date(2026, 3, 11)
    values: dict[str, object] = {
        "case_id": CASE,
        "name": CASE,
        "workflow": "W1",
        "about": "4500018701",
        "verb": "approve",
        "verdict": "happened",
        "channel": "phone",
        "wanted": Wanted("promised_date", "10", "2026-04-12", 0, "called"),
        "act": Act(what="called them", by="E001"),
        "first": day,
        "last": day,
        "until": datetime(2026, 3, 12, tzinfo=UTC),
        "objects": ["10"],
        "to": "logistics",
        "message": "",
    }
    return values.get(name, "x")


def test_nor_is_the_whole_stopped_resumed_or_set(office: Office) -> None:
    told = {"match": "may see everything and do nothing"}
    with pytest.raises(NotAllowed, **told):
        stop_execution(office, "all", VIEWER, "why not")
    with pytest.raises(NotAllowed, **told):
        resume_execution(office, "all", VIEWER, "why not")
    with pytest.raises(NotAllowed, **told):
        set_mode(office, "W1", "observe", "", None, VIEWER, "why not")


def test_nobody_has_one_who_only_sees_keep_a_partner_posted(office: Office) -> None:
    with pytest.raises(NotAllowed, match="may see everything and do nothing"):
        office.desk.hand_off(
            CASE, person="E002", to="logistics", task="book it", terms=Terms(updates=VIEWER)
        )


def test_no_waiver_of_one_who_only_sees_lets_a_workflow_act(office: Office) -> None:
    file = office.workspace.people_file
    entry = ENTRY.replace("role: internal auditor", "role: VP supply chain")
    file.write_text(file.read_text(encoding="utf-8").replace(ENTRY, entry), encoding="utf-8")
    day = office.clock.now().date()
    text = sign_waiver("supplier_delay", "first day", VIEWER, day, day)
    again = open_office(office.workspace)
    with pytest.raises(NotAllowed, match="may see everything and do nothing"):
        read_waiver(text, again, "supplier_delay")
    again.close()


def test_nobody_is_delegated_to_one_who_only_sees(office: Office) -> None:
    text = office.workspace.people_file.read_text(encoding="utf-8")
    with pytest.raises(BadInput, match="only sees, and acts for nobody"):
        load_people(text.replace("delegate: E002", f"delegate: {VIEWER}", 1))
    assert VIEWER not in [one.id for one in office.people.in_role("procurement")]
    with pytest.raises(NotAllowed):
        do(
            Entrance(office),
            Deed(office, office.people.require(VIEWER), "", "", {}),
            "stop",
        )
