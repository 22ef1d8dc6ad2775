"""A mail that a person says is about another thing: what it states is bound to that one instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from domain.corrected import Correction
from domain.news import Incoming, News, objects_of
from domain.ports import Reads
from domain.reading import Question, Reference, Statement
from domain.record import Row

_About = TypeVar("_About", Statement, Question, Reference, Correction)

#: Tables of lines, by the table of what they are lines of.
_LINES = {"purchase_orders": "purchase_order_lines", "sales_orders": "sales_order_lines"}


def put_right(incoming: Incoming, known: News | None) -> Incoming:
    """The message with what people corrected of it in a case that knows it."""
    if known is None or not known.corrections:
        return incoming
    reading, objects = incoming.reading, objects_of(known)
    statements = (one for one in reading.statements if one.object not in objects)
    questions = (one for one in reading.questions if one.object not in objects)
    update = {
        "statements": (*known.statements, *statements),
        "questions": (*known.questions, *questions),
    }
    reading = reading.model_copy(update=update)
    return incoming.model_copy(update={"reading": reading, "corrections": known.corrections})


def rebound(reads: Reads, incoming: Incoming, old: str, new: str) -> Incoming:
    """The message with `old` and its lines taken for `new` and its lines.

    A line is only taken for the line of the same item, or for the only one where each has one:
    what could be another keeps its object, and a person corrects it.
    """
    if old.partition(":")[0] != new.partition(":")[0]:
        return incoming
    reading = incoming.reading
    told = objects_of(reading) | {one.object for one in incoming.corrections}
    names = {old: new, **_lines(reads, told, old, new)}

    def named(one: str) -> str:
        return names.get(one, one)

    update = {
        "statements": tuple(_at(one, named) for one in reading.statements),
        "questions": tuple(_at(one, named) for one in reading.questions),
        "references": tuple(_at(one, named) if one.object else one for one in reading.references),
    }
    corrections = tuple(_at(one, named) for one in incoming.corrections)
    reading = reading.model_copy(update=update)
    return incoming.model_copy(update={"reading": reading, "corrections": corrections})


def _at(one: _About, named: Callable[[str], str]) -> _About:
    return one.model_copy(update={"object": named(one.object or "")})


def _lines(reads: Reads, told: set[str], old: str, new: str) -> dict[str, str]:
    """For each line of `old` that is spoken of the one of `new` that it must be."""
    table, _, key = new.partition(":")
    of = _LINES.get(table, "")
    if not of:
        return {}
    begins = f"{of}:{old.partition(':')[2]}/"
    spoken = sorted(one for one in told if one.startswith(begins))
    mine = [row for row in reads.rows(of) if row.key.startswith(f"{key}/")]
    if len(spoken) == len(mine) == 1:
        return {spoken[0]: mine[0].object}
    found = {one: _same_item(reads.row(*one.split(":", 1)), mine) for one in spoken}
    return {one: line for one, line in found.items() if line}


def _same_item(row: Row | None, others: list[Row]) -> str:
    item = row.text("item_id") if row is not None else ""
    same = [one.object for one in others if item and one.text("item_id") == item]
    return same[0] if len(same) == 1 else ""
