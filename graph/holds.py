"""What other cases hold: read for a snapshot, and again in the transaction that firms a hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from domain.options import Held
from memory import reservations


def held_by_others(connection: Connection, case_id: str, now: datetime) -> tuple[Held, ...]:
    """Live reservations of all cases but this one."""
    others = reservations.drawn(connection, now=now, but_not=case_id)
    return tuple(
        Held(case=case, object=name, qty=qty, unit=unit) for case, name, qty, unit in others
    )
