"""How a letter itself writes numbers and days, where that is beyond doubt; else as on file.

Master data may be wrong about a desk (an Indian office of an American carrier writes month
first): numbers and days that can be read in one way only show how the others are meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agents.reader.letter import Letter
from agents.reader.passages import fresh_ranges
from agents.reader.readable import papers
from domain.datewords import When
from domain.evidence import Part
from domain.values import Value

_GROUPED = re.compile(
    r"(?<![\w.,])\d{1,3}(?:([.,'’\u00a0\u202f])\d{3})+([.,])\d{1,2}(?![\w.,]\d|\d)"
)
_CENTS = re.compile(r"(?<![\w.,/:])\d{3,9}([.,])\d{2}(?![\w/:]|[.,]\d)")
#: Blanks group thousands beyond doubt where a currency stands by the number, or cells apart.
_BLANKS = re.compile(
    r"(?:(?:EUR|€|SEK|kr|PLN|zł|CZK|NOK|DKK)\s?|\s{3}|\t)\d{1,3}(?: \d{3})+,\d{2}(?!\d)|"
    r"(?<![\d,.] )(?<![\w,.])\d{1,3}(?: \d{3})+,\d{2}\s?(?:EUR|€|SEK|kr|PLN|zł|CZK|NOK|DKK)(?!\w)"
)
_NUMERIC = re.compile(
    r"(?<![\w/.,-])(\d{1,2})([/-])(\d{1,2})(?:\2(?:20)?\d{2})?(?![\w/]|[.,]\d|-\d)"
)


class Notation(Value):
    """The decimal mark of a part, whether blanks group its thousands, the order of its days."""

    decimal: str
    when: When
    blanks: bool = False

    @property
    def numbers(self) -> dict[str, str]:
        """Arguments of the recipes that read sums."""
        return {"decimal": self.decimal} | ({"blanks": "group"} if self.blanks else {})

    def dates(self, event: str = "") -> dict[str, str]:
        """Arguments of the recipes that read days."""
        return {
            "reference": self.when.reference.isoformat(),
            "order": self.when.order,
            "language": self.when.language,
            "tz": self.when.tz,
            "event": event,
        }


def notation_of(letter: Letter, part: Part) -> Notation:
    """What the part's own numbers prove, then the letter's, then what is on file."""
    marks, blanks, order = _proven(tuple(papers(letter)), part.name)
    decimal = marks if marks else letter.sender.decimal
    when = letter.sender.when()
    when = when.model_copy(update={"order": order or when.order})
    return Notation(decimal=decimal, when=when, blanks=blanks)


@lru_cache(maxsize=64)
def _proven(parts: tuple[Part, ...], name: str) -> tuple[str, bool, str]:
    """The one decimal mark of a part or letter, whether blanks group, the order of days."""
    every = {part.name: _fresh(part) for part in parts}
    marks = decimal_marks(every[name]) or decimal_marks("\n".join(every.values()))
    blanks = _BLANKS.search(every[name]) is not None
    return (marks.pop() if len(marks) == 1 else ""), blanks, day_order("\n".join(every.values()))


def decimal_marks(text: str) -> set[str]:
    """Marks that begin the decimals in numbers where they can do nothing else."""
    found = {match[2] for match in _GROUPED.finditer(text) if match[1] != match[2]}
    return found or {match[1] for match in _CENTS.finditer(text)}


def day_order(text: str) -> str:
    """DMY or MDY where a day above the twelfth shows it, and no other shows the opposite."""
    orders = {_order(int(match[1]), int(match[3])) for match in _NUMERIC.finditer(text)} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _order(first: int, second: int) -> str:
    if first > 12 >= second > 0 and first <= 31:
        return "DMY"
    return "MDY" if second > 12 >= first > 0 and second <= 31 else ""


def _fresh(part: Part) -> str:
    return "\n".join(part.text[low:high] for low, high in fresh_ranges(part))
