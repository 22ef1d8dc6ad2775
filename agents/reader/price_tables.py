"""Tables of price breaks: a head with quantity and price, below it a pair of numbers a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.claims import Claim
from agents.reader.letter import Letter, Line
from agents.reader.offers_made import OfferLines
from agents.reader.price_claims import Known, fits
from agents.reader.term_claims import whole_decimal
from domain.numberwords import bare_numbers, currency_codes
from domain.quantity import Quantity
from domain.reading import PriceStated

_SIZES = re.compile(
    r"(?<!\w)(?:qty|quantity|quantities|volume|from|pcs|menge|ab\smenge|stückzahl|staffel|stk|quantité|qté|cantidad|cant\.?|"
    r"quantidade|qtd|quantità|q\.tà|antal|kvantitet|miktar|adet|ilość|aantal|数量)(?!\w)",
    re.IGNORECASE,
)
_PRICES = re.compile(
    r"(?<!\w)(?:price|unit\sprice|preis|stückpreis|einzelpreis|prix|prix\sunitaire|p\.?u\.?|precio|precio\sunitario|preço|"
    r"prezzo|prezzo\sunitario|pris|á-pris|fiyat|birim\sfiyat|cena|prijs|单价|価格|単価)(?!\w)",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"[\s|]{0,8}(?:from|ab|à\spartir\sde|desde|da|från|≥|>=)?\s?(?P<n>\d[\d.,'’]{0,9}\d|\d)"
    r"(?:\s?(?:-|–|to|bis|à|a|till|do|tot)\s?(?P<to>\d[\d.,'’]{0,9}\d|\d))?"
    r"\s?(?:\+|pcs?|stk|st|pz|adet|pzas?|up|and\sup|and\sover|und\smehr|et\splus|y\smás|e\soltre)?[\s|;]{1,24}(?:[A-Z]{3}\s|[$€£]\s?)?(?P<price>\d[\d.,]{0,9}\d|\d)(?:\s?[A-Z]{3}|\s?[$€£])?[\s|]{0,8}$",
    re.IGNORECASE,
)


#: What a price is for: `/C` and `/M` are a hundred and a thousand in American trade.
_PER = re.compile(
    r"(?:/|(?<!\w)(?i:per|pro|je|par|por|al|för|za|voor))\s?(?:(?P<hundred>C(?!\w)|100(?!\d)|hundred|hundert|cent\b|cien|cem|cento)|"
    r"(?P<thousand>M(?!\w)|1[.,]?000(?!\d)|thousand|tsd|tausend|mille?\b|mil(?!\w)|tusen|bin(?!\w)))"
)


class _Head(NamedTuple):
    part: str
    currency: str
    per: tuple[str, ...] = ()


def _per_of(text: str) -> tuple[str, ...]:
    """For how many the words say a price is, once they say one thing."""
    found = {"100" if one["hundred"] else "1000" for one in _PER.finditer(text)}
    return tuple(found) if len(found) == 1 else ()


def table_prices(letter: Letter, offer: OfferLines) -> Iterator[Claim]:
    """Prices of every row below a head that names a quantity, a price and its currency."""
    head: _Head | None = None
    for line in letter.lines():
        told = _head(line, offer, letter)
        row = _ROW.match(line.text) if head and head.part == line.part.name else None
        if told:
            head = told
        elif row and head:
            yield from _price(letter, offer, line, row, head)
        elif line.text.strip(" -=|+_\t"):
            head = None


def _head(line: Line, offer: OfferLines, letter: Letter) -> _Head | None:
    if not (_SIZES.search(line.text) and _PRICES.search(line.text)) or len(line.text) > 120:
        return None
    if any(char.isdigit() for char in _PER.sub("", line.text)):
        return None
    known = _known(letter, offer, line)
    codes = currency_codes(line.text) or ({known.currency} if known and known.currency else set())
    per = _per_of(line.text) or _per_of(line.part.text[: line.start])
    return _Head(line.part.name, codes.pop(), per) if len(codes) == 1 else None


def _known(letter: Letter, offer: OfferLines, line: Line) -> Known | None:
    about = offer.about(line.part.name, line.start)
    row = letter.row(about) if about else None
    return offer.known_of(row) if row else None


def _price(
    letter: Letter, offer: OfferLines, line: Line, row: re.Match[str], head: _Head
) -> Iterator[Claim]:
    known = _known(letter, offer, line)
    if known is None:
        return
    for mark in (letter.sender.decimal, "." if letter.sender.decimal == "," else ","):
        sizes = bare_numbers(row["n"], whole_decimal(row["n"], mark), known.unit)
        arguments = {"decimal": mark, "ccy": head.currency, "unit": known.unit}
        start, end = line.start + row.start("price"), line.start + row.end("price")
        for per in head.per or _per_of(line.text.replace(row["n"], "")) or ("1",):
            told = arguments | {"per": per}
            claim = Claim("unit_price", "unit_price", line.part, start, end, told)
            value = claim.value
            if isinstance(value, PriceStated) and fits(value, known) and sizes:
                yield claim._replace(for_qty=_size(sizes[0].quantity, known))
                return


def _size(quantity: Quantity | None, known: Known) -> Quantity | None:
    return quantity.model_copy(update={"unit": known.unit}) if quantity else None
