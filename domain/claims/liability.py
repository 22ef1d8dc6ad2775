"""A carrier's limit: the most it owes, by convention or contract."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from domain.claims.notices import regime_name
from domain.money import Money
from domain.reckoning import figure, price
from domain.record import Row
from domain.rulebook import Rule, in_force, rules
from domain.values import Value

#: The international pound in kilograms.
KG_PER_LB = Decimal("0.45359237")
_PER_WEIGHT = re.compile(r"^([A-Z]{3}) per (lb|kg)$", re.IGNORECASE)


class LimitRule(Rule):
    """So much a kilogram of what is lost, a package, or the higher of both; none: actual loss."""

    per_kg: Decimal | None = None
    per_package: Decimal | None = None
    currency: str


class Limit(Value):
    """The most a carrier owes, in the currency of the rule (XDR: special drawing rights).

    `amount` None without `missing`: the law sets no limit, the actual loss is owed.
    """

    regime: str
    amount: Money | None = None
    basis: str = ""
    source: str = ""
    missing: tuple[str, ...] = ()


def limit(regime: str, day: date, lost_kg: Decimal | None, packages: int | None = None) -> Limit:
    """The limit by the regime in force on the day of the carriage, for the part that is lost."""
    name = regime_name(regime)
    rule = in_force(rules("domain.claims", "liability", LimitRule), day, code=name)
    if rule is None:
        return Limit(regime=name, missing=(f"the limit under {regime} on {day}",))
    found, missing = [], []
    for rate, n, unit in (
        (rule.per_kg, lost_kg, "kg"),
        (rule.per_package, None if packages is None else Decimal(packages), "packages"),
    ):
        if rate is not None and n is not None:
            found.append((n * rate, f"{figure(n)} {unit} × {price(rate)} {rule.currency}"))
        elif rate is not None:
            missing.append("the weight lost" if unit == "kg" else "how many packages are lost")
    if missing or not found:
        said = rule.says if not missing else ""
        return Limit(regime=name, basis=said, source=rule.cited, missing=tuple(missing))
    amount, _ = max(found)
    basis = ("higher of " if len(found) > 1 else "") + ", ".join(said for _, said in found)
    money = Money(amount=amount, currency=rule.currency).rounded()
    return Limit(regime=name, amount=money, basis=basis, source=rule.cited)


def clause_value(clause: Row) -> Decimal | None:
    """The figure of a `contracts` row, a column of words on record (`150/225/340` is none)."""
    known, text = clause.number("value"), clause.text("value").strip()
    plain = re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", text)
    return Decimal(text) if known is None and plain else known


def contract_limit(clause: Row, lost_kg: Decimal | None) -> Limit:
    """The limit of a `contracts` row of kind `liability limit`, such as 5.00 `USD per lb`."""
    unit, value = _PER_WEIGHT.match(clause.text("unit")), clause_value(clause)
    name = f"contract {clause.key}"
    if unit is None or value is None:
        return Limit(regime=name, missing=("the limit the clause sets",))
    if lost_kg is None:
        return Limit(regime=name, source=name, missing=("the weight lost",))
    pounds = unit[2].lower() == "lb"
    weight = lost_kg / KG_PER_LB if pounds else lost_kg
    money = Money(amount=weight * value, currency=unit[1].upper()).rounded()
    shown = weight.quantize(Decimal("0.01"))
    basis = f"{figure(shown)} {unit[2].lower()} × {price(value)}"
    return Limit(regime=name, amount=money, basis=basis, source=name)
