"""Which order lines each passage speaks of: named in it, or carried over from the one before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.agreement import agreed
from agents.reader.interleaved import Answered, interleaved
from agents.reader.mentions import LINE_BY_QUANTITY, Mention, mentions
from agents.reader.orders import OrderBook
from agents.reader.passages import Passage, sentences
from domain.datewords import When, find_dates
from domain.evidence import Part
from domain.words import lexicon

_SEPARATES = re.compile(
    r"[,;–，、]|\s(?:and|und|et|y|e|och|ve|while|but|aber|mais|pero|mas|ma|men)\s", re.IGNORECASE
)


class Scope(NamedTuple):
    """A passage with the order and the lines it is about; `named` when it says so itself.

    `event` is what the head of its column makes the date the date of; `counted` where in a row
    its quantity stands. `beside` are items named right behind its lines.
    """

    passage: Passage
    order: str
    lines: tuple[str, ...]
    named: bool
    masked: str
    doubts: tuple[Mention, ...] = ()
    event: str = ""
    counted: tuple[int, int] | None = None
    beside: tuple[str, ...] = ()


class Reach(NamedTuple):
    """What was spoken of last."""

    order: str = ""
    lines: tuple[str, ...] = ()
    counted: bool = True
    """Whether no line was named but by its quantity: then another quantity may name another."""


def scopes(
    part: Part, taken: list[tuple[int, int]], book: OrderBook, reach: Reach, when: When
) -> tuple[list[Scope], list[Mention], Reach]:
    """The part's scopes, everything it names, and what it spoke of last."""
    found: list[Scope] = []
    named: list[Mention] = []
    answers = interleaved(part)
    for sentence in sentences(part, taken):
        reach = _asked_above(sentence, answers, book, reach)
        here = mentions(sentence.text, book, reach.order, reach.counted)
        here = agreed(sentence.text, here, book, when)
        named += [_moved(one, sentence.start) for one in here]
        for scope in _sentence(sentence, here, book, reach, when):
            found.append(scope)
            reach = Reach(scope.order, scope.lines, _is_counted(here, scope, reach))
    return found, named, reach


def _asked_above(
    sentence: Passage, answers: list[Answered], book: OrderBook, reach: Reach
) -> Reach:
    """What the question quoted right above the first sentence of an answer names."""
    for one in answers:
        begins = one.answer.start <= sentence.start < one.answer.end
        if begins and not one.answer.part.text[one.answer.start : sentence.start].strip():
            told = [each for each in mentions(one.quoted, book, reach.order) if each.lines]
            if told:
                return Reach(told[-1].order, told[-1].lines, counted=False)
    return reach


def _is_counted(here: list[Mention], scope: Scope, reach: Reach) -> bool:
    if any(one.lines and one.how != LINE_BY_QUANTITY for one in here):
        return False
    return reach.counted or scope.order != reach.order


def _moved(one: Mention, by: int) -> Mention:
    return one._replace(start=one.start + by, end=one.end + by)


def _sentence(
    sentence: Passage, here: list[Mention], book: OrderBook, reach: Reach, when: When
) -> Iterator[Scope]:
    masked = _masked(sentence.text, here)
    here = [one for one in here if not _is_company(sentence.text, one, reach)]
    marks = _marks(sentence.text, here, book)
    if not marks:
        order = reach.order
        orders = [one.order for one in here if one.order]
        lines = reach.lines
        if orders and orders[-1] != reach.order:
            order, lines = orders[-1], ()
        if lexicon("cue").has(sentence.text, "all_lines") and order:
            lines = book.line_objects(order)
        yield Scope(sentence, order, lines, bool(orders), masked)
        return
    cuts = _shared(masked, marks, _cuts(sentence.text, marks, when))
    for (start, end), mark in zip(cuts, marks, strict=True):
        passage = Passage(sentence.part, sentence.start + start, sentence.start + end)
        doubts = tuple(one for one in here if one.doubt and start <= one.start < end)
        beside = tuple(_beside(masked, mark, here))
        yield Scope(passage, mark.order, mark.lines, True, masked[start:end], doubts, beside=beside)


#: Right before an order that something else travels with.
_WITH_OTHERS = re.compile(
    r"(?<!\w)(?:(?:together|along|combined|consolidated|go(?:es)?|ships?|travels?|joins?)\s(?:up\s)?with|zusammen\smit|"
    r"gemeinsam\smit|ensemble\savec|(?:en\smême\stemps|joint)\s(?:que|à)|junto\s(?:con|com|a)|insieme\s(?:a|con|al(?:l['’])?)|"
    r"tillsammans\smed|razem\sz|samen\smet)\s(?:(?:the|our|your|order|po|p\.o\.|bestellung|auftrag|commande|pedido|ordine)\s){0,2}$",
    re.IGNORECASE,
)


def _is_company(text: str, one: Mention, reach: Reach) -> bool:
    """Whether an order is named only as what the one spoken of will travel with."""
    other = bool(reach.order) and one.order != reach.order
    return other and bool(one.order) and bool(_WITH_OTHERS.search(text[: one.start]))


def _masked(text: str, here: list[Mention]) -> str:
    """The words without the numbers that name things, so that none is read as a quantity."""
    for one in here:
        text = text[: one.start] + "\x00" * (one.end - one.start) + text[one.end :]
    return text


def _marks(text: str, here: list[Mention], book: OrderBook) -> list[Mention]:
    """The mentions that change the subject: lines; items and orders where no line stands; and what
    is in doubt, so that what is said of it is said of nothing else."""
    lines = [one for one in here if one.lines and not one.item]
    named = {one.order for one in lines}
    for one in here:
        beside = any(other.order == one.order for other in lines)
        if one.doubt:
            lines.append(one._replace(lines=()))
        elif one.item and one.lines and not (beside or one.order in named):
            lines.append(one)
        elif not one.item and one.order and not one.lines and one.order not in named:
            only = book.line_objects(one.order)
            items = any(other.item and other.lines and other.order == one.order for other in here)
            all_lines = lexicon("cue").has(text, "all_lines")
            if not items:
                lines.append(one._replace(lines=only if len(only) == 1 or all_lines else ()))
    return _without_repeats(sorted(lines))


def _without_repeats(marks: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in marks:
        if not kept or (kept[-1].order, kept[-1].lines) != (one.order, one.lines):
            kept.append(one)
    return kept


def _cuts(text: str, marks: list[Mention], when: When) -> list[tuple[int, int]]:
    """Where each mark's words begin and end: behind the mark, or before it where dates lead."""
    dates = find_dates(text, when) if len(marks) > 1 else []
    leads = any(date.end <= marks[0].start for date in dates)
    trails = any(date.start >= marks[-1].end for date in dates)
    if leads and not trails:
        ends = [one.end for one in marks[:-1]] + [len(text)]
        return list(zip([0, *ends[:-1]], ends, strict=True))
    starts = [0] + [
        _clause_start(text, last.end, one.start) for last, one in itertools.pairwise(marks)
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


#: Between a line and the item that is named with it.
_WITH = re.compile(
    r"[\s,;:()/\x00-]{0,6}(?:(?:items?|parts?|articles?|artikel|material|réf|ref|p/n|of|for)[\s.:#]{0,3})?",
    re.IGNORECASE,
)


def _beside(masked: str, mark: Mention, here: list[Mention]) -> Iterator[str]:
    """Our numbers of items named right behind a line."""
    for one in here:
        if one.item and not mark.item and _WITH.fullmatch(masked[mark.end : one.start]):
            yield one.means or one.as_written


#: Between things named in one breath: `18822 and PO 18847`. Named things are masked.
_JOINS = re.compile(
    r"(?:[\s\x00,;/&+()]|(?<!\w)(?:and|as\swell\sas|und|sowie|et|ainsi\sque|y|e|och|samt|ve|oraz|i|en|"
    r"our|your|the|unsere[rn]?|ihre[rn]?|both|p\.?\s?o\.?s?|orders?|bestell(?:ung|ungen|-?nr\.?)|auftrag|commandes?|"
    r"pedidos?|ordin[ei]|beställning(?:ar)?|sipariş(?:ler)?|zamówieni[ea]|nos?\.?|nr\.?|num|number|items?|lines?|pos\.?)(?!\w)"
    r"|[和及与と、，])+",
    re.IGNORECASE,
)


def _shared(
    masked: str, marks: list[Mention], cuts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """What is said of things named in one breath is said of each of them."""
    found, at = list(cuts), 0
    while at < len(marks):
        last = at
        while last + 1 < len(marks) and _JOINS.fullmatch(
            masked[marks[last].end : marks[last + 1].start]
        ):
            last += 1
        whole = (cuts[at][0], cuts[last][1])
        found[at : last + 1] = [whole] * (last + 1 - at)
        at = last + 1
    return found


def _clause_start(text: str, low: int, high: int) -> int:
    """The last comma or conjunction between two marks; the words behind it go with the second."""
    between = text[low:high]
    found = [match.start() for match in _SEPARATES.finditer(between)]
    near = found and not any(char.isdigit() for char in between[found[-1] :])
    return low + found[-1] if near else high
