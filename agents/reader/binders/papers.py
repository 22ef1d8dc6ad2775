"""Papers that a letter names by what they are: those of its shipment, or one by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.papers import papers_in, rows_for, shipment_of_papers
from agents.reader.transport import shipments_named
from domain.reading import Reference
from domain.words import lexicon

_NUMBER = re.compile(r"(?<![\w-])\d{6,12}(?![\w-])")


def _is_title(words: str) -> bool:
    """Whether the words can only name a paper: `packing` and `facture` are words of every day."""
    return " " in words or words.upper() == words


def bind_papers(letter: Letter) -> Iterator[Reference]:
    """Papers named by a number in their own name; then all that are named by kind."""
    numbered = {
        row.text("doc_type").split()[-1]: row.object
        for row in letter.reads.rows("documents")
        if _NUMBER.fullmatch(row.text("doc_type").split()[-1])
    }
    for line in letter.lines():
        for match in _NUMBER.finditer(line.text) if numbered else ():
            if match[0] in numbered:
                span = letter.notes.span(
                    line.part, line.start + match.start(), line.start + match.end()
                )
                yield Reference(
                    as_written=match[0], object=numbered[match[0]], how="number of a paper",
                    span=span,
                )  # fmt: skip


def bind_papers_of_shipment(letter: Letter) -> Iterator[Reference]:
    """Papers named by what they are, of the shipment that the letter is about."""
    shipment = shipment_of_papers(letter)
    rows = rows_for(letter)
    named = shipment in shipments_named(letter) or letter.bound("documents")
    for line in letter.lines() if rows else ():
        told = lexicon("paper_state").has(line.text)
        for one in papers_in(letter, line, rows):
            if not told and not (named and _is_title(line.text[one.start : one.end])):
                continue
            span = letter.notes.span(line.part, line.start + one.start, line.start + one.end)
            yield Reference(
                as_written=line.text[one.start : one.end], object=one.object,
                how="paper of that shipment", span=span,
            )  # fmt: skip
