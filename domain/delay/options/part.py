"""Take the part the supplier offers at the old date."""

from __future__ import annotations

from decimal import Decimal

from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure
from domain.delay.options.accept import late_measures, penalty_components
from domain.options import Option


def part_offered(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """The offered part at the old date covers the gap, or shortens it; carriage as planned."""
    part = line.change.part_offered
    if part is None:
        return None
    covers = exposed.bridge is None or part.n >= exposed.bridge
    return Option(
        name="take the part offered",
        title=f"take {part.n:f} {part.unit} at the old date, the rest later",
        by="sourcing",
        object=line.row.object,
        days_late=0 if covers else exposed.days_late,
        components=() if covers else penalty_components(context, exposed),
        currency=context.currency,
        effects={
            "planning": f"{part.n:f} on the old date, gap {_gap(exposed)}",
            "logistics": "one more delivery",
            "procurement": "the supplier must be told by its reply date",
        },
        measures={} if covers else late_measures(exposed),
        assumptions=("the part is ready on the old date", "the new ready date holds"),
        arrives=exposed.expected,
        bridge=part,
    )


def _gap(exposed: Exposure) -> str:
    return "unknown" if exposed.bridge is None else f"{exposed.bridge or Decimal(0):f}"
