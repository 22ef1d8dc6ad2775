"""A customer's letter: the lines of the order that it names, and the delivery that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.ordinals import lines_by_place
from domain.reading import Reference
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
    for line in letter.lines():
        for match in LINE.finditer(line.text):
            if match[1].lstrip("0") in rows:
                row = rows[match[1].lstrip("0")]
                named.append(row)
                start = line.start + match.start()
                span = letter.notes.span(line.part, start, line.start + match.end())
                yield Reference(
                    as_written=match[0], object=row.object, how="line of the order", span=span
                )
        for one in lines_by_place(line.text, list(rows)):
            row = rows[one.line]
            named.append(row)
            span = letter.notes.span(line.part, line.start + one.start, line.start + one.end)
            words = line.text[one.start : one.end]
            how = "line of the order by its place"
            yield Reference(as_written=words, object=row.object, how=how, span=span)
    if not named and len(rows) == 1:
        named = list(rows.values())
        yield Reference(as_written=None, object=named[0].object, how="single line of that order")
    if len(named) == 1 and lexicon("complaint").has(letter.fresh(), "damage", "wrong", "short"):
        yield from _delivery(letter, number, named[0].text("line"))


def _delivery(letter: Letter, order: str, line: str) -> Iterator[Reference]:
    sent = letter.reads.rows("customer_deliveries", so_id=order, so_line=line)
    if len(sent) == 1:
        how = "delivery of that line"
        yield Reference(as_written=None, object=sent[0].object, how=how)
