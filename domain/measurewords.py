"""From partners' words to measures of cargo: packages, weights, volumes, times with their unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from domain.numberwords import NUMBER, FoundNumber, number
from domain.quantity import Quantity
from domain.words import table

_UNITS = {str(word).lower(): unit for unit, words in table("measures").items() for word in words}
#: What goods are packed in.
PACKED = ("PLT", "CTN", "COLIS", "PKG", "DRUM", "BAG", "CASE", "CRATE", "BUNDLE", "ROLL")
WEIGHTS = ("KG", "T", "LB", "G")
_EAST = "\u3040-\u9fff"
_MEASURE = re.compile(
    rf"(?:(?<![\w.,/'’+-])|(?<=[{_EAST}]))({NUMBER})\s?("
    + "|".join(
        re.escape(word).replace(r"\ ", r"\s?") for word in sorted(_UNITS, key=len, reverse=True)
    )
    + rf")(?:(?<=[{_EAST}])|(?!\w|\s?/\s?[^\W\d]))",
    re.IGNORECASE,
)


#: Small numbers in words; of those for one only what is no mere letter.
_NUMBERS = {
    str(word): n
    for n, words in table("dates")["numbers"].items()
    for word in words
    if len(str(word)) > 1 and word not in ("an", "en", "um")
}
_WORDED = re.compile(
    rf"(?<!\w)({'|'.join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))})\s("
    + "|".join(re.escape(word) for word in sorted(_UNITS, key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)


def measures(text: str, decimal: str, units: Iterable[str] = ()) -> list[FoundNumber]:
    """Every measure in the text, of some units if named; `10 ctns/plt` is a rate and is none.

    A weight or volume with three digits behind the partner's decimal mark may as well be grouped:
    it is not `sure`.
    """
    wanted = frozenset(units)
    found = []
    for match in _MEASURE.finditer(text):
        unit = _UNITS[" ".join(match[2].lower().split())]
        if wanted and unit not in wanted:
            continue
        n = number(match[1], decimal)
        found.append(
            FoundNumber(
                start=match.start(),
                end=match.end(),
                raw=match[0],
                quantity=Quantity(n=n, unit=unit),
                sure=unit == "M3" or not is_grouped(match[1], decimal),
            )
        )
    return sorted([*found, *_in_words(text, wanted)], key=lambda one: one.start)


def _in_words(text: str, wanted: frozenset[str]) -> Iterable[FoundNumber]:
    """Packages counted in words: `one carton`, `trois palettes`."""
    for match in _WORDED.finditer(text):
        unit = _UNITS[" ".join(match[2].lower().split())]
        if unit in PACKED and (not wanted or unit in wanted):
            n = Decimal(_NUMBERS[match[1].lower()])
            quantity = Quantity(n=n, unit=unit)
            yield FoundNumber(start=match.start(), end=match.end(), raw=match[0], quantity=quantity)


def is_grouped(text: str, decimal: str) -> bool:
    """Whether the partner's decimal mark may group thousands here; volumes do have three digits."""
    return re.fullmatch(rf"\d{{1,3}}{re.escape(decimal)}\d{{3}}", text) is not None
