"""What was read from one file, and several such readings joined into one text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from domain.tradedoc import Cell, TradeDocument
from domain.values import Value
from tools.papers import limits

#: How notes begin of appointments that are no news: one called off, and an answer, which repeats
#: the words of the invitation, also in the subject of its mail.
CALLS_OFF, ANSWERS = "it calls off the appointment", "it answers the invitation"

#: How a note begins that tells the remarks of a file.
REMARKS = "it has remarks beside its text, which were not read"

Ranges = tuple[tuple[int, int], ...]


class File(NamedTuple):
    """An attached file: its bytes and what its sender calls it.

    `depth` counts the files it lies in; `charset` is the one declared for text, often a lie.
    """

    data: bytes
    kind: str = ""
    name: str = ""
    charset: str = ""
    depth: int = 0


class Paper(Value):
    """The text of a file, its tables as lines with tabs between the cells.

    `documents` have their cells in `text`; so have the ranges `quoted` (a letter that was sent
    before), `letters` (a letter the sender of the mail wrote, in which earlier mail is not told
    apart yet) and `recognised` (read from a picture). `hidden` is what the file does not show its
    reader; `notes` say what was left out or does not agree.
    """

    text: str = ""
    documents: tuple[TradeDocument, ...] = ()
    hidden: str = ""
    notes: tuple[str, ...] = ()
    quoted: Ranges = ()
    letters: Ranges = ()
    recognised: Ranges = ()

    def with_notes(self, *notes: str) -> Paper:
        """The same with these notes before its own."""
        return self.model_copy(update={"notes": (*notes, *self.notes)})


def joined(papers: Iterable[Paper]) -> Paper:
    """The papers one below the other; what would make the text too long is left out, and said."""
    whole = Paper()
    for paper in papers:
        fits = len(whole.text) + 2 + len(paper.text) <= limits.TEXT
        note = f"a part of it is not read: over {limits.TEXT:,} characters"
        whole = _below(whole, paper if fits else Paper(notes=(*paper.notes, note)))
    return whole


def _below(above: Paper, paper: Paper) -> Paper:
    between = "\n\n" if above.text and paper.text else ""
    by = len(above.text) + len(between)

    def shifted(ranges: Ranges) -> Ranges:
        return tuple((low + by, high + by) for low, high in ranges)

    hidden = "\n".join(filter(None, (above.hidden, paper.hidden)))
    return Paper(
        text=above.text + between + paper.text,
        documents=(*above.documents, *(moved(one, by) for one in paper.documents)),
        hidden=hidden[: limits.HIDDEN],
        notes=tuple(dict.fromkeys((*above.notes, *paper.notes))),
        quoted=above.quoted + shifted(paper.quoted),
        letters=above.letters + shifted(paper.letters),
        recognised=above.recognised + shifted(paper.recognised),
    )


def moved(value: Any, by: int) -> Any:
    """A document, or what is in one, with every cell `by` characters further down."""
    if isinstance(value, Cell):
        return value.model_copy(update={"start": value.start + by, "end": value.end + by})
    if isinstance(value, Value):
        update = {name: moved(getattr(value, name), by) for name in type(value).model_fields}
        return value.model_copy(update=update)
    if isinstance(value, tuple):
        return tuple(moved(one, by) for one in value)
    if isinstance(value, dict):
        return {key: moved(one, by) for key, one in value.items()}
    return value
