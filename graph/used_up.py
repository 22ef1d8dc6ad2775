"""What of an approval is used up: the bills for its goods that were paid or are approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from domain.approved import Approved
from domain.case import CaseState
from domain.fact import Fact
from domain.match.envelope import envelope_of
from domain.ports import Reads
from domain.record import Row
from graph.word import case_in
from memory import chain

_KINDS = {"carrier": "freight", "supplier": "supplier"}
_SPENT = ("posted", "paid", "released")
#: Acts that pay a bill, and the slot that names it.
_PAYS = {"ApproveInvoice": "invoice_id", "PostSettlement": "line_ref"}


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


def _let_go(connection: Connection) -> frozenset[str]:
    """Bills that a decision pays, unless its act failed."""
    states: dict[str, CaseState] = {}
    return frozenset(_paid(connection, states))


def _paid(connection: Connection, states: dict[str, CaseState]) -> Iterator[str]:
    for fact in chain.of_kind(connection, "intended"):
        slot = _PAYS.get(fact.body["action"]["kind"])
        if slot and not _failed(connection, states, fact):
            yield fact.body["action"][slot]["value"]


def _failed(connection: Connection, states: dict[str, CaseState], fact: Fact) -> bool:
    case = fact.stream.removeprefix("case:")
    if case not in states:
        states[case] = case_in(connection, case)
    return any(one.state == "failed" for one in states[case].effects if one.key == fact.body["key"])
