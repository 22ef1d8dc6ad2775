"""Fees of an import entry beside duty: US merchandise processing and harbor maintenance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.money import Money
from domain.options import CostComponent
from domain.reckoning import Reckoning, figure, part
from domain.rulebook import Rule, in_force, rules


class FeeRule(Rule):
    """Per cent of the value of an entry, between bounds; `modes` empty: by any."""

    pct: Decimal
    least: Decimal | None = None
    most: Decimal | None = None
    modes: tuple[str, ...] = ()
    currency: str


def entry_fees(
    country: str, value: Money, mode: str, day: date, exempt: Sequence[str] = ()
) -> Reckoning:
    """The fees of one formal entry on that day, by code.

    `exempt`: codes that an agreement waives (MPF under USMCA, 19 CFR 24.23(c)). A fee whose
    amounts for that day are not on file is missing; so is another currency's rate.
    """
    known = [one for one in rules("domain.customs", "fees", FeeRule) if one.jurisdiction == country]
    parts, missing = [], []
    for code in dict.fromkeys(one.code for one in known):
        rule = in_force(known, day, code=code)
        if code in exempt:
            continue
        if rule is None:
            missing.append(f"{code} of {day}: no amounts on file for that day")
        elif rule.currency != value.currency:
            missing.append(f"a rate from {value.currency} to {rule.currency}")
        elif not rule.modes or mode in rule.modes:
            parts.append(_fee(rule, value))
    return Reckoning(currency=value.currency, parts=tuple(parts), missing=tuple(missing))


def _fee(rule: FeeRule, value: Money) -> CostComponent:
    amount = value.times(rule.pct / 100).rounded().amount
    basis = f"{figure(rule.pct)} % of {value}"
    if rule.least is not None and amount < rule.least:
        amount, basis = rule.least, f"{basis}, at least {rule.least:,}"
    if rule.most is not None and amount > rule.most:
        amount, basis = rule.most, f"{basis}, at most {rule.most:,}"
    return part(rule.code, Money(amount=amount, currency=value.currency), f"{basis} ({rule.cited})")
