"""Whether a supplier's news of another order tells of the cause that a case is about already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.case import CaseState
from domain.delay.changes import order_of
from domain.ports import Reads
from domain.reading import Statement, stated_text
from domain.words import lexicon

#: Causes that stop whatever a supplier makes meanwhile; what a test rejects is a lot's own, and
#: what the supplier waits for from us is the order's own.
_OF_A_PLANT = frozenset({"breakdown", "tooling", "labour", "material", "capacity", "weather"})

#: Words told further apart are of another event.
_LASTS = timedelta(days=7)

#: Ideas under which the word lists hold what may have failed or be missing.
_THINGS = frozenset({"machine", "tool", "material"})

_NUMBER = re.compile(r"\d+")
#: So many letters tell one thing from another, whatever ending its language gives it.
_STEM = 4


class _Cause(NamedTuple):
    """A cause as its supplier words it: its code, the things it names, and their numbers."""

    code: str
    things: frozenset[str]
    numbers: frozenset[str]


def one_cause(
    reads: Reads, state: CaseState, order: str, statements: Iterable[Statement], sent_at: datetime
) -> str:
    """What the news of an order and an open case about another have in common, in words; empty
    where they are two matters.

    One supplier, paid in one currency, that states one cause for both within days: none stated is
    none in common, and what names another machine or material is another cause.
    """
    if not _one_supplier(reads, state.order, order):
        return ""
    known = [
        cause
        for news in state.news
        if abs(news.sent_at - sent_at) <= _LASTS
        for cause in _causes(news.statements)
    ]
    new = list(_causes(one for one in statements if _is_of(one, order)))
    if len({one.code for one in new}) != 1:
        return ""
    found = next((one for one in new if any(_same(one, other) for other in known)), None)
    return f"the same cause at the supplier, {found.code}" if found else ""


def _one_supplier(reads: Reads, first: str, second: str) -> bool:
    rows = [reads.row(*one.split(":", 1)) for one in (first, second)]
    terms = [(row.text("supplier_id"), row.text("currency")) for row in rows if row is not None]
    return len(terms) == 2 and terms[0] == terms[1] and bool(terms[0][0])


def _is_of(one: Statement, order: str) -> bool:
    line = one.object.startswith("purchase_order_lines:")
    return one.object == order or (line and order_of(one.object) == order)


def _causes(statements: Iterable[Statement]) -> Iterator[_Cause]:
    for one in statements:
        code = stated_text(one.value) if one.field == "cause" else ""
        if code in _OF_A_PLANT:
            words = one.span.quote if one.span is not None else ""
            yield _Cause(code, _things(words), frozenset(_NUMBER.findall(words)))


def _things(words: str) -> frozenset[str]:
    """What the words name beyond their kind: the press, the resin, a strike."""
    named = lexicon("cause_named").find(words)
    kinds = {hit.code for hit in named if hit.code != "anything"}
    plain = {words[hit.start : hit.end].casefold() for hit in named if hit.code == "anything"}
    ideas = lexicon("concept").find(words)
    told = {words[hit.start : hit.end].casefold() for hit in ideas if hit.code in _THINGS}
    if not (named or ideas or " " in words.strip()):
        told |= {words.strip().casefold()}  # a compound: `Pressenausfall`
    return frozenset(kinds | {one[:_STEM] for one in told - plain})


def _same(one: _Cause, other: _Cause) -> bool:
    """Whether two causes are one: of a kind, and neither names what the other does not."""
    pairs = ((one.things, other.things), (one.numbers, other.numbers))
    return one.code == other.code and all(not a or not b or a & b for a, b in pairs)
