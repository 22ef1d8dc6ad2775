"""What a decided option rests on: demand, customers' lines and the other source's price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from domain.assumption import Assumption
from domain.cells import cell_text
from domain.delay.context import DelayContext, LineContext
from domain.options import Option
from domain.record import Row


def rests_on(context: DelayContext, taken: Sequence[Option]) -> list[Assumption]:
    """The values on record that the taken options count on, each with its bounds."""
    lines = {line.row.object: line for line in context.lines}
    return [
        one
        for option in taken
        if option.object in lines
        for one in _of_line(lines[option.object], option)
    ]


def _of_line(line: LineContext, option: Option) -> Iterator[Assumption]:
    wanted = [peg.line for peg in line.pegs]
    if line.demand:
        yield _counted(option, f"demand for {line.item.key} stays as planned", line.demand, "qty")
    if wanted:
        yield _counted(option, "customers want what they ordered", wanted, "qty")
        yield _counted(option, "customers want it no sooner", wanted, "requested_date")
    if option.name == "alternate supplier":
        yield _counted(option, "the other source's price holds", [line.item], "alternate_price")


#: By column: which way is bad, and by how much it may move (per cent, or days) until it weakens
#: and until it breaks.
_BOUNDS: dict[str, tuple[Literal["more", "earlier"], Decimal, Decimal]] = {
    "qty": ("more", Decimal(2), Decimal(10)),
    "requested_date": ("earlier", Decimal(0), Decimal(2)),
    "alternate_price": ("more", Decimal(0), Decimal(2)),
}


def _counted(option: Option, text: str, rows: Sequence[Row], field: str) -> Assumption:
    worse, soft, hard = _BOUNDS[field]
    return Assumption(
        text=text,
        option=option.name,
        object=option.object,
        table=rows[0].table,
        field=field,
        was={row.key: cell_text(row, field) for row in rows},
        worse=worse,
        soft=soft,
        hard=hard,
        until=option.arrives.isoformat() if option.arrives else "",
    )
