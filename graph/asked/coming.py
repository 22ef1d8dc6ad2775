"""When goods that are named by their words come: orders, what carries them, and what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from sqlalchemy import Connection

from domain.cells import cell_text
from domain.record import Row
from graph.answers.days import chosen_days
from graph.answers.evidence import Line
from graph.asking import found
from graph.deps import Deps
from memory import chain

_OVER = frozenset({"arrived", "delivered", "closed", "cancelled", "received"})


def coming(
    deps: Deps,
    connection: Connection,
    question: str,
    items: Sequence[str],
    partners: Sequence[Row] = (),
) -> list[Line]:
    """Order lines of these items that are to come, each with the shipments that carry it and what
    a case about it plans; that nothing is to come where nothing is. Of partners who are named only
    theirs; where they have none, whatever else of theirs is to come."""
    meant = {one.lower() for one in items}
    known = [row.key for row in deps.reads.rows("items") if row.key.lower() in meant]
    keys = {one.key for one in partners}

    def lines(wanted: Sequence[str]) -> list[Line]:
        return [
            line for item in wanted for line in _of_item(deps, connection, question, item, keys)
        ]

    rows = tuple(f"items:{one}" for one in known)
    of = f" of {' or '.join(one.text('name') for one in partners)}" if partners else ""
    none = Line(text=f"nothing is on order{of} of {', '.join(known)}, or all has come", rows=rows)
    if not known:
        return []
    found = lines(known)
    if found or not keys:
        return found or [none]
    others = lines([row.key for row in deps.reads.rows("items") if row.key not in known])
    return [none, *([Line(text=f"to come{of} is:"), *others] if others else [])]


def asks_on_order(question: str) -> bool:
    """Whether it is asked how much of something is still to come."""
    return bool(_ON_ORDER.search(question.lower()))


_ON_ORDER = re.compile(
    r"\bhow m(?:any|uch)\b.*\b(?:on order|ordered|to come|coming|in transit|under way|on the way|"
    r"on (?:its|their) way|outstanding|inbound)\b"
)


def on_order(deps: Deps, items: Sequence[str], partners: Sequence[Row] = ()) -> list[Line]:
    """How much of each of these items is still to come, with the order lines it is the sum of; of
    partners who are named only theirs."""
    keys = {one.key for one in partners}
    return [line for item in items for line in _sum(deps, item, keys)]


def _sum(deps: Deps, item: str, suppliers: Set[str]) -> Iterator[Line]:
    found = [*_open_lines(deps, item, suppliers)]
    if not found:
        yield Line(text=f"nothing of {item} is on order, or all has come", rows=(f"items:{item}",))
        return
    left: dict[str, Decimal] = {}
    for _, line in found:
        rest = Decimal(line.number("qty") or 0) - Decimal(line.number("received_qty") or 0)
        left[line.text("uom")] = left.get(line.text("uom"), Decimal(0)) + rest
    total = " and ".join(f"{qty:,f} {unit}" for unit, qty in left.items())
    many = f"{len(found)} order line{'s' if len(found) > 1 else ''}"
    yield Line(
        text=f"{total} of {item} are still to come on {many}",
        rows=tuple(line.object for _, line in found),
    )
    row = deps.reads.row("items", item)
    called = row.text("description") if row is not None else item
    for head, line in found:
        yield _line(deps, head, line, called)
        yield from _carried(deps, line)


def _open_lines(deps: Deps, item: str, suppliers: Set[str]) -> Iterator[tuple[Row, Row]]:
    """Order lines of an item that are to come, each with its order."""
    for line in deps.reads.rows("purchase_order_lines", item_id=item):
        head = deps.reads.row("purchase_orders", line.text("po_id"))
        if head is None or (suppliers and head.text("supplier_id") not in suppliers):
            continue
        if head.text("status") not in _OVER and _is_to_come(line):
            yield head, line


def _of_item(
    deps: Deps, connection: Connection, question: str, item: str, suppliers: Set[str]
) -> Iterator[Line]:
    row = deps.reads.row("items", item)
    called = f"{row.text('description')} ({item})" if row is not None else item
    for head, line in _open_lines(deps, item, suppliers):
        yield _line(deps, head, line, called)
        yield from _carried(deps, line)
        yield from _planned(deps, connection, question, head)


def _is_to_come(line: Row) -> bool:
    ordered, received = line.number("qty"), line.number("received_qty")
    return ordered is None or received is None or received < ordered


def _line(deps: Deps, head: Row, line: Row, called: str) -> Line:
    who = deps.reads.row("partners", head.text("supplier_id"))
    of = who.text("name") if who is not None else head.text("supplier_id")
    came = line.number("received_qty")
    so_far = f", {cell_text(line, 'received_qty')} have come" if came else ""
    day = cell_text(line, "promised_date")
    promised = f"promised for {day}, {line.text('promised_event')}" if day else "no day is promised"
    qty = f"{cell_text(line, 'qty')} {line.text('uom')}"
    text = f"{line.key} of {of}: {qty} {called}, {promised}{so_far}"
    return Line(text=text, rows=(line.object,))


def _carried(deps: Deps, line: Row) -> Iterator[Line]:
    """Shipments under way with pieces of an order line."""
    units = deps.reads.rows("shipment_units", po_id=line.text("po_id"))
    for key in dict.fromkeys(
        one.text("shipment_id") for one in units if one.text("po_line") == line.text("line")
    ):
        row = deps.reads.row("shipments", key)
        if row is None or row.text("status") in _OVER:
            continue
        eta = row.day("eta")
        passed = " (that day has passed)" if eta and eta < deps.clock.now().date() else ""
        by = ", ".join(filter(None, (row.text("booking_no"), row.text("mode"))))
        day = f"to arrive {eta}{passed}" if eta else "with no day of arrival"
        text = f"  on {key} ({by}): {day}, {row.text('status')}"
        yield Line(text=text, rows=(row.object,))


def _planned(deps: Deps, connection: Connection, question: str, head: Row) -> Iterator[Line]:
    """What open cases about the order plan, or may choose."""
    for state in deps.cases():
        if state.closed is None and head.object in state.abouts:
            facts = chain.of_stream(connection, f"case:{state.id}")
            for one in chosen_days(found(deps, question, facts)):
                yield one.model_copy(update={"text": f"  {state.id}: {one.text}"})
