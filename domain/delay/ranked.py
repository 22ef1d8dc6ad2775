"""Lines that one cause makes late, the most exposed first, and what nobody tells anything of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.contribution import Finding
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import exposure, unit_price
from domain.delay.options.accept import penalty
from domain.money import Money, total


def ranked(context: DelayContext) -> Iterator[Finding]:
    """Where several orders are late of one cause: each line with what hangs on it, by penalties,
    then by what it is worth; and open lines of the same supplier that are not told of (R-155)."""
    if len(context.orders) < 2:
        return
    lines = sorted(context.lines, key=lambda line: line.name)
    lines.sort(key=lambda line: _exposed(context, line), reverse=True)
    for place, line in enumerate(lines, 1):
        yield Finding(text=f"{place}. {_said(context, line)}", rests_on=(line.row.object,))
    for row in context.untold:
        due = row.text("promised_date") or "an unknown day"
        text = f"left out: {row.key} ({row.text('item_id')}, due {due}), nothing is told of it"
        yield Finding(text=text, rests_on=(row.object,))


def _exposed(context: DelayContext, line: LineContext) -> tuple[Decimal, Decimal]:
    return _penalties(context, line).amount, _worth(context, line).amount


def _penalties(context: DelayContext, line: LineContext) -> Money:
    """What customers charge for the line as it is told now, as far as it is known."""
    exposed = exposure(context, line)
    charged = [penalty(context, one) for one in exposed.late] if exposed is not None else []
    return total((one for one in charged if one is not None), context.currency)


def _worth(context: DelayContext, line: LineContext) -> Money:
    return unit_price(context, line).times(line.qty).rounded()


def _said(context: DelayContext, line: LineContext) -> str:
    exposed = exposure(context, line)
    unit, item = line.item.text("base_uom"), line.item.key
    text = f"order {line.name}: {line.qty:f} {unit} {item}, worth {_worth(context, line)}"
    if exposed is None:
        return f"{text}; {line.change.kind}"
    text += f", {exposed.slip} days later"
    late = [f"{one.peg.name} {one.days} days late" for one in exposed.late]
    return f"{text}; {', '.join(late) or 'no customer is late by it'}"
