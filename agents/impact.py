"""Impact: planning and customer service are told what moves, by code, whatever specialists say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal

from domain.actions import Action
from domain.cells import cell
from domain.contribution import Contribution, Finding
from domain.costs.delay import cover_days
from domain.delay.context import DelayContext
from domain.delay.correspondence import note, noted
from domain.delay.customers import told
from domain.delay.exposure import exposure
from domain.delay.pricing import delayed
from domain.delay.ranked import ranked
from domain.options import Option
from domain.ports import Model
from domain.reckoning import figure


def contribute(context: DelayContext, model: Model | None = None) -> Contribution:
    """Notes to planning and to customer service for every line that comes later, how long stock
    lasts, and the lines by exposure where one cause hits several orders."""
    found, acts = (*ranked(context), *_cover(context)), tuple(_actions(context))
    return Contribution(function="impact", findings=found, actions=acts)


def complete(context: DelayContext, chosen: Sequence[Option]) -> tuple[Action, ...]:
    """What follows from all that was chosen: a draft for each customer that gets a new day."""
    return told(context, chosen)


def _cover(context: DelayContext) -> Iterator[Finding]:
    """How long the stock lasts that is there when the goods should have come (domain.md 2.0.1)."""
    for line in delayed(context):
        exposed = exposure(context, line)
        if exposed is None or exposed.stock_at_need is None or not line.stock:
            continue
        days = cover_days(exposed.stock_at_need, exposed.demand_a_day or Decimal(0))
        if days is None:
            continue
        text = f"{line.item.key}: stock of {figure(exposed.stock_at_need)} on {exposed.expected} "
        text += f"lasts {figure(_tenth(days))} days at {figure(exposed.demand_a_day or 0)} a day"
        if exposed.floor is not None and exposed.demand_a_day:
            above = max(exposed.stock_at_need - exposed.floor, Decimal(0))
            to_floor = cover_days(above, exposed.demand_a_day) or Decimal(0)
            text += f", {figure(_tenth(to_floor))} to its floor of {figure(exposed.floor)}"
        text += f"; the goods come {exposed.slip} days later"
        yield Finding(text=text, rests_on=tuple(row.object for row in line.stock[-1:]))


def _tenth(days: Decimal) -> Decimal:
    return days.quantize(Decimal("0.1"), ROUND_FLOOR)


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
