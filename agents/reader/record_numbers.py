"""Numbers of the record that a partner may name, by their plain form: its own things alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.orders import OrderBook
from agents.reader.sender import Sender
from agents.reader.spelling import nearly, plain
from domain.ports import Reads
from domain.record import Row
from domain.values import Value

#: Where a number is looked up: by key, or by the column that holds it.
KEYS = ("sales_orders", "rfqs", "invoices", "letters_of_credit", "claims", "disputes")
COLUMNS = (
    ("shipments", "booking_no", "booking number"),
    ("shipments", "master_ref", "bill of lading or air waybill"),
    ("shipments", "truck_load", "load number"),
    ("shipments", "bol", "bill of lading"),
    ("shipment_units", "unit_no", "container number"),
    ("sales_orders", "customer_po", "the customer's order number"),
    ("payments", "payment_id", "payment number"),
    ("contracts", "contract_id", "contract number"),
    ("customer_deliveries", "tracking_ref", "number of the carrier's waybill"),
)
#: Columns of a table that name the partner whose thing a row is.
_OF_PARTNER = {
    "shipments": ("carrier_id", "forwarder_id", "broker_id"),
    "sales_orders": ("customer_id",),
    "letters_of_credit": ("beneficiary_id", "bank_id"),
    "invoices": ("partner_id",),
    "claims": ("partner_id",),
    "disputes": ("partner_id",),
    "payments": ("partner_id",),
    "contracts": ("partner_id",),
    "customer_deliveries": ("carrier_id", "customer_id"),
    "deliveries": ("supplier_id",),
}
_OVER = frozenset({"delivered", "closed", "cancelled", "canceled", "paid"})
#: Things that are on their way, or that we number: what is nearly one of their numbers is hardly
#: that of a new one.
_MOVING = frozenset({"shipments", "shipment_units"})
_OURS = frozenset({"sales_orders", "rfqs"})
_IN_FULL = "number in full"
_SHORTEST_END = 6


class Numbered(NamedTuple):
    """A number of a thing as the record writes it; `is_open` while the thing is not over."""

    number: str
    object: str
    how: str
    is_open: bool = True


class NumberBook(Value):
    """The numbers a partner may name, by their plain form."""

    known: dict[str, tuple[Numbered, ...]] = {}

    def full(self, written: str) -> Numbered | None:
        """The one thing of this number, however it is set."""
        found = self.known.get(plain(written), ())
        for how in dict.fromkeys(one.how for one in found):
            same = {one.object: one for one in found if one.how == how}
            if len(same) == 1:
                return next(iter(same.values()))
        return None

    def ending(self, written: str) -> tuple[Numbered, ...]:
        """Open things whose number ends so, each once."""
        end = plain(written)
        fits = (key for key in self.known if key.endswith(end) and key != end)
        return self._open(fits) if len(end) >= _SHORTEST_END else ()

    def near(self, written: str) -> tuple[Numbered, ...]:
        """Open things on their way, or with a number of ours, whose number is nearly this one."""
        known = plain(written)
        found = self._open(key for key in self.known if nearly(key, known))
        return tuple(one for one in found if _has_no_neighbours(one))

    def _open(self, keys: Iterator[str]) -> tuple[Numbered, ...]:
        fits = (one for key in keys for one in self.known[key] if one.is_open)
        return tuple({one.object: one for one in fits}.values())


def _has_no_neighbours(one: Numbered) -> bool:
    table = one.object.partition(":")[0]
    return table in _MOVING or (table in _OURS and one.how == _IN_FULL)


def number_book(sender: Sender, book: OrderBook, reads: Reads) -> NumberBook:
    """What the record has of the sender; empty for strangers and for our own people."""
    known: dict[str, tuple[Numbered, ...]] = {}
    for one in _numbers(sender, book, reads) if sender.partner_id else ():
        known[plain(one.number)] = (*known.get(plain(one.number), ()), one)
    known.pop("", None)
    return NumberBook(known=known)


def _numbers(sender: Sender, book: OrderBook, reads: Reads) -> Iterator[Numbered]:
    shipments = _shipments(sender, book, reads)
    rows = {table: _rows(table, sender, reads) for table in _OF_PARTNER} | {"shipments": shipments}
    rows["rfqs"] = _requests(sender, reads)
    for table in (*KEYS, "deliveries"):
        for row in rows.get(table, ()):
            yield Numbered(row.key, row.object, _IN_FULL, _is_open(row))
    for table, column, how in COLUMNS:
        for row in rows.get(table, ()):
            about = row.object if column not in _PARTS else f"{table}:{row.text(column)}"
            yield Numbered(row.text(column), about, how, _is_open(row))
    for shipment in shipments:
        for unit in reads.rows("shipment_units", shipment_id=shipment.key):
            about = f"shipment_units:{unit.text('unit_no')}"
            for column, how in _OF_UNITS:
                yield Numbered(unit.text(column), about, how, _is_open(shipment))


_OF_UNITS = (("unit_no", "container number"), ("seal", "number of the container's seal"))
#: Columns that many rows share: each is a part of the thing of this number.
_PARTS = frozenset({"payment_id", "contract_id"})


def _rows(table: str, sender: Sender, reads: Reads) -> list[Row]:
    found = (reads.rows(table, **{name: sender.partner_id}) for name in _OF_PARTNER[table])
    return list({row.key: row for rows in found for row in rows}.values())


def _requests(sender: Sender, reads: Reads) -> list[Row]:
    """Requests for quotation that were put to the sender."""
    lines = reads.rows("rfq_lines", supplier_id=sender.partner_id)
    found = (reads.row("rfqs", key) for key in dict.fromkeys(row.text("rfq_id") for row in lines))
    return [row for row in found if row is not None]


def _shipments(sender: Sender, book: OrderBook, reads: Reads) -> list[Row]:
    """Those a partner carries, arranges or clears, and those its goods travel on."""
    units = (unit for order in book.lines for unit in reads.rows("shipment_units", po_id=order))
    keys = dict.fromkeys(unit.text("shipment_id") for unit in units)
    loaded = (reads.row("shipments", key) for key in keys if key)
    found = [*_rows("shipments", sender, reads), *(row for row in loaded if row)]
    return list({row.key: row for row in found}.values())


def _is_open(row: Row) -> bool:
    return row.text("status").lower() not in _OVER
