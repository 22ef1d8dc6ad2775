"""S3: goods that nobody said are ready, though the day they were confirmed for is near."""

from __future__ import annotations

from collections.abc import Iterator

from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.silence.order_lines import (
    OpenLine,
    all_faults,
    confirmed_date,
    holds,
    open_lines,
    shipped,
)
from domain.sweeps import Sweep
from domain.vocabulary import HANDED_OVER
from domain.workdays import later

_FIELDS = ("ready_date", "promised_date", "line_state", "gross_weight", "promised_qty")
#: A word about a lot from so many days before its day speaks of its being ready.
_NEAR = 14


def not_ready(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Lines with a confirmed ready date and no notice; where part has left, about the rest."""
    for line in open_lines(book):
        ready = confirmed_date(book, line.row)
        qty = line.row.number("qty")
        if ready is None or line.row.text("promised_event") not in HANDED_OVER:
            continue
        if qty is not None and 0 < qty <= shipped(book, line.row):
            continue
        calendar = book.calendar(line.supplier)
        yield Expected(
            sweep=sweep.id,
            object=line.row.object,
            partner=line.supplier,
            topic=sweep.question,
            said=f"no ready notice for {line.row.key}, confirmed for {ready}",
            late=calendar.after(ready, sweep.wait),
            heard_from=calendar.start(later(ready, -_NEAR)),
            about=line.about,
            fields=_FIELDS,
            holds=holds(book, line),
            faults=all_faults(book, line),
            until=ready,
            shown="promised_date" if line.row.day("promised_date") else "",
            less=_gone(book, line),
            person=line.buyer,
        )


def _gone(book: Book, line: OpenLine) -> tuple[str, ...]:
    """The delivery notes, or else the receipts, of what is not asked for any more."""
    where = {"po_id": line.row.text("po_id"), "line": line.row.text("line")}
    rows = book.by("deliveries", **where) or book.by("receipts", **where)
    return tuple(row.object for row in rows)
