"""Lines of a bill whose numbers prove each other: quantity × price = amount, or days × rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from agents.reader.entries import meaning
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.phrases import Phrase
from agents.reader.sums import told
from domain.amounts import FoundAmount, find_amounts
from domain.durations import find_durations
from domain.measurewords import measures
from domain.numberwords import quantities

#: For how many pieces a price may be.
_PER = (1, 100, 1000)
_CENT = Decimal("0.006")
#: A line with more numbers is no line of a bill.
_MOST = 14


class PricedLine(NamedTuple):
    """Quantity, price and amount of a line, each as its characters in the part; `per` pieces.

    `label` is the charge the line is for, empty for goods.
    """

    phrase: Phrase
    qty: tuple[int, int]
    n: Decimal
    unit: str
    price: FoundAmount
    amount: FoundAmount
    per: int
    label: str

    def span(self, one: FoundAmount) -> tuple[int, int]:
        """Characters of a number in the part."""
        return self.phrase.start + one.start, self.phrase.start + one.end


class _Counted(NamedTuple):
    start: int
    end: int
    n: Decimal
    unit: str


def priced_lines(letter: Letter) -> list[PricedLine]:
    """Every line that proves itself in exactly one way."""
    return [line for phrase in told(letter) for line in _in(letter, phrase)]


def _in(letter: Letter, phrase: Phrase) -> Iterator[PricedLine]:
    if phrase.part.name == "subject":
        return
    notation = notation_of(letter, phrase.part)
    numbers = find_amounts(phrase.text, notation.decimal, blanks=notation.blanks)
    if len(numbers) > _MOST:
        return
    counted = _counted(phrase, notation.decimal)
    proofs = [proof for one in counted for proof in _proofs(one, numbers, phrase)]
    if not proofs and phrase.row:
        proofs = [proof for one in _bare(numbers) for proof in _proofs(one, numbers, phrase)]
    if len({proof.amount.value for proof in proofs}) == 1:
        yield proofs[0]


def _counted(phrase: Phrase, decimal: str) -> list[_Counted]:
    """Numbers with a unit: pieces, weights, packages, days."""
    found = [*quantities(phrase.text, decimal), *measures(phrase.text, decimal)]
    counted = {
        one.start: _Counted(one.start, one.end, one.quantity.n, one.quantity.unit)
        for one in reversed(found)
        if one.quantity
    }
    for span in find_durations(phrase.text):
        if span.unit == "DAY":
            counted[span.start] = _Counted(span.start, span.end, span.n, "DAY")
    return [counted[start] for start in sorted(counted)]


def _bare(numbers: list[FoundAmount]) -> Iterator[_Counted]:
    for one in numbers:
        if one.value == one.value.to_integral_value() and one.value > 1 and not one.currency:
            yield _Counted(one.start, one.end, one.value, "")


def _proofs(one: _Counted, numbers: list[FoundAmount], phrase: Phrase) -> Iterator[PricedLine]:
    """Price and amount behind the quantity whose product fits."""
    behind = [each for each in numbers if each.start >= one.end and each.value > 0]
    for index, price in enumerate(behind):
        for amount in behind[index + 1 :]:
            for per in _PER:
                if abs(one.n * price.value / per - amount.value) < _CENT and amount.cents <= 3:
                    label = meaning(phrase.text[: one.start])
                    place = (one.start + phrase.start, one.end + phrase.start)
                    yield PricedLine(phrase, place, one.n, one.unit, price, amount, per, label)
