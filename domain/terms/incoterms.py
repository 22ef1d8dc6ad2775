"""Delivery terms with their named place: FCA Bilbao (Incoterms 2020), DDP our dock."""

from __future__ import annotations

import re

from domain.terms.found import FoundTerm

_CODES = "EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP|DAT"
_JOIN = r"(?:d[eaou]l?s?|d['’]|la|le|les|los|las|of|am|an\sder|upon|sur|di|do|da)"
_NAME = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]{0,24}(?:[-'’.][^\W\d_]{1,24}){0,3}"
#: Words with a capital that begin the next thing said, and are no place.
_NO_PLACE = (
    rf"(?!(?:{_CODES}|Incoterms?|INCOTERMS|Net|NET|Netto|Payment|Price|Prices|Delivery|Lead|Valid|Validity|MOQ|Tooling|"
    r"Packing|Packaging|Terms|Total|We|WE|Zahlung|Preis|Lieferzeit|Plazo|Precio|Pago|Prix|Prezzo|"
    r"Fiyat|Vade|Unit|USD|EUR|GBP|JPY|CNY|MXN|INR|TRY|Rev|Qty|If)(?!\w))"
)
_PLACE = (
    rf"(?:(?:our|your|my|their|seller['’]?s|buyer['’]?s|named|ihr|unser|notre|votre|nuestra|nuestro|"
    rf"su|nossa|nosso|sua|nostro|vostro|er|vår)[ \xa0][^\W\d_]{{2,20}}|"
    rf"{_NO_PLACE}{_NAME}(?:[ \xa0](?:{_JOIN}[ \xa0]?)?{_NO_PLACE}{_NAME}){{0,3}})"
)
_TERM = re.compile(
    rf"(?<![\w-])(?P<code>{_CODES})(?![\w-])"
    rf"(?:[ \t\xa0]{{0,2}}[,:-]?[ \t\xa0]{{0,2}}(?P<place>{_PLACE}))?"
    r"(?:[\s,]{0,3}\(?(?:Incoterms|INCOTERMS)®?\s?(?:20[012]\d)?\)?)?"
)


def incoterms(text: str) -> list[FoundTerm]:
    """Every delivery term written by its code, with the place where one is named."""
    return [_found(match) for match in _TERM.finditer(text)]


def _found(match: re.Match[str]) -> FoundTerm:
    raw = match[0].rstrip(" ,.\t\n")
    place = " ".join((match["place"] or "").rstrip(".").split())
    return FoundTerm(
        start=match.start(),
        end=match.start() + len(raw),
        raw=raw,
        text=f"{match['code']} {place}".strip(),
    )
