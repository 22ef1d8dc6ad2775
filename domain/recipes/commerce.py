"""Terms of offers, awards and orders: bare prices, shares, revisions, people named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from domain.errors import Refused
from domain.money import Money
from domain.numberwords import FoundNumber, bare_numbers, number, percentages, prices
from domain.quantity import Quantity
from domain.reading import CodeStated, DateStated, MoneyStated, PriceStated, QuantityStated, Stated
from domain.recipes.plain import when_of
from domain.recipes.registry import recipe
from domain.terms import (
    FoundTerm,
    advances,
    certificates,
    incoterms,
    lead_times,
    payment_terms,
    revisions,
)

_THOUSANDS = re.compile(
    r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,3})?)\s?(?:k|tsd|mil|bin|tys)(?!\w)", re.IGNORECASE
)
_LETTER = re.compile(r"(?<!\w)([A-Z]\d?|\d{1,2})(?!\w)")


@recipe
def incoterm(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one delivery term, code and place."""
    told = quote
    if quote.islower():  # a letter in small letters: `fca bilbao`
        code, _, place = quote.partition(" ")
        told = f"{code.upper()} {place.title()}"
    return CodeStated(text=_one(quote, incoterms(told)).text)


@recipe
def payment_term(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one payment term; `labelled`, where given, says that a label announced it."""
    return CodeStated(text=_one(quote, payment_terms(quote, "labelled" in arguments)).text)


@recipe
def advance_share(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one share asked for before delivery."""
    return _quantity(_one(quote, advances(quote)))


@recipe
def lead_time(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one lead time and what starts it."""
    return _quantity(_one(quote, lead_times(quote, "labelled" in arguments)))


@recipe
def mill_certificate(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one inspection document after EN 10204."""
    return CodeStated(text=_one(quote, certificates(quote)).text)


@recipe
def revision(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one drawing revision; `bare`, where given: its letter alone (`E instead of D`)."""
    if "bare" not in arguments:
        return CodeStated(text=_one(quote, revisions(quote)).text)
    letters = _LETTER.findall(quote)
    if len(letters) != 1:
        raise Refused(f"{quote!r} does not name one revision")
    return CodeStated(text=letters[0])


def _one(quote: str, found: list[FoundTerm]) -> FoundTerm:
    if len(found) != 1:
        raise Refused(f"{quote!r} states {len(found) or 'no'} such terms")
    return found[0]


def _quantity(found: FoundTerm) -> Stated:
    assert found.quantity is not None  # terms that are quantities have one
    return QuantityStated(quantity=found.quantity, event=found.event)


@recipe
def days_on(quote: str, arguments: Mapping[str, str]) -> Stated:
    """So many days, as the day that is so many days after `reference`, the day of writing."""
    numbers = re.findall(r"\d{1,3}", quote)
    if len(numbers) != 1:
        raise Refused(f"{quote!r} is no one number of days")
    when = when_of(arguments)
    return DateStated(span=when.span(when.reference + timedelta(days=int(numbers[0]))))


@recipe
def unit_price(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one price; a number alone is one of `ccy`; `per` and `unit` are for words without them.

    They are those of the record, or of the price the number stands beside.
    """
    decimal = arguments.get("decimal", ".")
    if "ccy" in arguments:
        found = _number(quote, bare_numbers(quote, decimal, "T"))
        assert found.quantity is not None
        price = PriceStated(money=Money(amount=found.quantity.n, currency=arguments["ccy"]))
    else:
        said = _number(quote, prices(quote, decimal)).price
        assert said is not None
        price = said
    given = {"per": Decimal(arguments["per"])} if "per" in arguments else {}
    unit = {"unit": arguments["unit"]} if "unit" in arguments else {}
    return price.model_copy(update=given | unit)


@recipe
def bare_money(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one number as a sum of `ccy`; 18k is eighteen thousand."""
    decimal = arguments.get("decimal", ".")
    thousands = _THOUSANDS.findall(quote)
    if len(thousands) == 1:
        amount = number(thousands[0], decimal) * 1000
    else:
        found = _number(quote, bare_numbers(quote, decimal, "T"))
        assert found.quantity is not None
        amount = found.quantity.n
    return MoneyStated(money=Money(amount=amount, currency=arguments["ccy"]))


@recipe
def share(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one percentage, or the one number as a percentage."""
    decimal = arguments.get("decimal", ".")
    found = _number(quote, percentages(quote, decimal) or bare_numbers(quote, decimal, "PCT"))
    assert found.quantity is not None
    if not 0 < found.quantity.n <= 100:
        raise Refused(f"{quote!r} is no share of a whole")
    return QuantityStated(quantity=Quantity(n=found.quantity.n, unit="PCT"))


def _number(quote: str, found: list[FoundNumber]) -> FoundNumber:
    if len(found) != 1 or not found[0].sure:
        raise Refused(f"{quote!r} does not state one number")
    return found[0]


@recipe
def named(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The object that `name` stands for, where the words name it."""
    words = f" {_folded(quote)} "
    if f" {_folded(arguments['name'])} " not in words:
        raise Refused(f"{quote!r} does not name {arguments['name']!r}")
    return CodeStated(text=arguments["object"])


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
