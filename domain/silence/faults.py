"""Bad master data: what is wrong with a partner or a row, so that we ask ourselves.

Source: domain_presets.md 2.16 ("asked about inside, never chased"). The codes are those of
`domain/words/silence_reason.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.deadlines.clock import zone_of
from domain.delay.correspondence import reads_mail
from domain.record import Row
from domain.silence.book import Book

#: What plausibility says of a row and what makes a question about it pointless.
_TELLING = (
    "promised_date", "need_date", "created_on", "time_zone", "filed twice", "price_per",
    "check digit", "planned_at", "sent_on", "qty",
)  # fmt: skip


def of_partner(book: Book, partner: str) -> tuple[str, ...]:
    """Why a partner cannot be asked as the master data stand."""
    row = book.row("partners", partner)
    return ("partner_unknown",) if row is None else tuple(_of_partner(book, row))


def _of_partner(book: Book, row: Row) -> Iterator[str]:
    if row.text("status") not in ("", "active"):
        yield "partner_closed"
    if zone_of(row.text("time_zone")) is None:
        yield "no_time_zone"
    readers = [one for one in book.by("contacts", partner_id=row.key) if reads_mail(one)]
    if not any(one.key not in book.told.bounced for one in readers):
        yield "contact_bounced" if readers else "no_contact"
    yield from flagged(row)


def of_line(book: Book, line: Row, head: Row | None) -> tuple[str, ...]:
    """Why an order line cannot be asked about as it stands."""
    return tuple(dict.fromkeys(_of_line(book, line, head)))


def _of_line(book: Book, line: Row, head: Row | None) -> Iterator[str]:
    if (line.number("qty") or 0) <= 0:
        yield "quantity_zero"
    if line.number("unit_price") is not None and not line.text("price_per"):
        yield "no_price_unit"
    if book.row("items", line.text("item_id")) is None:
        yield "no_item"
    yield from flagged(line)
    if head is None:
        yield "no_order"
        return
    dated = head.day("created_on")
    said = [line.day(column) for column in ("promised_date", "need_date")]
    if dated is not None and any(day < dated for day in said if day is not None):
        yield "date_before_order"
    yield from flagged(head)


def flagged(row: Row) -> tuple[str, ...]:
    """Whether plausibility found something in a row that a question about it would rest on."""
    telling = any(word in one for one in row.flags for word in _TELLING)
    return ("looks_wrong",) if telling else ()
