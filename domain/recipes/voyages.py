"""Numbers of transport: vessels with their voyages, dangerous goods."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.errors import Refused
from domain.reading import CodeStated, Stated
from domain.recipes.registry import recipe

#: `MV ORION PEARL, V.115E`, `Orion Pearl / 115E`, `ORION PEARL voy 115E`.
VESSEL = re.compile(
    r"(?:m\s?/?\s?v\.?\s)?(?P<name>[^\W\d_][^\d\n,;/|()]{2,30}?)[\s,/|-]{1,4}"
    r"(?:v(?:oy(?:age)?)?[.:]?\s?(?:no[.:]?\s?)?)?(?P<no>\d{2,4}[A-Z]{0,2}|[A-Z]{1,2}\d{2,4}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)


@recipe
def vessel_and_voyage(quote: str, arguments: Mapping[str, str]) -> Stated:
    """Name and voyage number with one blank between."""
    match = VESSEL.fullmatch(quote)
    if match is None:
        raise Refused(f"{quote!r} names no vessel with its voyage")
    return CodeStated(text=f"{' '.join(match['name'].split())} {match['no']}".upper())


@recipe
def un_number(quote: str, arguments: Mapping[str, str]) -> Stated:
    """A number of the UN list of dangerous goods, `UN3480` however it is written."""
    digits = re.findall(r"\d{4}", quote)
    if len(digits) != 1:
        raise Refused(f"{quote!r} is no UN number")
    return CodeStated(text=f"UN{digits[0]}")
