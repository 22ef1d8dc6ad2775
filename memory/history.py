"""The company's history as it exported it: rows of `past_cases` into precedents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.errors import BadInput
from domain.precedent import OptionTried, Precedent
from domain.record import Row

#: Columns that are taken as they stand.
TEXTS = frozenset(
    {"case_id", "workflow", "partner_id", "item_id", "lane", "situation", "cause_party", "cause"}
    | {"decision", "approver_id", "commitments", "outcome", "currency", "resolved_by"}
)


def precedents_from(rows: Iterable[Row]) -> Iterator[Precedent]:
    """The precedents of `past_cases`, in the order of the rows."""
    return (precedent_from(row) for row in rows)


def precedent_from(row: Row) -> Precedent:
    """One imported case: its outcome was told by the company, not measured here.

    Raises BadInput naming the row when a date, number or list of options cannot be read.
    """
    try:
        texts: dict[str, Any] = {name: row.text(name).strip() for name in TEXTS}
        return Precedent(
            **texts,
            opened_on=_day(row, "opened_on"),
            closed_on=_day(row, "closed_on"),
            options=_options(row.text("options_considered")),
            days=int(row.text("days")) if row.text("days") else None,
            forecast_cost=_amount(row.text("forecast_cost")),
            actual_cost=_amount(row.text("actual_cost")),
            source="history",
        )
    except (ValueError, InvalidOperation, KeyError, TypeError) as wrong:
        raise BadInput(
            f"{row.object} cannot be read as a past case: {wrong}",
            remedy="dates are YYYY-MM-DD, options a JSON list of {option, cost}",
        ) from wrong


def _day(row: Row, column: str) -> date:
    return date.fromisoformat(row.text(column)[:10])


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _options(text: str) -> tuple[OptionTried, ...]:
    options: list[dict[str, Any]] = json.loads(text) if text else []
    return tuple(
        OptionTried(name=each["option"], cost=_amount(str(each.get("cost") or "")))
        for each in options
    )
