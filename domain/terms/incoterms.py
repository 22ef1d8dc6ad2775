"""Delivery terms with their named place: FCA Bilbao (Incoterms 2020), DDP our dock."""

from __future__ import annotations

import re

from domain.datewords.vocabulary import MONTH, WEEKDAYS, either
from domain.terms.found import FoundTerm

_CODES = "EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP|DAT"
_JOIN = r"(?:d[eaou]l?s?|d['’]|la|le|les|los|las|of|am|an\sder|upon|sur|di|do|da)"
_NAME = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]{0,24}(?:[-'’.][^\W\d_]{1,24}){0,3}"
#: Words with a capital that begin the next thing said, and are no place.
_NO_PLACE = (
    rf"(?!(?:{_CODES}|Incoterms?|INCOTERMS|Net|NET|Netto|Payment|Price|Prices|Delivery|Lead|Valid|Validity|MOQ|Tooling|"
    r"Packing|Packaging|Terms|Total|We|WE|Zahlung|Preis|Lieferzeit|Plazo|Precio|Pago|Prix|Prezzo|"
    rf"(?i:{MONTH}|{either(WEEKDAYS)})|KW|CW|Fiyat|Vade|Unit|USD|EUR|GBP|JPY|CNY|MXN|INR|TRY|Rev|Qty|If)(?!\w))"
)
_PLACE = (
    rf"(?:(?:our|your|my|their|seller['’]?s|buyer['’]?s|named|ihr|unser|notre|votre|nuestra|nuestro|"
    rf"su|nossa|nosso|sua|nostro|vostro|er|vår)[ \xa0][^\W\d_]{{2,20}}|"
    rf"{_NO_PLACE}{_NAME}(?:[ \xa0](?:{_JOIN}[ \xa0]?{_NAME}|{_NO_PLACE}{_NAME})){{0,3}})"
)
_WORDS = re.compile(
    rf"(?<!\w)(?i:ex[\s-]works|ab\sWerk|départ\susine|ex\sfábrica|franco\sfabbrica|posto\sfábrica|fritt\sfabrik|fabrika\steslim)"
    rf"[ \xa0](?P<place>{_PLACE})"
)
#: `franco vettore Brescia (FCA)`: the place stands before the code.
_PLACED = re.compile(rf"(?<![\w-])(?P<place>{_NO_PLACE}{_NAME})[ \xa0]\((?P<code>{_CODES})\)")
_TERM = re.compile(
    rf"(?<![\w-])(?P<code>{_CODES})(?![\w-])"
    rf"(?:[ \t\xa0]{{0,2}}[,:-]?[ \t\xa0]{{0,2}}(?P<place>{_PLACE}))?"
    r"(?:[\s,]{0,3}\(?(?:Incoterms|INCOTERMS)®?\s?(?:20[012]\d)?\)?)?"
)


def incoterms(text: str) -> list[FoundTerm]:
    """Every delivery term written by its code, with the place where one is named."""
    placed = [_found(match, match["code"]) for match in _PLACED.finditer(text)]
    found = [_found(match, match["code"]) for match in _TERM.finditer(text)]
    found = [one for one in found if not any(each.end > one.start >= each.start for each in placed)]
    found += placed
    return sorted(
        [*found, *(_found(match, "EXW") for match in _WORDS.finditer(text))],
        key=lambda one: one.start,
    )


def _found(match: re.Match[str], code: str) -> FoundTerm:
    raw = match[0].rstrip(" ,.\t\n")
    place = " ".join((match["place"] or "").rstrip(".").split())
    return FoundTerm(
        start=match.start(),
        end=match.start() + len(raw),
        raw=raw,
        text=f"{code} {place}".strip(),
    )
