"""What people do together is one verb by three doors: command line, desk and API leave the same."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from domain.fact import Fact
from memory import chain
from seamline.cli.app import app
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.web.calling import Program
from tests.web.desk import Visit, hash_on

CASE, OTHER = "W1-4500018822", "W1-4500018830"
BUYER, PLANNER, LOGISTICS, LEAD = "E001", "E007", "E003", "E002"


def nothing(office: Office) -> None:
    """The delay waits for its decision."""


def claimed(office: Office) -> None:
    office.desk.claim(CASE, person=BUYER)


def asleep(office: Office) -> None:
    office.desk.snooze(CASE, until=office.clock.now() + timedelta(hours=4), person=BUYER)


def offered(office: Office) -> None:
    office.desk.hand_off(CASE, person=BUYER, to="logistics", task="look for space")


def another(office: Office) -> None:
    office.desk.open_case("W1", OTHER[3:], person=BUYER, reason="Lily called")


def decided(office: Office) -> None:
    for person in (PLANNER, LEAD):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")


def away(office: Office) -> None:
    today = office.clock.now().date()
    office.desk.declare_absence(person=BUYER, first=today, last=today, reason="leave")


class Told(NamedTuple):
    """A deed as each door takes it, by whom, and what has to be so before."""

    person: str
    typed: list[str]
    path: str
    body: dict[str, Any]
    before: Callable[[Office], None] = nothing
    #: Where the desk's form has other fields than the API's body.
    form: dict[str, str] | None = None


WHY = {"reason": "a reason"}
NOTE = {"text": "ready 12 April 2026", "said_by": "Lily"}
WRONG = {"field": "promised_date", "object": "10", "value": "2026-04-12", **WHY}
ACT = {"text": "flown instead", "by": LOGISTICS, **WHY}
TASK = {"to": "logistics", "task": "look for space", "due": "4h", "updates": BUYER}
LEAVE = {"first": "2026-03-16", "last": "2026-03-20", **WHY}
BECAUSE = ["--reason", "a reason"]

DEEDS: dict[str, Told] = {
    "open": Told(
        BUYER, ["open", "W1", OTHER[3:], *BECAUSE], "/cases",
        {"workflow": "W1", "about": OTHER[3:], **WHY},
    ),
    "note": Told(
        BUYER, ["note", CASE, NOTE["text"], "--said-by", "Lily"], f"/cases/{CASE}/note", NOTE
    ),
    "correct": Told(
        BUYER, ["correct", CASE, "promised_date", "10", "2026-04-12", *BECAUSE],
        f"/cases/{CASE}/correct", WRONG,
    ),
    "move": Told(
        LEAD, ["move", CASE, OTHER, *BECAUSE], f"/cases/{CASE}/move", {"to": OTHER, **WHY}, another
    ),
    "merge": Told(
        LEAD, ["merge", OTHER, CASE, *BECAUSE], f"/cases/{OTHER}/merge", {"into": CASE, **WHY},
        another,
    ),
    "split": Told(
        LEAD, ["split", CASE, "4500018822/20", *BECAUSE], f"/cases/{CASE}/split",
        {"objects": ["4500018822/20"], **WHY}, form={"objects": "4500018822/20", **WHY},
    ),
    "claim": Told(BUYER, ["claim", CASE], f"/cases/{CASE}/claim", {}),
    "assign": Told(
        LEAD, ["assign", CASE, PLANNER, *BECAUSE], f"/cases/{CASE}/assign", {"to": PLANNER, **WHY},
        claimed,
    ),
    "release": Told(BUYER, ["release", CASE, *BECAUSE], f"/cases/{CASE}/release", WHY, claimed),
    "snooze": Told(
        BUYER, ["snooze", CASE, "4h", *BECAUSE], f"/cases/{CASE}/snooze", {"until": "4h", **WHY}
    ),
    "wake": Told(BUYER, ["wake", CASE], f"/cases/{CASE}/wake", {}, asleep),
    "hand-off": Told(
        BUYER,
        ["handoff", CASE, "logistics", "--task", TASK["task"], "--set", "due=4h",
         "--set", f"updates={BUYER}"],
        f"/cases/{CASE}/hand-off", TASK,
    ),
    "accept": Told(
        LOGISTICS, ["accept", CASE, "--note", "a reason"], f"/cases/{CASE}/accept", WHY, offered
    ),
    "refuse": Told(LOGISTICS, ["refuse", CASE, *BECAUSE], f"/cases/{CASE}/refuse", WHY, offered),
    "acknowledge": Told(
        PLANNER, ["acknowledge", CASE, "--note", "a reason"], f"/cases/{CASE}/acknowledge", WHY,
        decided, {"verb": "acknowledge", **WHY},
    ),
    "override": Told(
        BUYER, ["override", CASE, ACT["text"], "--set", f"by={LOGISTICS}", *BECAUSE],
        f"/cases/{CASE}/override", ACT, decided,
    ),
    "absent": Told(
        BUYER, ["absent", LEAVE["first"], LEAVE["last"], *BECAUSE], "/absences", LEAVE
    ),
    "back": Told(BUYER, ["back"], "/absences/end", {}, away),
    "approve": Told(
        PLANNER, ["decide", CASE, "approve", *BECAUSE], f"/cases/{CASE}/decide",
        {"verb": "approve", **WHY},
    ),
}  # fmt: skip

#: Where a deed's form is sent, if not where the API has it.
AT_DESK = {
    "open": "/whole/open", "absent": "/whole/absent", "back": "/whole/back",
    "acknowledge": f"/cases/{CASE}/owed",
}  # fmt: skip
#: What the doors note of themselves beside a deed.
OF_DOORS = ("desk", "tokens", "token")


def by_command(office: Office, told: Told, name: str) -> None:
    where = ["--as", told.person, "--workspace", str(office.workspace.folder)]
    done = CliRunner().invoke(app, [*told.typed, *where])
    assert done.exit_code == 0, done.output


def at_the_desk(office: Office, told: Told, name: str) -> None:
    visit, form = Visit(office, told.person), told.form or told.body
    seen = {"seen": hash_on(visit.page(f"/cases/{CASE}"))} if name == "approve" else {}
    done = visit.send(AT_DESK.get(name, told.path), **form, **seen)
    assert done.status_code in (200, 204), done.text


def over_the_api(office: Office, told: Told, name: str) -> None:
    program = Program(office, told.person)
    seen = {"hash": program.get(f"/cases/{CASE}")["hash"]} if name == "approve" else {}
    done = program.send(told.path, **told.body, **seen)
    assert done.status_code in (200, 201), done.text


DOORS = (by_command, at_the_desk, over_the_api)


def left(company: Path, folder: Path, door: Callable[..., None], name: str) -> list[Any]:
    """Facts that a deed leaves by one door, on a company of its own."""
    told = DEEDS[name]
    workspace = Workspace(Path(shutil.copytree(company, folder / door.__name__)))
    office = open_office(workspace)
    try:
        told.before(office)
        with office.ledger.reading() as connection:
            known = chain.head(connection)[0]
        door(office, told, name)
        with office.ledger.reading() as connection:
            facts = [one for one in chain.all_facts(connection) if one.number > known]
    finally:
        office.close()
    own = [one for one in facts if one.stream.partition(":")[0] not in OF_DOORS]
    own.sort(key=lambda one: one.stream)  # cases go on side by side: each in its own order
    return [
        (one.stream, one.kind, one.actor, one.at, said(one) if one.actor == told.person else {})
        for one in own
    ]


def said(fact: Fact) -> dict[str, Any]:
    """What a fact says, but for what each run and each ledger numbers in its own way."""
    return {name: one for name, one in fact.body.items() if name not in ("proposal", "through")}


@pytest.fixture(scope="module")
def company(opened_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company with a delay to decide; planning acknowledges what it is handed."""
    folder = shutil.copytree(opened_company, tmp_path_factory.mktemp("doors") / "workspace")
    workspace = Workspace(Path(folder))
    rules = workspace.policy_file.read_text(encoding="utf-8")
    rules = rules.replace("    acknowledged_by: []\n", "    acknowledged_by: [planning]\n", 1)
    workspace.policy_file.write_text(rules, encoding="utf-8")
    office = open_office(workspace)
    file_sample(office, "W1-d")
    office.close()
    return workspace.folder


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_leaves_the_same_facts_by_every_door(
    company: Path, tmp_path: Path, name: str
) -> None:
    first, *others = (left(company, tmp_path, door, name) for door in DOORS)
    assert any(actor == DEEDS[name].person for _, _, actor, _, _ in first)
    assert others == [first, first]
