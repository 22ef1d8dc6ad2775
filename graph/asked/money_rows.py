"""Rows of the record that hold one sum each: bills, payments, claims, contested charges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.cells import cell_text
from domain.record import Row
from graph.asked.company import Company

#: States of a bill of which nothing is to be paid any more, and of one that is held back.
_SETTLED = frozenset({"paid", "cancelled", "closed", "settled"})
_HELD = frozenset({"blocked", "parked", "disputed"})
#: States of a claim or contest that is still open; an agreed claim is still to be received.
_OVER = frozenset({"credited", "settled", "closed", "paid", "rejected", "withdrawn", "won", "lost"})
#: What a released bill is paid with where that is less than billed.
_PAY = re.compile(r"^pay ([\d.]+) [A-Z]{3}\b")


class Item(NamedTuple):
    """One sum with the row or the facts it stands in, in words a person reads."""

    text: str
    amount: Decimal
    currency: str
    rows: tuple[str, ...] = ()
    facts: tuple[int, ...] = ()


def bills(asked: Company, tells: Callable[[Row], bool], by: str = "invoice_date") -> list[Item]:
    """Bills that `tells` holds of, of the partners named and in the days named, with what is to be
    paid where that is less than billed."""
    return [
        Item(_bill(asked, row), to_pay(row), row.text("currency"), (row.object,))
        for row in _rows(asked, "invoices", by)
        if tells(row)
    ]


def is_held(row: Row) -> bool:
    """Whether a bill is held back."""
    return row.text("status") in _HELD


def is_unpaid(row: Row) -> bool:
    """Whether a bill is still to be paid."""
    return row.text("status") not in _SETTLED


def is_credit(row: Row) -> bool:
    """Whether a bill is one in our favour."""
    return row.text("kind") == "credit note" or (row.number("amount") or Decimal(0)) < 0


def is_open_credit(row: Row) -> bool:
    """Whether it is neither posted nor settled."""
    return is_unpaid(row) and row.text("status") != "posted"


def to_pay(row: Row) -> Decimal:
    """What is paid of a bill: less than billed where it was released so."""
    less = _PAY.match(row.text("hold_reason"))
    return Decimal(less[1]) if less else row.number("amount") or Decimal(0)


def _bill(asked: Company, row: Row) -> str:
    billed = row.number("amount") or Decimal(0)
    pays = to_pay(row)
    text = (
        f"{row.key} of {asked.partner(row.text('partner_id'))}: {pays:,.2f} {row.text('currency')}"
    )
    text += f" of {billed:,.2f} billed" if pays != billed else ""
    due = f", due {cell_text(row, 'due_date')}" if cell_text(row, "due_date") else ""
    why = row.text("hold_reason") if pays == billed else row.text("hold_reason").partition("(")[2]
    because = f" ({why.rstrip(')')})" if why else ""
    return f"{text}, {row.text('status')}{because}{due}"


def claims(asked: Company, *, every: bool = False) -> list[Item]:
    """What we claim from partners; those still to be received, all with `every`."""

    def said(row: Row, partner: str, sum_: str) -> str:
        why = f"{row.text('kind')} ({row.text('against')})"
        return f"{row.key} against {partner}: {sum_}, {why}, {row.text('status')}"

    return [
        _item(asked, row, "amount", said)
        for row in _rows(asked, "claims", "agreed_on")
        if every or row.text("status") not in _OVER
    ]


def disputes(
    asked: Company, tells: Callable[[Row], bool] = lambda row: True, *, every: bool = False
) -> list[Item]:
    """What we contest of bills; what is open, all with `every`. A bill contested as a whole and
    part by part to the same sum is contested once."""

    def said(row: Row, partner: str, sum_: str) -> str:
        what = f"{row.text('charge')} of bill {row.text('invoice_id')} of {partner}"
        return f"{what}: {sum_} contested, {row.text('status')}"

    every_row = asked.deps.reads.rows("disputes")
    return [
        _item(asked, row, "disputed", said)
        for row in _rows(asked, "disputes", "opened_on")
        if tells(row)
        and (every or row.text("status") not in _OVER)
        and not _is_of_parts(asked, row, every_row)
    ]


def _is_of_parts(asked: Company, row: Row, others: Sequence[Row]) -> bool:
    """Whether a contest is of a bill as a whole, and others contest the same sum part by part."""
    bill = asked.deps.reads.row("invoices", row.text("invoice_id"))
    parts = [
        one.number("disputed") or Decimal(0)
        for one in others
        if one.text("invoice_id") == row.text("invoice_id") and one.key != row.key
    ]
    whole = bill is not None and row.number("billed") == bill.number("amount")
    return whole and bool(parts) and sum(parts) == row.number("disputed")


def payments(asked: Company) -> list[Item]:
    """What was paid."""

    def said(row: Row, partner: str, sum_: str) -> str:
        when = cell_text(row, "value_date")
        return f"{row.text('line_ref')} to {partner} on {when}: {sum_}, {row.text('kind')}"

    return [_item(asked, row, "amount", said) for row in _rows(asked, "payments", "value_date")]


def _item(asked: Company, row: Row, column: str, said: Callable[[Row, str, str], str]) -> Item:
    """A row's sum, as `said` tells it of the partner's name and the sum in words."""
    amount, currency = row.number(column) or Decimal(0), row.text("currency")
    text = said(row, asked.partner(row.text("partner_id")), f"{amount:,.2f} {currency}")
    return Item(text, amount, currency, (row.object,))


def _rows(asked: Company, table: str, by: str) -> Iterator[Row]:
    """Rows of the partners named, all where nobody is, and of the days named."""
    keys = {one.key for one in asked.partners}
    for row in asked.deps.reads.rows(table):
        if keys and row.text("partner_id") not in keys:
            continue
        if asked.period is None or _is_in(asked, row.day(by)):
            yield row


def _is_in(asked: Company, day: date | None) -> bool:
    return day is not None and asked.period is not None and asked.period.holds(day)


def totals(items: Sequence[Item]) -> dict[str, Decimal]:
    """Sums by currency."""
    found: dict[str, Decimal] = {}
    for one in items:
        found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return found
