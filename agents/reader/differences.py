"""Where a partner's statements differ from the order on record, or from what we asked, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from agents.reader.letter import Letter
from domain.reading import (
    CodeStated,
    DateStated,
    PriceStated,
    QuantityStated,
    Statement,
    stated_text,
)
from domain.record import Row

Asked = Mapping[str, Mapping[str, str]]
#: How goods that are made already are told.
BEGUN = "begun already"


def differences(
    letter: Letter, order: Row, stated: Iterable[Statement], asked: Asked | None = None
) -> list[str]:
    """Each difference once; what neither record nor our change (`asked`, by line) says is none."""
    found: dict[str, None] = {}
    sizes: dict[str, set[Decimal]] = {}
    for one in stated:
        row = letter.row(one.object)
        wanted = (asked or {}).get(one.object, {})
        if one.field == "promised_qty" and isinstance(one.value, QuantityStated):
            sizes.setdefault(one.object, set()).add(one.value.quantity.n)
        elif one.field in _OF_THE_ORDER:
            found |= dict.fromkeys(_OF_THE_ORDER[one.field](one, order))
        elif one.field.startswith(
            ("charge_amount", "surcharge_pct", "payment_terms:", "cost_share")
        ):
            name = one.field.partition(":")[2] or one.field.partition("_")[0]
            found[f"{name.replace('_', '-')} of {stated_text(one.value)}"] = None
        elif one.field in _OF_A_LINE and row is not None and row.table == "purchase_order_lines":
            found |= dict.fromkeys(_OF_A_LINE[one.field](one, row, wanted))
    for about, lots in sizes.items():
        found |= dict.fromkeys(_size(lots, letter.row(about), (asked or {}).get(about, {})))
    return list(found)


def _incoterm(one: Statement, order: Row) -> Iterator[str]:
    known = f"{order.text('incoterm')} {order.text('incoterm_place')}".strip()
    said = stated_text(one.value)
    if known and not known.casefold().startswith(said.casefold()):
        yield f"{said} instead of {known}"


def _terms(one: Statement, order: Row) -> Iterator[str]:
    known = order.text("payment_terms")
    if known and stated_text(one.value) != known:
        yield f"{stated_text(one.value)} instead of {known}"


def _date(one: Statement, line: Row, asked: Mapping[str, str]) -> Iterator[str]:
    known = line.day("promised_date") or line.day("need_date")
    if asked.get("promised_date"):
        known = date.fromisoformat(asked["promised_date"][:10])
    span = one.value.span if isinstance(one.value, DateStated) else None
    if span and known and not span.earliest <= known <= span.latest:
        yield f"{span} instead of {known}"


def _price(one: Statement, line: Row, asked: Mapping[str, str]) -> Iterator[str]:
    price, per = line.number("unit_price"), line.number("price_per") or Decimal(1)
    value = one.value
    if asked.get("unit_price"):
        price, per = Decimal(asked["unit_price"]), Decimal(1)
    if price is None or not isinstance(value, PriceStated):
        return
    if value.money.amount / value.per != price / per:
        yield f"price {value.money.amount} instead of {price}"


def _minimum(one: Statement, line: Row, asked: Mapping[str, str]) -> Iterator[str]:
    wanted = line.number("qty")
    if wanted is None or not isinstance(one.value, QuantityStated):
        return
    if one.value.quantity.n > wanted:
        yield f"a minimum of {stated_text(one.value)} for {wanted:f} ordered"


def _revision(one: Statement, line: Row, asked: Mapping[str, str]) -> Iterator[str]:
    known = asked.get("drawing_rev") or line.text("drawing_rev")
    if known and isinstance(one.value, CodeStated) and known != one.value.text:
        size = f" for {one.for_qty}" if one.for_qty else ""
        yield f"revision {one.value.text} instead of {known}{size}"


def _made(one: Statement, line: Row, asked: Mapping[str, str]) -> Iterator[str]:
    yield f"{stated_text(one.value)} {BEGUN}"


def _size(lots: set[Decimal], line: Row | None, asked: Mapping[str, str]) -> Iterator[str]:
    wanted = line.number("qty") if line is not None else None
    if asked.get("qty"):
        try:
            wanted = Decimal(asked["qty"])
        except InvalidOperation:
            return
    if wanted is None or lots == {wanted}:
        return
    if sum(lots) == wanted:
        yield f"{len(lots)} lots of {' and '.join(format(n, 'f') for n in sorted(lots))}"
    elif wanted not in lots:
        yield f"quantity {' and '.join(format(n, 'f') for n in sorted(lots))} instead of {wanted:f}"


_OF_THE_ORDER: dict[str, Callable[[Statement, Row], Iterator[str]]] = {
    "incoterm": _incoterm,
    "payment_terms": _terms,
}
_OF_A_LINE: dict[str, Callable[[Statement, Row, Mapping[str, str]], Iterator[str]]] = {
    "promised_date": _date,
    "unit_price": _price,
    "moq": _minimum,
    "line_state:revision": _revision,
    "promised_qty:made": _made,
}
