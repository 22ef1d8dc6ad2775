"""How a case is shared, as people and programs are shown it: who holds it, how long it sleeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import CaseState
from domain.people import People


def shared(people: People, state: CaseState, now: datetime) -> dict[str, Any]:
    """Who holds a case, until when it sleeps, and what of it waits for other functions."""
    known = state.together
    sleeps = known.asleep(now)
    held = known.holder
    return {
        "holder": None if held is None else {**_person(people, held.person), "since": held.since},
        "snoozed": None
        if sleeps is None
        else {"until": sleeps.until, "by": _person(people, sleeps.by), "reason": sleeps.reason},
    }


def _person(people: People, person_id: str) -> dict[str, str]:
    known = people.get(person_id)
    return {"id": person_id, "name": known.name if known is not None else person_id}
