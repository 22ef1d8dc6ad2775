"""Drawings named by the number of their item with its revision: `drawing KLB-12-F`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.passages import fresh_ranges
from domain.evidence import Part
from domain.ports import Reads

_NAMED = re.compile(
    r"(?:drawing|dwg|print|zeichnung(?:snummer|s)?|plan|plano|dibujo|desenho|disegno|ritning|rysun\w{1,3}|tekening|"
    r"teknik\sresim|图纸|图号|図面|図番)[\s.:#]{0,3}(?:(?:no|nr|num|number|n°|nº)[\s.:#]{0,3})?"
    r"(?P<item>[A-Z0-9]{1,14}(?:[-/.][A-Z0-9]{1,12}){0,3})"
    r"[-_/ ]{1,2}(?:rev(?:ision)?|ind(?:ex|ice)?|r)?[-_. ]{0,2}"
    r"(?P<revision>[A-Z]\d?|\d{1,2})(?![\w-])",
    re.IGNORECASE,
)


class Drawing(NamedTuple):
    """Characters `start`..`end` of a part that name the drawing of an item in a revision."""

    start: int
    end: int
    item: str
    revision: str


def drawings(part: Part, reads: Reads) -> Iterator[Drawing]:
    """Those of items on record, where the whole is not the number of an item itself."""
    for low, high in fresh_ranges(part):
        for one in _NAMED.finditer(part.text, low, high):
            start, end = one.start("item"), one.end("revision")
            whole = reads.row("items", part.text[start:end])
            row = reads.row("items", one["item"]) or reads.row("items", one["item"].upper())
            if row is not None and whole is None:
                yield Drawing(start, end, row.key, one["revision"].upper())
