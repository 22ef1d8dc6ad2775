"""Documents that call off an earlier one: nothing in them holds, and somebody hears of it."""

from __future__ import annotations

from agents.reader.deals import buyer_of, person
from agents.reader.structured.heard_by import keeper, owner_of, put
from agents.reader.structured.told import Told
from domain.record import Row
from domain.tradedoc import Cell, DocumentKind

#: What is called off, and of whom of ours it is asked where it names no order.
_NAMES: dict[DocumentKind, str] = {
    "order": "its order",
    "order_change": "the order",
    "order_response": "its answer to our order",
    "despatch_advice": "its despatch advice",
    "load_tender": "the load it offered",
    "transport_order": "the transport it ordered",
    "tender_response": "its answer on a load",
    "transport_status": "a status it told",
    "invoice": "its invoice",
    "credit_note": "its credit note",
    "freight_invoice": "its invoice",
    "remittance": "the payment it advised",
}
_MONEY = frozenset({"invoice", "credit_note", "freight_invoice", "remittance"})


def is_called_off(told: Told) -> bool:
    """Whether the document only calls off an earlier one (X12 353 `01`, EDIFACT 1225 `1`). What a
    customer calls off on an order of ours is a change of it, which has a reader of its own."""
    kind = told.document.kind
    change = kind == "order_change" and told.sender.kind == "customer"
    return told.document.function == "cancel" and kind in _NAMES and not change


def read_called_off(told: Told) -> None:
    """Puts to whoever deals with it what is called off; the values in it are those of before."""
    number, orders = told.document.number, _orders(told)
    for cell, row in orders:
        told.names(cell, row.object, "number in full")
    named = f" {number.value}" if number is not None else ""
    written = ", ".join(dict.fromkeys(cell.value for cell, _ in orders))
    of_what = f" ({written})" if written and written != (number.value if number else "") else ""
    about = orders[0][1].object if orders else f"unresolved:{number.value if number else 'none'}"
    who = told.sender.partner_id
    words = f"{who} calls off {_NAMES[told.document.kind]}{named}{of_what}: what holds instead?"
    put(told, "called_off", about, words, cell=number, of=_whom(told, orders))


def _orders(told: Told) -> list[tuple[Cell, Row]]:
    """The orders on record between the sender and us that it names, each once."""
    lines = [line.order for line in told.document.lines if line.order]
    heads = [ref.cell for ref in told.document.refs if ref.kind in ("order", "customer_order")]
    found: dict[str, tuple[Cell, Row]] = {}
    for cell in (*heads, *lines):
        for row in _of_the_sender(told, cell.value):
            found.setdefault(row.object, (cell, row))
    return list(found.values())


def _of_the_sender(told: Told, number: str) -> list[Row]:
    reads, who = told.letter.reads, told.sender.partner_id
    ours = reads.row("purchase_orders", number)
    bought = [ours] if ours is not None and ours.text("supplier_id") == who else []
    return [*bought, *reads.rows("sales_orders", customer_po=number, customer_id=who)]


def _whom(told: Told, orders: list[tuple[Cell, Row]]) -> str:
    """Accounts for money, else the buyer or owner of the order, else who keeps such files."""
    if told.document.kind in _MONEY:
        return person(told.letter, "finance", "ap clerk", "ap manager")
    if not orders:
        return keeper(told)
    row = orders[0][1]
    bought = row.table == "purchase_orders"
    return buyer_of(told.letter, row) if bought else owner_of(told, row)
