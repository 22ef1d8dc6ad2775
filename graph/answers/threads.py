"""Answers over a thread: each case of it says what its facts hold, then the record's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from domain.fact import Fact
from graph.answers.billed import Record
from graph.answers.evidence import Answer, none
from graph.answers.on_record import on_record
from graph.answers.steps import Claims, Looking, Step

#: So many rows are told of; a thread may have thousands.
_MOST = 40
#: So many cases that only hang together with what is asked about answer, others are named.
_BESIDE = 3
#: So many cases that were looked at in vain are named.
_NAMED = 5


class Told(NamedTuple):
    """A case with its facts; `brief` is of how many lines it tells at most, all where it is 0.
    One `beside` what is asked about only hangs together with it."""

    case: str
    title: str
    facts: Sequence[Fact]
    brief: int = 0
    beside: bool = False


def over_thread(
    question: str,
    topic: str,
    cases: Sequence[Told],
    record: Record,
    ask: Callable[[str, Sequence[Fact]], Answer],
    keep: Callable[[str], bool] = lambda line: True,
) -> Iterator[Step]:
    """The same answer that each case gives by itself under its name, and what is on record.

    Of a case that is to be brief so many lines, and how many more there are; of each only lines
    that `keep` holds of, where any does.
    """
    answers: list[tuple[Told, Answer]] = []
    lines: list[str] = []
    besides: list[str] = []
    for told in cases:
        yield Looking(at=f"{told.case} {told.title}")
        found = _kept(ask(question, told.facts), keep)
        answers.append((told, found))
        besides += [told.case] if told.beside and not found.no_evidence else []
        if not found.no_evidence and len(besides) <= _BESIDE:
            said = (f"{told.case} {told.title}", *_shortened(found.lines, told.brief))
            lines += said
            yield Claims(lines=said)
    if len(besides) > _BESIDE:
        said = (f"also of its thread, ask them: {', '.join(besides[_BESIDE:])}",)
        lines += said
        yield Claims(lines=said)
    yield Looking(at="rows on record")
    shown = on_record(topic, record)
    if shown:
        said = ("on record", *(f"  {one.said()}" for one in shown[:_MOST]))
        more = (f"  and {len(shown) - _MOST} more rows",) if len(shown) > _MOST else ()
        lines += (*said, *more)
        yield Claims(lines=(*said, *more))
    if not lines:
        yield Answer(question=question, no_evidence=_in_vain(answers, record))
        return
    yield Answer(
        question=question,
        lines=tuple(lines),
        citations=tuple(sorted({one for _, found in answers for one in found.citations})),
        rows=tuple(sorted(_rows(answers) | {one for line in shown for one in line.rows})),
    )


def _kept(found: Answer, keep: Callable[[str], bool]) -> Answer:
    lines = tuple(one for one in found.lines if keep(one))
    if lines or found.no_evidence:
        return found.model_copy(update={"lines": lines})
    return none(found.question, "lines that speak of what is asked")


def _shortened(lines: Sequence[str], brief: int) -> Iterator[str]:
    shown = lines[:brief] if brief and len(lines) > brief + 1 else lines
    yield from (f"  {one}" for one in shown)
    if len(shown) < len(lines):
        yield f"  and {len(lines) - len(shown)} more lines: ask this case"


def _rows(answers: Sequence[tuple[Told, Answer]]) -> set[str]:
    return {one for _, found in answers for one in found.rows}


def _in_vain(answers: Sequence[tuple[Told, Answer]], record: Record) -> str:
    """What was looked for in every case, and which rows were looked at."""
    sought = dict.fromkeys(found.no_evidence for _, found in answers)
    cases = ", ".join(told.case for told, _ in answers[:_NAMED])
    more = f" and {len(answers) - _NAMED} more" if len(answers) > _NAMED else ""
    looked = [f"{'; '.join(sought)} (in {cases}{more})"] if answers else []
    counted = ", ".join(
        f"{len(rows)} {table.replace('_', ' ')}" for table, rows in record.tables.items() if rows
    )
    rows = f"rows that speak of it among {counted}" if counted else "cases or rows that speak of it"
    return "; ".join([*looked, rows])
