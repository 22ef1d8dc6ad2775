"""Letters written all in small letters, read with the capitals that numbers, names and terms have.

What a mail says is quoted as it stands; only the reading sees capitals, at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.passages import fresh_ranges
from domain.evidence import Part
from domain.ports import Reads
from domain.words import table

#: Fewer letters tell nothing of how somebody writes; of so many, one may still be a capital.
_LEAST, _PER_CAPITAL = 24, 60
#: Numbers of bookings, boxes, bills and items: letters with digits behind them, or `1x40hc`.
_NUMBER = re.compile(
    r"(?<![\w@.])(?:[a-z]{1,6}-?\d[\w/-]*|\d{1,2}\s?x\s?\d{2}(?:hc|hq|dv|gp|rf))(?![\w@])"
)
#: A ship and its voyage: `connects on orion jade 009e`.
_VOYAGE = re.compile(
    r"(?<!\w)(?:(?!(?:on|via|per|vessel|vsl|mv|to|the|by|from|with|voyage)\s)[a-z]{3,14}\s){1,2}\d{3}[a-z](?!\w)"
)
#: Words of a mail address or of the web keep their letters.
_ADDRESS = re.compile(r"\S*@\S+|https?://\S+")
#: Columns of names on record, by table.
_NAMES = {
    "people": ("name",),
    "contacts": ("name",),
    "partners": ("name", "incoterm_place"),
    "purchase_orders": ("incoterm_place",),
    "shipments": ("vessel", "pol", "via", "pod"),
    "sites": ("name", "city"),
}
_SHORTEST = 3


def with_capitals(part: Part, reads: Reads) -> Part:
    """The part as it would stand with its usual capitals, where its writer puts none."""
    if part.name not in ("subject", "body") or not _is_small(part):
        return part
    text = list(part.text)
    kept = [range(*one.span()) for one in _ADDRESS.finditer(part.text)]
    for start, word in _capitals(part.text, reads):
        inside = any(start in one for one in kept)
        if not inside and len(word) == len(part.text[start : start + len(word)]):
            text[start : start + len(word)] = word
    return part.model_copy(update={"text": "".join(text)})


def _is_small(part: Part) -> bool:
    fresh = "".join(part.text[low:high] for low, high in fresh_ranges(part))
    letters = [one for one in fresh if one.isalpha()]
    capitals = sum(one.isupper() for one in letters)
    return len(letters) >= _LEAST and capitals * _PER_CAPITAL <= len(letters)


def _capitals(text: str, reads: Reads) -> Iterator[tuple[int, str]]:
    """Where words stand that are written otherwise, and how."""
    for found in (*_NUMBER.finditer(text), *_VOYAGE.finditer(text)):
        yield found.start(), found[0].upper()
    terms = table("capitals")
    for word in terms["always"]:
        yield from _found(text, str(word), rf"(?<!\w){re.escape(str(word))}(?!\w)")
    for word in terms["at_the_head"]:
        head = r"(?m:^)[ \t]{0,3}(?:\d{1,2}[.)]\s|[-*•]\s)?|[/:]\s?|\b(?:vs|and|of|on|the)\s"
        yield from _found(text, str(word), rf"(?:{head})(?P<word>{re.escape(str(word))})(?!\w)")
    for name in _names(reads):
        yield from _found(text, name, rf"(?<!\w){re.escape(name)}(?!\w)")


def _found(text: str, word: str, pattern: str) -> Iterator[tuple[int, str]]:
    if word.lower() not in text:
        return
    for hit in re.finditer(pattern, text, re.IGNORECASE):
        yield (hit.start("word") if "word" in hit.groupdict() else hit.start()), word


def _names(reads: Reads) -> set[str]:
    """Names of people, partners, ships and places on record, and the first names of people."""
    found = set()
    for name, columns in _NAMES.items():
        for row in reads.rows(name):
            for column in columns:
                said = row.text(column).strip()
                found |= {said, *(said.split() if column == "name" else ())}
    found |= {row.key for row in reads.rows("items")}
    common = {str(one) for words in table("everyday").values() for one in words}
    return {one for one in found if len(one) >= _SHORTEST and one.lower() not in common}
