"""Prices and tooling of an award, in the currency of the request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.awards.winners import Winner
from agents.reader.claims import Claim
from agents.reader.passages import Passage
from agents.reader.price_claims import Known, fits, is_charge, known_price, price_claims
from agents.reader.term_claims import whole_decimal
from domain.numberwords import NUMBER, UNIT_WORDS, bare_numbers
from domain.quantity import Quantity
from domain.reading import PriceStated, QuantityStated
from domain.terms.found import said
from domain.words import lexicon

_AT = re.compile(
    r"(?:@|(?<!\w)(?:at|for|zu|à|a|por|per|för|price|preis|prix|precio|preço|prezzo|pris|fiyat|fiyatı))\s{0,2}:?\s{0,2}$",
    re.IGNORECASE,
)
_PER_PIECE = re.compile(
    r"(?:\+\s?)?(?:(?:[A-Z]{3}|[$€£])\s?)?(?P<n>\d{1,5}(?:[.,]\d{1,4})?)\s?(?:[A-Z]{3}|[$€£])?\s?(?:/|per|pro|je|par|por|al|för)\s?"
    rf"(?:{UNIT_WORDS})(?!\w)",
    re.IGNORECASE,
)
_SUM = re.compile(rf"(?<![\w.,+]){NUMBER}(?:\s?k(?!\w))?(?![\w%]|[.,]\d|\s?/)", re.IGNORECASE)
_COUNTED = re.compile(rf"\s?(?:{UNIT_WORDS}|%)(?!\w)", re.IGNORECASE)
_FIRST = re.compile(rf"(?<!\w)(?:{said('first')})\s{{0,2}}(?P<n>{NUMBER})(?!\d)", re.IGNORECASE)


def award_prices(passage: Passage, winner: Winner, decimal: str) -> Iterator[Claim]:
    """The price at which the supplier won; a number alone where its size and place say so."""
    known = known_price(winner.row)
    charged = lexicon("order_charge").first_of(passage.text, "one_off")
    end = charged.start if charged else len(passage.text)
    told = Passage(passage.part, passage.start, passage.start + end)
    found = list(price_claims(told, known, decimal))
    yield from found or _bare(told, known)


def _bare(passage: Passage, known: Known) -> Iterator[Claim]:
    if not known.amount:
        return
    for mark in (".", ","):
        for one in bare_numbers(passage.text, mark, "T"):
            placed = _AT.search(passage.text[max(0, one.start - 12) : one.start])
            priced = placed or re.search(r"[.,]\d{2,4}$", one.raw)
            counted = _COUNTED.match(passage.text[one.end : one.end + 16])
            if not priced or counted or is_charge(passage.text, one.start):
                continue
            claim = _priced(passage, "unit_price", one.start, one.end, mark, known)
            value = claim.value
            if isinstance(value, PriceStated) and fits(value, known):
                yield claim
                return


def _priced(passage: Passage, field: str, start: int, end: int, mark: str, known: Known) -> Claim:
    arguments = {"decimal": mark, "ccy": known.currency, "unit": known.unit}
    if field == "unit_price":
        arguments["per"] = format(known.per, "f")
    base = passage.start
    return Claim(field, "unit_price", passage.part, base + start, base + end, arguments)


def tooling(passage: Passage, winner: Winner, decimal: str) -> Iterator[Claim]:
    """Tooling: its sum, and what it adds to each of the first so many pieces."""
    if not lexicon("order_charge").has(passage.text, "one_off"):
        return
    known, base = known_price(winner.row), passage.start
    each = list(_PER_PIECE.finditer(passage.text))
    first = _first(passage, known, decimal)
    if len(each) == 1 and first is not None:
        start, end = each[0].span("n")
        claim = _priced(passage, "unit_price:tooling", start, end, decimal, known)
        yield claim._replace(for_qty=first)
    sums = [one for one in _SUM.finditer(passage.text) if not _overlaps(passage, one, decimal)]
    big = [one for one in sums if re.search(r"k$|[.,\s’']\d{3}(?!\d)", one[0], re.IGNORECASE)]
    if len(big) == 1:
        arguments = {"decimal": whole_decimal(big[0][0], decimal), "ccy": known.currency}
        yield Claim(
            "charge_amount:one_off",
            "bare_money",
            passage.part,
            base + big[0].start(),
            base + big[0].end(),
            arguments,
        )


def _first(passage: Passage, known: Known, decimal: str) -> Quantity | None:
    matches = list(_FIRST.finditer(passage.text))
    if len(matches) != 1:
        return None
    start, end = matches[0].span("n")
    arguments = {"decimal": whole_decimal(matches[0]["n"], decimal), "unit": known.unit}
    base = passage.start
    claim = Claim(
        "ordered_qty", "quantity_words", passage.part, base + start, base + end, arguments
    )
    value = claim.value
    return value.quantity if isinstance(value, QuantityStated) else None


def _overlaps(passage: Passage, one: re.Match[str], decimal: str) -> bool:
    return any(
        match.start() <= one.start() < match.end()
        for pattern in (_FIRST, _PER_PIECE)
        for match in pattern.finditer(passage.text)
    )
