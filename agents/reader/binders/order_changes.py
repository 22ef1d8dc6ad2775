"""Which change of ours an answer is about: by the day we sent it, or as the only open one."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.deals import order_of, speaks_of
from agents.reader.letter import Letter
from agents.reader.our_changes import is_answer, open_changes
from domain.datewords import find_dates
from domain.reading import Reference
from domain.record import Row
from domain.words import lexicon


def order_changes(letter: Letter) -> Iterator[Reference]:
    """The open change of the one order named, where the letter speaks of a change of ours."""
    order = order_of(letter)
    replied = is_answer(letter.message, letter.refs, letter.reads)
    if order is None or not (replied or speaks_of(letter, "our_change")):
        return
    rows = {row.text("change_id"): row for row in letter.reads.rows("po_changes", po_id=order.key)}
    still = {one: rows[one] for one in open_changes(order.key, letter.reads)}
    dated = [one for one, row in still.items() if _names_its_day(letter, row)]
    found = dated if len(dated) == 1 else list(still)
    if len(found) == 1:
        how = "by data: our change of that day" if dated else "by data: our only open change"
        yield Reference(as_written=_words(letter), object=f"po_changes:{found[0]}", how=how)


def _names_its_day(letter: Letter, row: Row) -> bool:
    day = row.day("sent_on")
    return day is not None and any(
        span.earliest <= day <= span.latest
        for scope in letter.scopes
        if lexicon("deal").has(scope.passage.text, "our_change")
        for one in find_dates(scope.passage.text, letter.sender.when())
        for span in one.readings
    )


def _words(letter: Letter) -> str | None:
    for scope in letter.scopes:
        hit = lexicon("deal").first_of(scope.passage.text, "our_change")
        if hit and scope.passage.part.name == "body":
            return scope.passage.text[hit.start : hit.end]
    return None
