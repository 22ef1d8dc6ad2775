"""Sums of an invoice: do its lines make its net, its tax its rate, and all of it its total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.money import Money, total
from domain.reckoning import price, unbelievable
from domain.values import Value


class TaxLine(Value):
    """Tax as stated: per cent of a base, and the amount asked for."""

    pct: Decimal
    base: Money
    amount: Money


class TotalsCheck(Value):
    """What the figures of the invoice make, less what it asks for; findings in words."""

    net: Money
    tax: Money
    gross: Money
    difference: Money
    findings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Nothing found and nothing missing."""
        return not self.findings and not self.missing


def check_totals(
    amounts: Sequence[Money],
    taxes: Sequence[TaxLine],
    asked: Money,
    *,
    net: Money | None = None,
    rounding: int = 1,
) -> TotalsCheck:
    """Adds lines and charges (discounts negative) and tax, against what is asked.

    EN 16931 BR-CO-10, -14, -15 and -17: sums of amounts rounded each to the cent; tax is base ×
    rate / 100 rounded. `rounding`: minor units that a rate's tax may be off by.
    """
    huge = [said for one in (*_stated(amounts, taxes), asked) for said in unbelievable(amount=one)]
    foreign = {one.currency for one in amounts} | {one.amount.currency for one in taxes}
    foreign |= {one.base.currency for one in taxes}
    if foreign - {asked.currency} or not amounts or huge:
        zero = Money(amount=Decimal(0), currency=asked.currency)
        named = sorted(foreign - {asked.currency})
        why = [f"a rate from {code} to {asked.currency}" for code in named]
        why += [] if amounts else ["the lines of the invoice"]
        missing = tuple(dict.fromkeys([*why, *huge]))
        return TotalsCheck(net=zero, tax=zero, gross=zero, difference=-asked, missing=missing)
    lines = total((one.rounded() for one in amounts), asked.currency)
    tax = total((one.amount for one in taxes), asked.currency)
    gross = lines + tax
    findings = [_net(lines, net), *(_rate(one, rounding) for one in taxes), _base(lines, taxes)]
    if gross != asked:
        findings.append(f"lines {lines} and tax {tax} make {gross}, asked is {asked}")
    return TotalsCheck(
        net=lines,
        tax=tax,
        gross=gross,
        difference=asked - gross,
        findings=tuple(one for one in findings if one),
    )


def _stated(amounts: Sequence[Money], taxes: Sequence[TaxLine]) -> list[Money]:
    return [*amounts, *(one.amount for one in taxes), *(one.base for one in taxes)]


def _net(lines: Money, net: Money | None) -> str:
    wrong = net is not None and net != lines
    return f"lines make {lines}, the net total says {net}" if wrong else ""


def _rate(tax: TaxLine, rounding: int) -> str:
    right = tax.base.times(tax.pct / 100).rounded()
    off = abs((tax.amount - right).minor)
    return (
        f"tax {tax.amount} is not {price(tax.pct)} % of {tax.base}, which is {right}"
        if off > rounding
        else ""
    )


def _base(lines: Money, taxes: Sequence[TaxLine]) -> str:
    bases = total((one.base for one in taxes), lines.currency)
    wrong = bool(taxes) and bases != lines
    return f"tax is reckoned on {bases}, the lines make {lines}" if wrong else ""
