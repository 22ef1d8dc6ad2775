"""From partners' words to numbers: quantities, percentages and prices in the partner's notation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.money import Money
from domain.quantity import Quantity
from domain.reading import PriceStated
from domain.values import Value
from domain.words import table

_LISTS: dict[str, Any] = table("numbers")
_UNITS = {word: unit for unit, words in _LISTS["units"].items() for word in words}
_CURRENCIES = {word: code for code, words in _LISTS["currencies"].items() for word in words}
_SHARES = {str(word): int(n) for n, words in _LISTS["shares"].items() for word in words}
_WEIGHTS = {("T", "KG"): Decimal(1000), ("KG", "T"): Decimal("0.001")}
#: Small numbers as words; `one` and its like are articles as well.
_WORDS = {str(word): n for n, words in table("dates")["numbers"].items() if n > 1 for word in words}
#: Units that are only ever counted whole: three decimals on them are a thousands sign.
_COUNTED = frozenset({"PCS", "SET", "PLT", "CTN", "ROLL"})


def _either(words: Any) -> str:
    longest = sorted((str(word) for word in words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in longest)


NUMBER = (
    r"(?:\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,4})?|"
    r"\d{1,3}(?:\s\d{3})+(?!\d)|\d{1,12}(?:[.,]\d{1,4})?)"
)
_UNIT = _either(_UNITS)
#: Any unit as partners write it, for patterns made elsewhere.
UNIT_WORDS = _UNIT
_EAST = "\u3040-\u9fff"  # scripts that write no blanks between words
_AFTER = rf"(?:(?<![\w.,/'’+-])|(?<=[{_EAST}]))"
_QUANTITY = re.compile(
    rf"{_AFTER}({NUMBER})\s?(?:({_either(_LISTS['thousand'])})|(k|万)?\s?({_UNIT}))"
    rf"(?:(?<=[{_EAST}])|(?!\w|[/-]\w))",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(rf"(?<!\w)({_either(_WORDS)})\s({_UNIT})(?!\w|[/-]\w)", re.IGNORECASE)
#: `antes del 22 nos falta`: behind a singular article stands a day of the month, no count.
_A_DAY = re.compile(
    r"(?<!\w)(?:el|del|al|d[ií]a|dias?|il|dal|am|vom|au|du|no\sdia)\s{1,2}$", re.IGNORECASE
)
_ORDINAL = re.compile(r"\d*1st", re.IGNORECASE)  # the first, no Swedish piece
_BARE = re.compile(rf"{_AFTER}({NUMBER})(?![\w%]|[.,/:]\d|[-/]\w)")
_PERCENT = re.compile(
    rf"(?<![\w.,])({NUMBER})\s?(?:%|pct|percent|per\scent|prozent|pour\scent|por\sciento|"
    rf"por\scento|procent|per\scento)|%\s?({NUMBER})(?![\d%])|"
    rf"(?<!\w)({_either(_SHARES)})(?!\w)|一半|半分",
    re.IGNORECASE,
)
_CURRENCY = _either(_CURRENCIES)
#: `30 June 2026 USD 2,745.00`: the currency is that of the number behind it.
_NEXT_ONES = rf"(?!\d{{1,4}}\s(?:{_CURRENCY})\s?\d{{1,3}}(?:[.,'’]\d{{3}})*[.,]\d{{2,3}}(?!\d))"
_PRICE = re.compile(
    rf"(?:(?<![\w.,])({_CURRENCY})\s?({NUMBER})|(?<![\w.,]){_NEXT_ONES}({NUMBER})\s?({_CURRENCY})(?!\w))"
    rf"(?:\s?(?:/|per|pro|je|par|por|al|a|för|each|ea)\s?(?:(\d{{1,5}})\s?)?(?:({_UNIT})(?!\w))?)?",
    re.IGNORECASE,
)


class FoundNumber(Value):
    """A number at `start`..`end`: a quantity or percentage, or a price; `sure` unless the
    partner's decimal mark makes no sense of it. `pack` says how packs were counted."""

    start: int
    end: int
    raw: str
    quantity: Quantity | None = None
    price: PriceStated | None = None
    sure: bool = True
    pack: dict[str, str] = {}


def number(text: str, decimal: str) -> Decimal:
    """The number, with the partner's decimal mark; white space and apostrophes group digits."""
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", text)
    marks = [char for char in plain if char in ".,"]
    if len(set(marks)) == 2:  # both stand there: the last one is the decimal mark
        decimal = marks[-1]
    elif len(marks) > 1:  # the same one twice: it groups digits
        decimal = "," if marks[0] == "." else "."
    elif marks and not _follows(plain, decimal):  # what cannot group digits is the decimal mark
        decimal = marks[0]
    grouping = "." if decimal == "," else ","
    return Decimal(plain.replace(grouping, "").replace(decimal, "."))


def _follows(plain: str, decimal: str) -> bool:
    """Whether the one mark there is can be what the partner uses it for."""
    other = "." if decimal == "," else ","
    return other not in plain or re.search(rf"{re.escape(other)}\d{{3}}$", plain) is not None


def quantities(text: str, decimal: str) -> list[FoundNumber]:
    """Every quantity with a unit, in digits or as a word: `six tonnes`."""
    found = (one for one in _QUANTITY.finditer(text) if not _ORDINAL.fullmatch(one[0]))
    found = (one for one in found if not is_a_day(text, one[1], one.start()))
    told = [_quantity(match, decimal) for match in found]
    told += [_worded(match) for match in _IN_WORDS.finditer(text)]
    return sorted(told, key=lambda one: one.start)


def is_a_day(text: str, figure: str, start: int) -> bool:
    """Whether it is a day of the month, and what looks like its unit a word of its own."""
    day = figure.isdigit() and 1 <= int(figure) <= 31
    return day and _A_DAY.search(text, 0, start) is not None


def in_unit(one: FoundNumber, unit: str) -> FoundNumber | None:
    """The quantity in a unit, tonnes as kilograms and the reverse; None where it has another."""
    if one.quantity is None or one.quantity.unit == unit:
        return one if one.quantity else None
    factor = _WEIGHTS.get((one.quantity.unit, unit))
    if factor is None:
        return None
    return one.model_copy(update={"quantity": Quantity(n=one.quantity.n * factor, unit=unit)})


def _worded(match: re.Match[str]) -> FoundNumber:
    unit = _UNITS[" ".join(match[2].lower().split())]
    quantity = Quantity(n=Decimal(_WORDS[match[1].lower()]), unit=unit)
    return FoundNumber(start=match.start(), end=match.end(), raw=match[0], quantity=quantity)


def _quantity(match: re.Match[str], decimal: str) -> FoundNumber:
    unit = "PCS" if match[2] else _UNITS[" ".join(match[4].lower().split())]
    factor = 1000 if match[2] or (match[3] or "").lower() == "k" else 10000 if match[3] else 1
    n = number(match[1], decimal) * factor
    return FoundNumber(
        start=match.start(),
        end=match.end(),
        raw=match[0],
        quantity=Quantity(n=n, unit=unit),
        sure=unit not in _COUNTED or factor > 1 or not _three_decimals(match[1], n, decimal),
    )


def _three_decimals(text: str, n: Decimal, decimal: str) -> bool:
    return (
        n != n.to_integral_value() or re.search(rf"{re.escape(decimal)}\d{{3}}$", text) is not None
    )


def is_unit(word: str, unit: str) -> bool:
    """Whether a word is one of those that mean this unit."""
    return _UNITS.get(" ".join(word.lower().split())) == unit


def in_packs(text: str, decimal: str, pack: Mapping[str, str]) -> list[FoundNumber]:
    """Every number of packs, as so many of the `unit` that a pack holds: `word`, `each`, `unit`.

    The word stands with or without an s at its end.
    """
    word = re.escape(pack["word"].rstrip(".").removesuffix("s"))
    wanted = re.compile(rf"{_AFTER}({NUMBER})\s?{word}s?\.?(?!\w|[/-]\w)", re.IGNORECASE)
    found = []
    for match in wanted.finditer(text):
        n = number(match[1], decimal)
        found.append(
            FoundNumber(
                start=match.start(),
                end=match.end(),
                raw=match[0],
                quantity=Quantity(n=n * Decimal(pack["each"]), unit=pack["unit"]),
                sure=not _three_decimals(match[1], n, decimal),
                pack=dict(pack),
            )
        )
    return found


def bare_numbers(text: str, decimal: str, unit: str) -> list[FoundNumber]:
    """Every number without a unit, as a quantity of `unit`."""
    found = []
    for match in _BARE.finditer(text):
        n = number(match[1], decimal)
        sure = unit not in _COUNTED or not _three_decimals(match[1], n, decimal)
        quantity = Quantity(n=n, unit=unit)
        found.append(
            FoundNumber(
                start=match.start(), end=match.end(), raw=match[0], quantity=quantity, sure=sure
            )
        )
    return found


def percentages(text: str, decimal: str) -> list[FoundNumber]:
    """Every percentage, in digits or as a word for a share (`half` is 50)."""
    found = []
    for match in _PERCENT.finditer(text):
        words = " ".join(match[0].lower().split())
        digits = match[1] or match[2]
        n = number(digits, decimal) if digits else Decimal(_SHARES[words])
        quantity = Quantity(n=n, unit="PCT")
        found.append(
            FoundNumber(start=match.start(), end=match.end(), raw=match[0], quantity=quantity)
        )
    return found


def prices(text: str, decimal: str) -> list[FoundNumber]:
    """Every amount with a currency, and for how many of which unit it is."""
    found = []
    for match in _PRICE.finditer(text):
        words = (match[1] or match[4]).lower()
        money = Money(amount=number(match[2] or match[3], decimal), currency=_CURRENCIES[words])
        unit = _UNITS[" ".join(match[6].lower().split())] if match[6] else "PCS"
        price = PriceStated(money=money, per=Decimal(match[5] or 1), unit=unit)
        found.append(FoundNumber(start=match.start(), end=match.end(), raw=match[0], price=price))
    return found


def currency_codes(text: str) -> set[str]:
    """The currencies that stand in the text as words of their own."""
    pattern = rf"(?<!\w)(?:{_CURRENCY})(?!\w)"
    return {_CURRENCIES[one.lower()] for one in re.findall(pattern, text, re.IGNORECASE)}
