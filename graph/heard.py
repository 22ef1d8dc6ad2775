"""The words of partners' messages, by thing: what an answer is looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from domain.fact import Fact
from domain.message import HEARD
from domain.reading import DateStated, Reading, Statement, stated_text
from domain.silence.expected import Word
from domain.silence.ladder import NAMED
from memory.folded import Running

_LINES = "purchase_order_lines:"

#: States of a paper that somebody tells who wants it: they ask for it, and bring nothing.
_WANTED = frozenset({"requested", "missing"})


class Heard(NamedTuple):
    """One reading of a message: whose it is, when it was read, what it speaks of."""

    partner: str
    at: datetime
    words: tuple[Word, ...]


def heard() -> Running[str, Heard]:
    """What was read of contacts on file, by the fact that says so, in order."""
    return Running(("message_read",), _note)


def _note(table: dict[str, Heard], fact: Fact) -> None:
    sender = fact.body["sender"]
    if sender["verdict"] in HEARD:
        table[fact.id] = Heard(str(sender["partner_id"]), fact.at, tuple(words_of(fact)))


class Report(NamedTuple):
    """A report that mail came back: the message it stands in, when it came, and whose mail."""

    sha256: str
    at: datetime
    contact: str


def reports() -> Running[str, Report]:
    """What messages say of contacts that cannot be reached, whoever sent them."""
    return Running(("message_read",), _reported)


def _reported(table: dict[str, Report], fact: Fact) -> None:
    reading = fact.body["reading"]
    if "bounce" not in reading["intents"]:
        return
    at = min(datetime.fromisoformat(fact.body["sent_at"]).astimezone(UTC), fact.at)
    for one in reading["questions"]:
        table_of, _, contact = one["object"].partition(":")
        if one["about"] == "mail_failure" and table_of == "contacts":
            table[f"{fact.id}/{contact}"] = Report(fact.body["sha256"], at, contact)


def words_of(fact: Fact) -> Iterator[Word]:
    """The words of one message. It may name an order and say nothing of its lines that could be
    read: that speaks of all of them, where a person wrote it. Who is away has read nothing."""
    reading = Reading.model_validate(fact.body["reading"])
    if "auto_reply" in reading.intents:
        return
    at = min(datetime.fromisoformat(fact.body["sent_at"]).astimezone(UTC), fact.at)
    by = str(fact.body["sender"]["partner_id"])
    yield from _stated(reading.statements, by, at)
    for one in reading.questions:
        yield Word(object=one.object, field=one.about, partner=by, at=at, asks=True)
    if fact.body.get("automatic"):
        return  # a program that only names our order, such as a receipt of our letter, answers none
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
            asks = one.field == "document_state" and stated_text(one.value) in _WANTED
            yield Word(object=one.object, field=one.field, partner=by, at=at, due=due, asks=asks)


def _head(name: str) -> str:
    table, _, key = name.partition(":")
    return f"purchase_orders:{key.split('/')[0]}" if table == "purchase_order_lines" else name
