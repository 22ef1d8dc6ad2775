"""A precedent: what a closed case leaves to be remembered, in the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from domain.values import Value


def fared(tried: int, worked: int) -> str:
    """How an action has fared in words: of few trials each is told, a failure as one."""
    if not tried:
        return "never tried"
    if not worked:
        return "has not worked yet" if tried > 1 else "did not work the one time"
    if worked == tried:
        return "worked each time" if tried > 1 else "worked the one time"
    return f"worked in {worked} of {tried}"


def actual_cost(measured: Mapping[str, Any], currency: str) -> Decimal | None:
    """What all that a case approved came to, by its `outcome_measured`; None while a part of it is
    unpaid or the sum is of no one currency, or of another than the forecast."""
    is_whole = measured["amount"] and not measured["unpaid"]
    return Decimal(measured["amount"]) if is_whole and measured["currency"] == currency else None


class OptionTried(Value):
    """An option that was considered then, with its cost at the time (None = not priced)."""

    name: str
    cost: Decimal | None = None


class Precedent(Value):
    """One closed case. `verified` = its outcome was read back or measured, not only told.

    `situation` is the gist without names and numbers' noise; `cause` and `cause_party` are
    reason codes; `source` says whether it is the company's imported history or a case that
    closed here. Amounts are in `currency`. A precedent is shown; it never raises authority.
    """

    case_id: str
    workflow: str
    opened_on: date
    closed_on: date
    partner_id: str = ""
    item_id: str = ""
    lane: str = ""
    situation: str
    cause_party: str = ""
    cause: str = ""
    options: tuple[OptionTried, ...] = ()
    decision: str = ""
    approver_id: str = ""
    commitments: str = ""
    outcome: str = ""
    days: int | None = None
    forecast_cost: Decimal | None = None
    actual_cost: Decimal | None = None
    currency: str = ""
    resolved_by: str = ""
    verified: bool = False
    source: Literal["history", "case"] = "history"
