"""An item on several open lines: the one that agrees with the quantity and day beside it."""

from __future__ import annotations

from agents.reader.mentions import Mention, is_for
from agents.reader.orders import OrderBook
from domain.datewords import FoundDate, When, find_dates
from domain.numberwords import quantities
from domain.record import Row
from domain.words import lexicon

LINE_BY_AGREEMENT = "line with this item, quantity and date"
#: So far before a day the words stand that make it the one agreed before.
_LOOK = 40


def agreed(text: str, here: list[Mention], book: OrderBook, when: When) -> list[Mention]:
    """The mentions; an item of several lines is bound where the other words tell which."""
    return [
        _bound(one, text, book, when)
        if one.item and len(one.choices) > 1 and not one.lines
        else one
        for one in here
    ]


def _bound(one: Mention, text: str, book: OrderBook, when: When) -> Mention:
    named = (f"purchase_order_lines:{each}" for each in one.choices)
    lines = {about: row for about in named if (row := book.row(about)) is not None}
    sizes = quantities(text, book.decimal)
    counted = {about for about, row in lines.items() if any(is_for(row, each) for each in sizes)}
    days = find_dates(text, when)
    dated = {about for about, row in lines.items() if any(_is_of(row, each) for each in days)}
    before = {
        about
        for about, row in lines.items()
        if any(_is_of(row, each) and _was(text, each) for each in days)
    }
    fits = counted & dated if sizes else before
    if len(fits) != 1:
        return one
    about = fits.pop()
    order = about.partition(":")[2].partition("/")[0]
    return one._replace(order=order, lines=(about,), how=LINE_BY_AGREEMENT, doubt="")


def _is_of(row: Row, one: FoundDate) -> bool:
    known = row.day("promised_date")
    return any(each.exact and each.latest == known for each in one.readings)


def _was(text: str, one: FoundDate) -> bool:
    """Whether words right before a day make it the one before: `instead of 10 April`."""
    hits = lexicon("date_role").find(text[max(0, one.start - _LOOK) : one.start + 1])
    outspoken = [hit for hit in hits if hit.code != "comes"]
    return bool(outspoken) and max(outspoken, key=lambda hit: hit.end).code == "old"
