"""Whether a paper is here, filed or missing, and whether customs let go, of the shipments meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from domain.cells import cell_text
from domain.record import Row
from domain.thread import meant_by, thread_of
from domain.words import lexicon
from graph.answers.evidence import Line
from graph.answers.near import near
from graph.deps import Deps
from memory import chain

#: States in which a paper is here; those in which it has been filed or let through.
_HERE = frozenset({"received", "accepted", "filed", "released", "presented", "checked"})
_FILED = frozenset({"accepted", "filed", "released"})
_FILES = re.compile(r"\b(?:filed?|filing|lodged?|submitted|sent to customs)\b")
#: What asks for a state of papers, and what asks for something else of them.
_STATE = re.compile(
    r"\b(?:is|are|was|were|has|have|did|do|does|got|get|where|when|who|which|what|any|still|need\w*|"
    r"miss\w*|owes?|here|open)\b"
)
_OTHER = re.compile(
    r"\b(?:why|cost\w*|how much|promis\w*|said|says?|wr[io]t\w*|told|tell|if|pay|delay\w*|late|"
    r"happen\w*)\b"
)
_PAPERS = re.compile(r"\b(?:papers?|documents?|certificates?|paperwork)\b")
_LACKS = re.compile(r"\b(?:miss\w*|need\w*|open|owes?|owed|outstanding|still|here|have|complete)\b")
_CUSTOMS = re.compile(r"\bcustoms\b|\bcleared\b|\bclearance\b")
_CLEARS = re.compile(
    r"\b(?:clear\w*|releas\w*|out of|through|past|let go|held|hold|exam\w*|stuck)\b"
)
_HOLD = re.compile(r"\b(?:a hold on|on hold|under exam\w*|in exam\w*)\b")
#: What is missing "so that I can file it".
_TO_FILE = re.compile(
    r"\bto (?:file|clear|declare)\b|\b(?:can|could|may) (?:i |we )?(?:file|clear)\b"
)
_EVENT = re.compile(r"customs|exam|hold|releas|clear")
_SINCE = re.compile(r"\bsince when\b|\bhow long\b")
_MOST = 12


def shipments_of(deps: Deps, names: Sequence[str]) -> list[Row]:
    """Shipments that references lead to: those themselves, else those of their thread."""
    found: dict[str, Row] = {}
    for name in names:
        starts = meant_by(deps.reads, name)
        mine = [one for one in starts if one.startswith("shipments:")]
        if not mine and starts:
            thread = near(thread_of(deps.reads, starts), starts)
            mine = [one for one in thread.objects if one.startswith("shipments:")]
        for one in mine:
            row = deps.reads.row("shipments", one.partition(":")[2])
            if row is not None:
                found[row.key] = row
    return list(found.values())


def papers(deps: Deps, connection: Connection, question: str, of: Sequence[Row]) -> list[Line]:
    """What is on record of the papers asked for, of these shipments; nothing where the question is
    about something else."""
    asked = question.lower()
    if _OTHER.search(asked) or not _STATE.search(asked):
        return []
    kinds = _kinds(question)
    if kinds:
        return [line for row in of for line in _of_kinds(deps, connection, row, kinds, asked)]
    if (_CUSTOMS.search(asked) and _CLEARS.search(asked)) or _HOLD.search(asked):
        return [line for row in of for line in _customs(deps, connection, row)]
    if (_PAPERS.search(asked) or _TO_FILE.search(asked)) and _LACKS.search(asked):
        since = bool(_SINCE.search(asked))
        return [line for row in of for line in _missing(deps, connection, row, since=since)][:_MOST]
    return []


def _kinds(question: str) -> tuple[str, ...]:
    """Kinds of paper that a question names; two letters count where they are written as a sign."""
    hits = [
        hit
        for hit in lexicon("paper").find(question)
        if hit.end - hit.start > 2 or question[hit.start : hit.end].isupper()
    ]
    return tuple(dict.fromkeys(hit.code for hit in hits))


def _of_kinds(
    deps: Deps, connection: Connection, shipment: Row, kinds: Sequence[str], asked: str
) -> Iterator[Line]:
    rows = deps.reads.rows("documents", shipment_id=shipment.key)
    for kind in kinds:
        mine = [row for row in rows if _is_kind(row.text("doc_type"), kind)]
        for row in mine:
            yield _told(deps, connection, row, files=bool(_FILES.search(asked)))
        if not mine:
            others = ", ".join(f"{row.text('doc_type')} ({row.text('state')})" for row in rows)
            known = f"its papers there: {others}" if others else "no papers of it are"
            text = f"no {kind} of {_named(shipment)} is on record; {known}"
            yield Line(text=text, rows=(shipment.object, *(row.object for row in rows)))


def _is_kind(doc_type: str, kind: str) -> bool:
    words = {one.rstrip("s") for one in re.findall(r"\w+", kind.lower())}
    return words <= {one.rstrip("s") for one in re.findall(r"\w+", doc_type.lower())}


def _missing(
    deps: Deps, connection: Connection, shipment: Row, *, since: bool = False
) -> Iterator[Line]:
    """Papers that are not here, each with since when where that is asked; then in one line those
    that are."""
    rows = deps.reads.rows("documents", shipment_id=shipment.key)
    lacking = [row for row in rows if row.text("state") not in _HERE]
    here = [row for row in rows if row.text("state") in _HERE]
    for row in lacking:
        line = _told(deps, connection, row)
        yield _since(deps, connection, row, line) if since else line
    if not rows:
        yield Line(text=f"no papers of {_named(shipment)} are on record", rows=(shipment.object,))
    elif not lacking:
        yield Line(text=f"nothing is missing for {_named(shipment)}, as far as the record knows")
    if here:
        told = ", ".join(f"{row.text('doc_type')} ({row.text('state')})" for row in here)
        rows_of = tuple(row.object for row in here)
        yield Line(text=f"{_named(shipment)}: here are {told}", rows=rows_of)


def _since(deps: Deps, connection: Connection, row: Row, line: Line) -> Line:
    """With how long it is over its time, and when it was asked for first."""
    due, now = row.values.get("due_at"), deps.clock.now()
    said = "; not due yet"
    if isinstance(due, datetime) and due.tzinfo is not None and due < now:
        said = f"; missing since {due:%Y-%m-%d}, {(now - due).days} d ago"
    asked = [
        fact
        for fact in chain.of_kind(connection, "intended")
        if fact.body["action"]["kind"] in ("SendMessage", "RequestDocument")
        and row.object in fact.body.get("about", ())
    ]
    first = f", asked for first on {asked[0].at:%Y-%m-%d}" if asked else ", not asked for by us"
    facts = (*line.facts, *(one.number for one in asked[:1]))
    return line.model_copy(update={"text": f"{line.text}{said}{first}", "facts": facts})


def _told(deps: Deps, connection: Connection, row: Row, *, files: bool = False) -> Line:
    """A paper of a shipment: yes or no, its state, its time, who owes it, and the newest word."""
    state = row.text("state")
    done = state in (_FILED if files else _HERE)
    word = ("yes" if done else "no") + (", not on record as filed" if files and not done else "")
    came = f" on {cell_text(row, 'received_on')}" if cell_text(row, "received_on") else ""
    text = f"{row.text('doc_type')} for {row.text('shipment_id')}: {word}: {state}{came}"
    if not done:
        text += f"{_due(deps, row)}, owed by {_owner(deps, row.text('owner'))}"
    said, facts = _newest(connection, row.object)
    return Line(text=f"{text}{said}", facts=facts, rows=(row.object,))


def _due(deps: Deps, row: Row) -> str:
    due = row.values.get("due_at")
    if not isinstance(due, datetime):
        return f", due {cell_text(row, 'due_at')}" if cell_text(row, "due_at") else ""
    over = " (over)" if due.tzinfo is not None and due < deps.clock.now() else ""
    return f", due {due:%Y-%m-%d %H:%M}{over}"


def _owner(deps: Deps, owner: str) -> str:
    partner, person = deps.reads.row("partners", owner), deps.people.get(owner)
    if partner is not None:
        return f"{partner.text('name')} ({owner})"
    known = person or deps.staff.get(owner)
    return known.name if known is not None else owner or "nobody named"


def _newest(connection: Connection, name: str) -> tuple[str, tuple[int, ...]]:
    """The newest word of a mail about an object."""
    newest = max(_words_of(connection, name), key=lambda one: one.number, default=None)
    if newest is None:
        return "", ()
    quote = f' ("{newest.quote}")' if newest.quote else ""
    return f"; newest word: {newest.by}{quote}", (newest.number,)


class _Word(NamedTuple):
    """What a mail says of an object: the number of its fact, its day and sender, its words."""

    number: int
    by: str
    quote: str


def _words_of(connection: Connection, name: str, field: str = "") -> Iterator[_Word]:
    """What mails say of an object, of one field or any, oldest first."""
    for fact in chain.of_kind(connection, "case_joined"):
        news = fact.body["news"]
        for one in news["statements"]:
            if one["object"] == name and field in ("", one["field"]):
                quote = one["span"]["quote"] if one.get("span") else ""
                yield _Word(fact.number, f"{news['sent_at'][:10]} {news['sender']}", quote)


def _customs(deps: Deps, connection: Connection, shipment: Row) -> Iterator[Line]:
    """Whether customs let it go: what milestones and mails say, and the papers that are open."""
    events = deps.reads.rows("milestones", shipment_id=shipment.key)
    mine = [row for row in events if _EVENT.search(row.text("event"))]
    said = [
        Line(text=f'{one.by} of customs: "{one.quote}"', facts=(one.number,))
        for one in _words_of(connection, shipment.object, "customs_state")
    ]
    if not mine and not said:
        yield Line(
            text=f"no release or hold by customs of {_named(shipment)} is on record",
            rows=(shipment.object,),
        )
    for row in mine or events:
        when = cell_text(row, "actual_at") or f"planned {cell_text(row, 'planned_at')}"
        yield Line(text=f"{shipment.key}: {row.text('event')}, {when}", rows=(row.object,))
    yield from said
    for row in deps.reads.rows("documents", shipment_id=shipment.key):
        if row.text("state") not in _HERE:
            yield _told(deps, connection, row)


def _named(shipment: Row) -> str:
    booking = shipment.text("booking_no") or shipment.text("master_ref")
    return f"{shipment.key} ({booking})" if booking else shipment.key
