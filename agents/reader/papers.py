"""Papers of a shipment as the record lists them, and which of them words of a letter mean."""

from __future__ import annotations

import re
from typing import NamedTuple

from agents.reader.letter import Letter, Line
from agents.reader.transport import shipment_meant, shipment_of_order, shipments_named
from domain.record import Row
from domain.words import Hit, lexicon

_TOKEN = re.compile(r"[^\W_]{2,20}")
#: Words that stand in the names of many papers.
_COMMON = frozenset({"and", "of", "the", "item", "data", "copy", "form", "full", "set", "draft"})
#: Short words for papers mean them only in capitals: `pl`, `co`, `be` and `di` are words.
_SHORT = 3


#: Who writes about papers of a shipment.
WRITERS = ("broker", "supplier", "forwarder", "bank")


def kinds_in(text: str) -> list[Hit]:
    """Every kind of paper that words name, on record or not."""
    return [hit for hit in lexicon("paper").find(text) if _meant(text, hit) and _alone(text, hit)]


class Paper(NamedTuple):
    """A paper on record named at `start`..`end` of a line."""

    row: Row
    start: int
    end: int

    @property
    def object(self) -> str:
        """`documents:ID`."""
        return self.row.object


def shipment_of_papers(letter: Letter) -> str:
    """The one shipment whose papers the letter is about: named, by a paper's number, by order."""
    named = shipments_named(letter)
    if meant := shipment_meant(letter):
        return meant
    numbered = {
        f"shipments:{row.text('shipment_id')}"
        for one in letter.bound("documents")
        if (row := letter.row(one)) is not None
    }
    if len(numbered) == 1:
        return numbered.pop()
    return "" if named else shipment_of_order(letter)


def papers_in(letter: Letter, line: Line, rows: tuple[Row, ...]) -> list[Paper]:
    """The papers of a shipment that a line names, each once, in order."""
    found: dict[str, Paper] = {}
    for row in rows:
        hit = _named(line.text, row)
        if hit is not None:
            found[row.key] = Paper(row, hit.start, hit.end)
    return sorted(found.values(), key=lambda one: one.start)


def _named(text: str, row: Row) -> Hit | None:
    kind = row.text("doc_type")
    codes = {hit.code for hit in lexicon("paper").find(kind)}
    for hit in lexicon("paper").find(text):
        if hit.code in codes and _meant(text, hit) and _alone(text, hit):
            return hit
    return _by_tokens(text, kind)


_PACKING = re.compile(
    r"\s(?:plan|line|material|materials|charge|charges|cost|costs|unit|station|department|team|as\slast|is|was|stays)",
    re.IGNORECASE,
)


def _meant(text: str, hit: Hit) -> bool:
    """Whether the words mean a paper: short ones in capitals, `packing` not of a plan or a cost."""
    words = text[hit.start : hit.end]
    if words.lower() == "packing" and _PACKING.match(text, hit.end):
        return False
    return len(words.strip(".")) > _SHORT or words.upper() == words


def _alone(text: str, hit: Hit) -> bool:
    """`draft BL` is another paper than `BL`: the longer name at the same place wins."""
    longer = (
        one
        for one in lexicon("paper").find(text)
        if one.code != hit.code and one.start <= hit.start and one.end >= hit.end
    )
    return not any(one.end - one.start > hit.end - hit.start for one in longer)


def _by_tokens(text: str, kind: str) -> Hit | None:
    """A paper without a common name, by most of the words of its own."""
    wanted = {word.lower() for word in _TOKEN.findall(kind)} - _COMMON
    hits = [
        match
        for match in _TOKEN.finditer(text)
        if match[0].lower() in wanted
        or any(len(match[0]) > 2 and one.startswith(match[0].lower()) for one in wanted)
    ]
    distinct = {match[0].lower() for match in hits}
    if len(distinct) < 2 or 2 * len(distinct) < len(wanted):
        return None
    return Hit(kind, hits[0].start(), hits[-1].end())


def rows_of(letter: Letter, shipment: str) -> tuple[Row, ...]:
    """All papers on record of a shipment."""
    number = shipment.partition(":")[2]
    return tuple(letter.reads.rows("documents", shipment_id=number)) if number else ()


def rows_for(letter: Letter) -> tuple[Row, ...]:
    """The papers that a letter of this sender may be about; none for who writes about no papers."""
    kind = letter.sender.kind
    rows = rows_of(letter, shipment_of_papers(letter)) if kind in WRITERS else ()
    own_bills = kind == "forwarder"  # a forwarder's invoice is its own, not the goods'
    return tuple(r for r in rows if not (own_bills and r.text("doc_type") == "commercial invoice"))


def currency_of(letter: Letter, row: Row) -> str:
    """That of the orders on a paper's shipment; empty where they have several."""
    units = letter.reads.rows("shipment_units", shipment_id=row.text("shipment_id"))
    orders = (letter.reads.row("purchase_orders", unit.text("po_id")) for unit in units)
    found = {order.text("currency") for order in orders if order is not None}
    return found.pop() if len(found) == 1 else ""


def owner_of(row: Row) -> str:
    """Who owes or mends a paper: a partner or a colleague of ours."""
    owner = row.text("owner")
    table = "people" if re.fullmatch(r"E\d+", owner) else "partners"
    return f"{table}:{owner}" if owner else ""
