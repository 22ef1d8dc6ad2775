"""Receipts and complaints: counts that correct a count, days that are over, shares per week."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from domain.dates import DateSpan
from domain.datewords.vocabulary import WEEKDAYS, either, squeezed
from domain.errors import Refused
from domain.measurewords import measures
from domain.numberwords import bare_numbers
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Stated
from domain.recipes.registry import recipe

_LAST = (
    "last|letzten|letzter|letzte|dernier|passé|pasado|pasada|passada|scorso|scorsa|förra|geçen|"
    "zeszły|afgelopen|上"
)
#: A weekday that is over: `last Friday`, `vendredi dernier`.
LAST_DAY = re.compile(
    rf"(?<!\w)(?:(?:{_LAST})\s({either(WEEKDAYS)})|({either(WEEKDAYS)})\s(?:{_LAST}))(?!\w)",
    re.IGNORECASE,
)
_PER_WEEK = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?)\s?(?:%|percent|per\scent|prozent|pct|por\sciento)\s?"
    r"(?:(?:/|per|pro|par|por|a|al|i)\s?(?:week|woche|semaine|semana|settimana|vecka|hafta)|"
    r"weekly|wöchentlich)",
    re.IGNORECASE,
)


@recipe
def corrected_count(quote: str, arguments: Mapping[str, str]) -> Stated:
    """`14 ctns, not 16`: the count that holds (`which` received) or what lacks (`missing`)."""
    counted = measures(quote, arguments.get("decimal", "."), [arguments["unit"]])
    numbers = bare_numbers(quote, arguments.get("decimal", "."), arguments["unit"])
    starts = {one.start for one in counted}
    both = [*counted, *(one for one in numbers if one.start not in starts)]
    both.sort(key=lambda one: one.start)
    found = [one.quantity.n for one in both if one.quantity is not None]
    if len(counted) != 1 or len(found) != 2 or found[0] >= found[1]:
        raise Refused(f"{quote!r} does not correct one count")
    n = found[0] if arguments["which"] == "received" else found[1] - found[0]
    return QuantityStated(quantity=Quantity(n=n, unit=arguments["unit"]))


@recipe
def last_weekday(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The weekday before the day of writing (`reference`)."""
    match = LAST_DAY.search(quote)
    if match is None:
        raise Refused(f"{quote!r} names no weekday that is over")
    written = date.fromisoformat(arguments["reference"])
    back = (written.weekday() - WEEKDAYS[squeezed(match[1] or match[2])] - 1) % 7 + 1
    span = DateSpan.on(
        written - timedelta(days=back), arguments.get("event", ""), arguments.get("tz", "UTC")
    )
    return DateStated(span=span)


@recipe
def percent_a_week(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one share per week."""
    found = _PER_WEEK.findall(quote)
    if len(found) != 1:
        raise Refused(f"{quote!r} does not state one share per week")
    n = Decimal(found[0].replace(",", "."))
    return QuantityStated(quantity=Quantity(n=n, unit="PCT"))
