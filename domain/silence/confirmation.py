"""S1, S2: orders that nobody confirmed, and lines without a date though the need is near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.silence.order_lines import (
    OpenLine,
    all_faults,
    confirmations,
    confirmed_date,
    holds,
    is_copied,
    open_lines,
)
from domain.sweeps import Sweep

#: Fields of a line that answer whether and when it comes.
_FIELDS = ("promised_date", "ready_date", "promised_qty", "line_state", "unit_price")


def unconfirmed(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Lines of issued orders without any confirmation (S1)."""
    for line in open_lines(book):
        issued = line.head.day("created_on") if line.head is not None else None
        if line.row.text("supplier_ack_no") or confirmations(book, line.row):
            continue
        said = f"order {line.row.key} of {issued or 'no date'} is not confirmed"
        yield _of(book, sweep, line, issued, said, ())


def undated(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Lines without a confirmed date, by their need date (S2)."""
    for line in open_lines(book):
        need = line.row.day("need_date")
        if confirmed_date(book, line.row) is not None or need is None:
            continue
        copied = ("date_copied",) if is_copied(book, line.row) else ()
        yield _of(book, sweep, line, need, f"{line.row.key}, needed {need}, has no date", copied)


def _of(
    book: Book, sweep: Sweep, line: OpenLine, base: date | None, said: str, more: tuple[str, ...]
) -> Expected:
    calendar = book.calendar(line.supplier)
    issued = line.head.day("created_on") if line.head is not None else None
    late = calendar.after(base, sweep.wait) if base is not None else book.now
    heard = (
        calendar.start(issued) if issued is not None else datetime.min.replace(tzinfo=late.tzinfo)
    )
    missing = () if base is not None else ("no_date",)
    return Expected(
        sweep=sweep.id,
        object=line.row.object,
        partner=line.supplier,
        topic=sweep.question,
        said=said,
        late=late,
        heard_from=heard,
        about=line.about,
        fields=_FIELDS,
        holds=(*holds(book, line), *more),
        faults=(*missing, *all_faults(book, line)),
        until=line.row.day("need_date"),
        shown="need_date" if line.row.day("need_date") else "",
        person=line.buyer,
    )
