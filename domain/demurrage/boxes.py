"""Boxes of the record between two events: on shipment units, or on milestones of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.demurrage.accrual import Box
from domain.record import Row


def boxes_out(units: Sequence[Row], with_free_days: bool = True) -> tuple[Box, ...]:
    """Detention: each box of `shipment_units` once, from gate-out to empty return.

    `with_free_days`: its own free days go before the tariff's.
    """
    found: dict[str, Box] = {}
    for row in units:
        free = row.number("free_days") if with_free_days else None
        found[row.text("unit_no")] = Box(
            unit=row.text("unit_no"),
            started=row.day("gate_out"),
            ended=row.day("empty_return"),
            free_days=None if free is None else int(free),
        )
    return tuple(found.values())


def boxes_between(
    milestones: Sequence[Row], start: str, end: str, free_days: int | None = None
) -> tuple[Box, ...]:
    """Boxes by what a terminal recorded, such as `discharged` to `gate out full` (demurrage).

    Of an event recorded twice the earliest start and the latest end count, which is what a
    biller would take; planned times are no events.
    """
    names = dict.fromkeys(row.text("unit_no") for row in milestones if row.text("unit_no"))
    return tuple(
        Box(
            unit=name,
            started=min(_days(milestones, name, start), default=None),
            ended=max(_days(milestones, name, end), default=None),
            free_days=free_days,
        )
        for name in names
    )


def _days(milestones: Sequence[Row], unit: str, event: str) -> list[date]:
    return [
        day
        for row in milestones
        if row.text("unit_no") == unit and row.text("event").lower() == event.lower()
        if (day := row.day("actual_at")) is not None
    ]
