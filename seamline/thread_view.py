"""The thread of an order from award to payment, by any of its references: rows, cases and mails."""

from __future__ import annotations

from typing import Any

from domain.cells import cell_text
from domain.errors import Unknown
from domain.record import Row
from domain.thread import named_by, thread_of
from graph.rereading import last_readings
from memory.cases import cases
from seamline.wiring import Office

#: Columns that say nothing to a reader.
_QUIET = frozenset({"note", "recorded_on", "text"})


def thread(office: Office, reference: str) -> dict[str, Any]:
    """All that hangs together with what the reference names, by stage; Unknown when it names
    nothing on record."""
    starts = named_by(office.reads, reference)
    if not starts:
        raise Unknown(
            f"nothing on record is called {reference!r}; give an order, invoice, booking, "
            "container, delivery note, payment, letter of credit or TABLE:KEY"
        )
    found = thread_of(office.reads, starts)
    with office.ledger.reading() as connection:
        states = cases(connection)
        read = last_readings(connection)
    mine = [one for one in states if one.order in found.objects]
    return {
        "reference": reference,
        "named": list(starts),
        "orders": list(found.roots),
        "cut": found.cut,
        "stages": {stage: [_shown(row) for row in rows] for stage, rows in found.stages.items()},
        "cases": [
            {"case": one.id, "title": one.title, "phase": one.phase, "about": one.order}
            for one in mine
        ],
        "mails": sorted(
            (
                {
                    "sent_at": fact.body["sent_at"],
                    "subject": fact.body["subject"],
                    "from": fact.body["sender"]["address"],
                    "message": fact.body["sha256"],
                }
                for fact in read.values()
                if _speaks(fact.body["reading"]) & found.objects
            ),
            key=lambda one: (str(one["sent_at"]), str(one["message"])),
        ),
    }


def _shown(row: Row) -> dict[str, Any]:
    cells = {
        name: cell_text(row, name)
        for name in row.values
        if name not in _QUIET and cell_text(row, name)
    }
    return {"object": row.object, "cells": cells, "flags": list(row.flags)}


def _speaks(reading: dict[str, Any]) -> frozenset[str]:
    """What a mail names or states something of."""
    named = {one["object"] for one in reading["references"] if one["object"]}
    return frozenset(named | {one["object"] for one in reading["statements"]})
