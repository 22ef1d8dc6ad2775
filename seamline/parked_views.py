"""What was set aside: messages that could not be read, steps of cases that were given up."""

from __future__ import annotations

from typing import Any

from domain.fact import Fact
from memory import chain
from memory.parked import aside
from seamline.answer_views import in_doubt
from seamline.parked_heads import headed
from seamline.wiring import Office


def parked(office: Office) -> dict[str, Any]:
    """Parked messages with reason and tries, dismissed ones, cases whose step was given up, and
    answers to interchanges of which nobody knows whether they left."""
    with office.ledger.reading() as connection:
        rows = aside(connection)
        told = chain.of_kind(connection, "stuck", "tried_again", "closed")
    last: dict[str, Fact] = {one.stream: one for one in told}
    return {
        "parked": [*headed(office, (one.model_dump() for one in rows if one.state == "parked"))],
        "dismissed": [one for one in rows if one.state == "dismissed"][::-1],
        "answers": in_doubt(office),
        "stuck": [
            {
                "case": one.stream.removeprefix("case:"),
                "because": one.body["because"],
                "at": one.at,
                "fact": one.number,
            }
            for one in last.values()
            if one.kind == "stuck" and "event" in one.body
        ],
    }
