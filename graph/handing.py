"""Hand-offs: work offered to another function, and taken or refused with a reason by its people."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from domain.case import CaseState
from domain.errors import NotAllowed, Refused, Unknown
from domain.functions import function_named
from domain.people import People, Person
from domain.together import HandOff
from domain.values import Value
from graph.claiming import require_free
from graph.deps import Deps
from graph.right import require_part
from graph.snoozing import latest_time
from graph.word import Word, case_in, note, word_on
from memory.inbox import Event

#: The event at which an offer nobody took goes back.
DUE = "handoff_due"

#: What must come back to whoever handed it over, where they name nothing else.
ESCALATE = "whatever cannot be done by then"

#: An offer is named by so many characters of its key at least.
_SHORTEST = 6


class Terms(Value):
    """On what terms work is handed over.

    It is to be taken until `due`: the latest useful decision time where none is named, and never
    later. `updates` says so when conditions change: whoever hands it over, where nobody is named.
    `escalate` is what must come back to them.
    """

    due: datetime | None = None
    updates: str = ""
    escalate: str = ESCALATE


class Handed(Value):
    """A hand-off as it stands now, and who of the function could take it."""

    case: str
    handoff: HandOff
    people: tuple[str, ...] = ()


def hand_off(
    deps: Deps,
    case_id: str,
    *,
    person: str,
    to: str,
    task: str,
    terms: Terms | None = None,
) -> Handed:
    """Offers the work on a case to another function: `task` is what it is to do."""
    terms = terms or Terms()
    with word_on(deps, case_id, person) as word:
        word.require_open("hand over")
        require_part(deps, word.state, word.person, f"hand {case_id} over")
        require_free(word, f"hand {case_id} over", task)
        function = _function(deps, to)
        _require_other(word, function)
        if not task.strip():
            raise Refused("say what they are to do: --task TEXT")
        end, updates = _until(deps, word, terms.due), terms.updates
        told = {
            "to": function,
            "task": task.strip(),
            "updates": deps.people.actor(updates).id if updates else word.person.id,
            "escalate": terms.escalate.strip() or ESCALATE,
            "due": end.isoformat(),
        }
        fact = word.note("handoff_offered", **told)
        word.wake(DUE, fact, end)
        return _handed(word, fact.id)


def accept(deps: Deps, case_id: str, *, person: str, key: str = "", note: str = "") -> Handed:
    """One of the function takes the work, and holds the case from then on."""
    return _answer(deps, case_id, person, key, "handoff_accepted", note)


def refuse(deps: Deps, case_id: str, *, person: str, reason: str, key: str = "") -> Handed:
    """One of the function gives the work back to whoever offered it, with a reason."""
    if not reason.strip():
        raise Refused("say why it is not yours: --reason TEXT")
    return _answer(deps, case_id, person, key, "handoff_refused", reason.strip())


def lapse(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """What nobody took in time goes back as if it were refused."""
    for one in state.together.offered:
        if one.key == event.body["fact"]:
            because = f"nobody of {one.to} took it by {one.due:%Y-%m-%d %H:%M} UTC"
            told = {"offer": one.key, "person": "", "reason": because}
            now = deps.clock.now()
            note(connection, state.id, "handoff_refused", "clock", now, told, (one.key,))


def _answer(deps: Deps, case_id: str, person_id: str, key: str, kind: str, reason: str) -> Handed:
    with word_on(deps, case_id, person_id) as word:
        offer = _mine(word, key)
        word.note(kind, offer.key, offer=offer.key, reason=reason)
        return _handed(word, offer.key, told=True)


def _mine(word: Word, key: str) -> HandOff:
    """The offer that waits for the person's function, or for one that the person stands in for."""
    open_ = [one for one in word.state.together.offered if one.key.startswith(key.lower())]
    functions = acts_for(word.deps.people, word.person, word.now.date())
    named = not key or len(key) >= _SHORTEST
    found = [one for one in open_ if one.to in functions and named]
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(f"{one.key[:12]} ({one.task})" for one in found)
        raise Refused(f"say which: {keys}")
    offered = ", ".join(dict.fromkeys(one.to for one in open_)) or "nobody"
    raise NotAllowed(
        f"nothing of {word.state.id} is offered to {word.person.function}; "
        f"it is offered to {offered}"
    )


def acts_for(people: People, person: Person, day: date) -> frozenset[str]:
    """The person's own function, and those of whom it stands in for on that day."""
    away = [one for one in people.people if one.is_absent(day)]
    return frozenset(
        {person.function, *(one.function for one in away if people.acting(one, day) == person)}
    )


def _function(deps: Deps, name: str) -> str:
    known = {one.function for one in deps.people.people}
    found = function_named(known, name)
    if found is None:
        there = ", ".join(sorted(known))
        raise Unknown(f"{name!r} is no function of people.yaml; there are {there}")
    return found


def _require_other(word: Word, function: str) -> None:
    case = word.state.id
    if function == word.person.function:
        raise NotAllowed(f"you are {function} yourself: `seamline assign {case} PERSON` gives it")
    if any(one.to == function for one in word.state.together.offered):
        raise NotAllowed(f"{case} is offered to {function} already, and waits for their answer")


def _until(deps: Deps, word: Word, due: datetime | None) -> datetime:
    latest, why = latest_time(deps, word.state, word.now)
    end = due or latest
    if not word.now < end <= latest:
        raise Refused(
            f"{end:%Y-%m-%d %H:%M} UTC is no time to take {word.state.id} by: it must lie ahead, "
            f"and not after {latest:%Y-%m-%d %H:%M} UTC ({why})"
        )
    return end


def _handed(word: Word, key: str, *, told: bool = False) -> Handed:
    """The hand-off after what was just noted."""
    state = case_in(word.connection, word.state.id)
    one = next(each for each in state.together.handoffs if each.key == key)
    day = word.now.date()
    there = [p.id for p in word.deps.people.in_role(one.to) if not p.is_absent(day)]
    return Handed(case=state.id, handoff=one, people=() if told else tuple(there))
