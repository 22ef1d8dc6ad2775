"""What a letter says of an order's dates and quantities when it is no delay: confirmed, changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from agents.reader.delays import LineNews, News, read_scope
from agents.reader.letter import Letter
from agents.reader.lots import Lot
from agents.reader.settle import settle
from domain.record import Row


def state_dates(letter: Letter, order: Row) -> News:
    """States the dates and lots told of each line of the order; asks where they are open."""
    news: News = defaultdict(LineNews)
    for scope in letter.scopes:
        if scope.order in ("", order.key):
            read_scope(scope, letter.notes, news)
    lines = [about for about in letter.notes.book.line_objects(order.key) if news.get(about)]
    for about in lines:
        news[about].states.clear()
        news[about].lots = _to_come(letter, order, news[about].lots)
        slot = "promised_date" if len(lines) == 1 else f"promised_date_{about.rpartition('/')[2]}"
        settle(about, news[about], letter.notes, slot)
    return news


def _to_come(letter: Letter, order: Row, lots: list[Lot]) -> list[Lot]:
    """Lots without the day of the order, and without days gone by where days to come are told."""
    ordered = order.day("created_on")
    kept = [one for one in lots if not _is_on(one, ordered)]
    ahead = [
        one
        for one in kept
        if any(span.latest > letter.sender.written_on for span in one.date.date.readings)
    ]
    return ahead or kept


def _is_on(lot: Lot, day: date | None) -> bool:
    readings = lot.date.date.readings
    return bool(readings) and all(one.exact and one.latest == day for one in readings)
