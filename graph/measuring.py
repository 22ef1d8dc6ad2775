"""What a decision came to: the bills paid under its approval, told to its case, also if closed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.approved import Approved
from domain.case import CaseState
from domain.fact import Fact, NewFact
from domain.money import Money
from domain.ports import Reads
from domain.precedent import actual_cost
from domain.record import Row
from graph.deps import Deps
from graph.used_up import Paid, paid_under
from memory import chain, inbox
from memory.inbox import Event
from memory.precedents import precedent, remember

#: The event that lets a case measure itself.
MEASURE = "measure"

#: Tables whose rows can change what a decision came to.
TABLES = frozenset({"invoices", "receipts"})


def wake(deps: Deps, connection: Connection, cause: str) -> None:
    """Lets every case whose approvals came to something else than it knows measure itself anew."""
    approvals: dict[str, list[Fact]] = {}
    for fact in chain.of_kind(connection, "bill_approved"):
        approvals.setdefault(fact.stream, []).append(fact)
    for stream, facts in approvals.items():
        new, last = _measure(deps.reads, connection, facts), _last(connection, stream)
        if new and (last is None or new != last.body):
            inbox.enqueue(connection, stream, MEASURE, {"fact": cause}, deps.clock.now())


def measured(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """What is paid by now goes on record in the case, and into the precedent that it left."""
    stream = f"case:{state.id}"
    facts = chain.of_stream(connection, stream, kinds=("bill_approved",))
    body, last = _measure(deps.reads, connection, facts), _last(connection, stream)
    if not body or (last is not None and last.body == body):
        return
    causes = (event.body["fact"], *(one.id for one in facts))
    fact = _append(connection, deps, stream, "outcome_measured", causes, body)
    kept = precedent(connection, state.id)
    if kept is None or state.closed is None:
        return
    known = kept.model_copy(update={"actual_cost": actual_cost(body, kept.currency)})
    if remember(connection, known):
        plain = known.model_dump(mode="json")
        _append(connection, deps, stream, "remembered", (fact.id,), plain)


class _Came(NamedTuple):
    """An approval, the bills paid under it, and the receipts of its goods since."""

    approved: Approved
    paid: list[Paid]
    received: list[Row]


def _measure(reads: Reads, connection: Connection, facts: Iterable[Fact]) -> dict[str, Any]:
    """The body of `outcome_measured`; empty while nothing is paid. A bill that two approvals speak
    for is told once."""
    came = [_came(reads, connection, fact) for fact in facts]
    paid = {one.bill.key: _told(one, each.approved) for each in came for one in each.paid}
    if not paid:
        return {}
    currencies = {one["currency"] for one in paid.values()}
    sums = [Decimal(one["amount"]) for one in paid.values() if one["amount"]]
    is_sum = len(sums) == len(paid) and len(currencies) == 1
    received = {row.key: row for each in came for row in each.received}
    days = [day for row in received.values() if (day := row.day("posted_on")) is not None]
    return {
        "bills": [paid[key] for key in sorted(paid)],
        "amount": f"{sum(sums, Decimal(0)):f}" if is_sum else "",
        "currency": currencies.pop() if is_sum else "",
        "received_on": str(max(days)) if days else "",
        "receipts": sorted(received),
        "unpaid": [one.approved.option for one in came if not one.paid],
    }


def _came(reads: Reads, connection: Connection, fact: Fact) -> _Came:
    one, given = Approved.model_validate(fact.body["approved"]), fact.at.date()
    paid = paid_under(reads, connection, one, given)
    shipments = {each.bill.text("shipment_id") for each in paid} - {""}
    named = {"po_id": one.po_id} | ({"line": one.po_line} if one.po_line else {})
    received = [
        row
        for row in (reads.rows("receipts", **named) if paid else ())
        if (row.day("posted_on") or given) >= given
        and (not shipments or row.text("shipment_id") in ("", *shipments))
    ]
    return _Came(one, paid, received)


def _told(one: Paid, approved: Approved) -> dict[str, str]:
    code = one.bill.text("currency")
    known = None
    if one.amount is not None and re.fullmatch("[A-Z]{3}", code):
        known = Money(amount=one.amount, currency=code).rounded()
    return {
        "bill": one.bill.key,
        "amount": f"{known.amount:f}" if known else "",
        "currency": code,
        "status": one.bill.text("status"),
        "option": approved.option,
        "approved": approved.envelope,
    }


def _last(connection: Connection, stream: str) -> Fact | None:
    return next(iter(chain.of_stream(connection, stream, kinds=("outcome_measured",))[::-1]), None)


def _append(
    connection: Connection,
    deps: Deps,
    stream: str,
    kind: str,
    causes: tuple[str, ...],
    body: dict[str, Any],
) -> Fact:
    new = NewFact(
        stream=stream, kind=kind, at=deps.clock.now(), actor="record", causes=causes, body=body
    )
    return chain.append(connection, [new])[0]
