"""What the ledger tells sweeps: words of partners by thing, what cases wait for and are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import Fact
from domain.ports import Reads
from domain.reading import DateStated, Reading, Statement, stated_text
from domain.silence.book import Owing, Told
from domain.silence.expected import Word
from domain.silence.ladder import NAMED
from graph.deps import Deps
from graph.owing import all_owing
from memory import chain
from memory.cases import cases
from memory.modes import mode_of

#: The cases of sweeps: `partners:ID` or `functions:NAME`.
SWEPT = ("partners:", "functions:")

#: Whose words count as an answer: contacts on file, however the mail came.
_HEARD = ("authenticated", "unauthenticated")

_LINES = "purchase_order_lines:"


def told(deps: Deps, connection: Connection) -> Told:
    """All that was said, what is owed and which open cases there are."""
    states, read = cases(connection), _read(connection)
    words: dict[str, list[Word]] = defaultdict(list)
    for one in (
        *(word for fact in read for word in words_of(fact)),
        *_of_notes(deps.reads, states),
    ):
        words[one.object].append(one)
    open_ones = [one for one in states if one.closed is None and not is_swept(one)]
    return Told(
        words={name: tuple(found) for name, found in words.items()},
        heard={str(one.body["sender"]["partner_id"]): one.at for one in read},
        owing=tuple(one for state in open_ones for one in _owed(deps, connection, state)),
        cases={name: state.id for state in open_ones for name in _about(deps.reads, state)},
    )


def is_swept(state: CaseState) -> bool:
    """Whether a case is one of sweeps."""
    return state.workflow == "chase" and state.order.startswith(SWEPT)


def _read(connection: Connection) -> list[Fact]:
    """What was read of contacts on file, in order."""
    read = chain.of_kind(connection, "message_read")
    return [one for one in read if one.body["sender"]["verdict"] in _HEARD]


def words_of(fact: Fact) -> Iterator[Word]:
    """The words of one message. It may name an order and say nothing of its lines that could be
    read: that speaks of all of them."""
    reading = Reading.model_validate(fact.body["reading"])
    at = min(datetime.fromisoformat(fact.body["sent_at"]).astimezone(UTC), fact.at)
    by = str(fact.body["sender"]["partner_id"])
    yield from _stated(reading.statements, by, at)
    for one in reading.questions:
        yield Word(object=one.object, field=one.about, partner=by, at=at, asks=True)
    spoken = {one.object for one in reading.statements}
    orders = {_head(one) for one in spoken}
    for name in {one.object for one in reading.references if one.object}:
        if name not in spoken | orders and (name.startswith(_LINES) or _head(name) not in orders):
            yield Word(object=name, field=NAMED, partner=by, at=at)


def _stated(statements: Sequence[Statement], by: str, at: datetime) -> Iterator[Word]:
    """An answer in part is none; one that was promised has its day beside it."""
    promised = {
        one.object: one.value.span.latest
        for one in statements
        if one.field == "deadline:promise" and isinstance(one.value, DateStated)
    }
    for one in statements:
        if one.field == "line_state:question" and stated_text(one.value) in ("open", "part"):
            continue
        is_promise = one.field == "deadline:promise" or stated_text(one.value) == "promised"
        due = promised.get(one.object) if is_promise else None
        if due is not None or not is_promise:
            yield Word(object=one.object, field=one.field, partner=by, at=at, due=due)


def _head(name: str) -> str:
    table, _, key = name.partition(":")
    return f"purchase_orders:{key.split('/')[0]}" if table == "purchase_order_lines" else name


def _of_notes(reads: Reads, states: Iterable[CaseState]) -> Iterator[Word]:
    """What was said by phone or chat; without a thing it speaks of all that its case asked for."""
    for state in states:
        for note in state.notes:
            contact = reads.row("contacts", note.said_by)
            by = contact.text("partner_id") if contact is not None else state.partner
            at = note.at.astimezone(UTC)
            named = {one.object for one in note.statements}
            for name in named or state.was_silent:
                yield Word(object=name, field=NAMED, partner=by, at=at)


def _about(reads: Reads, state: CaseState) -> list[str]:
    """The things an open case looks after: its subject, and what a chase on record asks of."""
    found = [state.order]
    if state.order.startswith("chases:"):
        rows = reads.rows("chases", chase_id=state.order.partition(":")[2])
        found += [f"{_LINES}{row.text('object')}" for row in rows if row.text("object")]
    return found


def _owed(deps: Deps, connection: Connection, state: CaseState) -> Iterator[Owing]:
    for one in all_owing(deps.policy, state):
        if one.is_quiet and one.since is not None and one.kind in ("confirmation", "promise"):
            yield Owing(
                key=one.key,
                kind=one.kind,
                case=state.id,
                by=one.who,
                what=one.what,
                objects=tuple(sorted(one.objects)),
                since=one.since,
                due=one.since if one.kind == "promise" else None,
            )
    yield from _ours(connection, state)


def _ours(connection: Connection, state: CaseState) -> Iterator[Owing]:
    """What waits for people of ours: the open proposal, where anybody is asked at all."""
    opened, fact = state.proposal, state.proposal_fact
    if opened is None or fact is None or state.decision is not None or state.asked is None:
        return
    if mode_of(connection, state.workflow, state.partner) == "observe":
        return
    needs = state.asked.requires
    yield Owing(
        key=opened.hash,
        kind="ours",
        case=state.id,
        by=needs[0].function if needs else "",
        what=f"{state.id} waits for a decision of ours: {opened.summary}",
        objects=(state.order,),
        since=fact.at,
        due=opened.until,
    )


def letters_sent(states: Iterable[CaseState]) -> Mapping[str, list[datetime]]:
    """When each thing was asked about by a letter of sweeps that was really sent."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for state in states:
        for one in state.effects:
            asks = one.wanted.get("template", "").startswith("silent_")
            if asks and one.state in ("confirmed", "verified") and one.at is not None:
                for name in one.objects:
                    found[name].append(one.at)
    return found


__all__ = ["SWEPT", "is_swept", "letters_sent", "told", "words_of"]
