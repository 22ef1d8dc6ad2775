"""What rows of the record say to a question: of a thread, beside what its cases answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from domain.cells import cell_text
from domain.record import Row
from graph.answers.billed import Record, against_order, against_rate
from graph.answers.evidence import Line, coded

#: States of a paper or a row in which nothing is open.
_DONE = frozenset({"accepted", "filed", "released", "presented", "checked", "received"})
_CUSTOMS = re.compile(r"customs|exam|hold|releas|clear|filing", re.IGNORECASE)


def on_record(topic: str, record: Record) -> list[Line]:
    """Rows that speak of the topic, each with the cells that do."""
    return [line for rule in _RULES.get(topic, ()) for line in rule(record)]


def _cells(
    table: str, columns: str, tells: Callable[[Row], bool] = lambda row: True
) -> Callable[[Record], Iterator[Line]]:
    """Rows of a table for which `tells` holds, by these of their columns."""

    def lines(record: Record) -> Iterator[Line]:
        for row in record.rows(table):
            if tells(row):
                shown = [(name, cell_text(row, name)) for name in columns.split()]
                told = ", ".join(f"{coded(name)} {text}" for name, text in shown if text)
                yield Line(text=f"{row.key}: {told}", rows=(row.object,))

    return lines


def _papers(record: Record) -> Iterator[Line]:
    """Papers that are open or came after their time, with the hours."""
    for row in record.rows("documents"):
        state, due, came = row.text("state"), _moment(row, "due_at"), _moment(row, "received_on")
        late = due is not None and came is not None and came > due
        if state not in _DONE or late:
            text = f"{row.key}: {row.text('doc_type')}, {state}, due {row.text('due_at') or 'open'}"
            if due is not None and came is not None and late:
                text += f", came {(came - due).total_seconds() / 3600:.1f} h after its time"
            yield Line(text=f"{text}, owed by {row.text('owner')}", rows=(row.object,))


def _moment(row: Row, column: str) -> datetime | None:
    """A time of the record; a bare day is its beginning, so that nothing is called late by it."""
    value = row.values.get(column)
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    day = row.day(column)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day is not None else None


def _has(row: Row, column: str) -> bool:
    return bool(row.text(column))


def _is_open(row: Row) -> bool:
    return row.text("status") == "open"


def _is_settled(row: Row) -> bool:
    return row.text("status") not in ("open", "")


_CLAIM = "kind amount currency against agreed_on agreed_by evidence status"


def _confirmed(record: Record) -> Iterator[Line]:
    """What suppliers confirmed, in the order it was recorded."""
    if record.is_asked("supplier"):
        yield from _cells("po_confirmations", "recorded_on qty promised_date event source")(record)


def _agreed(record: Record) -> Iterator[Line]:
    """What partners agreed to bear."""

    def is_agreed(row: Row) -> bool:
        return _has(row, "agreed_by") and record.is_asked(
            record.partners.get(row.text("partner_id"), "")
        )

    yield from _cells("claims", _CLAIM, is_agreed)(record)


def _expected(record: Record) -> Iterator[Line]:
    """Days on record of a carrier's or forwarder's own shipments: estimates, no promises."""
    if record.of_partner:
        for line in _cells("shipments", "booking_no etd eta status", _is_on_its_way)(record):
            yield line.model_copy(update={"text": f"{line.text} — estimates, no promise"})


def _is_on_its_way(row: Row) -> bool:
    return row.text("status") not in ("arrived", "delivered", "closed", "cancelled")


def _is_held(row: Row) -> bool:
    return row.text("status") in ("blocked", "parked") or _has(row, "hold_reason")


def _customers(record: Record) -> Iterator[Line]:
    """Customers' lines that are pegged to what is asked about, with who it is and which day."""
    heads = {row.key: row for row in record.rows("sales_orders")}
    for row in record.rows("sales_order_lines"):
        head = heads.get(row.text("so_id"))
        who = head.text("customer_id") if head is not None else ""
        name = record.names.get(who, who)
        text = f"{row.key} of {name}: {cell_text(row, 'qty')} {row.text('uom')} "
        text += f"{row.text('item_id')}, promised {cell_text(row, 'promised_date')}, "
        text += f"planned {cell_text(row, 'planned_date')}"
        yield Line(text=text, rows=(row.object,))


def _to_come(row: Row) -> bool:
    ordered, received = row.number("qty"), row.number("received_qty")
    return ordered is None or received is None or received < ordered


def _acknowledged(record: Record) -> Iterator[Line]:
    """Lines to come, each with the number and day by which its supplier acknowledged it."""
    for row in record.rows("purchase_order_lines"):
        if _to_come(row):
            number = row.text("supplier_ack_no")
            told = f"acknowledged as {number}, " if number else "no acknowledgement on record, "
            day = cell_text(row, "promised_date") or "none"
            yield Line(text=f"{row.key}: {told}day on the line {day}", rows=(row.object,))


def _on_the_way(record: Record) -> Iterator[Line]:
    """Shipments by how they go, when they left or leave and when they come."""
    for row in record.rows("shipments"):
        how = ", ".join(filter(None, map(row.text, ("booking_no", "mode", "vessel"))))
        days = [f"{said} {row.day(name)}" for name, said in _DAYS_OF if row.day(name)]
        told = ", ".join(filter(None, [*days, row.text("status")]))
        yield Line(text=f"{row.key} ({how}): {told}", rows=(row.object,))


_DAYS_OF = (("etd", "leaves"), ("eta", "to arrive"))


def _promised(record: Record) -> Iterator[Line]:
    """Order lines to come, with the day on the line."""
    for row in record.rows("purchase_order_lines"):
        if _to_come(row):
            day = cell_text(row, "promised_date")
            promised = f"promised for {day}, {row.text('promised_event')}" if day else "no day"
            text = f"{row.key}: {cell_text(row, 'qty')} {row.text('uom')} {row.text('item_id')}"
            yield Line(text=f"{text}, {promised}", rows=(row.object,))


def _is_unpaid(row: Row) -> bool:
    return row.text("status") not in ("paid", "cancelled", "closed", "settled")


_RULES: Mapping[str, Sequence[Callable[[Record], Iterator[Line]]]] = {
    "cause": (
        _cells("po_changes", "field old_value new_value reason", lambda r: _has(r, "reason")),
    ),
    "why": (_cells("claims", _CLAIM, lambda r: "expedite" in r.text("kind")),),
    "customs": (
        _papers,
        _cells(
            "milestones",
            "unit_no event place planned_at actual_at source",
            lambda row: bool(_CUSTOMS.search(row.text("event"))),
        ),
    ),
    "held": (_cells("invoices", "kind amount currency status hold_reason note", _is_held),),
    "commitments": (
        _expected,
        _confirmed,
        _agreed,
    ),
    "invoice": (
        against_rate,
        against_order,
        _cells(
            "disputes",
            "invoice_id charge billed expected disputed currency reason_code status evidence",
        ),
        _cells("claims", _CLAIM),
        _cells("invoices", "hold_reason note", lambda r: _has(r, "hold_reason")),
    ),
    "approver": (
        _cells(
            "po_changes",
            "field old_value new_value requested_by approved_by",
            lambda r: _has(r, "approved_by"),
        ),
        _cells(
            "awards", "decided_on approver_id committee_record", lambda r: _has(r, "approver_id")
        ),
        _cells("claims", _CLAIM, lambda r: _has(r, "agreed_by")),
    ),
    "resolution": (
        _cells("claims", _CLAIM, lambda r: r.text("status") not in ("open", "filed", "")),
        _cells("disputes", "invoice_id disputed currency status", _is_settled),
        _cells("payments", "value_date line_ref amount currency kind"),
        _cells("customer_deliveries", "delivered_on pod_state", lambda r: _has(r, "delivered_on")),
    ),
    "hit": (_customers,),
    "answered": (
        _cells("po_confirmations", "recorded_on qty promised_date event source"),
        _acknowledged,
    ),
    "done": (_cells("po_changes", "field old_value new_value requested_by approved_by reason"),),
    "arrival": (
        _on_the_way,
        _promised,
    ),
    "paid": (
        _cells("payments", "value_date line_ref amount currency kind"),
        _cells("invoices", "kind amount currency due_date status hold_reason"),
    ),
    "open": (
        _cells("rfq_lines", "item_id annual_qty quoted_price currency"),
        _cells("purchase_order_lines", "item_id qty received_qty promised_date", _to_come),
        _papers,
        _cells("invoices", "kind amount currency due_date status hold_reason", _is_unpaid),
        _cells("disputes", "invoice_id charge disputed currency status", _is_open),
        _cells("chases", "object question sent_on due_on status", _is_open),
    ),
    "standing": (
        _cells("purchase_orders", "status"),
        _cells("shipments", "status etd eta"),
        _cells("invoices", "status hold_reason"),
    ),
}
