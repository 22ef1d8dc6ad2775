"""Why a bill differs: the split as it was found, each part with its rows, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.effect_state import in_one_line
from domain.proposal import Proposal
from domain.reading import stated_text
from graph.answers.evidence import Answer, Found, Line, found_line, none, table_of

#: Findings that rest on these are about money that is asked, due or paid.
_MONEY = frozenset(
    {
        "invoices",
        "disputes",
        "claims",
        "payments",
        "rates",
        "contracts",
        "receipts",
        "purchase_order_lines",
        "shipments",
    }
)
#: Acts on a bill.
_ACTS = (
    "ParkInvoice",
    "HoldInvoice",
    "ApproveInvoice",
    "DisputeCharge",
    "IssueCredit",
    "FileClaim",
    "PostSettlement",
)
_SUMS = ("charge_amount", "invoice_amount", "difference_amount", "paid_amount", "unit_price")
_CAUSES = ("charge_cause", "surcharge_pct", "discount_pct", "deduction")


def invoice(found: Found) -> Answer:
    """Findings of the newest look, the partner's own figures, then acts; nothing without a bill."""
    if not any(_is_bill(name) for name in _names(found)):
        return none(found.question, "invoices or invoice differences in this case")
    lines = [
        found_line(one)
        for one in found.findings()
        if (one[0] == "finance" and re.search(r"\d", one[1]["text"]))
        or {table_of(row) for row in one[1]["rests_on"]} & _MONEY
    ]
    lines += [*_stated(found), *_acts(found)]
    if not lines:
        return none(found.question, "differences of the invoice of this case")
    return found.answer(lines)


def _is_bill(name: str) -> bool:
    return table_of(name) in ("invoices", "disputes")


def _names(found: Found) -> Iterator[str]:
    """Whatever the case, its messages and its findings speak of."""
    yield found.state.order
    for news in found.state.news:
        yield from (one.object for one in news.statements)
    for fact in found.of("assessed"):
        yield from (name for one in fact.body["findings"] for name in one["rests_on"])


def _stated(found: Found) -> Iterator[Line]:
    for news in found.state.news:
        for one in news.statements:
            if one.field.partition(":")[0] in (*_SUMS, *_CAUSES):
                quote = f': "{one.span.quote}"' if one.span else ""
                what = one.field.replace("_", " ").replace(":", " ")
                text = f"{news.sender} states {what} {stated_text(one.value)}{quote}"
                yield Line(text=text, facts=(news.number,), rows=_row(one.object))


def _row(name: str) -> tuple[str, ...]:
    return (name,) if table_of(name) else ()


def _acts(found: Found) -> Iterator[Line]:
    """What was done about the bill; while nothing is, what is proposed."""
    done = [one for one in found.state.effects if one.kind in _ACTS]
    for one in done:
        text = f"{in_one_line(one.said)} — {one.state} ({one.authority})"
        yield Line(text=text, facts=(one.number,), rows=tuple(one.objects))
    proposed = found.of("proposed")
    if done or not proposed:
        return
    for action in Proposal.model_validate(proposed[-1].body["proposal"]).actions:
        if action.kind in _ACTS:
            text = f"proposed: {in_one_line(action.said())}"
            yield Line(text=text, facts=(proposed[-1].number,), rows=action.objects)
