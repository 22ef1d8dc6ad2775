"""One look at everything that is silent, and which of it belongs to which case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from domain.case import CaseState
from domain.chase.our_mail import MAIL, SLOT, WORKS
from domain.people import People
from domain.silence.book import Book, Calendar, Told
from domain.silence.expected import Expected, Silent
from domain.silence.found import Found, find_silence, too_many
from domain.vocabulary import VOCABULARIES
from graph.bounced import mailing
from graph.case_ids import cases_about
from graph.deps import Deps
from graph.silence_told import is_swept, letters_sent, told
from graph.workflows import chase
from memory import chain
from memory.folded import WHOLE

#: Office hours of a partner, by its own clock: letters are written at the first of them.
MORNING, EVENING = 8, 17


class Swept(NamedTuple):
    """One look at everything: what was found, and why nobody may be asked, if so."""

    found: Found
    stopped: str
    cases: list[CaseState]


def look(deps: Deps) -> Swept:
    """What is silent now, by the record and by what is committed to the ledger.

    Cases that one load wakes look at the same, and it is found once for all of them.
    """
    with deps.ledger.reading() as connection:
        source = chain.head(connection)[1], deps.kept_reads(), deps.clock.now()
        swept: Swept = deps.looked.of(source, lambda: _look(deps, connection))
        return swept


def book_of(deps: Deps, connection: Connection) -> Book:
    """The record with what was said of it, as sweeps look at it."""
    sent = mailing(deps, deps.known.at(connection))
    return Book(deps.reads.rows, told(deps, connection, sent), deps.clock.now())


def _look(deps: Deps, connection: Connection) -> Swept:
    every, people = deps.known.at(connection), deps.people
    states, sent = [one for one in every if is_swept(one)], mailing(deps, every)
    book = Book(deps.kept_reads().rows, told(deps, connection, sent), deps.clock.now())
    waived = frozenset(key for one in states for key in one.acknowledged)
    found = find_silence(book, deps.policy.silence, letters_sent(sent), waived)
    owned = tuple(one.model_copy(update={"then": taker(people, one.then)}) for one in found.silent)
    found = found.model_copy(update={"silent": owned})
    many = too_many(found, deps.policy.silence)
    return Swept(found, "" if many and _is_trusted(deps, connection) else many, states)


def taker(people: People, function: str) -> str:
    """The function of ours that takes what is for this one: never one that nobody is in."""
    return people.taking(function, VOCABULARIES["function"])


def waiting_for_us(swept: Swept) -> list[Silent]:
    """Decisions and answers of ours that are late: their cases wait for them, and ask."""
    return [one for one in swept.found.inside if one.expected.case]


def open_case(connection: Connection, subject: str) -> CaseState:
    """The open case of a partner or a function, else an empty one with the next id."""
    state = CaseState(id="")
    for case_id, _ in cases_about(connection, chase.CODE, subject, kinds=("case_opened",)):
        state = WHOLE.of(connection, case_id)
        if state.closed is None:
            break
    return state


def mine_of(deps: Deps, swept: Swept, state: CaseState) -> tuple[Silent, ...]:
    """What belongs to a case of sweeps."""
    table, _, key = state.order.partition(":")
    return swept.found.of(key) if table == "partners" else inside(deps, swept).get(key, ())


def inside(deps: Deps, swept: Swept) -> dict[str, tuple[Silent, ...]]:
    """What our own people are asked, by function: one list each. What is for a function that nobody
    is in goes to one that has people. What a case of its own waits for is asked there; what opens
    one is asked nowhere else."""
    mine = [one for one in swept.found.inside if not one.expected.case and not one.opens]
    mine += [_mail_in_doubt(deps, swept)] if swept.stopped else []
    found: dict[str, tuple[Silent, ...]] = {}
    for one in mine:
        found[one.then] = (*found.get(one.then, ()), one)
    return found


def _mail_in_doubt(deps: Deps, swept: Swept) -> Silent:
    """The question whether our own mail works, asked once until somebody answers it."""
    known = (silent for one in swept.cases if one.closed is None for silent in one.silence)
    before = next((one for one in known if one.expected.object == MAIL), None)
    now = deps.clock.now()
    since = before.expected.late if before is not None else now
    expected = Expected(
        sweep="all",
        object=MAIL,
        partner="",
        topic="our_answer",
        said=swept.stopped,
        late=since,
        heard_from=since,
    )
    return Silent(
        expected=expected,
        step="inside",
        why=("our_mail",),
        then=taker(deps.people, deps.policy.silence.stop_asks),
    )


def is_answered(deps: Deps, swept: Swept, state: CaseState) -> bool:
    """Whether something that a case of sweeps is silent about came since."""
    left = {one.key for one in mine_of(deps, swept, state)}
    return any(one.key not in left for one in state.silence)


def same(state: CaseState, mine: tuple[Silent, ...]) -> bool:
    """Whether a case has heard all of this before, with the same thing to do about each."""
    return doing(state.silence) == doing(mine)


def doing(silent: Iterable[Silent]) -> dict[str, tuple[object, ...]]:
    """What is done about each silence."""
    return {one.key: (one.step, one.nth, one.passed, one.returned, one.listed) for one in silent}


def calendar_of(deps: Deps, partner: str) -> Calendar:
    """The days and the clock of a partner."""
    return Book(deps.reads.rows, told=Told(), now=deps.clock.now()).calendar(partner)


def next_working_hour(calendar: Calendar, now: datetime) -> datetime | None:
    """Now, if the partner is at work; else its next morning, if that is within a day."""
    for ahead in (0, 1):
        day = calendar.day(now) + timedelta(days=ahead)
        first, last = calendar.start(day, MORNING), calendar.start(day, EVENING)
        if calendar.days.is_open(day) and now < last:
            due = max(first, now)
            return due if due < now + timedelta(days=1) else None
    return None


def _is_trusted(deps: Deps, connection: Connection) -> bool:
    """Whether somebody said not long ago that our own mail works."""
    since = deps.clock.now() - timedelta(days=deps.policy.silence.trusted_days)
    state = open_case(connection, f"functions:{taker(deps.people, deps.policy.silence.stop_asks)}")
    if not state.id:
        return False
    told_so = chain.of_stream(connection, f"case:{state.id}", kinds=("question_answered",))
    works = [one for one in told_so if one.body["value"].lower() in WORKS]
    return any(one.body["slot"].startswith(SLOT) and one.at >= since for one in works)
