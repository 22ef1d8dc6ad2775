"""What people mean by a number that they type: not as the record writes it, or only in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.ports import Reads
from domain.thread.beyond import numbers
from domain.thread.names import named_by
from domain.thread.steps import QUOTED

#: An order is called by at least so many of its last digits.
_SHORT = 5

#: Cells besides those of links that hold a number among words: an entry under its paper, a waybill.
_IN_WORDS = (("documents", "doc_type"), ("customer_deliveries", "tracking_ref"))


def meant_by(reads: Reads, words: str) -> tuple[str, ...]:
    """Objects (`table:key`) that words name: as the record writes it, else with other blanks,
    hyphens and strokes, else an order by its last digits, else rows that name it among words."""
    for one in _spelt(words.strip()):
        if found := named_by(reads, one):
            return found
    number = "".join(words.split())
    return tuple(dict.fromkeys(_ending(reads, number) or _in_words(reads, number)))


def is_spelt(reads: Reads, words: str) -> bool:
    """Whether words are the whole name of something on record, but for blanks and strokes."""
    return any(named_by(reads, one) for one in _spelt(words.strip()))


def _spelt(words: str) -> Iterator[str]:
    """The ways in which the record may write it."""
    yield words
    yield words.replace(" ", "").replace("-", "")
    yield "/".join(words.replace("/", " ").replace("-", " ").split())


def _ending(reads: Reads, number: str) -> list[str]:
    """Orders whose number ends with these digits."""
    if len(number) < _SHORT or not number.isdigit():
        return []
    return [row.object for row in reads.rows("purchase_orders") if row.key.endswith(number)]


def _in_words(reads: Reads, number: str) -> Iterable[str]:
    if numbers(number) != [number]:
        return
    cells = dict.fromkeys((*_IN_WORDS, *((one.of, one.column) for one in QUOTED)))
    for table, column in cells:
        for row in reads.rows(table):
            if number in numbers(row.text(column)):
                yield row.object
