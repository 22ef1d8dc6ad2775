"""What a letter says of an order's dates and quantities when it is no delay: confirmed, changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from agents.reader.changes.split import on_silence
from agents.reader.delays import LineNews, News, read_scope
from agents.reader.differences import Asked
from agents.reader.letter import Letter
from agents.reader.lots import Lot
from agents.reader.scopes import Scope
from agents.reader.settle import moves, settle
from agents.reader.sizes import amounts
from domain.dates import DateSpan
from domain.record import Row


def state_dates(letter: Letter, order: Row, asked: Asked | None = None) -> News:
    """States the dates and lots told of each line of the order; asks where they are open.

    `asked`: the new values of our change, by line: its date is as well known as the one on record.
    """
    news: News = defaultdict(LineNews)
    for scope in letter.scopes:
        if scope.order in ("", order.key) and not on_silence(scope.passage.text):
            read_scope(_telling(letter, scope), letter.notes, news)
    lines = [about for about in letter.notes.book.line_objects(order.key) if news.get(about)]
    lines += [] if lines else [order.object] if news.get(order.object) else []
    for about in lines:
        news[about].kept = [one for one in news[about].states if one[0] == "unchanged"]
        news[about].states.clear()
        news[about].old = [one for one in news[about].old if not _was_asked(one, about, asked)]
        news[about].lots = _to_come(letter, order, news[about].lots)
        slot = "promised_date" if len(lines) == 1 else f"promised_date_{about.rpartition('/')[2]}"
        settle(about, news[about], letter.notes, slot)
    return news


def _telling(letter: Letter, scope: Scope) -> Scope:
    """A passage with goods and a day speaks of their delivery, whatever its words for it."""
    row = letter.notes.book.row(scope.lines[0]) if len(scope.lines) == 1 else None
    if row is None or not amounts(scope, letter.sender, row):
        return scope
    return scope._replace(named=True)


def state_unchanged(letter: Letter, news: News) -> None:
    """States the lines of which the words say that they stand as ordered."""
    for about, line in news.items():
        row = letter.notes.book.row(about)
        if line.kept and row is not None and not moves(line, row):
            letter.notes.state(about, "line_state", "code", line.kept[0][1], {"list": "line_state"})


def _to_come(letter: Letter, order: Row, lots: list[Lot]) -> list[Lot]:
    """Lots without the day of the order and days gone by: nobody promises those."""
    ordered = order.day("created_on")
    return [one for one in lots if not _is_on(one, ordered) and not _is_past(letter, one)]


def _was_asked(readings: tuple[DateSpan, ...], about: str, asked: Asked | None) -> bool:
    wanted = (asked or {}).get(about, {}).get("promised_date", "")
    return bool(wanted) and any(str(one.earliest) <= wanted <= str(one.latest) for one in readings)


def _is_past(letter: Letter, lot: Lot) -> bool:
    readings = lot.date.date.readings
    return bool(readings) and all(one.latest < letter.sender.written_on for one in readings)


def _is_on(lot: Lot, day: date | None) -> bool:
    readings = lot.date.date.readings
    return bool(readings) and all(one.exact and one.latest == day for one in readings)
