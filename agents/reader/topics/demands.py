"""A customer who waits: what it needs of which line until when, what may slip, what it invokes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.sales import CUSTOMERS, LINE
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from agents.reader.passages import Passage, sentences
from domain.numberwords import bare_numbers, quantities
from domain.words import lexicon

_PER_WEEK = re.compile(
    r"\d{1,2}(?:[.,]\d{1,2})?\s?%\s?(?:/|per|pro|par|por|a|al|i)\s?"
    r"(?:week|woche|semaine|semana|settimana|vecka|hafta)",
    re.IGNORECASE,
)


def read_demands(letter: Letter) -> Iterator[str]:
    """Needs and limits by sales order line, the penalty that is invoked, what may come later."""
    order, told = letter.only("sales_orders"), lexicon("complaint")
    if letter.sender.kind not in CUSTOMERS or not order:
        return
    about = letter.only("sales_order_lines")
    for passage in _sentences(letter):
        match = LINE.search(passage.text)
        named = f"sales_order_lines:{order.partition(':')[2]}/{match[1]}" if match else ""
        about = named if named in letter.bound("sales_order_lines") else about
        if about:
            yield from _line(letter, passage, about)
        for one in _PER_WEEK.finditer(passage.text):
            where = (passage.part, passage.start + one.start(), passage.start + one.end())
            letter.state(order, "penalty_pct_per_week", "percent_a_week", where)
    if told.has(letter.fresh(), "third_time"):
        yield "complaint"
    if told.has(letter.fresh(), "threat"):
        yield "threat"


def _sentences(letter: Letter) -> Iterator[Passage]:
    for part in letter.parts:
        if part.name == "body":
            yield from sentences(part, [])


def _line(letter: Letter, passage: Passage, about: str) -> Iterator[str]:
    text, told = passage.text, lexicon("complaint")
    least, slips = told.first_of(text, "least"), told.first_of(text, "may_slip")
    days = moments(text, letter.sender, letter.sender.tz)
    if least is not None:
        _least(letter, passage, about, least.end)
        yield "partial_acceptance"
    wanted = [one for one in days if one.date.bound in ("by", "before") or slips is not None]
    if len(wanted) == 1 and (least is not None or slips is not None):
        _until(letter, passage, about, wanted[0])
        yield "partial_acceptance"


def _least(letter: Letter, passage: Passage, about: str, start: int) -> None:
    decimal = letter.sender.decimal
    found = quantities(passage.text, decimal) or bare_numbers(passage.text, decimal, "PCS")
    near = [one for one in found if 0 <= one.start - start < 6]
    if len(near) == 1:
        where = (passage.part, passage.start + near[0].start, passage.start + near[0].end)
        arguments = {"decimal": decimal, "unit": "PCS"}
        letter.state(about, "min_partial_qty", "quantity_words", where, arguments)


def _until(letter: Letter, passage: Passage, about: str, one: Moment) -> None:
    line = Line(passage.part, passage.start, passage.end)
    state_moment(letter, line, about, "deadline:delivery", one, letter.sender.tz)
