"""Cycle time, and whom a case waited for meanwhile: people, partners or systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from domain.case import CaseState, fold
from domain.measures.history import History
from domain.measures.ranks import median, nearest_rank
from domain.owed import Owed
from domain.settling import is_doubtful
from domain.values import Value

Who = Literal["people", "partners", "systems"]

DEFINITION = (
    "From a case's first event to its closing, or to now while it is open. It waits for people "
    "while it is stuck, offered to a function, in doubt, waits for a decision or for a function to "
    "take a hand-off; for partners while they owe a yes or the proof of a promise; for systems in "
    "all other time: from the event to its being read, while agents assess, while effects are "
    "written and read back. Hours by the calendar."
)

#: What a decided case is still owed, by its state.
Owing = Callable[[CaseState], Sequence[Owed]]


class Wait(Value):
    """A stretch of a case's time; `number` is the fact it began with, `partner` whom it waits for
    when it is one partner."""

    case: str
    who: Who
    since: datetime
    until: datetime
    number: int
    partner: str = ""

    @property
    def hours(self) -> float:
        """How long it was."""
        return (self.until - self.since).total_seconds() / 3600


def waits(history: History, owing: Owing, now: datetime) -> tuple[Wait, ...]:
    """The time of a case cut into stretches, without gaps; what it waits for while closed is
    nothing."""
    first = history.facts[0]
    found = [_wait(history, "systems", history.began, first.at, first.number, "")]
    state: CaseState | None = None
    ends = [*(fact.at for fact in history.facts[1:]), max(now, history.facts[-1].at)]
    for fact, end in zip(history.facts, ends, strict=True):
        state = fold(history.state.id, [fact], since=state)
        # a fact that says nothing of the case leaves its time where it is
        if state.closed is None and end > fact.at:
            who, partner = waits_for(state, owing)
            found.append(_wait(history, who, fact.at, end, fact.number, partner))
    return tuple(one for one in found if one.until > one.since)


def waits_for(state: CaseState, owing: Owing) -> tuple[Who, str]:
    """Whom a case waits for as it stands, and which partner when it is one."""
    doubtful = any(is_doubtful(one.state) for one in state.effects)
    if state.stuck or state.together.offered or doubtful:
        return "people", ""
    if state.decision is None:
        asked = state.asked is not None and state.proposal is not None
        return ("people" if asked or state.lapsed else "systems"), ""
    if any(not one.is_over for one in state.effects):
        return "systems", ""
    left = owing(state)
    quiet = [one for one in left if one.is_quiet]
    if left and not quiet:
        return "people", ""
    names = {one.who for one in quiet}
    return ("partners", names.pop() if len(names) == 1 else "") if quiet else ("systems", "")


class Cycle(Value):
    """Cycle times of a workflow's cases in hours; `workflow` empty for all together.

    `median` and `p90` are of closed cases alone, the hours by whom they waited for of all.
    """

    workflow: str
    cases: tuple[str, ...]
    closed: int
    median: float | None
    p90: float | None
    hours: dict[Who, float]


def cycles(histories: Sequence[History], waited: Mapping[str, Sequence[Wait]]) -> tuple[Cycle, ...]:
    """All together first, then each workflow that has cases; `waited` are their stretches by id."""
    names = sorted({one.state.workflow for one in histories})
    groups = [(name, [h for h in histories if h.state.workflow == name]) for name in names]
    return tuple(_cycle(name, group, waited) for name, group in [("", histories), *groups])


def _cycle(workflow: str, group: Sequence[History], waited: Mapping[str, Sequence[Wait]]) -> Cycle:
    ends = [(one.closed_at, one.began) for one in group if not one.went_on]
    took = [(at - began).total_seconds() / 3600 for at, began in ends if at is not None]
    hours: dict[Who, float] = {"people": 0.0, "partners": 0.0, "systems": 0.0}
    for one in group:
        for stretch in waited[one.state.id]:
            hours[stretch.who] += stretch.hours
    return Cycle(
        workflow=workflow,
        cases=tuple(one.state.id for one in group),
        closed=len(took),
        median=median(took),
        p90=nearest_rank(took, 90),
        hours=hours,
    )


def _wait(
    history: History, who: Who, since: datetime, until: datetime, number: int, partner: str
) -> Wait:
    return Wait(
        case=history.state.id, who=who, since=since, until=until, number=number, partner=partner
    )
