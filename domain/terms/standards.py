"""Certificates after EN 10204 and drawing revisions: mill cert 3.1, Index E, rev. C."""

from __future__ import annotations

import re

from domain.terms.found import FoundTerm, said

_MILL = re.compile(
    rf"(?:(?<!\w)(?P<cue>{said('certificate')})(?!\w)[\s:,-]{{0,3}}(?:(?:nach|acc\.?\sto|as\sper|según|selon|type|typ|tipo|to|conforme|secondo)\s)?"
    r"(?:(?:din\s)?en\s?10204[\s:/-]{0,3}(?:20\d\d\s?)?(?:type\s|typ\s|-)?)?(?P<type>[23]\.[12])(?!\d|\.\d)"
    r"|(?<!\w)(?:din\s)?en\s?10204[\s:/-]{1,3}(?:type\s|typ\s)?(?P<type2>[23]\.[12])(?!\d|\.\d)"
    rf"|(?<![\w.,])(?P<type3>[23]\.[12])[\s-](?:mill\s)?(?:{said('certificate')})(?!\w))",
    re.IGNORECASE,
)
_REVISION = re.compile(
    rf"(?<!\w)(?i:{said('revision')})[\s.:]{{1,3}}(?P<rev>[A-Z]\d?|\d{{1,2}})(?![\w])(?![.,/-]\d)"
)
_TIGHT = re.compile(r"(?<!\w)(?i:rev|ind)\.?(?P<rev>[A-Z])(?!\w)")


def certificates(text: str) -> list[FoundTerm]:
    """Every inspection document after EN 10204, unless the words leave it out."""
    return [
        FoundTerm(
            start=match.start(),
            end=match.end(),
            raw=match[0],
            text=f"EN 10204 {match['type'] or match['type2'] or match['type3']}",
        )
        for match in _MILL.finditer(text)
    ]


def revisions(text: str) -> list[FoundTerm]:
    """Every drawing revision named with its word."""
    found: dict[int, FoundTerm] = {}
    for pattern in (_REVISION, _TIGHT):
        for match in pattern.finditer(text):
            found.setdefault(
                match.start(),
                FoundTerm(
                    start=match.start(), end=match.end(), raw=match[0], text=match["rev"].upper()
                ),
            )
    return [found[start] for start in sorted(found)]
