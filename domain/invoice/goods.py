"""Goods of a bill against order, receipts and inspection: two, three and four way match."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.invoice.bill import NOTHING, Bill
from domain.invoice.charge import Charge
from domain.invoice.packages import only_carrier_counted, received_pieces
from domain.match.lines import Agreed, BilledLine, LineMatch, match_line
from domain.match.tolerance import tolerance_of
from domain.provenance import Slot
from domain.quantity import Quantity, unit_name
from domain.record import Row

#: Units of what is done and not received: the order alone is matched (two ways).
_SERVICES = frozenset({"HUR", "H", "DAY", "LS", "ACT", "JOB"})
#: Changes of an order that both sides are bound by.
_AGREED = ("accepted", "agreed", "in force", "confirmed")


def line_of(dossier: Dossier, bill: Bill) -> tuple[Row | None, tuple[str, ...]]:
    """The order line a bill is for, and what shows it: the record, its delivery note, else the one
    line that the case knows. None where several could be meant."""
    row = bill.row
    if row is not None and row.text("po_id") and row.text("po_line"):
        key = f"{row.text('po_id')}/{row.text('po_line')}"
        return dossier.row(f"purchase_order_lines:{key}"), (row.object,)
    note = noted_delivery(dossier, bill)
    if note is not None:
        key = f"{note.text('po_id')}/{note.text('line')}"
        return dossier.row(f"purchase_order_lines:{key}"), (note.object,)
    lines = dossier.of("purchase_order_lines")
    return (lines[0], (lines[0].object,)) if len(lines) == 1 else (None, ())


def noted_delivery(dossier: Dossier, bill: Bill) -> Row | None:
    """The delivery note a bill names, if it is on record and of this partner."""
    for told in dossier.stated("delivery_note", f"invoices:{bill.number.value}"):
        row = dossier.row(f"deliveries:{told.text}")
        mine = row is not None and dossier.partner is not None
        if row is not None and mine and row.text("supplier_id") == told.by:
            return row
    return None


def received(dossier: Dossier, line: Row) -> tuple[Slot, tuple[Row, ...]]:
    """Pieces received of a line: its balance and what was posted since that was exported."""
    since = dossier.setting("export_as_of")[:10]
    rows = dossier.of("receipts", po_id=line.text("po_id"), line=line.text("line"))
    later = tuple(row for row in rows if not since or row.text("posted_on") > since)
    parts = [cell(line, "received_qty"), *(cell(row, "qty") for row in later)]
    named = {f"part{n}": one for n, one in enumerate(parts, 1) if one.value}
    return derived("pieces_in_all", **named), later


def billed_before(dossier: Dossier, line: Row, bill: Bill) -> list[Slot]:
    """Pieces that other bills of the line have asked for already."""
    found = [cell(line, "invoiced_qty")] if line.number("invoiced_qty") else []
    for row in dossier.of("invoices", po_id=line.text("po_id"), po_line=line.text("line")):
        mine = bill.row is not None and row.key == bill.row.key
        before = bill.row is None or _earlier(row, bill.row)
        if not mine and before and row.text("kind") == "supplier" and row.number("qty"):
            found.append(cell(row, "qty"))
    return found


def _earlier(row: Row, other: Row) -> bool:
    names = ("recorded_on", "invoice_date")
    return tuple(row.text(name) for name in names) < tuple(other.text(name) for name in names)


def changes(dossier: Dossier, line: Row, *fields: str) -> tuple[Row, ...]:
    """Amendments of a line's fields that both sides agreed to, oldest first."""
    rows = dossier.of("po_changes", po_id=line.text("po_id"), po_line=line.text("line"))
    return tuple(
        row for row in rows if row.text("field") in fields and row.text("status") in _AGREED
    )


def price_changes(dossier: Dossier, line: Row) -> tuple[Row, ...]:
    """Those of its price."""
    return changes(dossier, line, "unit_price", "price")


def agreed_price(dossier: Dossier, line: Row) -> tuple[Slot, tuple[str, ...]]:
    """The price in force: that of an amendment both sides agreed to, else the order's."""
    amended = price_changes(dossier, line)
    if amended:
        return cell(amended[-1], "new_value"), (amended[-1].object,)
    return cell(line, "unit_price"), ()


def goods_charge(dossier: Dossier, bill: Bill, billed: Slot, line: Row | None) -> Charge:
    """The goods of a bill: what was received and not billed before, at the agreed price."""
    if line is None:
        why = "the order it is for is not certain"
        return Charge(
            name="goods", billed=billed, expected=None, reason="reference to be confirmed",
            why=why, missing=("the order line",),
        )  # fmt: skip
    if waits_for_receipt(dossier, line):
        return _not_received(billed, line)
    match = _match(dossier, bill, line, billed)
    rows = received(dossier, line)[1]
    proof = tuple(cell(row, "receipt_id") for row in rows[:4])
    rests = (line.object, *(row.object for row in rows), *agreed_price(dossier, line)[1])
    if match is None or match.missing:
        lacks = match.missing if match is not None else ("the quantity billed",)
        return Charge(
            name="goods", billed=billed, expected=None, reason="to be checked",
            why=f"cannot be matched: {', '.join(lacks)}", rests_on=rests, missing=lacks,
        )  # fmt: skip
    if match.verdict in ("matched", "within tolerance"):
        why = f"{match.payable_qty.normalize():f} {line.text('uom')} fit order and receipt"
        return Charge(name="goods", billed=billed, expected=billed, why=why, rests_on=rests)
    return Charge(
        name="goods",
        billed=billed,
        expected=_worth(dossier, bill, line),
        reason=_reason(match),
        why="; ".join(match.reasons),
        proof=proof,
        rests_on=rests,
        parts=match.variance.parts if match.variance is not None else (),
    )


def waits_for_receipt(dossier: Dossier, line: Row) -> bool:
    """Whether a carrier told a delivery, and nobody of ours has counted it yet."""
    posted = received(dossier, line)[1]
    told = only_carrier_counted(dossier) and not posted
    return told and received_pieces(dossier, line) is None


def _not_received(billed: Slot, line: Row) -> Charge:
    """A carrier's proof of delivery is no goods receipt: the line is held until one is posted."""
    return Charge(
        name="goods", billed=billed, expected=None, reason="no receipt",
        why="the carrier tells a delivery, and no goods receipt is posted yet",
        rests_on=(line.object,), missing=("the goods receipt",),
    )  # fmt: skip


def _reason(match: LineMatch) -> str:
    if match.verdict == "nothing received":
        return "no receipt"
    return "price" if match.owners == ("buyer",) else "quantity"


def billed_qty(dossier: Dossier, bill: Bill) -> Slot | None:
    """The pieces a bill asks for."""
    if bill.row is not None:
        return cell(bill.row, "qty") if bill.row.number("qty") is not None else None
    told = dossier.first("invoiced_qty", f"invoices:{bill.number.value}")
    return told.slot if told is not None else None


def _counted(dossier: Dossier, line: Row) -> tuple[Slot, Literal[2, 3, 4]]:
    """What may be billed at most, and by how many ways that is matched."""
    if line.text("uom").upper() in _SERVICES:
        return cell(line, "qty"), 2
    good = dossier.first("received_qty:good", line.object)
    if good is not None and good.slot is not None:
        return good.slot, 4
    posted, rows = received(dossier, line)
    counted = None if rows else received_pieces(dossier, line)
    return (counted, 3) if counted is not None else (posted, 3)


def payable_qty(dossier: Dossier, bill: Bill, line: Row) -> Slot | None:
    """The pieces that are due: no more than billed, and than received and not billed before."""
    qty = billed_qty(dossier, bill)
    if qty is None:
        return None
    left, before = _counted(dossier, line)[0], billed_before(dossier, line, bill)
    if before:
        taken = {f"less{n}": one for n, one in enumerate(before, 1)}
        left = derived("pieces_left", whole=left, **taken)
    return derived("least_of", part1=qty, part2=left)


def _worth(dossier: Dossier, bill: Bill, line: Row) -> Slot | None:
    qty = payable_qty(dossier, bill, line)
    if qty is None:
        return None
    return worth(dossier, line, qty) if Decimal(qty.value) else NOTHING


def worth(dossier: Dossier, line: Row, qty: Slot) -> Slot:
    """So many pieces of a line at the price in force, to the cent."""
    price, per = agreed_price(dossier, line)[0], cell(line, "price_per")
    unit = _price_unit(dossier, line)
    if unit is None:
        return derived("worth", qty=qty, price=price, per=per)
    return derived("worth_of_units", qty=qty, price=price, per=per, pieces=cell(unit, "base_qty"))


def _price_unit(dossier: Dossier, line: Row) -> Row | None:
    """The unit a price is for, where it is not the one the line counts in."""
    unit = line.text("price_uom")
    if not unit or unit_name(unit) == unit_name(line.text("uom")):
        return None
    return dossier.one("item_uom", item_id=line.text("item_id"), uom=unit)


def _match(dossier: Dossier, bill: Bill, line: Row, billed: Slot) -> LineMatch | None:
    qty = billed_qty(dossier, bill)
    order = dossier.row(f"purchase_orders:{line.text('po_id')}")
    if qty is None or order is None or not Decimal(qty.value):
        return None
    counted, ways = _counted(dossier, line)
    number = Decimal(counted.value or "0")
    before = [Decimal(one.value) for one in billed_before(dossier, line, bill)]
    unit, per = line.text("uom"), line.number("price_per") or Decimal(1)
    agreed = Agreed(
        object=line.object,
        unit=unit,
        price=Decimal(agreed_price(dossier, line)[0].value or "0"),
        per=per,
        price_unit=line.text("price_uom"),
        currency=order.text("currency"),
        ordered=number,
        received=number,
        accepted=number,
        invoiced=sum(before, Decimal(0)),
        ways=ways,
    )
    asked = BilledLine(
        qty=Quantity(n=Decimal(qty.value), unit=unit),
        price=Decimal(billed.value),
        per=Decimal(qty.value),
        price_unit=unit,
        currency=bill.currency.value,
    )
    tolerance = tolerance_of(dossier.figure, asked.currency)
    return match_line(agreed, asked, tolerance, _units(dossier, line))


def _units(dossier: Dossier, line: Row) -> dict[str, Decimal]:
    return {
        row.text("uom"): size
        for row in dossier.of("item_uom", item_id=line.text("item_id"))
        if (size := row.number("base_qty")) is not None
    }
