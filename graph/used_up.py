"""What of an approval is used up: the bills for its goods that were paid or are approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.approved import Approved
from domain.case import CaseState
from domain.effect_state import EffectState
from domain.match.envelope import envelope_of
from domain.ports import Reads
from domain.record import Row
from graph.word import case_in
from memory import chain

_KINDS = {"carrier": "freight", "supplier": "supplier"}
_SPENT = ("posted", "paid", "released")
#: Acts that pay a bill, and the slot that names it.
PAYS = {"ApproveInvoice": "invoice_id", "PostSettlement": "line_ref"}


def used_up(reads: Reads, connection: Connection, one: Approved, given: date) -> list[Row]:
    """Bills since then, by the record or by decisions that are still to reach it.

    A bill is for the goods by its own columns or by what is aboard its shipment; one for carriage
    by another mode than was approved is not paid under it.
    """
    late = [row for row in _bills(reads, one) if (row.day("invoice_date") or given) >= given]
    if all(row.text("status") in _SPENT for row in late):
        return late
    let_go = _let_go(connection)
    return [row for row in late if row.text("status") in _SPENT or row.key in let_go]


def _bills(reads: Reads, one: Approved) -> list[Row]:
    named = {"po_id": one.po_id} | ({"po_line": one.po_line} if one.po_line else {})
    rows = [
        row
        for row in reads.rows("invoices", po_id=one.po_id)
        if not one.po_line or row.text("po_line") in ("", one.po_line)
    ]
    if one.payee == "carrier":
        aboard = {unit.text("shipment_id") for unit in reads.rows("shipment_units", **named)}
        rows += [row for key in sorted(aboard) for row in reads.rows("invoices", shipment_id=key)]
    mine = {row.key: row for row in rows if row.text("kind") == _KINDS[one.payee]}
    return [row for row in mine.values() if not _went_otherwise(reads, one, row)]


def _went_otherwise(reads: Reads, one: Approved, bill: Row) -> bool:
    mode = envelope_of(one.envelope).mode
    shipment = reads.row("shipments", bill.text("shipment_id"))
    went = shipment.text("mode").lower() if shipment is not None else ""
    return bool(mode and went) and went != mode


def paid_under(reads: Reads, connection: Connection, one: Approved, given: date) -> list[Paid]:
    """Bills since then that the record says are paid, released or posted, with how much of each:
    what our own acts paid of it where any did, else the whole bill."""
    bills = [row for row in used_up(reads, connection, one, given) if row.text("status") in _SPENT]
    ours = _sums(connection) if bills else {}
    return [Paid(row, _of_it(row, ours.get(row.key))) for row in bills]


class Paid(NamedTuple):
    """A bill and how much of it is paid, in its currency; None where nobody knows."""

    bill: Row
    amount: Decimal | None


def _of_it(bill: Row, ours: Decimal | None) -> Decimal | None:
    """Two acts of which one pays a part and one the whole come to no more than the bill."""
    whole = bill.number("amount")
    return whole if ours is None else ours if whole is None else min(ours, whole)


def _sums(connection: Connection) -> dict[str, Decimal]:
    """What our acts paid of each bill, as read back."""
    found: dict[str, Decimal] = {}
    for key, action in _paid(connection, lambda effect: effect.verified):
        found[key] = found.get(key, Decimal(0)) + Decimal(action["amount"]["value"])
    return found


def _let_go(connection: Connection) -> frozenset[str]:
    """Bills that a decision pays, unless its act failed."""
    return frozenset(key for key, _ in _paid(connection, lambda one: one.state != "failed"))


def _paid(
    connection: Connection, counts: Callable[[EffectState], bool]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Acts that pay and that count as far as they have come, each with the bill it names."""
    states: dict[str, CaseState] = {}
    for fact in chain.of_kind(connection, "intended", saying=tuple(PAYS)):
        slot, case = PAYS.get(fact.body["action"]["kind"]), fact.stream.removeprefix("case:")
        if not slot:
            continue
        if case not in states:
            states[case] = case_in(connection, case)
        if all(counts(one) for one in states[case].effects if one.key == fact.body["key"]):
            yield fact.body["action"][slot]["value"], fact.body["action"]
