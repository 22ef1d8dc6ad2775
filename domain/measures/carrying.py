"""Who carried a case between functions: work of carriers, by the system and by people.

Five jobs that people do between functions without deciding anything: they copy values, interpret
mails, reconcile records, find who is next, and explain. Deciding is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from domain.effort import Unit
from domain.fact import Fact
from domain.measures.field_sources import cells, field_sources, is_write
from domain.measures.history import History
from domain.measures.touches import touches
from domain.values import Value

Who = Literal["system", "person"]
Job = Literal["copy", "interpret", "reconcile", "find next owner", "explain", "follow up"]
Counter = Literal["carrying", "triggering", "context"]

#: The job that each unit of work belongs to.
JOBS: dict[Unit, Job] = {
    "field": "copy",
    "call": "copy",
    "mail": "interpret",
    "comparison": "reconcile",
    "owner": "find next owner",
    "explanation": "explain",
    "follow-up": "follow up",
}

#: What a person still does of the jobs, in three counters that autonomy brings to nothing.
COUNTERS: dict[Counter, tuple[Job, ...]] = {
    "carrying": ("copy", "interpret"),
    "triggering": ("find next owner", "follow up"),
    "context": ("reconcile", "explain"),
}

DEFINITION = (
    "Work that carries a case from function to function and decides nothing. Copied: fields of "
    "writes that come from the record or a mail (by a person: values typed that a mail of the case "
    "or the record states already, writes handed over to be entered by hand, and calls). "
    "Interpreted: mails read (by a person: values put right, readings chosen). Reconciled: lines "
    "priced against the record, writes read back, promises looked for (by a person: effects "
    "settled). Next owner: people asked, functions told (by a person: cases opened, handed over, "
    "moved, tried again). Explained: packets, letters and notes (by a person: questions answered). "
    "Followed up: reminders and escalations. Approving, editing, rejecting, overriding and "
    "acknowledging are judgement, and counted apart."
)


class Work(Value):
    """One piece of a carrier's work; `number` is the fact that shows it."""

    unit: Unit
    by: Who
    number: int
    count: int = 1


class Carried(Value):
    """All carrier's work of a case, and by how many facts people judged it."""

    case: str
    work: tuple[Work, ...] = ()
    judged: tuple[int, ...] = ()

    def count(self, by: Who, *jobs: Job) -> int:
        """How much of these jobs was done by the system or by people."""
        return sum(one.count for one in self.work if one.by == by and JOBS[one.unit] in jobs)

    def counter(self, name: Counter) -> int:
        """What people still did of a counter's jobs."""
        return self.count("person", *COUNTERS[name])

    @property
    def rekeyed(self) -> int:
        """Values that a person entered though a mail or the record states them."""
        return sum(one.count for one in self.work if (one.by, one.unit) == ("person", "field"))


def carried(history: History) -> Carried:
    """The carrier's work of a case, in the order of its facts."""
    stated = _stated(history.facts)
    acts = {one.body["key"]: one for one in history.of("intended")}
    found = [*_by_system(history, acts), *_by_people(history, acts, stated)]
    judged = (one.number for one in touches(history) if one.kind in _JUDGED)
    work = tuple(sorted(found, key=lambda one: (one.number, one.unit)))
    return Carried(case=history.state.id, work=work, judged=tuple(judged))


#: Touches by which a person decides; whoever says no word of these carries.
_JUDGED = frozenset({"approve", "edit", "reject", "override", "acknowledge"})

#: What a person's touch is as a carrier's work, where its kind alone says so.
_TOUCHED: dict[str, Unit] = {
    "correct": "mail",
    "call": "call",
    "vouch": "call",
    "waive": "call",
    "settle": "comparison",
    "try again": "owner",
    "hand-off": "owner",
    "open": "owner",
    "move": "owner",
}


def _by_people(history: History, acts: dict[str, Fact], stated: frozenset[str]) -> Iterator[Work]:
    for one in touches(history):
        if one.kind in _TOUCHED:
            yield Work(unit=_TOUCHED[one.kind], by="person", number=one.number)
    for fact in history.of("question_answered"):
        yield Work(unit=_answer(fact, stated), by="person", number=fact.number)
    for fact in history.facts:
        entered = acts.get(fact.body.get("key", "")) if _is_entered(fact) else None
        if fields := _fields(entered):
            yield Work(unit="field", by="person", number=fact.number, count=fields)


def _fields(act: Fact | None) -> int:
    """How many fields of a write are carried from elsewhere; none of a letter."""
    if act is None or not is_write(act):
        return 0
    return sum(one.is_carried for one in field_sources(act))


def _is_write(acts: dict[str, Fact], fact: Fact) -> bool:
    act = acts.get(fact.body.get("key", ""))
    return act is not None and is_write(act)


def _is_entered(fact: Fact) -> bool:
    """Whether an act was left to a person to enter into a system by hand."""
    by_hand = (fact.body.get("verdict"), fact.body.get("was")) == ("happened", "needs_human")
    return fact.kind == "awaiting_erp" or (fact.kind == "effect_settled" and by_hand)


def _answer(fact: Fact, stated: frozenset[str]) -> Unit:
    """A reading chosen interprets; what was stated already is keyed again; the rest explains."""
    body = fact.body
    if body["value"] in body.get("choices", ()):
        return "mail"
    return "field" if _pair(body.get("about", ""), body["value"]) in stated else "explanation"


def _stated(facts: Iterable[Fact]) -> frozenset[str]:
    """Fields with their values that mails of the case state or acts take from the record."""
    found: set[str] = set()
    for fact in facts:
        for one in fact.body.get("news", {}).get("statements", ()) if _is_mail(fact) else ():
            found |= {_pair(one["field"], text) for text in _texts(one["value"])}
        if fact.kind == "intended":
            found |= {_pair(field, value) for field, value in cells(fact)}
    return frozenset(found)


def _pair(field: str, value: str) -> str:
    return f"{field}={value.strip().casefold()}"


def _texts(value: Any) -> Iterator[str]:
    """The texts within a stated value: its day, number, sum or words."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, str) and value:
        yield value


def _is_mail(fact: Fact) -> bool:
    """Whether a fact brings a mail that was read, also one that was not heard or says it again."""
    return fact.kind == "case_joined" or (fact.kind == "note_taken" and "note" not in fact.body)


def _by_system(history: History, acts: dict[str, Fact]) -> Iterator[Work]:
    for fact in acts.values():
        yield from _act(fact)
    priced: set[str] = set()
    for fact in history.facts:
        if fact.kind == "options_priced" and fact.body["object"] in priced:
            continue  # what is looked at again was compared once
        priced |= {fact.body["object"]} if fact.kind == "options_priced" else set()
        if fact.kind in _READ_BACK and not _is_write(acts, fact):
            continue  # a letter is looked for where it lies, and compared with no record
        yield from (Work(unit=one, by="system", number=fact.number) for one in _units(fact))


def _act(intended: Fact) -> Iterator[Work]:
    action, number = intended.body["action"], intended.number
    if fields := _fields(intended):
        yield Work(unit="field", by="system", number=number, count=fields)
    if action["kind"] == "NotifyFunction":
        yield Work(unit="owner", by="system", number=number)
    if action.get("text") or action.get("change"):
        yield Work(unit="explanation", by="system", number=number)


#: What reads an effect back.
_READ_BACK = frozenset({"outcome_verified", "outcome_mismatch"})

#: What compares something with the record.
_COMPARED = _READ_BACK | {"options_priced", "commitment_kept", "commitment_broken"}

#: What follows up on whoever was asked.
_FOLLOWED_UP = frozenset({"reminded", "escalated"})


def _units(fact: Fact) -> tuple[Unit, ...]:
    """What a fact is as the system's work."""
    if _is_mail(fact):
        return ("mail",)
    if fact.kind == "approval_asked":
        return ("owner", "explanation") if "asked" in fact.body else ()
    if fact.kind in _FOLLOWED_UP:
        return ("follow-up",) if fact.body.get("people") else ()
    return ("comparison",) if fact.kind in _COMPARED else ()
