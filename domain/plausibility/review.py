"""Every rule of plausibility over a record: which rows look wrong, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.plausibility import (
    amounts,
    calendar,
    goods,
    identifiers,
    packing,
    places,
    terms,
    twins,
    units,
    weights,
)
from domain.plausibility.book import Book, Suspicion

Rule = Callable[[Book], Iterator[Suspicion]]

#: Sentences by (table, key), in the order of the rules, each once.
Flags = dict[tuple[str, str], tuple[str, ...]]

RULES: tuple[Rule, ...] = (
    *identifiers.RULES,
    *places.RULES,
    *calendar.RULES,
    *twins.RULES,
    *units.RULES,
    *weights.RULES,
    *packing.RULES,
    *goods.RULES,
    *amounts.RULES,
    *terms.RULES,
)


def review(book: Book) -> Flags:
    """The rows of the record that look wrong, each with one sentence a reason."""
    flags: Flags = {}
    for rule in RULES:
        for table, key, says in rule(book):
            told = flags.get((table, key), ())
            if says not in told:
                flags[table, key] = (*told, says)
    return flags
