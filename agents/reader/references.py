"""What a message names: orders and lines as mentioned, and any other number the record knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.mentions import Mention
from agents.reader.notebook import Notebook
from agents.reader.passages import fresh_ranges
from domain.evidence import Part, Span
from domain.message import Message
from domain.ports import Reads
from domain.reading import Question, Reference

_TOKEN = re.compile(r"(?<![\w-])[A-Z0-9]{1,14}(?:[-/.][A-Z0-9]{1,12}){0,4}(?![\w])")
_CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
#: Where a number is looked up: by key, or by the column that holds it.
_KEYS = (
    "sales_orders",
    "rfqs",
    "invoices",
    "letters_of_credit",
    "claims",
    "disputes",
)
_COLUMNS = (
    ("shipments", "booking_no", "booking number"),
    ("shipments", "master_ref", "bill of lading or air waybill"),
    ("shipments", "truck_load", "load number"),
    ("shipments", "bol", "bill of lading"),
    ("shipment_units", "unit_no", "container number"),
    ("sales_orders", "customer_po", "the customer's order number"),
    ("payments", "payment_id", "payment number"),
    ("contracts", "contract_id", "contract number"),
    ("customer_deliveries", "tracking_ref", "number of the carrier's waybill"),
)
#: Tables with a row for each part of a thing, which is named by its number alone.
_OF_PARTS = {"shipment_units", "payments", "contracts"}
_MOST = 400


def references(
    message: Message, named: list[tuple[Part, Mention]], notes: Notebook, reads: Reads
) -> tuple[Reference, ...]:
    """Each thing once; what cannot be bound is asked about."""
    found: dict[tuple[str | None, str | None], Reference] = {}
    for part, one in named:
        for reference in _mentioned(part, one, notes):
            found.setdefault(
                (reference.object or reference.as_written, reference.object), reference
            )
    for part in message.parts:
        for reference in () if part.is_interchange else _numbers(part, notes, reads):
            found.setdefault(
                (reference.object or reference.as_written, reference.object), reference
            )
    return tuple(found.values())


def _mentioned(part: Part, one: Mention, notes: Notebook) -> Iterator[Reference]:
    span = notes.span(part, one.start, one.end)
    if one.doubt and not one.item:
        yield Reference(as_written=one.as_written, object=None, how=one.doubt, span=span)
        notes.ask(_which(one.as_written, one.doubt, one.choices, notes, span))
    elif one.lines:
        for line in one.lines:
            yield Reference(as_written=one.as_written, object=line, how=one.how, span=span)
    elif one.item:
        about = f"items:{one.means or one.as_written}"
        yield Reference(as_written=one.as_written, object=about, how="item", span=span)
    elif one.order:
        yield Reference(
            as_written=one.as_written, object=f"purchase_orders:{one.order}", how=one.how, span=span
        )


def ask_about_items(named: list[tuple[Part, Mention]], notes: Notebook) -> None:
    """Which open line an item means that the order spoken of does not tell.

    Where items are all that is named, nothing tells it; elsewhere it is doubtful in its place.
    """
    only = not any(one.order or one.lines for _, one in named if not one.item)
    for part, one in named:
        several = f"{one.as_written} stands on {len(one.choices)} open lines"
        doubt = one.doubt or (several if only and len(one.choices) > 1 else "")
        if one.item and doubt and not one.lines:
            span = notes.span(part, one.start, one.end)
            notes.ask(_which(one.as_written, doubt, one.choices, notes, span))


def _which(
    written: str, doubt: str, choices: tuple[str, ...], notes: Notebook, span: Span | None = None
) -> Question:
    return Question(
        about="reference",
        object=f"unresolved:{written}",
        of=notes.sender.object,
        text=f"{doubt}: which is meant?",
        slot=f"reference_{re.sub(r'[^0-9A-Za-z]+', '_', written)}",
        choices=choices,
        span=span,
    )


def _numbers(part: Part, notes: Notebook, reads: Reads) -> Iterator[Reference]:
    seen: set[str] = set()
    for low, high in fresh_ranges(part):
        for match in _TOKEN.finditer(part.text, low, high):
            token = match[0]
            if len(token) < 4 or token in seen or not any(char.isdigit() for char in token):
                continue
            if len(seen) >= _MOST:
                return
            seen.add(token)
            yield from _known(part, match.start(), match.end(), token, notes, reads)


def _known(
    part: Part, start: int, end: int, token: str, notes: Notebook, reads: Reads
) -> Iterator[Reference]:
    span = notes.span(part, start, end)
    for how, objects in _looked_up(token, notes, reads):
        for one in objects[:1] if len(objects) == 1 else ():
            yield Reference(as_written=token, object=one, how=how, span=span)
            return
    if _CONTAINER.fullmatch(token) and not checked(token):
        doubt = f"{token} is no container number: its check digit does not fit"
        yield Reference(as_written=token, object=None, how=doubt, span=span)
        notes.ask(_which(token, doubt, (), notes, span))


def _looked_up(token: str, notes: Notebook, reads: Reads) -> Iterator[tuple[str, list[str]]]:
    """What the record has under this number; orders of others are none of a supplier's business."""
    for table in (*_KEYS, *(("deliveries",) if token[:1].isalpha() else ())):
        row = reads.row(table, token)
        if row is not None:
            yield "number in full", [row.object]
    for table, column, how in _COLUMNS:
        rows = reads.rows(table, **{column: token})
        if rows:
            yield (
                how,
                [f"{table}:{token}"] if table in _OF_PARTS else [row.object for row in rows],
            )
    if len(token) > 5 and token.isdigit() and notes.sender.kind != "supplier":
        pros = reads.rows("customer_deliveries", tracking_ref=f"PRO {token}")
        yield "number of the carrier's waybill", [row.object for row in pros]
    if notes.sender.kind != "supplier":
        order = reads.row("purchase_orders", token)
        if order is not None:
            yield "number in full", [order.object]


def checked(container: str) -> bool:
    """Whether an ISO 6346 container number's check digit fits."""
    values = dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            [n for n in range(10, 39) if n % 11],
            strict=True,
        )
    )
    total = sum(
        (values[char] if char.isalpha() else int(char)) << place
        for place, char in enumerate(container[:10])
    )
    return total % 11 % 10 == int(container[10])
