"""A mail that a person says is about another thing: what it states is bound to that one instead."""

from __future__ import annotations

from collections.abc import Callable

from domain.news import News
from domain.ports import Reads
from domain.reading import Reading, Statement
from domain.record import Row

#: Tables of lines, by the table of what they are lines of.
_LINES = {"purchase_orders": "purchase_order_lines", "sales_orders": "sales_order_lines"}


def put_right(reading: Reading, known: News | None) -> Reading:
    """The reading with what people corrected of it in a case that knows it."""
    statements = known.statements if known is not None else ()
    if not any(one.read_by == "person" for one in statements):
        return reading
    objects = {one.object for one in statements}
    rest = (one for one in reading.statements if one.object not in objects)
    return reading.model_copy(update={"statements": (*statements, *rest)})


def rebound(reads: Reads, reading: Reading, old: str, new: str) -> Reading:
    """The reading with `old` and its lines taken for `new` and its lines.

    A line is only taken for the line of the same item, or for the only one where each has one:
    what could be another keeps its object, and a person corrects it.
    """
    if old.partition(":")[0] != new.partition(":")[0]:
        return reading
    names = {old: new, **_lines(reads, reading, old, new)}

    def named(one: str) -> str:
        return names.get(one, one)

    return reading.model_copy(
        update={
            "statements": tuple(_at(one, named) for one in reading.statements),
            "questions": tuple(
                one.model_copy(update={"object": named(one.object)}) for one in reading.questions
            ),
            "references": tuple(
                one.model_copy(update={"object": named(one.object)}) if one.object else one
                for one in reading.references
            ),
        }
    )


def _at(one: Statement, named: Callable[[str], str]) -> Statement:
    return one.model_copy(update={"object": named(one.object)})


def _lines(reads: Reads, reading: Reading, old: str, new: str) -> dict[str, str]:
    """For each line of `old` that is spoken of the one of `new` that it must be."""
    table, _, key = new.partition(":")
    of = _LINES.get(table, "")
    if not of:
        return {}
    told = [one.object for one in reading.statements]
    told += [one.object for one in reading.questions]
    begins = f"{of}:{old.partition(':')[2]}/"
    spoken = sorted({one for one in told if one.startswith(begins)})
    mine = [row for row in reads.rows(of) if row.key.startswith(f"{key}/")]
    if len(spoken) == len(mine) == 1:
        return {spoken[0]: mine[0].object}
    found = {one: _same_item(reads.row(*one.split(":", 1)), mine) for one in spoken}
    return {one: line for one, line in found.items() if line}


def _same_item(row: Row | None, others: list[Row]) -> str:
    item = row.text("item_id") if row is not None else ""
    same = [one.object for one in others if item and one.text("item_id") == item]
    return same[0] if len(same) == 1 else ""
