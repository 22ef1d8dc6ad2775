"""Who said to be away, from when to when, and who stands in: what was taken back counts no more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from domain.people import Absence
from memory import chain


def absences(connection: Connection) -> tuple[Absence, ...]:
    """Absences that were declared and not ended, the newest of a person first."""
    told = chain.of_kind(connection, "absence_declared", "absence_ended")
    ended = {fact.body["absence"] for fact in told if fact.kind == "absence_ended"}
    return tuple(
        Absence(
            key=fact.id,
            person=fact.body["of"],
            first=date.fromisoformat(fact.body["first"]),
            last=date.fromisoformat(fact.body["last"]),
            stand_in=fact.body["stand_in"],
            reason=fact.body["reason"],
        )
        for fact in told
        if fact.kind == "absence_declared" and fact.id not in ended
    )
