"""Pages stand on odd rows: holes and nonsense in the record, people who left, facts that say less
than is known. A page is shown, or one sentence says what cannot be; none dies."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from domain.fact import NewFact
from memory import chain
from seamline.web.pages import PAGES
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.web.desk import Visit
from tests.web.test_pages import place
from tools.erp.embedded.tables import TABLES

CASE = "W1-4500018822"
#: What somebody may ask of all of it.
QUESTIONS = (
    "what is late?",
    "what waits?",
    "which papers are missing for SH20?",
    "what did Kailun promise?",
    "which invoices are open?",
    "what do you know about Kailun?",
    "why did we decide this?",
)
PLACES = (
    "/",
    f"/cases/{CASE}",
    f"/parts/talk/{CASE}",
    f"/parts/beside/{CASE}",
    "/parts/inbox",
    "/search?q=kailun",
    "/search?q=4500018822",
    "/thread?ref=4500018822",
    "/thread?ref=SH20",
    "/audit",
    *(f"/?for={one}" for one in ("planning", "logistics", "finance")),
    *(place(one.path) for one in PAGES),
)


@pytest.fixture
def workspace(delayed_company: Path, tmp_path: Path) -> Workspace:
    return Workspace(Path(shutil.copytree(delayed_company, tmp_path / "odd")))


#: What a load lets in, by the kind of a column: nothing, nonsense, and what is far too much.
ODD: dict[str, dict[str, str | None]] = {
    "holes": dict.fromkeys(("text", "number", "day", "moment", "yes_or_no")),
    "nonsense": {
        "text": "???: <b>x</b> {{ 7 * 7 }} \u202e/:,",
        "number": "-0.001",
        "day": "0001-01-01",
        "moment": "0001-01-01T00:00:00",
        "yes_or_no": "no",
    },
    "extremes": {
        "text": "x" * 5_000,
        "number": "99999999.999999",
        "day": "9999-12-31",
        "moment": "9999-12-31T23:59:59",
        "yes_or_no": "yes",
    },
}


def spoil(workspace: Workspace, odd: dict[str, str | None]) -> int:
    """Puts these into every second row of the record, but for keys, references and what a row
    cannot do without; how many cells."""
    count = 0
    with closing(sqlite3.connect(workspace.folder / "erp.db")) as record:
        for table, spec in TABLES.items():
            if table in ("people", "company"):
                continue
            for name, kind in spec.kinds.items():
                if name in spec.codes or name in spec.required:
                    continue
                done = record.execute(
                    f'UPDATE OR IGNORE "{table}" SET "{name}" = ? WHERE rowid % 2 = 0',
                    (odd[kind],),
                )
                count += done.rowcount
        record.commit()
    return count


def look_at_everything(office: Office, person: str = "E001") -> None:
    """Opens every page, answers every question and supposes something; a fault of the program is
    raised by the client."""
    visit = Visit(office, person)
    for path in PLACES:
        shown = visit.client.get(path, follow_redirects=True)
        assert shown.status_code in (200, 404), (path, shown.status_code, shown.text[-600:])
        assert shown.text.strip(), path
    for question in QUESTIONS:
        assert visit.ask(question) is not None
    said = visit.send("/say", words="+10 days, what then?", case=CASE)
    assert said.status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_pages_stand_on_a_record_with_holes_and_nonsense(workspace: Workspace, odd: str) -> None:
    assert spoil(workspace, ODD[odd]) > 300
    office = open_office(workspace)
    try:
        look_at_everything(office)
    finally:
        office.close()


def test_pages_stand_when_whoever_is_named_has_left(workspace: Workspace) -> None:
    office = open_office(workspace)
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    office.close()
    told = yaml.safe_load(workspace.people_file.read_text(encoding="utf-8"))
    left = {"E002", "E007", "E005"}
    kept = [
        {name: value for name, value in one.items() if not (name == "delegate" and value in left)}
        for one in told["people"]
        if one["id"] not in left
    ]
    workspace.people_file.write_text(yaml.safe_dump({"people": kept}), encoding="utf-8")
    office = open_office(workspace)
    try:
        look_at_everything(office)
    finally:
        office.close()


@pytest.fixture
def delayed_twice(workspace: Workspace) -> Iterator[Office]:
    office = open_office(workspace)
    file_sample(office, "W1-b")
    yield office
    office.close()


@pytest.mark.parametrize(
    "kind", ["reminded", "chased", "commitment_made", "assumption_changed", "closed"]
)
def test_pages_stand_on_facts_that_say_less_or_more_than_is_known(
    delayed_twice: Office, kind: str
) -> None:
    office = delayed_twice
    bodies = {
        "reminded": {"people": ["E999"]},
        "chased": {"to": "V9999", "nth": 1, "about": ["0" * 64], "said": "", "key": "k"},
        "commitment_made": {"key": "k", "by": "V9999", "what": "", "due": "", "object": "x:y"},
        "assumption_changed": {"key": "nobody knows it", "state": "", "what": ""},
        "closed": {"outcome": "", "resolved_by": ""},
    }
    new = NewFact(
        stream=f"case:{CASE}", kind=kind, at=office.clock.now(), actor="E999", body=bodies[kind]
    )
    with office.ledger.transaction() as connection:
        chain.append(connection, [new])
    look_at_everything(office)
