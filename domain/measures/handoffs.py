"""Hand-offs between functions: when each was put before whom, and when it was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

from domain.fact import Fact
from domain.measures.history import History
from domain.measures.ranks import median, nearest_rank
from domain.measures.working_time import WorkingTime
from domain.people import People
from domain.values import Value

State = Literal["taken", "open", "refused", "lapsed", "withdrawn"]

DEFINITION = (
    "From the moment something was put before a function until one of it took it: work that was "
    "offered until it is accepted, a notice that must be acknowledged until it is, a decision that "
    "was asked for until somebody of that function gives it. Median and 90th percentile (nearest "
    "rank) of what was taken, in hours by the calendar, and the median of its hours on days that "
    "the head office works; what is open counts with its age, what was withdrawn by news is told "
    "and not counted."
)


class HandOffTime(Value):
    """One hand-off; `number` is the fact that put it there, `answer` the one that ended it."""

    kind: Literal["work", "notice", "decision"]
    case: str
    sender: str
    receiver: str
    since: datetime
    until: datetime | None
    state: State
    number: int
    answer: int = 0

    def hours(self, now: datetime) -> float:
        """How long it waited, until now while it is open."""
        return ((self.until or now) - self.since).total_seconds() / 3600


class Pair(Value):
    """Hand-offs of one kind from one function to another, in hours; `working` is the median of
    hours on working days."""

    sender: str
    receiver: str
    kind: str
    taken: int
    open: int
    refused: int
    lapsed: int
    withdrawn: int
    median: float | None
    p90: float | None
    working: float | None
    oldest_open: float | None
    cases: tuple[str, ...]


def hand_offs(
    histories: Iterable[History], people: People, is_awaited: Callable[[str, str], bool]
) -> tuple[HandOffTime, ...]:
    """Every hand-off of these cases, in the order they were made.

    `is_awaited` tells, by workflow and function, whether a notice must be acknowledged.
    """
    found = [
        one
        for history in histories
        for one in (
            *_work(history, people),
            *_notices(history, is_awaited),
            *_decisions(history, people),
        )
    ]
    return tuple(sorted(found, key=lambda one: one.number))


def pairs(rows: Sequence[HandOffTime], now: datetime, working: WorkingTime) -> tuple[Pair, ...]:
    """The rows by sender, receiver and kind; the slowest median first, then what is open."""
    keys = sorted({(one.sender, one.receiver, one.kind) for one in rows})
    groups = [[r for r in rows if (r.sender, r.receiver, r.kind) == key] for key in keys]
    found = [_pair(group, now, working) for group in groups]
    return tuple(sorted(found, key=lambda one: (-(one.median or 0), -(one.oldest_open or 0))))


def _pair(rows: Sequence[HandOffTime], now: datetime, working: WorkingTime) -> Pair:
    counts = {state: [one for one in rows if one.state == state] for state in _STATES}
    took = [one.hours(now) for one in counts["taken"]]
    worked = [working.hours(one.since, one.until or now) for one in counts["taken"]]
    ages = [one.hours(now) for one in counts["open"]]
    return Pair(
        sender=rows[0].sender,
        receiver=rows[0].receiver,
        kind=rows[0].kind,
        taken=len(took),
        open=len(ages),
        refused=len(counts["refused"]),
        lapsed=len(counts["lapsed"]),
        withdrawn=len(counts["withdrawn"]),
        median=median(took),
        p90=nearest_rank(took, 90),
        working=median(worked),
        oldest_open=max(ages, default=None),
        cases=tuple(sorted({one.case for one in rows})),
    )


_STATES: tuple[State, ...] = ("taken", "open", "refused", "lapsed", "withdrawn")


def _function(people: People, person: str) -> str:
    found = people.get(person) if person else None
    return found.function if found is not None else "agents"


def _work(history: History, people: People) -> Iterator[HandOffTime]:
    """Work that one function offers another; nobody's refusal is an offer that lapsed."""
    answers = {one.body["offer"]: one for one in history.of("handoff_accepted", "handoff_refused")}
    for offer in history.of("handoff_offered"):
        end = answers.get(offer.id) or _after(history, offer, ("closed",))
        state: State = "open"
        if end is not None:
            state = "taken" if end.kind == "handoff_accepted" else "withdrawn"
        if end is not None and end.kind == "handoff_refused":
            state = "refused" if end.body["person"] else "lapsed"
        sender = _function(people, str(offer.body["person"]))
        yield _made("work", history, offer, sender, str(offer.body["to"]), end, state)


def _notices(history: History, is_awaited: Callable[[str, str], bool]) -> Iterator[HandOffTime]:
    """Notes to a function that it must acknowledge."""
    taken = {one.body["about"]: one for one in history.of("acknowledged") if one.body["confirmed"]}
    for sent in history.of("intended"):
        action = sent.body["action"]
        to = str(sent.body.get("to", ""))
        if action["kind"] != "NotifyFunction" or not is_awaited(history.state.workflow, to):
            continue
        end = taken.get(sent.body["key"])
        waived = end is not None and end.body.get("how") == "waived"
        state: State = "open" if end is None else "withdrawn" if waived else "taken"
        yield _made("notice", history, sent, str(action["function"]), to, end, state)


#: What ends a question for a decision; all but `decided` leave it without one.
_ENDS = ("decided", "superseded", "proposed", "closed")


def _decisions(history: History, people: People) -> Iterator[HandOffTime]:
    """Decisions that were asked of each function, by the person named."""
    for asked in history.of("approval_asked"):
        if "asked" not in asked.body:
            continue
        functions = {_function(people, one) for one in asked.body["asked"]["people"]}
        for function in sorted(functions):
            yield _decision(history, asked, function, people)


def _decision(history: History, asked: Fact, function: str, people: People) -> HandOffTime:
    """A decision asked of a function: taken when one of it says a word, or all is decided."""
    for fact in _behind(history, asked):
        if fact.kind == "question_answered" and _function(people, fact.actor) == function:
            return _made("decision", history, asked, "agents", function, fact, "taken")
        if fact.kind not in _ENDS:
            continue
        if fact.kind == "decided":
            mine = _function(people, str(fact.body["person"])) == function
            if mine or fact.body["complete"] or fact.body["verb"] == "edit":
                return _made("decision", history, asked, "agents", function, fact, "taken")
            continue
        because = str(fact.body.get("because", ""))
        state: State = "lapsed" if because == LAPSED else "withdrawn"
        return _made("decision", history, asked, "agents", function, fact, state)
    return _made("decision", history, asked, "agents", function, None, "open")


#: Why a proposal is withdrawn that nobody decided in time.
LAPSED = "nobody decided in time"


def _behind(history: History, fact: Fact) -> list[Fact]:
    return [one for one in history.facts if one.number > fact.number]


def _after(history: History, fact: Fact, kinds: tuple[str, ...]) -> Fact | None:
    return next((one for one in _behind(history, fact) if one.kind in kinds), None)


def _made(
    kind: Literal["work", "notice", "decision"],
    history: History,
    begun: Fact,
    sender: str,
    receiver: str,
    end: Fact | None,
    state: State,
) -> HandOffTime:
    return HandOffTime(
        kind=kind,
        case=history.state.id,
        sender=sender,
        receiver=receiver,
        since=begun.at,
        until=end.at if end is not None else None,
        state=state,
        number=begun.number,
        answer=end.number if end is not None else 0,
    )
