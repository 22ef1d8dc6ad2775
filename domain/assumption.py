"""What a decision rests on, as values of the record: held, weakening or broken by now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.cells import cell_text
from domain.record import Row
from domain.values import Value

Health = Literal["held", "weakening", "broken"]


class Assumption(Value):
    """Rows of one table whose `field` a decision counts on, with what each held then.

    `worse` says which way is bad: `more` or `less` of the sum, by more than `soft` and `hard`
    per cent; `earlier`, by more than so many days, for the worst row; `other` than it was, at all.
    A row that has left the record counts as it was: feeds drop days that are past. It is looked at
    until the day `until`; empty = as long as the case is open.
    """

    text: str
    option: str
    object: str
    table: str
    field: str
    was: dict[str, str]
    worse: Literal["more", "less", "earlier", "other"]
    soft: Decimal = Decimal(0)
    hard: Decimal = Decimal(0)
    until: str = ""


class Judged(Value):
    """How an assumption stands: the value then and now in words, and the bound that was crossed."""

    health: Health
    was: str
    now: str
    bound: str = ""


def judged(one: Assumption, rows: Mapping[str, Row | None]) -> Judged:
    """How the assumption stands by the rows of the record as they are now."""
    now = {
        key: cell_text(row, one.field) if (row := rows.get(key)) is not None else text
        for key, text in one.was.items()
    }
    if one.worse in ("more", "less"):
        return _by_sum(one, now)
    if one.worse == "earlier":
        return _by_day(one, now)
    changed = sorted(key for key, text in now.items() if text != one.was[key])
    first = changed[0] if changed else next(iter(now), "")
    health: Health = "broken" if changed else "held"
    return Judged(health=health, was=one.was.get(first, ""), now=now.get(first, ""))


def _by_sum(one: Assumption, now: Mapping[str, str]) -> Judged:
    before, after = _sum(one.was), _sum(now)
    moved = after - before if one.worse == "more" else before - after
    share = moved * 100 / before if before else Decimal(0 if moved <= 0 else 1000)
    return _bounded(one, share, f"{before.normalize():f}", f"{after.normalize():f}", "%")


def _by_day(one: Assumption, now: Mapping[str, str]) -> Judged:
    moved = {key: _days_earlier(one.was[key], text) for key, text in now.items()}
    worst = max(moved, key=lambda key: moved[key], default="")
    days = Decimal(moved.get(worst, 0))
    return _bounded(one, days, one.was.get(worst, ""), now.get(worst, ""), " days")


def _bounded(one: Assumption, moved: Decimal, was: str, now: str, unit: str) -> Judged:
    if moved > one.hard:
        return Judged(health="broken", was=was, now=now, bound=f"{one.hard:f}{unit}")
    if moved > one.soft:
        return Judged(health="weakening", was=was, now=now, bound=f"{one.soft:f}{unit}")
    return Judged(health="held", was=was, now=now)


def _sum(values: Mapping[str, str]) -> Decimal:
    return sum((Decimal(text) for text in values.values() if text), Decimal(0))


def _days_earlier(before: str, after: str) -> int:
    try:
        return (date.fromisoformat(before[:10]) - date.fromisoformat(after[:10])).days
    except ValueError:  # no day there: nothing that can be earlier
        return 0
