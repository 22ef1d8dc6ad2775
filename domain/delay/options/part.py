"""Take the part the supplier offers at the old date."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure
from domain.delay.offers import is_kept, is_open, part_kept
from domain.delay.option_letters import take_part
from domain.delay.options.accept import late_measures, unknown_penalties
from domain.options import Option


def part_offered(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """The offered part at the old date covers the gap, or only part of it; carriage as planned.

    What customers charge where it does not cover is added by finance, as for every late option.
    """
    part, slot, kept = part_kept(line), line.change.part_slot, line.change.kept
    if part is None:
        return None
    covers = exposed.bridge is None or part.n >= exposed.bridge
    letter = take_part(context, line, slot) if slot is not None else None
    return Option(
        name="take the part offered",
        title=f"take {part.n:f} {part.unit} at the old date, the rest later",
        by="sourcing",
        object=line.row.object,
        days_late=0 if covers else exposed.days_late,
        currency=context.currency,
        effects={
            "planning": f"{part.n:f} on the old date, gap {_gap(exposed)}",
            "logistics": "one more delivery",
            "procurement": "the supplier must be told by its reply date",
        },
        measures={} if covers else measures_left_open(exposed, part.n),
        violates=() if is_open(context, line) and is_kept(context, line) else ("offer_still_open",),
        offered="part",
        unknown=() if covers else unknown_penalties(context, exposed),
        assumptions=("the part is ready on the old date", "the new ready date holds"),
        arrives=exposed.expected,
        bridge=part,
        until=None if kept is None else kept.end,
        until_why="" if kept is None else "the supplier keeps it for us so long",
        actions=(letter,) if letter is not None else (),
    )


def measures_left_open(exposed: Exposure, part: Decimal) -> dict[str, int]:
    """Days late, weighted by the share of the gap that the part leaves open (rounded up)."""
    late = late_measures(exposed, exposed.days_late)
    if not exposed.bridge:
        return late
    open_share = (exposed.bridge - part) / exposed.bridge
    return {name: ceil(days * open_share) for name, days in late.items()}


def _gap(exposed: Exposure) -> str:
    return "unknown" if exposed.bridge is None else f"{exposed.bridge:f}"
