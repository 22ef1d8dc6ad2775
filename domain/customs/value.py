"""Customs value: what duty is reckoned on, by the regime of the country of import."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from domain.money import Money
from domain.reckoning import Reckoning, figure, part, unknown
from domain.rulebook import Rule, in_force, loaded, rules
from domain.values import Value


class Regime(Rule):
    """A country's base: `fob` without, `cif` with freight and insurance to its border."""

    base: Literal["fob", "cif"]
    no_freight_pct: Decimal | None = None
    no_insurance_pct: Decimal | None = None
    air_freight_cap_pct: Decimal | None = None


class Consignment(Value):
    """What is imported. `price` is as invoiced; `includes` names what is in it already
    (`freight`, `insurance`). `freight` and `insurance` are those of the international carriage to
    the border; None: not known. All in the currency of the price."""

    price: Money
    freight: Money | None = None
    insurance: Money | None = None
    includes: frozenset[Literal["freight", "insurance"]] = frozenset()
    mode: str = "sea"


def regime_of(country: str, day: date) -> Regime | None:
    """The regime of a country (ISO 3166) on that day; its customs union's for a member."""
    known = rules("domain.customs", "regimes", Regime)
    return in_force(known, day, jurisdiction=territory(country))


def territory(country: str) -> str:
    """The customs territory of a country: `EU` for a member of the union, else the country."""
    members = loaded("domain.deadlines", "filings")["countries"]["EU"]
    return "EU" if country in members else country


def customs_value(country: str, goods: Consignment, day: date) -> Reckoning:
    """The value by parts. By air the base grows with the freight wherever it is CIF.

    What is missing is named; India gives fixed shares of FOB for what cannot be shown.
    """
    currency = goods.price.currency
    regime = regime_of(country, day)
    if regime is None:
        return unknown(currency, f"what {country} reckons duty on")
    foreign = {one.currency for one in (goods.freight, goods.insurance) if one} - {currency}
    if foreign:
        return unknown(currency, *(f"a rate from {one} to {currency}" for one in sorted(foreign)))
    if regime.base == "fob":
        return _without(regime, goods)
    return _with(regime, goods)


def _without(regime: Regime, goods: Consignment) -> Reckoning:
    parts = [part("price", goods.price, f"as invoiced ({regime.cited})")]
    known = {"freight": goods.freight, "insurance": goods.insurance}
    missing = []
    for name in sorted(goods.includes):
        money = known[name]
        if money is None:
            missing.append(f"the {name} in the price, shown apart")
        else:
            parts.append(part(f"less {name}", -money, "in the price, shown apart"))
    currency = goods.price.currency
    return Reckoning(currency=currency, parts=tuple(parts), missing=tuple(missing))


def _with(regime: Regime, goods: Consignment) -> Reckoning:
    fob = _fob(goods)
    parts = [part("price", goods.price, f"as invoiced ({regime.cited})")]
    missing = []
    freight, why = _freight(regime, goods, fob)
    for name, money, basis in (
        ("freight", freight, why),
        ("insurance", *_insurance(regime, goods, fob)),
    ):
        if name in goods.includes:
            continue
        if money is None:
            missing.append(f"{name} to the border")
        else:
            parts.append(part(name, money, basis))
    currency = goods.price.currency
    return Reckoning(currency=currency, parts=tuple(parts), missing=tuple(missing))


def _fob(goods: Consignment) -> Money:
    """The price less what is in it of freight and insurance, as far as that is known."""
    fob = goods.price
    for name, money in (("freight", goods.freight), ("insurance", goods.insurance)):
        fob = fob - money if name in goods.includes and money is not None else fob
    return fob


def _freight(regime: Regime, goods: Consignment, fob: Money) -> tuple[Money | None, str]:
    if goods.freight is None:
        return _fixed(regime.no_freight_pct, fob)
    cap = regime.air_freight_cap_pct
    if goods.mode == "air" and cap is not None:
        most = fob.times(cap / 100)
        if goods.freight.amount > most.amount:
            return most, f"air freight {goods.freight}, at most {figure(cap)} % of {fob}"
    return goods.freight, "international carriage"


def _insurance(regime: Regime, goods: Consignment, fob: Money) -> tuple[Money | None, str]:
    if goods.insurance is None:
        return _fixed(regime.no_insurance_pct, fob)
    return goods.insurance, "as insured"


def _fixed(pct: Decimal | None, fob: Money) -> tuple[Money | None, str]:
    if pct is None:
        return None, ""
    return fob.times(pct / 100), f"not shown: {figure(pct)} % of {fob}"
