"""The first order a new partner asks for, and the advance: what it would be worth, if known."""

from __future__ import annotations

from decimal import Decimal

from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.reading import PriceStated
from domain.values import Value


class Wanted(Value):
    """Quantity and worth of what is asked for; `missing` says why nobody knows the worth."""

    qty: Decimal | None = None
    worth: Money | None = None
    advance: Money | None = None
    missing: tuple[str, ...] = ()


def wanted(dossier: Dossier) -> Wanted:
    """By the partner's own words alone: a price on record is of another source."""
    asked = dossier.first("ordered_qty")
    if asked is None or asked.number is None:
        return Wanted()
    price = _price(dossier, asked)
    if price is None:
        return Wanted(qty=asked.number, missing=("the price of what is asked for",))
    amount = asked.number * price.money.amount / price.per
    worth = Money(amount=amount, currency=price.money.currency).rounded()
    share = dossier.first("payment_terms:advance")
    paid = worth.times(share.number / 100).rounded() if share and share.number else None
    return Wanted(qty=asked.number, worth=worth, advance=paid)


def _price(dossier: Dossier, asked: Told) -> PriceStated | None:
    """The price of that very thing, while no question about it is open."""
    doubted = [one for one in dossier.questions if one.about in ("unit_price", "terms_conflict")]
    told = dossier.first("unit_price", asked.object)
    value = told.statement.value if told is not None else None
    open_price = any(one.object == asked.object for one in doubted)
    return value if isinstance(value, PriceStated) and not open_price else None
