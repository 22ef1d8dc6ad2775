"""Early-payment discount: what it is worth a year, and whether to take it."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.money import Money
from domain.payment.terms import PaymentTerms, discount_until
from domain.reckoning import figure
from domain.values import Value
from domain.workdays import Workdays

YEAR = Decimal(365)


class Yearly(Value):
    """A discount as a yearly rate in per cent; decisions use `simple`, `effective` is shown.

    simple: d / (1 − d) × 365 / (net − disc), as treasurers quote it (2/10 net 30 = 37.24 %).
    effective: (1 + d / (1 − d)) ^ (365 / (net − disc)) − 1, compounded (44.59 %).
    """

    simple: Decimal
    effective: Decimal
    basis: str


class DiscountDecision(Value):
    """Take it or leave it, by the simple yearly rate against the cost of cash.

    `gain` is the discount less what paying early costs. None in `take`: something is missing.
    """

    take: bool | None
    discount: Money
    cost_of_cash: Money
    gain: Money
    until: date | None = None
    pay_on: date | None = None
    yearly: Yearly | None = None
    why: str = ""
    missing: tuple[str, ...] = ()


def yearly(pct: Decimal, discount_days: int, net_days: int) -> Yearly | None:
    """The yearly rate of `pct` off for paying that much earlier; None where nothing is earlier."""
    if not 0 < pct < 100 or net_days <= discount_days:
        return None
    off = pct / (100 - pct)
    turns = YEAR / (net_days - discount_days)
    return Yearly(
        simple=_pct(off * turns),
        effective=_pct((1 + off) ** turns - 1),
        basis=f"{figure(pct)} / {figure(100 - pct)} × 365 / {net_days - discount_days} days",
    )


def _pct(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def decide(
    amount: Money,
    terms: PaymentTerms,
    cost_of_cash: Decimal | None,
    invoiced: date | None,
    *,
    clean_on: date | None,
    bank: Workdays | None = None,
) -> DiscountDecision:
    """Take it if its yearly rate is above the cost of cash (a share: 0.08) and the match is clean
    before the last day (domain.md 2.0.1). `clean_on`: the day the invoice can be released."""
    zero = amount.times(0)
    net, days, pct = terms.net_days, terms.discount_days, terms.discount_pct
    if days is None or pct is None:
        return _left(zero, None, "the terms give no discount")
    missing = [
        name
        for name, known in (
            ("the cost of cash", cost_of_cash),
            ("the day of the invoice", invoiced),
            ("when the match is clean", clean_on),
            ("the net days", net),
        )
        if known is None
    ]
    if missing or cost_of_cash is None or invoiced is None or clean_on is None or net is None:
        return _left(zero, None, "", tuple(missing))
    until = discount_until(terms, invoiced) or invoiced
    pay_on = (bank or Workdays(weekend=frozenset())).on_or_before(until)
    discount = amount.times(pct / 100).rounded()
    early = (amount - discount).times(cost_of_cash * (net - days) / YEAR).rounded()
    rate = yearly(pct, days, net)
    in_time = clean_on <= pay_on
    worth = rate is None or rate.simple > cost_of_cash * 100
    return DiscountDecision(
        take=in_time and worth,
        discount=discount,
        cost_of_cash=early,
        gain=discount - early,
        until=until,
        pay_on=pay_on,
        yearly=rate,
        why=_why(rate, cost_of_cash, in_time, clean_on, pay_on),
    )


def _left(
    zero: Money, until: date | None, why: str, missing: tuple[str, ...] = ()
) -> DiscountDecision:
    return DiscountDecision(
        take=None if missing else False,
        discount=zero, cost_of_cash=zero, gain=zero, until=until, why=why, missing=missing,
    )  # fmt: skip


def _why(rate: Yearly | None, cost: Decimal, in_time: bool, clean_on: date, pay_on: date) -> str:
    if not in_time:
        return f"clean on {clean_on}, after the last day of payment {pay_on}"
    if rate is None:
        return "nothing is paid earlier"
    more = "more" if rate.simple > cost * 100 else "no more"
    return f"{rate.simple} % a year (simple) is {more} than cash costs, {figure(cost * 100)} %"
