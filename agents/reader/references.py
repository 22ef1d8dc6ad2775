"""What a message names: orders and lines as mentioned, and any other number the record knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.drawings import drawings
from agents.reader.mentions import BY_THEIR_PAPER, Mention
from agents.reader.notebook import Notebook
from agents.reader.passages import fresh_ranges
from agents.reader.record_numbers import COLUMNS, KEYS
from agents.reader.spelled import Otherwise, Taken, doubtful, spelled
from domain.evidence import Part, Span
from domain.message import Message
from domain.ports import Reads
from domain.reading import Question, Reference
from domain.record import Row

_TOKEN = re.compile(r"(?<![\w-])[A-Z0-9]{1,14}(?:[-/.][A-Z0-9]{1,12}){0,4}(?![\w])")
#: Tables with a row for each part of a thing, which is named by its number alone.
_OF_PARTS = {"shipment_units", "payments", "contracts"}
_MOST = 400


def references(
    message: Message, named: list[tuple[Part, Mention]], notes: Notebook, reads: Reads
) -> tuple[Reference, ...]:
    """Each thing once; what cannot be bound is asked about."""
    found: dict[tuple[str | None, str | None], Reference] = {}
    read = [part for part in message.parts if not part.is_interchange]
    for reference in (one for part in read for one in _drawn(part, notes, reads)):
        found.setdefault((reference.object, reference.object), reference)
    for part, one in named:
        for reference in _mentioned(part, one, notes):
            found.setdefault(
                (reference.object or reference.as_written, reference.object), reference
            )
    taken = {part.name: _taken(part, named) for part in read}
    for part in read:
        for reference in _numbers(part, taken[part.name], notes, reads):
            found.setdefault(
                (reference.object or reference.as_written, reference.object), reference
            )
    moving = any((one.object or "").startswith("shipment") for one in found.values())
    for part in read:
        for doubt in doubtful(part, taken[part.name], notes, reads, not moving):
            reference = _otherwise(part, doubt, notes)
            found.setdefault(
                (reference.object or reference.as_written, reference.object), reference
            )
    return tuple(found.values())


def _taken(part: Part, named: list[tuple[Part, Mention]]) -> Taken:
    """Where orders, lines and items stand; a paper's number names the paper as well."""
    here = (one for where, one in named if where.name == part.name)
    return [(one.start, one.end) for one in here if one.how != BY_THEIR_PAPER]


def _otherwise(part: Part, one: Otherwise, notes: Notebook) -> Reference:
    written, span = part.text[one.start : one.end], notes.span(part, one.start, one.end)
    if not one.object:
        notes.ask(_which(written, one.how, one.choices, notes, span))
    return Reference(as_written=written, object=one.object or None, how=one.how, span=span)


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


def _drawn(part: Part, notes: Notebook, reads: Reads) -> Iterator[Reference]:
    for one in drawings(part, reads):
        yield Reference(
            as_written=part.text[one.start : one.end],
            object=f"items:{one.item}",
            how=f"drawing of the item, revision {one.revision}",
            span=notes.span(part, one.start, one.end),
        )


def ask_about_items(named: list[tuple[Part, Mention]], notes: Notebook) -> None:
    """Which open line an item means that the order spoken of does not tell.

    Where items are all that is named, nothing tells it; elsewhere it is doubtful in its place.
    """
    only = not any(one.order or one.lines for _, one in named if not one.item)
    told = {_item(one) for _, one in named if one.item and one.lines}
    for part, one in named:
        several = f"{one.as_written} stands on {len(one.choices)} open lines"
        doubt = one.doubt or (several if only and len(one.choices) > 1 else "")
        if one.item and doubt and _item(one) not in told:
            span = notes.span(part, one.start, one.end)
            notes.ask(_which(one.as_written, doubt, one.choices, notes, span))


def _item(one: Mention) -> str:
    return (one.means or one.as_written).casefold()


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


def _numbers(part: Part, taken: Taken, notes: Notebook, reads: Reads) -> Iterator[Reference]:
    """What the record knows, as it is written there or otherwise; `taken` grows by it."""
    seen: dict[str, tuple[str, str] | None] = {}
    for low, high in fresh_ranges(part):
        for match in _TOKEN.finditer(part.text, low, high):
            token = match[0]
            if len(token) < 4 or not any(char.isdigit() for char in token):
                continue
            if token not in seen and len(seen) >= _MOST:
                return
            if token not in seen:
                seen[token] = _known(token, notes, reads)
            found = seen[token]
            if found is not None:
                taken.append(match.span())
                span = notes.span(part, *match.span())
                yield Reference(as_written=token, object=found[1], how=found[0], span=span)
    for one in spelled(part, taken, notes, reads):
        yield _otherwise(part, one, notes)


def _known(token: str, notes: Notebook, reads: Reads) -> tuple[str, str] | None:
    found = _looked_up(token, notes, reads)
    return next(((how, objects[0]) for how, objects in found if len(objects) == 1), None)


def _is_of_other_customer(row: Row, notes: Notebook) -> bool:
    sender = notes.sender
    theirs = row.table == "sales_orders" and sender.kind == "customer"
    return theirs and row.text("customer_id") not in ("", sender.partner_id)


def _looked_up(token: str, notes: Notebook, reads: Reads) -> Iterator[tuple[str, list[str]]]:
    """What the record has under this number; orders of others are none of a supplier's business."""
    for table in (*KEYS, *(("deliveries",) if token[:1].isalpha() else ())):
        row = reads.row(table, token)
        if row is not None and not _is_of_other_customer(row, notes):
            yield "number in full", [row.object]
    for table, column, how in COLUMNS:
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
