"""A change of one order line: what is in force, what we asked, what is answered, in lots."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.reading import DateStated, PriceStated
from domain.record import Row
from domain.values import Value


class Lot(Value):
    """So much of the line on the partner's terms; a part it does not speak of stays as in force.

    `day` is the last day it names, `told` the statements behind it by field.
    """

    qty: Decimal
    price: Decimal
    per: Decimal = Decimal(1)
    day: str = ""
    revision: str = ""
    told: dict[str, Told] = {}


class Change(Value):
    """An order line that one side wants otherwise. `asked` are our requests that were sent, `terms`
    other terms of the order that the partner states, `charges` what it asks for once; `freight` is
    asked for bringing something forward, and is no part of the change until somebody takes it.
    `proven`: all that is said of it came from contacts who proved who they are."""

    order: Row
    line: Row
    asked: tuple[Row, ...] = ()
    lots: tuple[Lot, ...] = ()
    charges: dict[str, Money] = {}
    freight: Money | None = None
    terms: dict[str, Told] = {}
    answer: str = ""
    proven: bool = True

    @property
    def currency(self) -> str:
        """Of the order."""
        return self.order.text("currency")

    @property
    def qty(self) -> Decimal:
        """Of the line on record: what is in force."""
        return self.line.number("qty") or Decimal(0)

    @property
    def price(self) -> Decimal:
        """For one piece, in force."""
        return (self.line.number("unit_price") or Decimal(0)) / self.per

    @property
    def per(self) -> Decimal:
        """Pieces the price on record is for."""
        return self.line.number("price_per") or Decimal(1)

    @property
    def speaks(self) -> bool:
        """Whether the partner says anything of it, or was found to by a question."""
        told = any(one.told for one in self.lots)
        return told or bool(self.charges or self.terms or self.answer or self.freight)

    @property
    def total(self) -> Decimal:
        """All lots together."""
        return sum((one.qty for one in self.lots), Decimal(0))

    @property
    def worth(self) -> Money:
        """What the line is worth on the partner's terms, one-off charges included."""
        amount = sum((one.qty * one.price / one.per for one in self.lots), Decimal(0))
        once = sum((one.amount for one in self.charges.values()), Decimal(0))
        return Money(amount=amount + once, currency=self.currency).rounded()

    def wanted(self, field: str) -> Row | None:
        """Our request of this field."""
        return next((row for row in self.asked if row.text("field") == field), None)


def changes_of(dossier: Dossier) -> tuple[Change, ...]:
    """A change per order line that the partner or we want otherwise, by line."""
    found = []
    for line in sorted(dossier.of("purchase_order_lines"), key=lambda row: row.key):
        order = dossier.row(f"purchase_orders:{line.text('po_id')}")
        asked = _asked(dossier, line)
        if order is not None and (asked or _spoken(dossier, line, order)):
            found.append(_change(dossier, order, line, asked))
    return tuple(found)


_FIELDS = (
    "promised_qty", "unit_price", "promised_date", "line_state:revision", "line_state:change",
    "payment_terms", "incoterm", "moq", "charge_amount:one_off", "charge_amount:freight",
)  # fmt: skip


def _spoken(dossier: Dossier, line: Row, order: Row) -> bool:
    names = (line.object, order.object)
    spoken = any(one.object in names and one.field in _FIELDS for one in dossier.told)
    return spoken or any(one.object == line.object for one in dossier.questions)


def _asked(dossier: Dossier, line: Row) -> tuple[Row, ...]:
    """Our newest request for this line that was sent and is not in force or withdrawn."""
    rows = dossier.of("po_changes", po_id=line.text("po_id"), po_line=line.text("line"))
    sent = [row for row in rows if row.text("status") in ("sent", "asked", "answered")]
    newest = max((row.text("change_id") for row in sent), default="")
    return tuple(row for row in sent if row.text("change_id") == newest)


def _change(dossier: Dossier, order: Row, line: Row, asked: tuple[Row, ...]) -> Change:
    answer = dossier.first("line_state:change", line.object)
    charges = {
        kind: Money(amount=told.number, currency=told.currency)
        for kind in ("one_off", "freight")
        for told in dossier.stated(f"charge_amount:{kind}", line.object)
        if told.number is not None and told.currency == order.text("currency")
    }
    return Change(
        order=order,
        line=line,
        asked=asked,
        lots=_lots(dossier, line),
        charges={kind: money for kind, money in charges.items() if kind == "one_off"},
        freight=charges.get("freight"),
        terms=_terms(dossier, order, line),
        answer=answer.text if answer else "",
        proven=_proven(dossier, (order.object, line.object)),
    )


def _proven(dossier: Dossier, names: tuple[str, ...]) -> bool:
    spoken = {one.message for one in dossier.told if one.object in names}
    return all(one.verdict == "authenticated" for one in dossier.mails if one.message in spoken)


def _terms(dossier: Dossier, order: Row, line: Row) -> dict[str, Told]:
    """Terms of the whole order that are stated otherwise than they stand on record."""
    found = {}
    for field in ("payment_terms", "incoterm"):
        told = dossier.first(field, order.object) or dossier.first(field, line.object)
        if told is not None and told.text.upper() != in_force(order, field).upper():
            found[field] = told
    return found


def in_force(order: Row, field: str) -> str:
    """A term of the order on record; a delivery term with its place."""
    if field != "incoterm":
        return order.text(field)
    return f"{order.text('incoterm')} {order.text('incoterm_place')}".strip()


def _lots(dossier: Dossier, line: Row) -> tuple[Lot, ...]:
    """Parts named with their own price, date or revision; else the line as a whole."""
    parts = [one for one in dossier.told if one.object == line.object and one.statement.for_qty]
    sizes = list(dict.fromkeys(_size(one) for one in parts if one.field in _OF_LOTS))
    if not sizes:
        stated = [one.number for one in dossier.stated("promised_qty", line.object) if one.number]
        sizes = [stated[0] if len(stated) == 1 else line.number("qty") or Decimal(0)]
    return tuple(_lot(dossier, line, size, alone=len(sizes) == 1) for size in sizes)


_OF_LOTS = ("unit_price", "promised_date", "line_state:revision")


def _size(told: Told) -> Decimal:
    size = told.statement.for_qty
    assert size is not None  # only parts are asked for theirs
    return size.n


def _lot(dossier: Dossier, line: Row, size: Decimal, alone: bool) -> Lot:
    told = {
        field: one
        for field in _OF_LOTS
        if (one := _of_size(dossier, line, field, size, alone)) is not None
    }
    amount = [one for one in dossier.stated("promised_qty", line.object) if one.number == size]
    if amount:
        told["promised_qty"] = amount[0]
    price = told["unit_price"].statement.value if "unit_price" in told else None
    per = line.number("price_per") or Decimal(1)
    return Lot(
        qty=size,
        price=price.money.amount if isinstance(price, PriceStated) else _price(line),
        per=price.per if isinstance(price, PriceStated) else per,
        day=told["promised_date"].last_day if "promised_date" in told else "",
        revision=told["line_state:revision"].text if "line_state:revision" in told else "",
        told=told,
    )


def _price(line: Row) -> Decimal:
    return line.number("unit_price") or Decimal(0)


def _of_size(dossier: Dossier, line: Row, field: str, size: Decimal, alone: bool) -> Told | None:
    """What is stated of this part, else of the whole line; two statements of the whole are none."""
    stated = dossier.stated(field, line.object)
    own = [one for one in stated if one.statement.for_qty and _size(one) == size]
    whole = [one for one in stated if one.statement.for_qty is None]
    if own:
        return own[0]
    usable = whole if alone or field != "promised_date" else []
    return usable[0] if len(usable) == 1 else None


def as_asked(change: Change) -> Change:
    """The change as we asked it: what is in force once the partner has said yes to all of it."""
    qty, price = change.wanted("qty"), change.wanted("unit_price")
    lot = Lot(
        qty=_stated(qty, change.qty),
        price=_stated(price, change.line.number("unit_price") or Decimal(0)),
        per=change.per,
    )
    return change.model_copy(update={"lots": (lot,)})


def _stated(row: Row | None, otherwise: Decimal) -> Decimal:
    text = row.text("new_value") if row is not None else ""
    return Decimal(text) if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", text) else otherwise


def days_of(change: Change) -> list[str]:
    """The days the partner names, last of each lot; none where the day is asked for."""
    return [one.day for one in change.lots if one.day]


def exact(told: Told) -> bool:
    """Whether a stated date is one day and no interval."""
    value = told.statement.value
    return isinstance(value, DateStated) and value.span.earliest == value.span.latest
