"""Numbers as people of a language write them: one form throughout a letter."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.money import Money

#: The signs between thousands and before decimals. CLDR 46, decimal and group symbols; where a
#: language has no entry, and in letters that fall back to English: 1,234.50.
_SIGNS = {
    **dict.fromkeys(("de", "es", "it", "pt", "tr"), (".", ",")),
    **dict.fromkeys(("fr", "sv"), ("\u00a0", ",")),
}
_PLAIN = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,12})?")


def written(text: str, language: str) -> str:
    """A plain decimal in the form of the language; any other text as it is."""
    if not _PLAIN.fullmatch(text):
        return text
    thousands, decimal = _SIGNS.get(language, (",", "."))
    return f"{Decimal(text):,f}".translate(str.maketrans(",.", thousands + decimal))


def money_written(money: Money, language: str) -> str:
    """A sum of money with its currency."""
    return f"{written(format(money.amount, 'f'), language)} {money.currency}"
