"""What customers charge: penalties for lateness in both readings, and on time in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.claims.liability import clause_value
from domain.costs.delay import days_late, late_penalty
from domain.money import Money
from domain.reckoning import Reckoning, figure, part, price
from domain.record import Row
from domain.values import Value


class PenaltyClause(Value):
    """Per cent a week or part of it, up to a cap; `text` is its wording, which decides the base."""

    pct: Decimal
    cap_pct: Decimal | None = None
    per: str = ""
    text: str = ""
    source: str = ""


class PenaltyExposure(Value):
    """The penalty on the late pieces and on the whole line. `reading` where the wording says."""

    days: int = 0
    pieces: Reckoning
    line: Reckoning
    reading: str = ""
    missing: tuple[str, ...] = ()


def penalty_clause(clause: Row) -> PenaltyClause | None:
    """A `contracts` row for late delivery; None for another kind, or one without a figure."""
    value = clause_value(clause)
    if not clause.text("kind").lower().startswith("ld") or value is None:
        return None
    cap = re.match(r"(\d+(?:\.\d+)?)", clause.text("cap"))
    return PenaltyClause(
        pct=value,
        cap_pct=Decimal(cap[1]) if cap else None,
        per=clause.text("unit"),
        text=clause.text("text"),
        source=f"contract {clause.key}",
    )


def penalty(
    clause: PenaltyClause | None,
    unit_price: Money,
    line_qty: Decimal,
    late_qty: Decimal,
    due: date | None,
    arrives: date | None,
) -> PenaltyExposure:
    """What a late line costs, read both ways: ask the contract's owner which holds.

    A clause `of the late line value` is read on the line, one that names pieces or quantity on
    the pieces; other wordings on neither.
    """
    missing = [
        name
        for name, known in (
            ("the customer's penalty clause", clause),
            ("the promised day", due),
            ("the day of delivery", arrives),
        )
        if known is None
    ]
    if missing or clause is None or due is None or arrives is None:
        bare = Reckoning(currency=unit_price.currency, missing=tuple(missing))
        return PenaltyExposure(pieces=bare, line=bare, missing=tuple(missing))
    days = days_late(arrives, due)
    return PenaltyExposure(
        days=days,
        pieces=_penalty(clause, unit_price, late_qty, days),
        line=_penalty(clause, unit_price, line_qty if late_qty > 0 else Decimal(0), days),
        reading=_reading(clause.text),
    )


def _penalty(clause: PenaltyClause, unit_price: Money, qty: Decimal, days: int) -> Reckoning:
    money = late_penalty(unit_price.times(qty), clause.pct, days, clause.cap_pct)
    share = f"{figure(clause.pct)} % {clause.per.removeprefix('pct ')}"
    basis = f"{figure(qty)} × {price(unit_price.amount)} × {share}"
    basis += f", {days} days ({clause.source})"
    parts = (part("penalty", money, basis),) if money.amount else ()
    return Reckoning(currency=unit_price.currency, parts=parts)


def _reading(text: str) -> str:
    words = text.lower()
    if re.search(r"\b(?:late|delayed|missing) (?:pieces|quantity|goods|units)\b", words):
        return "pieces"
    return "line" if "line" in words else ""


class OtifLine(Value):
    """An ordered line: its window, what came when, and cost of goods by unit."""

    object: str
    ordered: Decimal
    first: date | None
    last: date | None
    delivered: tuple[tuple[date, Decimal], ...] = ()
    unit_cost: Money | None = None


class Otif(Value):
    """On time in full by units (declared, since programmes differ) and by whole lines.

    Per cent, two digits. The fine is per cent of the cost of what failed.
    """

    unit: str
    ordered: Decimal
    in_time: Decimal
    units_pct: Decimal | None
    lines_pct: Decimal | None
    fine: Reckoning
    missing: tuple[str, ...] = ()


def otif(lines: Sequence[OtifLine], unit: str, fine_pct: Decimal | None, currency: str) -> Otif:
    """Units delivered inside their window ÷ units ordered; more than ordered counts as ordered.

    Base of the fine: the failing units alone, unless the programme says otherwise
    (domain.md 2.4: 3 % of cost of goods of the failing cases).
    """
    missing = [f"window of {one.object}" for one in lines if one.first is None or one.last is None]
    came = {one.object: _in_window(one) for one in lines}
    ordered = sum((one.ordered for one in lines), Decimal(0))
    in_time = sum(came.values(), Decimal(0))
    whole = sum(1 for one in lines if came[one.object] >= one.ordered)
    return Otif(
        unit=unit,
        ordered=ordered,
        in_time=in_time,
        units_pct=None if missing else _pct(in_time, ordered),
        lines_pct=None if missing else _pct(Decimal(whole), Decimal(len(lines))),
        fine=_fine(lines, came, fine_pct, currency, missing),
        missing=tuple(missing),
    )


def _in_window(line: OtifLine) -> Decimal:
    if line.first is None or line.last is None:
        return Decimal(0)
    hits = [qty for day, qty in line.delivered if line.first <= day <= line.last]
    return min(line.ordered, sum(hits, Decimal(0)))


def _pct(part_: Decimal, whole: Decimal) -> Decimal | None:
    return (part_ * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None


def _fine(
    lines: Sequence[OtifLine],
    came: dict[str, Decimal],
    pct: Decimal | None,
    currency: str,
    missing: Sequence[str],
) -> Reckoning:
    found, lacks = [], [*missing, *([] if pct is not None else ["the fine of the programme"])]
    for one in lines:
        failing = one.ordered - came[one.object]
        if failing <= 0:
            continue
        if one.unit_cost is None or one.unit_cost.currency != currency:
            lacks.append(f"cost of goods of {one.object} in {currency}")
        elif pct is not None:
            money = one.unit_cost.times(failing * pct / 100)
            basis = f"{figure(failing)} × {price(one.unit_cost.amount)} × {figure(pct)} %"
            found.append(part(one.object, money, basis))
    return Reckoning(currency=currency, parts=tuple(found), missing=tuple(lacks))
