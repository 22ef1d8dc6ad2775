"""The papers a registration waits for, by kind, and which of them the letter brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.letter import Letter
from agents.reader.passages import Passage
from domain.evidence import Part
from domain.partner_papers import paper_kind, papers_in
from domain.record import Row

#: A paper says what it is at its head.
_HEAD = 240


class Named(NamedTuple):
    """A paper named in a passage, at these characters of the part."""

    kind: str
    part: Part
    start: int
    end: int


def wanted(letter: Letter, onboarding: Row) -> dict[str, Row]:
    """Rows of the papers asked for, by kind; a kind that two rows are of is left out."""
    rows = letter.reads.rows("onboarding_documents", onboarding_id=onboarding.key)
    found: dict[str, Row] = {}
    double = set()
    for row in rows:
        kind = paper_kind(row.text("document"))
        double |= {kind} if kind in found else set()
        found.setdefault(kind, row)
    return {kind: row for kind, row in found.items() if kind and kind not in double}


def attached(letter: Letter) -> dict[str, Part]:
    """Attachments by the kind their file name, else their head, speaks of."""
    found: dict[str, Part] = {}
    for part in letter.message.parts:
        if part.name.startswith("attachment"):
            kind = paper_kind(part.file_name) or paper_kind(part.text[:_HEAD])
            if kind:
                found.setdefault(kind, part)
    return found


def kind_of_part(letter: Letter, part: Part) -> str:
    """The kind of paper an attachment is, empty for the body."""
    return next((kind for kind, one in attached(letter).items() if one.name == part.name), "")


def named(passage: Passage) -> list[Named]:
    """Every paper the passage names."""
    return [
        Named(hit.code, passage.part, passage.start + hit.start, passage.start + hit.end)
        for hit in papers_in(passage.text)
    ]


def named_first(letter: Letter, kind: str) -> Named | None:
    """Where body, subject or the paper itself names this kind first."""
    return next((one for one in _everywhere(letter) if one.kind == kind), None)


def _everywhere(letter: Letter) -> Iterator[Named]:
    order = {"body": 0}
    for scope in sorted(letter.scopes, key=lambda one: order.get(one.passage.part.name, 1)):
        if scope.passage.part.name != "subject":
            yield from named(scope.passage)
