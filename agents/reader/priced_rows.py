"""Rows of a confirmation or schedule whose numbers prove each other: quantity x price = total."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from agents.reader.claims import Claim
from agents.reader.letter import Letter, Line
from domain.numberwords import number, quantities
from domain.quantity import Quantity
from domain.terms import revisions

_NUMBER = re.compile(r"(?<![\w.,/+-])\d{1,3}(?:[.,'’]?\d{3}){0,3}(?:[.,]\d{1,4})?(?![\w/%]|[.,]\d)")
_MOST = 12


class PricedRow(NamedTuple):
    """A row: the quantity, the claim of its price, the revision it names."""

    quantity: Quantity
    price: Claim
    size: Claim
    revision: Claim | None


def priced_rows(letter: Letter, currency: str, unit: str) -> Iterator[PricedRow]:
    """Every fresh line where a quantity times one number is another, with both marks read."""
    for line in letter.lines():
        if line.part.name != "subject":
            yield from _row(letter, line, currency, unit)


def _row(letter: Letter, line: Line, currency: str, unit: str) -> Iterator[PricedRow]:
    numbers = list(_NUMBER.finditer(line.text))[:_MOST]
    for mark in (letter.sender.decimal, "." if letter.sender.decimal == "," else ","):
        sizes = [one for one in quantities(line.text, mark) if one.quantity and one.sure]
        for size in sizes:
            if size.quantity is None or size.quantity.unit != unit:
                continue
            price = _price(numbers, size.quantity.n, size.end, mark)
            if price is not None:
                yield _found(line, size.start, size.end, price, (mark, currency, unit))
                return


def _price(
    numbers: list[re.Match[str]], n: Decimal, behind: int, mark: str
) -> re.Match[str] | None:
    after = [one for one in numbers if one.start() >= behind]
    for one, total in itertools.pairwise(after):
        product = n * number(one[0], mark)
        if product > 1 and abs(product - number(total[0], mark)) < Decimal("0.006"):
            return one
    return None


def _found(
    line: Line, start: int, end: int, price: re.Match[str], how: tuple[str, str, str]
) -> PricedRow:
    mark, currency, unit = how
    base, part = line.start, line.part
    arguments = {"decimal": mark, "ccy": currency, "unit": unit}
    size = Claim(
        "promised_qty",
        "quantity_words",
        part,
        base + start,
        base + end,
        {"decimal": mark, "unit": unit},
    )
    found = revisions(line.text)
    revised = (
        Claim("line_state:revision", "revision", part, base + found[0].start, base + found[0].end)
        if len(found) == 1
        else None
    )
    quantity = quantities(line.text[start:end], mark)[0].quantity
    assert quantity is not None  # the caller looked
    claim = Claim(
        "unit_price", "unit_price", part, base + price.start(), base + price.end(), arguments
    )
    return PricedRow(quantity, claim, size, revised)
