"""Invoices of suppliers and carriers: totals, charges, what was billed on which order line."""

from __future__ import annotations

from agents.reader.entries import meaning
from agents.reader.structured.binding import line_of, of_another, order_of, shipments_of
from agents.reader.structured.credits import is_credit, read_credit, total_of
from agents.reader.structured.terms import read_terms
from agents.reader.structured.told import Told
from domain.quantity import unit_name
from domain.record import Row
from domain.tradedoc import Amount, Cell, DocumentLine

#: Kinds of charge that `charge_amount` has; others are fees.
_CHARGES = frozenset(
    [
        "goods",
        "freight",
        "surcharge",
        "tax",
        "detention",
        "demurrage",
        "chassis",
        "accessorial",
        "one_off",
        "exam",
        "fee",
    ]
)
_NAMES = {"tooling": "one_off", "packing": "fee", "insurance": "fee", "charge": "fee"}
_PARTIES = frozenset({"supplier", "carrier", "forwarder", "broker"})


def read_invoice(told: Told) -> None:
    """An invoice of a partner on file, under its own number; a credit note is none."""
    number = told.document.number
    if number is None or told.sender.kind not in _PARTIES:
        told.notes.notes.append(f"{told.document.standard}: an invoice of nobody on file")
        return
    about = told.thing("invoices", number)
    if whose := of_another(told, about):
        told.names(number, None, f"the number of a document of {whose}")
        text = f"{number.value} is on record as another partner's: what is your number?"
        told.ask("reference", f"unresolved:{number.value}", text, number)
        return
    told.names(number, about, "number of the invoice")
    orders = _orders(told, about)
    currency = _currency(told, orders)
    if is_credit(told):
        read_credit(told, about, currency)
        _dates(told, about)
        return
    if told.document.disputed.keys() & _HOLDING:
        _ask_which_holds(told, about)
        return
    told.intends("invoice")
    total = total_of(told)
    if total is not None:
        told.money(about, "invoice_amount", total, currency)
    for amount in _charged(told, orders):
        _charge(told, about, amount, currency)
    _lines(told, about, orders, currency)
    _dates(told, about)
    read_terms(told, about)
    for note in _named(told, "delivery_note"):
        told.words(about, "delivery_note", note)
    shipments_of(told, told.document.refs)


#: What the page that people see must say as well, and the field that is asked where it does not.
#: Another account is nobody's to answer by mail: it is called back.
_HOLDING = {
    "number": "reference",
    "day": "actual_date:invoice",
    "total": "invoice_amount",
    "currency": "invoice_amount",
}


def _ask_which_holds(told: Told, about: str) -> None:
    """Two bills in one file, and neither is taken: its sender is asked which of them it sent."""
    notes = told.notes
    notes.statements[:] = [one for one in notes.statements if one.object != about]
    for kind, words in told.document.disputed.items():
        if kind in _HOLDING:
            told.ask(_HOLDING[kind], about, f"{words}: which holds?", told.document.number)


def _named(told: Told, kind: str) -> list[Cell]:
    """The things of a kind that head and lines name, each once."""
    lines = [ref for line in told.document.lines for ref in line.refs]
    found = [ref.cell for ref in (*told.document.refs, *lines) if ref.kind == kind]
    return list({cell.value: cell for cell in reversed(found)}.values())[::-1]


def _orders(told: Told, about: str) -> list[str]:
    """The open orders it is for; each number is kept as printed."""
    cells = [*_named(told, "order")]
    cells += [line.order for line in told.document.lines if line.order]
    printed = {cell.value: cell for cell in reversed(cells)}
    for cell in reversed(printed.values()):
        told.words(about, "po_as_printed", cell)
    if told.sender.kind != "supplier":
        return []
    found = [order_of(told, cell) for cell in reversed(printed.values())]
    return list(dict.fromkeys(one for one in found if one))


def _currency(told: Told, orders: list[str]) -> str:
    """As the invoice says; else that of its one order, else of the partner."""
    rows = [told.letter.reads.row("purchase_orders", one) for one in orders]
    known = {row.text("currency") for row in rows if row is not None}
    partner = told.letter.reads.row("partners", told.sender.partner_id)
    usual = partner.text("currency") if partner else ""
    return told.document.currency or (known.pop() if len(known) == 1 else usual)


def _summed(amounts: tuple[Amount, ...]) -> list[Amount]:
    """The amounts; where the taxes have a sum, that alone instead of each rate's."""
    whole = [one for one in amounts if one.kind == "tax total"]
    if not whole:
        return list(amounts)
    others = [one for one in amounts if one.kind not in ("tax", "tax total")]
    return [*others, whole[-1].model_copy(update={"kind": "tax"})]


def _charge(told: Told, about: str, amount: Amount, currency: str) -> None:
    named = meaning(amount.label) if amount.kind == "charge" else ""
    kind = named if named in _CHARGES else _NAMES.get(amount.kind, amount.kind)
    if kind in _CHARGES:
        told.money(about, f"charge_amount:{kind}", amount, currency)


def _lines(told: Told, about: str, orders: list[str], currency: str) -> None:
    """Quantity and price billed: of the invoice where it has one line, else of the order lines."""
    several = len(told.document.lines) > 1
    for line in told.document.lines:
        row = _row(told, line, orders)
        if row is not None or not several:
            _line(told, row.object if row is not None and several else about, line, row, currency)
        for amount in line.amounts:  # goods and taxes of all lines stand in the summary
            if amount.kind not in ("goods", "tax"):
                _charge(told, about, amount, currency)


def _charged(told: Told, orders: list[str]) -> list[Amount]:
    """The amounts of the head; none of goods where a pallet billed beside them is in their sum."""
    strays = _has_strays(told, orders)
    found = _summed(told.document.amounts)
    return [one for one in found if not (strays and one.kind == "goods")]


def _has_strays(told: Told, orders: list[str]) -> bool:
    """Whether some lines bill what was ordered, and others what no order line is for."""
    rows = [_row(told, line, orders) for line in told.document.lines]
    return any(rows) and not all(rows)


def _row(told: Told, line: DocumentLine, orders: list[str]) -> Row | None:
    if not orders:
        return None
    order = order_of(told, line.order) if line.order else orders[0] if len(orders) == 1 else ""
    return told.notes.book.row(line_of(told, line, order)) if order else None


def _line(told: Told, about: str, line: DocumentLine, row: Row | None, currency: str) -> None:
    unit = row.text("uom") if row else ""
    if line.qty is not None and told.document.kind != "freight_invoice":
        told.quantity(about, "invoiced_qty", line.qty, unit or "PCS")
    if line.price is not None and currency:
        per = unit_name(line.price_unit or unit or "PCS")
        arguments = {"currency": currency, "per": line.price_per, "unit": per}
        told.state(about, "unit_price", "plain_price", line.price, arguments)


def _dates(told: Told, about: str) -> None:
    """Day of the invoice, when it is due, until when a discount holds."""
    events = {one.event for one in told.document.dates}
    for dated in told.document.dates:
        of_invoice = dated.event == "invoice" or (
            dated.event == "document" and "invoice" not in events
        )
        if of_invoice:
            told.date(about, "actual_date:invoice", dated, event="invoice")
        elif dated.event in ("due", "discount"):
            told.date(about, f"deadline:{dated.event}", dated, event=dated.event)
        elif dated.event == "delivered":
            told.date(about, "actual_date:delivered", dated, event="delivered")
