"""Who wins what in an award: the suppliers of the request as the letter names them, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from agents.reader.item_names import ItemNames
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from domain.record import Row

#: First words of company names that name no company.
_EMPTY = frozenset(
    word
    for words in (
        ("the", "la", "le", "el", "il", "der", "die", "das", "new", "united", "general"),
        ("north", "south", "east", "west", "international", "grupo", "groupe", "gruppo", "metal"),
    )
    for word in words
)


#: Words behind which a term is everybody's: `…, both net 60`.
_ALL = re.compile(
    r"[,;]\s(?:both|all|each|beide|alle|jeweils|les\sdeux|tous|ambos|ambas|todos|entrambi|tutti|båda|alla|her\sikisi|hepsi|oba|beiden)(?!\w)",
    re.IGNORECASE,
)


class Winner(NamedTuple):
    """A supplier of the request: its line of it, and the names people use for it."""

    row: Row
    names: tuple[str, ...]


class Named(NamedTuple):
    """Where a passage names a supplier."""

    start: int
    end: int
    winner: Winner


def winners(letter: Letter, request: str) -> list[Winner]:
    """Every supplier asked, with full name and what distinguishes it from the others.

    Of a request of several lines those whose item the letter names; a supplier that is then still
    asked for several is left out, since nobody could tell which of them is meant.
    """
    rows = list(letter.reads.rows("rfq_lines", rfq_id=request))
    items = set(ItemNames(letter).everywhere())
    rows = [row for row in rows if f"items:{row.text('item_id')}" in items] or rows
    times = Counter(row.text("supplier_id") for row in rows)
    rows = [row for row in rows if times[row.text("supplier_id")] == 1]
    names = {row.key: _name(letter, row) for row in rows}
    found = []
    for row in rows:
        name = names[row.key]
        first = re.split(r"[\s,]", name)[0] if name else ""
        others = {re.split(r"[\s,]", each)[0].casefold() for each in names.values() if each != name}
        short = first if len(first) > 2 and first.casefold() not in others | _EMPTY else ""
        found.append(Winner(row, tuple(one for one in (name, short) if one)))
    return found


def _name(letter: Letter, row: Row) -> str:
    partner = letter.row(f"partners:{row.text('supplier_id')}")
    return partner.text("name") if partner else ""


def named_in(text: str, asked: Sequence[Winner]) -> list[Named]:
    """Every place where the words name one of the suppliers, in order; the longer name counts."""
    found: list[Named] = []
    for one in asked:
        for name in one.names:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                found.append(Named(match.start(), match.end(), one))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Named] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


class Said(NamedTuple):
    """Words of an award that are about one of its suppliers, or about all (`winner` None)."""

    passage: Passage
    winner: Winner | None


def said_of(passage: Passage, asked: Sequence[Winner]) -> list[Said]:
    """The passage cut where it turns to another supplier; what names none is about all."""
    marks = named_in(passage.text, asked)
    if not marks:
        return [Said(passage, None)]
    if len({one.winner.row.key for one in marks}) == 1:
        return [Said(passage, marks[0].winner)]
    common = _ALL.search(passage.text)
    last = common.start() if common and common.start() > marks[-1].end else len(passage.text)
    ends = [one.start for one in marks[1:]] + [last]
    starts = [0, *ends[:-1]]
    return [
        Said(Passage(passage.part, passage.start + low, passage.start + high), mark.winner)
        for low, high, mark in zip(starts, ends, marks, strict=True)
    ] + [Said(Passage(passage.part, passage.start + last, passage.end), None)]
