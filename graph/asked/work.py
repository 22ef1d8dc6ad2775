"""What waits for whom: decisions, hand-overs and cases somebody holds, by the day they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.case import CaseState
from graph.answers.evidence import Line
from graph.asked.company import Company, first_of
from graph.asked.happened import decisions
from graph.owing import owing

#: So many are told, and so few where it is asked what comes first.
_MOST, _FEW = 12, 5
_MORE = "`seamline inbox` lists all"


class Task(NamedTuple):
    """One thing that waits: for whom, until when, what it commits, and the line that tells it."""

    people: frozenset[str]
    until: datetime | None
    spend: Decimal
    line: Line


def waiting(asked: Company) -> list[Line]:
    """What waits for whoever is named or asks, for anybody where nobody is; of some days what is
    due in them. What can still be done in time comes first, the nearest day before all others."""
    persons = {one.id for one in asked.persons}
    mine = [one for one in _tasks(asked) if not persons or one.people & persons]
    mine.sort(key=lambda one: _rank(asked.now, one))
    of = ", ".join(asked.person(one) for one in sorted(persons))
    head = Line(text=f"for {of}:") if of else None
    if not of and "me" in asked.ideas:
        head = Line(text="who asks is not known here, so for everybody:")
    if asked.period is not None and ("due" in asked.ideas or not persons):
        lines = _due(asked, mine)
    else:
        few = _FEW if {"first", "should"} & asked.ideas else _MOST
        lines = first_of([one.line for one in mine], few, _MORE)
    if not lines:
        return [Line(text=f"nothing waits for {of or 'anybody'}")]
    return [head, *lines] if head is not None else lines


def has_answered(asked: Company) -> list[Line]:
    """Whether whoever is named has decided or answered what they are asked: what still waits for
    them, and what they decided last."""
    open_ = waiting(asked)
    told = "not yet" if len(open_) > 1 else "yes"
    head = open_[0].model_copy(update={"text": f"{told}: {open_[0].text}"})
    return [head, *open_[1:], *decisions(asked)[:_FEW]]


def waits_for(asked: Company) -> list[Line]:
    """The same of whoever is named; where it asks what that one waits for (the name goes before),
    first what others owe in cases that this one holds, or was asked or decided in."""
    low, names = asked.question.lower(), [one.name.lower() for one in asked.persons]
    named = [one for name in names for one in re.findall(r"\w{3,}", name) if one in low]
    at = re.search(r"\bwait", low)
    if at is None or not named or min(map(low.index, named)) > at.start():
        return waiting(asked)
    of = ", ".join(asked.person(one.id) for one in asked.persons)
    lines = [*_owed_to(asked)]
    head = f"{of} waits for:" if lines else f"nothing is owed in a case of {of}"
    return [Line(text=head), *first_of(lines, _MOST, _MORE), *waiting(asked)]


def _owed_to(asked: Company) -> Iterator[Line]:
    """What others owe open cases in which the people named have a part."""
    persons = {one.id for one in asked.persons}
    for state in asked.open:
        holder = state.together.holder
        part = {one.person for one in state.approvals} | ({holder.person} if holder else set())
        part |= {*state.asked.people} if state.asked is not None else set()
        for one in owing(asked.deps.policy, state) if part & persons else ():
            if one.who not in persons:
                facts = (one.number,) if one.number else ()
                yield Line(
                    text=f"  {asked.partner(one.who)}: {one.said()}, in {state.id}", facts=facts
                )


def overdue(asked: Company) -> list[Line]:
    """What should have been decided already and whom it waits for, most money first."""
    persons = {one.id for one in asked.persons}
    over = [
        one
        for one in _tasks(asked)
        if one.until is not None
        and one.until <= asked.now
        and (not persons or one.people & persons)
    ]
    over.sort(key=lambda one: _rank(asked.now, one))
    if not over:
        return [Line(text="no decision is overdue")]
    head = Line(text=f"{len(over)} decisions are overdue, those with most money first:")
    return [head, *first_of([one.line for one in over], _MOST, _MORE)]


def _rank(now: datetime, one: Task) -> tuple[bool, float]:
    """What is not over yet before what is, by its day; what is over by what it commits."""
    if one.until is None:
        return True, float("inf")
    over = one.until <= now
    return over, -float(one.spend) if over else one.until.timestamp()


def _due(asked: Company, tasks: list[Task]) -> list[Line]:
    days = asked.days()
    due = [one for one in tasks if one.until is not None and days.holds(one.until.date())]
    over = [one for one in tasks if one.until is not None and one.until <= asked.now]
    left = [one for one in over if one not in due]
    lines = [one.line for one in due]
    if not lines:
        lines = [Line(text=f"nothing is due {days.words} ({days.said()})")]
    if left:
        lines.append(Line(text=f"{len(left)} are overdue already, those with most money first:"))
        lines += first_of([one.line for one in left], _FEW, _MORE)
    return lines


def _tasks(asked: Company) -> Iterator[Task]:
    for state in asked.open:
        yield from _decision(asked, state)
        yield from _taken(asked, state)


def _decision(asked: Company, state: CaseState) -> Iterator[Task]:
    """The decision that a case waits for."""
    opened = state.proposal
    if state.asked is None or state.decision is not None or opened is None:
        return
    given = {one.person for one in state.approvals}
    people = [one for one in state.asked.people if one not in given]
    what = opened.questions[0].text if opened.held_by else opened.summary
    until = state.asked.until
    over = ", overdue" if until <= asked.now else ""
    whom = ", ".join(asked.person(one) for one in people) or "nobody: no owner"
    verb = "answer" if opened.held_by else "decide"
    text = f"{state.id}: {verb}: {what} (until {until:%Y-%m-%d}{over}; {whom})"
    facts = (state.proposal_fact.number,) if state.proposal_fact is not None else ()
    spend = opened.spend.amount if opened.spend is not None else Decimal(0)
    yield Task(frozenset(people), until, spend, Line(text=text, facts=facts))


def _taken(asked: Company, state: CaseState) -> Iterator[Task]:
    """What a function was handed and nobody has taken, and what a person holds."""
    for one in owing(asked.deps.policy, state):
        if one.kind == "acknowledgement" and not one.silent:
            team = frozenset(each.id for each in asked.deps.people.in_role(one.who))
            facts = (one.number,) if one.number else ()
            yield Task(team, None, Decimal(0), Line(text=f"{state.id}: {one.said()}", facts=facts))
    holder = state.together.holder
    if holder is not None:
        text = f"{state.id}: {asked.person(holder.person)} holds it since {holder.since:%Y-%m-%d}"
        yield Task(frozenset((holder.person,)), None, Decimal(0), Line(text=text))
