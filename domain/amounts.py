"""Sums of money as papers print them: with a sign, a currency before or behind it, or neither."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from domain.money import Money
from domain.numberwords import number
from domain.words import table

CURRENCIES = {
    str(word): code for code, words in table("numbers")["currencies"].items() for word in words
}
_CURRENCY = "|".join(re.escape(word) for word in sorted(CURRENCIES, key=len, reverse=True))
_DIGITS = (
    r"(?:\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,4})?|\d{1,2}(?:,\d{2}){1,3},\d{3}(?:\.\d{1,2})?|"
    r"\d{1,3}(?:\x20\d{3}){1,3}(?:,\d{2}|(?=\s?(?:EUR|€|kr|SEK|NOK|PLN|zł|CZK)(?!\w)))|\d{1,12}(?:[.,]\d{1,6})?)"
)
_MINUS = "[-−–]"
#: A number that a currency stands behind only because that of the next one stands before it:
#: `30 June 2026 USD 2,745.00`, `drawing 01 JPY 18,420,000`.
_NEXT_ONES = (
    rf"(?!\d{{1,4}}[ \u00a0](?:{_CURRENCY})[ \u00a0]{{0,2}}"
    r"\d{1,3}(?:[.,'’]\d{3})*[.,]\d{2,3}(?!\d))"
)
#: What stands before a number that is part of a code, a date or a time of day.
_START = rf"(?<![\w.,/'’+])(?<!{_MINUS})(?<!\d:)"
_AMOUNT = re.compile(
    rf"{_START}{_NEXT_ONES}(?P<sign>{_MINUS}[ \u00a0]?)?"
    rf"(?:(?P<before>{_CURRENCY})[ \u00a0]{{0,2}}(?P<inner>{_MINUS})?)?"
    rf"(?P<digits>{_DIGITS})(?P<tail>{_MINUS}(?!\w))?"
    rf"(?![\w]|:\d|[.,/]\d|{_MINUS}\w|\s?(?:%|pct(?!\w)|percent|prozent|por\sciento|pour\scent|procent))"
    rf"(?:[ \u00a0]?(?P<behind>{_CURRENCY})(?!\w))?",
    re.IGNORECASE,
)


class FoundAmount(NamedTuple):
    """A number at `start`..`end` that may be money; `currency` is empty where none stands by it.

    `value` keeps its sign. `cents` counts the digits behind the decimal mark. `sure` is False
    where the mark may as well group thousands, or a blank may stand between two numbers.
    """

    start: int
    end: int
    raw: str
    value: Decimal
    currency: str = ""
    cents: int = 0
    sure: bool = True


def find_amounts(
    text: str, decimal: str, currency: str = "", blanks: bool = False
) -> list[FoundAmount]:
    """Every number that is no date, time, percentage or part of a code.

    `currency` is that of the paper: how many decimals a number can have hangs on it. `blanks`:
    the paper groups thousands by blanks.
    """
    found = (_found(match, decimal, currency, blanks) for match in _AMOUNT.finditer(text))
    return [one for one in found if one]


def _found(match: re.Match[str], decimal: str, currency: str, blanks: bool) -> FoundAmount | None:
    words = [match[name] for name in ("before", "behind") if match[name]]
    codes = {CURRENCIES[word.lower()] for word in words if word != "try"}  # the verb
    if len(codes) > 1:
        return None
    code = codes.pop() if codes else ""
    negative = any(match[name] for name in ("sign", "inner", "tail"))
    value, cents, sure = amount_of(match["digits"], decimal, code or currency)
    return FoundAmount(
        start=match.start(),
        end=match.end(),
        raw=match[0],
        value=-value if negative else value,
        currency=code,
        cents=cents,
        sure=sure and (blanks or bool(code) or " " not in match["digits"]),
    )


def amount_of(digits: str, decimal: str, currency: str) -> tuple[Decimal, int, bool]:
    """The number, the digits behind its mark, and whether the mark leaves no doubt.

    A currency without decimals (yen) groups by whatever mark; where one has two, a lone decimal
    mark with three digits behind it may be either.
    """
    marks = [char for char in digits if char in ".,"]
    behind = len(re.split(r"[.,]", digits)[-1]) if marks else 0
    lone = len(marks) == 1 and behind == 3
    minor = Money(amount=Decimal(0), currency=currency or "USD").minor_digits
    if lone and minor == 0:
        return Decimal(re.sub(r"\D", "", digits)), 0, True
    value = number(digits, decimal)
    exponent = value.as_tuple().exponent
    cents = -exponent if isinstance(exponent, int) else 0
    return value, cents, not (lone and cents == 3 and minor < 3)
