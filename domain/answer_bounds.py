"""How much an answer can say of a thing: what was ordered, shipped, on hand or billed of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from domain.answer_kinds import kind_of, slot_of
from domain.dossier.counted import on_record
from domain.dossier.told import Told
from domain.errors import Refused
from domain.goods_worth import delivered
from domain.ports import Reads
from domain.quantity import unit_name
from domain.reading import QuantityStated, Question
from domain.record import Row
from domain.values import Value

#: So many times the bound is no answer but a slip of the keyboard, where nothing can be so much;
#: and so many times no reading of what somebody wrote, who may want more than there is.
SLIP, MISREAD = 2, 100

#: What is asked of a bill or payment: never more than is billed or paid.
_SUMS = {"invoices": "amount", "payments": "amount", "disputes": "billed", "claims": "amount"}
_STATED_SUMS = ("invoice_amount", "payment_amount")


class Bound(Value):
    """The most an answer can say without a reason. `hard`: far beyond it, no reason makes it so."""

    most: Decimal
    said: str
    hard: bool = True

    def beside(self, found: Decimal) -> str:
        """What speaks against a number; empty where nothing does."""
        return f"it is more than {self.said}" if found > self.most else ""

    def is_slip(self, found: Decimal) -> bool:
        """Whether a number is so far beyond that nothing makes it so."""
        return self.hard and found > self.most * SLIP


class _Size(NamedTuple):
    """Pieces and packages of one row."""

    pieces: Decimal
    unit: str
    packages: Decimal
    package: str


def bound_of(question: Question, reads: Reads, told: Sequence[Told] = ()) -> Bound | None:
    """The bound of a quantity or sum that is asked of a thing on record, or stated in a mail
    (`told`); None for another kind of answer, and where nobody knows one."""
    kind, table = kind_of(question), question.object.partition(":")[0]
    if kind == "quantity":
        return _quantity(question.object, reads, told)
    if slot_of(question).startswith("free_qty@stock:"):
        return _on_hand(slot_of(question).partition("stock:")[2], reads)
    if question.about == "freight" and table == "customer_deliveries":
        return _worth(question.object, reads)
    return _sum(question.object, reads, told) if kind in ("sum", "consent") else None


def require_read(field: str, name: str, number: Decimal, reads: Reads) -> None:
    """Refused for a quantity so far beyond what was ordered or shipped that nobody wrote it."""
    asked = Question(about=field, object=name, of="", text="", slot=field)
    bound = bound_of(asked, reads)
    if bound is not None and number > bound.most * MISREAD:
        raise Refused(f"{field}={number:f} is far more than {bound.said}; check the number")


def _quantity(name: str, reads: Reads, told: Sequence[Told]) -> Bound | None:
    table, _, key = name.partition(":")
    sizes = _SIZES[table](reads, key) if table in _SIZES else []
    if not sizes:
        return None
    unit = _unit_stated(name, told)
    packed = [one for one in sizes if unit and unit_name(one.unit) != unit_name(unit)]
    if packed and all(one.packages for one in sizes):
        most = sum((one.packages for one in sizes), Decimal(0))
        return Bound(most=most, said=f"the {most:f} {sizes[0].package or 'packages'} on record")
    most = sum((one.pieces for one in sizes), Decimal(0))
    if most <= 0:
        return None
    return Bound(most=most, said=f"the {most.normalize():f} {sizes[0].unit} on record")


def _unit_stated(name: str, told: Sequence[Told]) -> str:
    """The unit in which the quantity was counted that the question is about."""
    values = (one.statement.value for one in told if one.object == name)
    units = (one.quantity.unit for one in values if isinstance(one, QuantityStated))
    return next(units, "")


def _order_line(reads: Reads, key: str) -> list[_Size]:
    row = reads.row("purchase_order_lines", key)
    return _ordered([row] if row else [])


def _ordered(rows: Iterable[Row]) -> list[_Size]:
    """What was ordered, and what may come more (`over_tolerance_pct`)."""
    found = []
    for row in rows:
        more = 1 + (row.number("over_tolerance_pct") or Decimal(0)) / 100
        found.append(_Size((row.number("qty") or Decimal(0)) * more, row.text("uom"), *_UNPACKED))
    return found


_UNPACKED = (Decimal(0), "")


def _packed(rows: Iterable[Row], kind: str = "package_type") -> list[_Size]:
    return [
        _Size(
            row.number("qty") or Decimal(0),
            row.text("uom"),
            row.number("packages") or Decimal(0),
            row.text(kind),
        )
        for row in rows
    ]


def _one(table: str) -> Callable[[Reads, str], list[_Size]]:
    def sizes(reads: Reads, key: str) -> list[_Size]:
        row = reads.row(table, key)
        return _packed([row] if row else [])

    return sizes


def _delivery(reads: Reads, key: str) -> list[_Size]:
    row = reads.row("deliveries", key)
    return _packed([row] if row else reads.rows("deliveries", delivery_note=key))


#: How much there is of a thing, by its table.
_SIZES: dict[str, Callable[[Reads, str], list[_Size]]] = {
    "purchase_order_lines": _order_line,
    "purchase_orders": lambda reads, key: _ordered(reads.rows("purchase_order_lines", po_id=key)),
    "sales_order_lines": _one("sales_order_lines"),
    "customer_deliveries": _one("customer_deliveries"),
    "shipments": lambda reads, key: _packed(reads.rows("shipment_units", shipment_id=key)),
    "shipment_units": _one("shipment_units"),
    "deliveries": _delivery,
}


def _on_hand(name: str, reads: Reads) -> Bound | None:
    """What stood in the stock last: a count may find more, and then says so."""
    site, _, item = name.partition("/")
    rows = reads.rows("stock", site_id=site, item_id=item)
    last = max(rows, key=lambda row: row.text("as_of"), default=None)
    if last is None or last.number("on_hand") is None:
        return None
    most = last.number("on_hand") or Decimal(0)
    said = f"the {most:f} {last.text('uom')} on hand on {last.text('as_of')}"
    return Bound(most=most, said=said, hard=False)


def _worth(name: str, reads: Reads) -> Bound | None:
    """Sending goods again seldom costs more than they are worth."""
    rows = on_record(reads)
    delivery = rows(name)
    worth = delivered(rows, delivery).known if delivery is not None else ()
    most = worth[0].amount if worth else None
    if not most:
        return None
    return Bound(most=most, said=f"the {most:.2f} the goods are worth", hard=False)


def _sum(name: str, reads: Reads, told: Sequence[Told]) -> Bound | None:
    """What is billed or paid: on record, else as the mail states it."""
    table, _, key = name.partition(":")
    if table not in _SUMS:
        return None
    row = reads.row(table, key)
    known = row.number(_SUMS[table]) if row is not None else None
    stated = (one.number for one in told if one.object == name and one.field in _STATED_SUMS)
    most = known if known is not None else next((one for one in stated if one is not None), None)
    return Bound(most=most, said=f"the {most:.2f} in all") if most else None
