"""Answers over a thread: each case of it says what its facts hold, then the record's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from domain.fact import Fact
from graph.answers.billed import Record
from graph.answers.evidence import Answer
from graph.answers.on_record import on_record
from graph.answers.steps import Claims, Looking, Step

#: So many rows are told of; a thread may have thousands.
_MOST = 40


class Told(NamedTuple):
    """A case with its facts."""

    case: str
    title: str
    facts: Sequence[Fact]


def over_thread(
    question: str,
    topic: str,
    cases: Sequence[Told],
    record: Record,
    ask: Callable[[str, Sequence[Fact]], Answer],
    brief: int = 0,
) -> Iterator[Step]:
    """The same answer that each case gives by itself under its name, and what is on record.

    With `brief` so many lines of each case, which says how many more there are.
    """
    answers: list[tuple[Told, Answer]] = []
    lines: list[str] = []
    for told in cases:
        yield Looking(at=f"{told.case} {told.title}")
        found = ask(question, told.facts)
        answers.append((told, found))
        if not found.no_evidence:
            said = (f"{told.case} {told.title}", *_shortened(found.lines, brief))
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


def _shortened(lines: Sequence[str], brief: int) -> Iterator[str]:
    shown = lines[:brief] if brief and len(lines) > brief + 1 else lines
    yield from (f"  {one}" for one in shown)
    if len(shown) < len(lines):
        yield f"  and {len(lines) - len(shown)} more lines: ask this case"


def _rows(answers: Sequence[tuple[Told, Answer]]) -> set[str]:
    return {one for _, found in answers for one in found.rows}


def _in_vain(answers: Sequence[tuple[Told, Answer]], record: Record) -> str:
    """What was looked for in every case, and which rows were looked at."""
    looked = [f"{told.case}: {found.no_evidence}" for told, found in answers]
    counted = ", ".join(f"{len(rows)} {table}" for table, rows in record.tables.items())
    return "; ".join([*looked, f"rows on record that speak of it ({counted or 'none'})"])
