"""Sums of money: an amount in the paper's currency, a rate, so many days at a rate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from domain.amounts import FoundAmount, find_amounts
from domain.durations import find_durations
from domain.errors import Refused
from domain.money import Money
from domain.reading import CodeStated, MoneyStated, PriceStated, Stated
from domain.recipes.registry import recipe


@recipe
def amount_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one sum; `currency` is that of the paper where the words name none.

    `sign` says what the sum is: `plain` (a charge, always positive), `credit` (always negative);
    without it the written sign stands.
    """
    one = _only(quote, _amounts(quote, arguments))
    if not one.sure:
        raise Refused(f"{quote!r}: the mark may group thousands or begin the decimals")
    value = {"plain": abs(one.value), "credit": -abs(one.value)}.get(
        arguments.get("sign", ""), one.value
    )
    return MoneyStated(money=Money(amount=value, currency=_currency(one, arguments)))


@recipe
def rate_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one price or rate, for `per` of `unit`; three decimals are nothing strange in a price."""
    one = _only(quote, _amounts(quote, arguments))
    money = Money(amount=one.value, currency=_currency(one, arguments))
    return PriceStated(
        money=money, per=Decimal(arguments.get("per", "1")), unit=arguments.get("unit", "PCS")
    )


@recipe
def days_at_rate(quote: str, arguments: Mapping[str, str]) -> Stated:
    """So many days at a rate a day: the charge they make."""
    spans = find_durations(quote)
    if len(spans) != 1 or spans[0].unit != "DAY":
        raise Refused(f"{quote!r} does not state one number of days")
    one = _only(quote, _amounts(quote[spans[0].end :], arguments))
    amount = abs(one.value) * spans[0].n
    return MoneyStated(money=Money(amount=amount, currency=_currency(one, arguments)).rounded())


@recipe
def exchange_rate(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one rate between two currencies, as written with a decimal point."""
    one = _only(quote, _amounts(quote, arguments))
    return CodeStated(text=format(one.value, "f"))


def _amounts(quote: str, arguments: Mapping[str, str]) -> list[FoundAmount]:
    """The sums, in the notation of the paper: `decimal` mark, `blanks` that group thousands."""
    return find_amounts(
        quote,
        arguments.get("decimal", "."),
        arguments.get("currency", ""),
        arguments.get("blanks", "") == "group",
    )


def _only(quote: str, found: list[FoundAmount]) -> FoundAmount:
    if len(found) != 1:
        raise Refused(f"{quote!r} states {len(found) or 'no'} sums")
    return found[0]


def _currency(one: FoundAmount, arguments: Mapping[str, str]) -> str:
    code = one.currency or arguments.get("currency", "")
    if not code:
        raise Refused("no currency is named")
    return code
