"""How a case is shared, as people and programs see it: its holder, its sleep, its hand-offs."""

from __future__ import annotations

from datetime import date, datetime
from textwrap import shorten
from typing import Any

from domain.case import CaseState
from domain.people import People
from domain.together import HandOff
from graph.right import told_functions


def shared(people: People, state: CaseState, now: datetime) -> dict[str, Any]:
    """Who holds a case, until when it sleeps, and what of it waits for other functions."""
    known = state.together
    sleeps = known.asleep(now)
    held = known.holder
    return {
        "opened_by": _person(people, state.opened_by) if state.opened_by else None,
        "opened_because": state.opened_because,
        "sent_on": state.sent_on,
        "came_from": list(state.came_from),
        "told": sorted(told_functions(state)),
        "notes": _notes(state),
        "holder": None if held is None else {**_person(people, held.person), "since": held.since},
        "handoffs": [_handoff(people, one, now) for one in known.handoffs],
        "snoozed": None
        if sleeps is None
        else {"until": sleeps.until, "by": _person(people, sleeps.by), "reason": sleeps.reason},
    }


#: Characters of a note to a function that a list shows.
_SHORT = 240


def _notes(state: CaseState) -> dict[str, str]:
    """By function the last note it got of the case, in short, and how many others it got."""
    found: dict[str, list[str]] = {}
    for one in state.effects:
        if one.kind == "NotifyFunction":
            said = one.said.removeprefix(f"tell {one.to}: ").replace(":\n- ", ": ")
            found.setdefault(one.to, []).append(said.replace("\n- ", "; "))
    return {
        to: shorten(said[-1], _SHORT) + (f" (and {len(said) - 1} more)" if said[1:] else "")
        for to, said in found.items()
    }


def _handoff(people: People, one: HandOff, now: datetime) -> dict[str, Any]:
    told = one.model_dump(mode="json")
    named = {name: _person(people, told[name]) for name in ("by", "updates", "person")}
    return {**told, **named, "overdue": one.state == "offered" and now >= one.due}


def _person(people: People, person_id: str) -> dict[str, str]:
    known = people.get(person_id)
    return {"id": person_id, "name": known.name if known is not None else person_id}


def away(people: People, day: date) -> list[dict[str, Any]]:
    """Who is away today or has said to be, until when, and who stands in."""
    said = {one.person: one for one in people.declared if one.last >= day}
    found = []
    for person in people.people:
        today = person.is_absent(day)
        if not today and person.id not in said:
            continue
        first, last = person.absent_from, person.absent_to
        instead = people.acting(person, day) if today else None
        if not today:
            coming = said[person.id]
            first, last, instead = coming.first, coming.last, people.get(coming.stand_in)
        found.append(
            {
                "person": _person(people, person.id),
                "from": first,
                "to": last,
                "stand_in": _person(people, instead.id) if instead is not None else None,
                "today": today,
            }
        )
    return found
