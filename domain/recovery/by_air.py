"""What of a cargo flies instead, as people approved: whom the ship then makes late no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from domain.aboard import aboard
from domain.approved import APPROVALS
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.match.envelope import envelope_of
from domain.quantity import unit_name
from domain.reckoning import figure
from domain.record import Row
from domain.values import Value


class ByAir(Value):
    """Pieces of an order line that fly, by the approval of a case; `bridges_to` is the day at our
    dock until which they make do without the rest, None where nobody reckoned with one."""

    case: str
    qty: Decimal
    bridges_to: date | None


def by_air(dossier: Dossier, line: Row) -> ByAir | None:
    """The newest approval to fly of an order line that was asked for; None without one."""
    rows = dossier.of(APPROVALS, po_id=line.text("po_id"), po_line=line.text("line"))
    found = [(row.text("opened_on"), one) for row in rows for one in _flown(row, line)]
    return max(found, key=lambda each: each[0])[1] if found else None


def _flown(row: Row, line: Row) -> Iterator[ByAir]:
    envelope = envelope_of(row.text("envelope"))
    qty = envelope.qty
    if envelope.mode == "air" and qty is not None and qty.unit == unit_name(line.text("uom")):
        yield ByAir(case=row.text("case_id"), qty=qty.n, bridges_to=row.day("bridges_to"))


def in_the_air(dossier: Dossier, shipment: Row) -> Iterator[Finding]:
    """What of a shipment's goods flies instead, as approved, and by the waybill told of it."""
    bills = ", ".join(f"AWB {one.text}" for one in dossier.stated("air_waybill", shipment.object))
    for goods in aboard(dossier, shipment):
        flown = by_air(dossier, goods.line)
        if flown is not None:
            text = f"{figure(flown.qty)} of {goods.line.key} fly, as approved in {flown.case}"
            text += f" ({bills or 'no waybill told yet'}); what is told of the ship is of the rest"
            yield Finding(text=text, rests_on=(goods.line.object,))


def relieved(dossier: Dossier, line: Row, arrives: date) -> Sequence[str]:
    """Customers' lines that the goods by air serve, so that a ship which is in on that day is not
    too late for them: all, as long as they were reckoned to last; then as many as there are pieces,
    in order of their promised days, as the delay was reckoned."""
    flown = by_air(dossier, line)
    if flown is None:
        return ()
    pegs = dossier.of("pegging", po_id=line.text("po_id"), po_line=line.text("line"))
    named = [(f"sales_order_lines:{one.text('so_id')}/{one.text('so_line')}", one) for one in pegs]
    if flown.bridges_to is not None and arrives <= flown.bridges_to:
        return [name for name, _ in named]
    left, found = flown.qty, []
    for name, peg in sorted(named, key=lambda each: (_promised(dossier, each[0]), each[0])):
        left -= peg.number("qty") or Decimal(0)
        found += [name] if left >= 0 else []
    return found


def _promised(dossier: Dossier, name: str) -> str:
    row = dossier.row(name)
    return row.text("promised_date") if row is not None else ""
