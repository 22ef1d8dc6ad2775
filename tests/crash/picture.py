"""What is left in a workspace when a case is done: to be compared, and what must hold in any."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.case import CaseState
from domain.fact import Fact
from memory import chain, outbox, reservations, tables
from memory.cases import cases
from memory.index_feed import audit_index
from memory.instants import stamp
from memory.precedents import all_precedents
from memory.recall_tables import index_outbox
from seamline.wiring import Office

Picture = dict[str, Any]

#: A load that is repeated is told of again.
REPEATED = "record_loaded"

#: So many rows of a table are no longer compared one by one.
LONG = 200


def picture(office: Office) -> Picture:
    """The outcome without what may differ between two good runs: run ids, attempts, times."""
    with office.ledger.reading() as connection:
        return {
            **_of_cases(cases(connection)),
            "outbox": [[one.key, one.state] for one in outbox.effects(connection)],
            "facts": _counted(
                one.kind for one in chain.all_facts(connection) if one.kind != REPEATED
            ),
            "remembered": [one.model_dump(mode="json") for one in all_precedents(connection)],
            "to be indexed": [list(row) for row in connection.execute(select(index_outbox))],
            "held": sorted(
                f"{one.kind} {one.object} {one.qty} {one.state}"
                for one in reservations.held(connection, now=office.clock.now())
            ),
            "record": _rows(office.workspace.record),
            "mails": _mails(office.workspace.outgoing),
            "handed over": _lines(office.workspace.handover),
            "blobs": sorted(path.name for path in _blobs(office)),
        }


def _of_cases(states: list[CaseState]) -> Picture:
    """What is compared of each case, by its name."""
    parts = {
        "phase": lambda one: one.phase,
        "closed": lambda one: one.closed,
        "asked": lambda one: [one.open_questions, one.asked and one.asked.people],
        "answered": lambda one: [[each.slot, each.value, each.person] for each in one.answers],
        "no longer owed": lambda one: one.acknowledged,
        "said": lambda one: [
            f"{told.object} {told.field}={told.value}"
            for news in one.news
            for told in news.statements
        ],
        "chosen": lambda one: (
            [each.winner for each in one.proposal.rankings] if one.proposal else []
        ),
        "approved by": lambda one: sorted(each.person for each in one.approvals),
        "effects": lambda one: [
            [each.kind, each.key, each.state, each.verified] for each in one.effects
        ],
    }
    whole = {part: {one.id: of(one) for one in states} for part, of in parts.items()}
    plain: Picture = json.loads(json.dumps(whole))  # as it is when it comes from another process
    return plain


def broken(office: Office, *, recalled: bool) -> Iterator[str]:
    """Invariants that do not hold, each in a sentence; the index's too if memory was `recalled`."""
    with office.ledger.reading() as connection:
        facts = list(chain.all_facts(connection))
        chain.check_links(facts)
        yield from effects_not_once(office, facts, outbox.effects(connection))
        yield from unfinished(connection, office.clock.now())
        yield from over_reserved(office, connection)
        all_closed = all(one.closed is not None for one in cases(connection))
    for path in _blobs(office):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            yield f"blob {path.name[:8]} is not what its name says"
    if all_closed:
        yield from _threads(office)
    if recalled:
        yield from _index(office)


def effects_not_once(
    office: Office, facts: list[Fact], effects: list[outbox.Effect]
) -> Iterator[str]:
    """Of each effect: one intention, one row, one confirmation, and done once where it is done."""
    for effect in effects:
        told = Counter(one.kind for one in facts if one.body.get("key") == effect.key)
        for kind in ("intended", "effect_confirmed", "outcome_verified"):
            if told[kind] != 1:
                yield f"{effect.kind} {effect.key[:8]} has {told[kind]} {kind}"
    keys = {effect.key for effect in effects}
    for path in sorted(office.workspace.outgoing.glob("*.eml")):
        if not any(key.startswith(path.stem) for key in keys):
            yield f"mail {path.name} belongs to no effect"


def over_reserved(office: Office, connection: Connection) -> Iterator[str]:
    """Space and capacity of which cases hold more than partners give us."""
    held: Counter[str] = Counter()
    for one in reservations.held(connection, now=office.clock.now()):
        held[one.object] += one.qty  # type: ignore[assignment]
    for row in office.reads.rows("capacities"):
        name, there = f"{row.text('kind')}:{row.key}", row.number("amount") or 0
        if held[name] > there:
            yield f"{held[name]} of {there} are held of {name}"


def unfinished(connection: Connection, now: datetime) -> Iterator[str]:
    """Events that are due and nobody dealt with."""
    inbox = tables.inbox
    due = select(inbox).where(inbox.c.state != "done", inbox.c.due_at <= stamp(now))
    for row in connection.execute(due):
        yield f"event {row.kind} of {row.stream[:24]} is {row.state} {row.reason}".strip()


def _threads(office: Office) -> Iterator[str]:
    with closing(sqlite3.connect(office.workspace.checkpoints)) as raw:
        for table in ("checkpoints", "writes"):
            count = raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            if count:
                yield f"{count} rows of closed cases are left in {table}"


def _index(office: Office) -> Iterator[str]:
    memory = office.memory
    with office.ledger.transaction() as connection:
        audit = audit_index(connection, memory._index, memory._embedder)
    if not audit.passed or memory._index.name != "chroma":
        yield f"the {memory._index.name} index is not the ledger's: {audit}"


def _rows(record: Path) -> dict[str, list[Any]]:
    """Every row of the record, its journal among them; long tables as one digest."""
    with closing(sqlite3.connect(record)) as raw:
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = {name: _table(raw, name) for (name,) in names.fetchall()}
    return {
        name: rows if len(rows) < LONG else [hashlib.sha256(str(rows).encode()).hexdigest()]
        for name, rows in tables.items()
    }


def _table(raw: sqlite3.Connection, name: str) -> list[list[Any]]:
    return sorted(map(list, raw.execute(f"SELECT * FROM {name}")), key=str)


def _mails(folder: Path) -> dict[str, list[str]]:
    """Message-ID, recipients and words of each mail, by file."""
    found = {}
    for path in sorted(folder.glob("*.eml")):
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        body = mail.get_body()
        words = body.get_content() if body else ""
        found[path.name] = [str(mail["Message-ID"]), str(mail["To"]), str(mail["Subject"]), words]
    return found


def _lines(folder: Path) -> list[str]:
    """Every line of the files for people to apply in their ERP."""
    files = sorted(folder.glob("*.csv"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _blobs(office: Office) -> list[Path]:
    """Whole blobs; a draft that a crash left begins with a dot and is never read."""
    found = office.workspace.blobs.rglob("*")
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _counted(words: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def differences(wanted: Picture, found: Picture) -> list[str]:
    """What is otherwise than in the run that nobody killed."""
    return [
        f"{part}: {_told(wanted[part], found.get(part))}"
        for part in wanted
        if wanted[part] != found.get(part)
    ]


def _told(wanted: Any, found: Any) -> str:
    """The first place where two parts differ."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name in sorted({*wanted, *found}):
            if wanted.get(name) != found.get(name):
                return f"{name}: {_told(wanted.get(name), found.get(name))}"
    if isinstance(wanted, list) and isinstance(found, list):
        less = [one for one in wanted if one not in found]
        more = [one for one in found if one not in wanted]
        return f"lacks {less[:2]}, has {more[:2]}, {len(found)} instead of {len(wanted)}"[:600]
    return f"{found!r} instead of {wanted!r}"[:600]
