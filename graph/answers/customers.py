"""Which customers it touches: what functions found of their lines, and what hangs on it."""

from __future__ import annotations

from typing import Any

from domain.effect_state import in_one_line
from graph.answers.evidence import Answer, Found, Line, found_line, line, none, table_of
from graph.answers.lateness import by_way, slips
from graph.answers.ways import taken

#: Rows by which a finding is about a customer's order.
_THEIRS = frozenset({"sales_orders", "sales_order_lines", "customer_deliveries"})


def hit(found: Found) -> Answer:
    """Each customer's line that the newest look found touched, with how much; of a customer who is
    named that one's alone, or that it is not among them."""
    lines = [found_line(one) for one in found.looked(_is_theirs)] or _told(found)
    if not lines:
        return none(found.question, "customers' orders that this case touches")
    mine = [one for one in lines if not found.named or _speaks_of(found, one)]
    if not mine:
        names = " and ".join(found.named.values())
        return found.answer([Line(text=f"{names} is not among those it touches:"), *lines])
    return found.answer([*_decided(found), *mine])


def _decided(found: Found) -> list[Line]:
    """What was decided about it, or each way while nothing is: what functions found is how it would
    be if nothing is done."""
    told = [
        Line(text=f"decided: {way.title}, {way.option['days_late']} d late", facts=way.facts)
        for way in taken(found)
    ]
    if told:
        return [*told, Line(text="without that, as it was found:")]
    ways = by_way(found) if slips(found) else []
    return [*ways, Line(text="if nothing is done, as it was found:")]


def _is_theirs(finding: dict[str, Any]) -> bool:
    rests, text = finding["rests_on"], finding["text"]
    return any(table_of(one) in _THEIRS for one in rests) or "no customer" in text


def _speaks_of(found: Found, one: Line) -> bool:
    return any(name.split()[0] in one.text for name in found.named.values())


def _told(found: Found) -> list[Line]:
    """Customers' lines that our own functions were told of, where no look found more."""
    return [
        line(in_one_line(one.said), *(f for f in found.facts if f.number == one.number))
        for one in found.state.effects
        if any(table_of(name) in _THEIRS for name in one.objects)
    ]
