"""Impact: planning and customer service are told what moves, by code, whatever specialists say."""

from __future__ import annotations

from domain.actions import Action
from domain.cells import cell
from domain.contribution import Contribution
from domain.delay.context import DelayContext
from domain.delay.correspondence import note, noted
from domain.delay.exposure import exposure
from domain.delay.pricing import delayed
from domain.delay.ranked import ranked
from domain.ports import Model


def contribute(context: DelayContext, model: Model | None = None) -> Contribution:
    """Notes to planning and to customer service for every line that comes later, and the lines by
    exposure where one cause hits several orders."""
    found, acts = tuple(ranked(context)), tuple(_actions(context))
    return Contribution(function="impact", findings=found, actions=acts)


def _actions(context: DelayContext) -> list[Action]:
    late = delayed(context)
    if not late:
        return []
    said = noted(context)
    found: list[Action] = [
        note(context, "planning", "note_planning", late[0].row, "cover must be checked", noted=said)
    ]
    for line in late:
        exposed = exposure(context, line)
        for one in exposed.late if exposed is not None else ():
            found.append(
                note(
                    context,
                    "customer service",
                    "note_customers",
                    one.peg.line,
                    "a customer's line hangs on it",
                    of=line,
                    noted=said,
                    so_id=cell(one.peg.line, "so_id"),
                    line=cell(one.peg.line, "line"),
                )
            )
    return found
