"""A payment over its invoices: each line settled or explained, and the lines against the total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.match.duplicates import plain
from domain.money import Money, total
from domain.payment.terms import PaymentTerms, discount_until
from domain.reckoning import unbelievable
from domain.record import Row
from domain.values import Value

State = Literal[
    "settled", "discount taken", "small difference", "part paid", "overpaid", "bank charge",
    "unexplained", "unknown item",
]  # fmt: skip


class PaidLine(Value):
    """A line of a remittance: what was paid (credits, deductions and fees negative)."""

    ref: str
    amount: Money
    kind: str = "invoice"


class OpenItem(Value):
    """What is open on our books: an invoice, a credit note or an agreed claim (both negative)."""

    ref: str
    open: Money
    invoiced: date | None = None
    terms: PaymentTerms | None = None
    evidence: str = ""


class LineSettled(Value):
    """A line against its item: `rest` stays open (negative: overpaid). `explained` by what."""

    ref: str
    paid: Money
    open: Money
    rest: Money
    state: State
    explained: bool
    why: str
    evidence: str = ""


class Settlement(Value):
    """A payment as reconciled. `off` is total stated less the sum of its lines, and must be 0."""

    stated: Money
    lines: tuple[LineSettled, ...]
    off: Money
    missing: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Lines make the total, and every line is settled or explained."""
        return not self.off.amount and not self.missing and all(one.explained for one in self.lines)

    @property
    def residual(self) -> Money:
        """What nobody can explain yet."""
        rests = (one.rest for one in self.lines if not one.explained)
        return total(rests, self.stated.currency)


def paid_lines(rows: Sequence[Row]) -> tuple[PaidLine, ...]:
    """The lines of one payment of the record."""
    return tuple(
        PaidLine(
            ref=row.text("line_ref"),
            amount=Money(amount=row.number("amount") or Decimal(0), currency=row.text("currency")),
            kind=row.text("kind"),
        )
        for row in rows
    )


def settle(
    stated: Money,
    lines: Sequence[PaidLine],
    items: Sequence[OpenItem],
    *,
    paid_on: date | None = None,
    small: Money | None = None,
    fee_evidence: str = "",
) -> Settlement:
    """Puts every line to its open item: the difference per invoice is 0 or explained.

    Explained are a discount by terms taken in time, to the cent, and a difference up to `small`
    (SAP BD: posted by itself). A deduction needs an agreed claim of that amount; a bank charge
    needs `fee_evidence`, where it is agreed who bears it. A second line on an item finds what the
    first left. A line that cannot be reckoned is named in `missing` and is in no sum.
    """
    left = {one.ref: one.open for one in items}
    found: list[LineSettled] = []
    missing = [*unbelievable(stated_amount=stated)]
    for line in lines:
        item = _named(line, items) or _claimed(line, items, left)
        lacks = _lacks(line, item, stated)
        if lacks:
            missing += [f"{line.ref}: {said}" for said in lacks]
        elif item is None:
            found.append(_without(line, fee_evidence))
        else:
            one = _settled(line, item, left[item.ref], paid_on, small)
            left[item.ref] = one.rest
            found.append(one)
    sums = total((one.paid for one in found), stated.currency)
    return Settlement(
        stated=stated, lines=tuple(found), off=stated - sums, missing=tuple(dict.fromkeys(missing))
    )


def _lacks(line: PaidLine, item: OpenItem | None, stated: Money) -> list[str]:
    """What must be known before the line can be reckoned."""
    amounts = [line.amount, *([item.open] if item else [])]
    currencies = dict.fromkeys(one.currency for one in amounts if one.currency != stated.currency)
    found = [f"a rate from {one} to {stated.currency}" for one in currencies]
    return [*found, *(said for one in amounts for said in unbelievable(amount=one))]


def _named(line: PaidLine, items: Sequence[OpenItem]) -> OpenItem | None:
    """The item the line names, signs and leading zeros apart where that leaves one alone."""
    exact = [one for one in items if one.ref == line.ref]
    number = plain(line.ref)
    close = [one for one in items if number and plain(one.ref) == number]
    return exact[0] if exact else close[0] if len(close) == 1 else None


def _claimed(line: PaidLine, items: Sequence[OpenItem], left: dict[str, Money]) -> OpenItem | None:
    """The one agreed claim or credit of exactly the amount deducted, if the line names none."""
    if line.kind != "deduction":
        return None
    hits = [one for one in items if one.evidence and left[one.ref] == line.amount]
    return hits[0] if len(hits) == 1 else None


def _without(line: PaidLine, fee_evidence: str) -> LineSettled:
    """A line that belongs to nothing on our books."""
    fee = line.kind == "fee"
    return LineSettled(
        ref=line.ref,
        paid=line.amount,
        open=line.amount.times(0),
        rest=-line.amount,
        state="bank charge" if fee else "unknown item",
        explained=fee and bool(fee_evidence),
        why="bank charge" + ("" if fee_evidence else ": who bears it is not on record")
        if fee
        else f"nothing open is called {line.ref}",
        evidence=fee_evidence if fee else "",
    )


def _settled(
    line: PaidLine, item: OpenItem, open_: Money, paid_on: date | None, small: Money | None
) -> LineSettled:
    rest = open_ - line.amount
    state, why = _state(line, item, open_, rest, paid_on, small)
    closed = state in ("discount taken", "small difference")
    return LineSettled(
        ref=item.ref,
        paid=line.amount,
        open=open_,
        rest=rest.times(0) if closed else rest,
        state=state,
        explained=state in ("settled", "discount taken", "small difference"),
        why=why,
        evidence=item.evidence,
    )


def _state(
    line: PaidLine,
    item: OpenItem,
    open_: Money,
    rest: Money,
    paid_on: date | None,
    small: Money | None,
) -> tuple[State, str]:
    if not rest.amount:
        return "settled", f"{line.amount} of {open_}"
    off, until = _discount(item, open_)
    if off is not None and off == rest:
        if paid_on is not None and until is not None and paid_on <= until:
            return "discount taken", f"{off} by {item.terms.raw if item.terms else ''}, in time"
        return "unexplained", f"{off} discount, its last day was {until}, paid {paid_on or 'when?'}"
    if small is not None and small.currency == rest.currency and abs(rest.amount) <= small.amount:
        return "small difference", f"{rest} is no more than {small}"
    if rest.amount * item.open.amount < 0:
        return "overpaid", f"{-rest} more than {open_}"
    return "part paid", f"{rest} of {open_} stays open"


def _discount(item: OpenItem, open_: Money) -> tuple[Money | None, date | None]:
    terms = item.terms
    if terms is None or terms.discount_pct is None or item.invoiced is None:
        return None, None
    return open_.times(terms.discount_pct / 100).rounded(), discount_until(terms, item.invoiced)


class ShortReceived(Value):
    """What a payee misses: each known line, and what is left unexplained."""

    missing_amount: Money
    lines: tuple[PaidLine, ...]
    unexplained: Money
    hint: str = ""


def short_received(invoiced: Money, received: Money, lines: Sequence[PaidLine]) -> ShortReceived:
    """Invoices less what arrived, explained by the credits, deductions and fees of our payment.

    A rest that equals a fee of ours may be another bank's; that is a question, no explanation.
    """
    less = tuple(one for one in lines if one.amount.amount < 0)
    missing = invoiced - received
    rest = missing + total((one.amount for one in less), invoiced.currency)
    fees = [one for one in less if one.kind == "fee" and -one.amount == rest]
    hint = f"as much as our {fees[0].ref}: another bank's fee?" if fees and rest.amount else ""
    return ShortReceived(missing_amount=missing, lines=less, unexplained=rest, hint=hint)
