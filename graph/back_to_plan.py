"""A partner that takes back a delay it told: its open case hears of it; where nothing else is told
instead, what holds is asked."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from domain.case import CaseState, fold
from domain.news import Incoming
from domain.ports import Reads
from domain.reading import Question, Statement, stated_text
from domain.vocabulary import DELAY
from graph.case_ids import cases_about

_LINE = "purchase_order_lines:"
_DAYS = frozenset({"promised_date", "ready_date"})


def back_to_plan(connection: Connection, reads: Reads, incoming: Incoming) -> Incoming:
    """The message as its partner's open delay cases hear it: days that it tells as the record has
    them are news there; a line only told to be unchanged, and a mail taken back, are asked. It is
    as it came where it is news anyway, its sender proves nothing, or no such case is open.
    """
    reading, who = incoming.reading, incoming.verdict.partner_id
    proven = incoming.verdict.verdict == "authenticated" and bool(who)
    if not proven or incoming.message.auto_submitted or DELAY in reading.workflows:
        return incoming
    late = {
        line
        for order in _orders(incoming)
        for state in _open(connection, order)
        for line in _told(state, reads, incoming)
    }
    stated = [one for one in reading.statements if one.object in late]
    dated = {one.object for one in stated if one.field in _DAYS}
    asked = {one.object for one in stated if one.field == "line_state"} - dated
    if any(one.field == "supersedes" for one in reading.statements):
        asked |= (late & _named(incoming, late)) - dated
    if not dated | asked:
        return incoming
    kept = tuple(one for one in reading.statements if not _is_asked(one, asked))
    several = len(asked) > 1
    questions = (_ask(reads, who, line, several) for line in sorted(asked))
    heard = {
        "statements": kept,
        "questions": (*reading.questions, *questions),
        "workflows": (*reading.workflows, DELAY),
    }
    return incoming.model_copy(update={"reading": reading.model_copy(update=heard)})


def _orders(incoming: Incoming) -> Iterator[str]:
    """The orders that it names, each once."""
    found = (one.object or "" for one in incoming.reading.references)
    keys = (one.partition(":")[2] for one in found if one.startswith(("purchase_orders:", _LINE)))
    yield from dict.fromkeys(f"purchase_orders:{key.partition('/')[0]}" for key in keys)


def _open(connection: Connection, order: str) -> Iterator[CaseState]:
    for case, facts in cases_about(connection, DELAY, order):
        state = fold(case, facts) if facts else None
        if state is not None and state.closed is None:
            yield state


def _told(state: CaseState, reads: Reads, incoming: Incoming) -> Iterator[str]:
    """Lines of which the same partner told the case before that they do not come as on record."""
    mine = incoming.message.sha256, incoming.verdict.partner_id
    for news in state.news:
        if news.message != mine[0] and news.partner_id == mine[1]:
            moved = (one.object for one in news.statements if _is_other(one, reads))
            asked = (one.object for one in news.questions if one.about in _DAYS)
            yield from (one for one in (*moved, *asked) if one.startswith(_LINE))


def _is_other(one: Statement, reads: Reads) -> bool:
    """Whether a day or a state of a line is not what the record has."""
    if one.field == "line_state":
        return stated_text(one.value) != "unchanged"
    row = reads.row(*one.object.split(":", 1)) if one.field in _DAYS else None
    return row is not None and stated_text(one.value) != str(row.day("promised_date"))


def _named(incoming: Incoming, late: set[str]) -> set[str]:
    """The lines it names; all that are late where it names none."""
    found = {one.object for one in incoming.reading.references if one.object in late}
    return {one for one in found if one} or late


def _is_asked(one: Statement, asked: set[str]) -> bool:
    return one.object in asked and one.field == "line_state"


def _ask(reads: Reads, who: str, line: str, several: bool) -> Question:
    row = reads.row(*line.split(":", 1))
    day = row.day("promised_date") if row is not None else None
    key = line.partition(":")[2]
    return Question(
        about="promised_date",
        object=line,
        of=f"partners:{who}",
        text=f"{who} takes back what it told of {key}: does the day on record hold again?",
        slot=f"promised_date_{key.replace('/', '_')}" if several else "promised_date",
        choices=(day.isoformat(),) if day is not None else (),
    )
