"""A customer's letter: the lines of the order that it names, and the delivery that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.ordinals import lines_by_place
from domain.reading import Reference
from domain.record import Row
from domain.words import lexicon

CUSTOMERS = ("customer", "distributor")
LINE = re.compile(
    r"(?<!\w)(?:line|item|pos|position|ligne|línea|linha|riga|rad|satır)\.?\s?(\d{1,3})(?!\d)",
    re.IGNORECASE,
)


def bind_sales(letter: Letter) -> Iterator[Reference]:
    """Lines by their number, or the only one; the delivery of that line where goods came."""
    order = letter.only("sales_orders")
    if letter.sender.kind not in CUSTOMERS or not order:
        return
    number = order.partition(":")[2]
    rows = {row.text("line"): row for row in letter.reads.rows("sales_order_lines", so_id=number)}
    named = []
    for reference, row in _numbered(letter, rows) or _by_item(letter, list(rows.values())):
        named.append(row)
        yield reference
    if not named and len(rows) == 1:
        named = list(rows.values())
        yield Reference(as_written=None, object=named[0].object, how="single line of that order")
    if len(named) == 1 and lexicon("complaint").has(letter.fresh(), "damage", "wrong", "short"):
        yield from _delivery(letter, number, named[0].text("line"))


def _numbered(letter: Letter, rows: dict[str, Row]) -> list[tuple[Reference, Row]]:
    """Lines by their number, or by their place among the others."""
    found = []
    order = re.escape(letter.only("sales_orders").partition(":")[2])
    behind = re.compile(rf"(?<!\w){order}\s?[-/]\s?0{{0,4}}(\d{{1,3}})(?!\w|[-/.,]\d)")
    for line in letter.lines():
        told = [
            (match.start(), match.end(), match[1].lstrip("0"), "line of the order")
            for match in (*LINE.finditer(line.text), *behind.finditer(line.text))
            if match[1].lstrip("0") in rows
        ]
        told += [
            (one.start, one.end, one.line, "line of the order by its place")
            for one in lines_by_place(line.text, list(rows))
        ]
        for start, end, number, how in told:
            row, words = rows[number], line.text[start:end]
            span = letter.notes.span(line.part, line.start + start, line.start + end)
            bound = Reference(as_written=words, object=row.object, how=how, span=span)
            found.append((bound, row))
    return found


def _by_item(letter: Letter, rows: list[Row]) -> list[tuple[Reference, Row]]:
    """The one line whose item the letter names."""
    fresh = letter.fresh()
    items = {row.text("item_id"): row for row in rows if row.text("item_id")}
    named = [
        row
        for item, row in items.items()
        if re.search(rf"(?<![\w-]){re.escape(item)}(?![\w-])", fresh)
    ]
    if len(named) != 1 or len(items) != len(rows):
        return []
    item, how = named[0].text("item_id"), "line of the order with this item"
    return [(Reference(as_written=item, object=named[0].object, how=how), named[0])]


def _delivery(letter: Letter, order: str, line: str) -> Iterator[Reference]:
    sent = letter.reads.rows("customer_deliveries", so_id=order, so_line=line)
    if len(sent) == 1:
        how = "delivery of that line"
        yield Reference(as_written=None, object=sent[0].object, how=how)
