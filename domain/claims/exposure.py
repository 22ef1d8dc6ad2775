"""What customers charge for lateness, by their clause in both readings."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

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
        reading=reading_of(clause.text),
    )


def _penalty(clause: PenaltyClause, unit_price: Money, qty: Decimal, days: int) -> Reckoning:
    money = late_penalty(unit_price.times(qty), clause.pct, days, clause.cap_pct)
    share = f"{figure(clause.pct)} % {clause.per.removeprefix('pct ')}"
    basis = f"{figure(qty)} × {price(unit_price.amount)} × {share}"
    basis += f", {days} days ({clause.source})"
    parts = (part("penalty", money, basis),) if money.amount else ()
    return Reckoning(currency=unit_price.currency, parts=parts)


def reading_of(text: str) -> str:
    """Whether a clause is read on `pieces` or on the whole `line`; empty where it does not say."""
    words = text.lower()
    if re.search(r"\b(?:late|delayed|missing) (?:pieces|quantity|goods|units)\b", words):
        return "pieces"
    return "line" if "line" in words else ""
