"""A customer who waits: what it needs of which line until when, what may slip, what it invokes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from agents.reader.binders.sales import CUSTOMERS, LINE
from agents.reader.denied import of_others
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from agents.reader.ordinals import lines_by_place
from agents.reader.passages import Passage, sentences
from domain.numberwords import FoundNumber, bare_numbers, quantities
from domain.quantity import Quantity
from domain.words import lexicon

_BY_THEN = re.compile(
    r"(?<!\w)(?:by|until|before)\sthen(?!\w)|bis\sdahin|d['’]ici\slà|para\sentonces|até\slá|entro\sallora|till\sdess|"
    r"o\szamana\skadar|do\stego\sczasu|tegen\sdie\stijd",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:](?=\s)|\s(?:and|und|et|y|e|och|ve|i|en)\s")
_LESS = re.compile(
    r"(?<!\w)(?:(?:smaller|less|fewer)\sthan|below|under|kleiner\sals|weniger\sals|unter|moins\sde|inférieur\sà|"
    r"menos\sde|menos\sque|menos\sdo\sque|meno\sdi|mindre\sän|färre\sän|poniżej|mniej\sniż|minder\sdan|onder)\s",
    re.IGNORECASE,
)
_PER_WEEK = re.compile(
    r"\d{1,2}(?:[.,]\d{1,2})?\s?(?:%|percent|per\scent|prozent|pct|por\sciento)\s?"
    r"(?:(?:/|per|pro|par|por|a|al|i)\s?(?:week|woche|semaine|semana|settimana|vecka|hafta)|"
    r"weekly|wöchentlich)",
    re.IGNORECASE,
)


def read_demands(letter: Letter) -> Iterator[str]:
    """Needs and limits by sales order line, the penalty that is invoked, what may come later."""
    order, told = letter.only("sales_orders"), lexicon("complaint")
    if letter.sender.kind not in CUSTOMERS or not order:
        return
    about = letter.only("sales_order_lines")
    for passage in _sentences(letter):
        named = _named(letter, passage, order.partition(":")[2])
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


def _named(letter: Letter, passage: Passage, order: str) -> str:
    """The line that a sentence names by number or by its place; empty when none."""
    match = LINE.search(passage.text)
    if match:
        return f"sales_order_lines:{order}/{match[1]}"
    rows = [row.text("line") for row in letter.reads.rows("sales_order_lines", so_id=order)]
    placed = next(lines_by_place(passage.text, rows), None)
    return f"sales_order_lines:{order}/{placed.line}" if placed else ""


def _sentences(letter: Letter) -> Iterator[Passage]:
    for part in letter.parts:
        if part.name == "body":
            yield from sentences(part, [])


def _line(letter: Letter, passage: Passage, about: str) -> Iterator[str]:
    text, told = passage.text, lexicon("complaint")
    least, slips = told.first_of(text, "least"), told.first_of(text, "may_slip")
    days = moments(text, letter.sender, letter.sender.tz)
    lots = _lots(letter, passage, days)
    if lots and not of_others(text):
        for size, day in lots:
            _until(letter, passage, about, day, size.quantity)
        yield "partial_acceptance"
        least = slips = None
    if told.has(text, "smallest"):
        _smallest(letter, passage, about)
    if least is not None:
        _least(letter, passage, about, least.end)
        yield "partial_acceptance"
    wanted = [one for one in days if one.date.bound in ("by", "before") or slips is not None]
    if least is not None and not days and _BY_THEN.search(text):
        wanted, passage = _day_before(letter, passage)
    if len(wanted) == 1 and (least is not None or slips is not None):
        _until(letter, passage, about, wanted[0])
        yield "partial_acceptance"


def _lots(letter: Letter, passage: Passage, days: list[Moment]) -> list[tuple[FoundNumber, Moment]]:
    """A plan: `500 by 20 May, the other 500 by 5 June` asks for each lot by its day, and says of no
    smallest one."""
    found: list[tuple[FoundNumber, Moment]] = []
    for low, high in _clauses(passage.text):
        mine = [one for one in days if low <= one.start < high]
        before = passage.text[low : mine[0].start] if mine else ""
        sizes = bare_numbers(before, letter.sender.decimal, "PCS")
        sizes = sizes or quantities(before, letter.sender.decimal)
        if len(mine) == len(sizes) == 1:
            place = {"start": low + sizes[0].start, "end": low + sizes[0].end}
            found.append((sizes[0].model_copy(update=place), mine[0]))
    ends = all(day.date.bound in ("by", "before") for _, day in found)
    return found if ends and len(found) > 1 and len(found) == len(days) else []


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(one.end() for one in _CUT.finditer(text)), len(text)]
    return list(itertools.pairwise(cuts))


def _smallest(letter: Letter, passage: Passage, about: str) -> None:
    """`anything smaller than 250 is of no use`: the one number behind the word for less."""
    for hit in lexicon("complaint").find(passage.text):
        if hit.code == "smallest":
            less = _LESS.search(passage.text, hit.start)
            if less is not None:
                _least(letter, passage, about, less.end())
            return


def _day_before(letter: Letter, passage: Passage) -> tuple[list[Moment], Passage]:
    """The one day of the sentence before: what `by then` means."""
    before = [one for one in _sentences(letter) if one.end <= passage.start]
    for one in before[-1:]:
        days = moments(one.text, letter.sender, letter.sender.tz)
        return (days if len(days) == 1 else []), one
    return [], passage


def _least(letter: Letter, passage: Passage, about: str, start: int) -> None:
    decimal = letter.sender.decimal
    found = quantities(passage.text, decimal) or bare_numbers(passage.text, decimal, "PCS")
    near = [one for one in found if 0 <= one.start - start < 6]
    if len(near) == 1:
        where = (passage.part, passage.start + near[0].start, passage.start + near[0].end)
        arguments = {"decimal": decimal, "unit": "PCS"}
        letter.state(about, "min_partial_qty", "quantity_words", where, arguments)


def _until(
    letter: Letter, passage: Passage, about: str, one: Moment, size: Quantity | None = None
) -> None:
    line = Line(passage.part, passage.start, passage.end)
    state_moment(letter, line, about, "deadline:delivery", one, letter.sender.tz, size)
