"""Forecast against real: what was priced and approved, and the bills it came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.fact import Fact
from graph.answers.evidence import Found, Line, line


def forecast_and_real(found: Found) -> Iterator[Line]:
    """What it was forecast to cost and what is paid; nothing where neither is known."""
    kept, measured = found.of("remembered")[-1:], found.of("outcome_measured")[-1:]
    forecast = kept[0].body.get("forecast_cost") if kept else None
    if not kept and not measured:
        return
    code = kept[0].body.get("currency", "") if forecast else ""
    told = f"cost forecast {forecast or 'none'}{f' {code}' if code else ''}"
    if not measured:
        yield line(f"{told}, real not yet measured: {_why_not(found)}", *kept)
        return
    body = measured[0].body
    text = f"{told}, real {_sum(body)}{_left(body)}"
    yield line(text, *kept, *measured)
    yield from _bills(found, measured[0])


def _why_not(found: Found) -> str:
    if found.of("bill_approved"):
        return "no bill that it approved is paid yet"
    return "it approved no bill that could be paid"


def _sum(body: dict[str, Any]) -> str:
    return f"{body['amount']} {body['currency']}" if body["amount"] else "in no one sum"


def _left(body: dict[str, Any]) -> str:
    return f" so far; nothing is paid yet for {', '.join(body['unpaid'])}" if body["unpaid"] else ""


def _bills(found: Found, measured: Fact) -> Iterator[Line]:
    """Each bill with what was approved of it, and the day of the goods."""
    for one in measured.body["bills"]:
        sum_ = f"{one['amount']} {one['currency']}".strip() or "an unknown sum"
        text = f"bill {one['bill']}: {sum_} {one['status']}, "
        text += f"for {found.title(one['option'])}, approved was"
        bill = f"invoices:{one['bill']}"
        yield Line(text=f"{text} {one['approved']}", facts=(measured.number,), rows=(bill,))
    if measured.body["received_on"]:
        rows = tuple(f"receipts:{key}" for key in measured.body["receipts"])
        text = f"goods received on {measured.body['received_on']}"
        yield Line(text=text, facts=(measured.number,), rows=rows)
