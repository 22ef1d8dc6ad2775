"""Recovery: what a late-delivery clause with the supplier gives back."""

from __future__ import annotations

from domain.cells import cell
from domain.delay.context import DelayContext, LineContext
from domain.delay.slots import derived, lot_slots
from domain.provenance import Slot, fixed
from domain.record import Row


def recovery_clause(context: DelayContext) -> Row | None:
    """The supplier's late-delivery clause in force today, None when there is none."""
    hits = [
        row
        for row in context.contracts
        if row.text("kind").lower().startswith("ld") and _in_force(row, context)
    ]
    return hits[0] if hits else None


def recovery_slot(context: DelayContext, line: LineContext, clause: Row) -> Slot:
    """The amount by the clause for this line, in the order's currency."""
    pieces = {} if line.price_unit is None else {"pieces": cell(line.price_unit, "base_qty")}
    return derived(
        "recovery",
        price=cell(line.row, "unit_price"),
        per=cell(line.row, "price_per"),
        pct=cell(clause, "value"),
        cap=cell(clause, "cap") if clause.text("cap") else fixed("empty", ""),
        currency=cell(context.order_of(line), "currency"),
        promised=cell(line.row, "promised_date"),
        **lot_slots(line),
        **pieces,
    )


def _in_force(row: Row, context: DelayContext) -> bool:
    first, last = row.day("valid_from"), row.day("valid_to")
    return (first is None or first <= context.today) and (last is None or context.today <= last)
