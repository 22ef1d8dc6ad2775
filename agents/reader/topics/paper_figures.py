"""What a line about one paper says it shows: packages, weights, volume, total."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter, Line
from agents.reader.papers import Paper, papers_in, rows_for
from domain.amounts import find_amounts
from domain.measurewords import PACKED, WEIGHTS, measures
from domain.numberwords import FoundNumber
from domain.words import lexicon

#: Papers that count and weigh the goods, and papers that price them.
_WEIGHS = ("packing list", "bill of lading", "air waybill")
_PRICES = ("commercial invoice", "insurance certificate")


def read_paper_figures(letter: Letter) -> Iterator[str]:
    """Figures on the paper they stand beside, where the line begins with its name."""
    rows = rows_for(letter)
    for line in letter.lines() if rows else ():
        papers = papers_in(letter, line, rows)
        if line.part.name != "body" or len(papers) != 1 or papers[0].start > 4:
            continue
        kind = papers[0].row.text("doc_type")
        if any(name in kind for name in _WEIGHS):
            _measured(letter, line, papers[0])
        elif any(name in kind for name in _PRICES):
            _priced(letter, line, papers[0])
    yield from ()


def _measured(letter: Letter, line: Line, paper: Paper) -> None:
    decimal = letter.sender.decimal
    packs = measures(line.text, decimal, PACKED)
    volumes = measures(line.text, decimal, ["M3"])
    for field, found in (("packages", packs), ("volume", volumes)):
        if len(found) == 1:
            _state(letter, line, paper, field, found[0])
    for one in measures(line.text, decimal, WEIGHTS):
        before = line.text[max(paper.end, one.start - 18) : one.start]
        kinds = [hit.code for hit in lexicon("transport").find(before)]
        named = [kind for kind in kinds if kind in ("net", "gross")]
        if named:
            _state(letter, line, paper, f"{named[-1]}_weight", one)


def _state(letter: Letter, line: Line, paper: Paper, field: str, one: FoundNumber) -> None:
    if not one.sure or one.quantity is None:
        return
    where = (line.part, line.start + one.start, line.start + one.end)
    arguments = {"decimal": letter.sender.decimal, "unit": one.quantity.unit}
    letter.state(paper.object, field, "measure_words", where, arguments)


def _priced(letter: Letter, line: Line, paper: Paper) -> None:
    """The one sum with its currency."""
    decimal = letter.sender.decimal
    found = [one for one in find_amounts(line.text, decimal) if one.currency]
    if len(found) == 1 and found[0].sure:
        where = (line.part, line.start + found[0].start, line.start + found[0].end)
        letter.state(paper.object, "document_value", "amount_words", where, {"decimal": decimal})
