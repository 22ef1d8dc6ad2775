"""What of a bill is due: its charges as judged, what was paid of it, and whether it came twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.cells import cell
from domain.dossier.context import Dossier
from domain.invoice import unknowns
from domain.invoice.bill import NOTHING, Bill, added, amount, less
from domain.invoice.charge import Charge
from domain.invoice.charges import charges_of
from domain.invoice.twins import twins_of
from domain.match.duplicates import Duplicate
from domain.money import Money
from domain.provenance import Slot
from domain.record import Row
from domain.values import Value


class Due(Value):
    """What is due of a bill. `amount` None: nobody can say yet; empty: nothing is.

    `charges` are all of it, `reason` and `why` those of the dearest difference. `paid` are the
    payments on record, `twins` bills that asked for the same before.
    """

    amount: Slot | None
    charges: tuple[Charge, ...]
    reason: str = ""
    why: str = ""
    paid: tuple[Row, ...] = ()
    twins: tuple[Duplicate, ...] = ()

    @property
    def contested(self) -> tuple[Charge, ...]:
        """Charges of which something is known to be too much."""
        return tuple(one for one in self.charges if one.is_contested)

    @property
    def open_points(self) -> tuple[str, ...]:
        """What must be known before the bill can be settled."""
        return tuple(dict.fromkeys(said for one in self.charges for said in one.missing))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The rows behind it."""
        return tuple(dict.fromkeys(name for one in self.charges for name in one.rests_on))

    def over(self, bill: Bill) -> Money:
        """What is billed beyond what is due; all of it while nothing is known to be due."""
        owed = amount(self.amount) if self.amount is not None else Decimal(0)
        left = max(bill.money.amount - owed, Decimal(0))
        return Money(amount=left, currency=bill.money.currency)

    @property
    def paid_amount(self) -> Decimal:
        """What was paid of it."""
        return sum((row.number("amount") or Decimal(0) for row in self.paid), Decimal(0))


def due_of(dossier: Dossier, bill: Bill) -> Due:
    """Every charge judged; what is due is what is accepted of each."""
    twins = twins_of(dossier, bill)
    charges = unknowns.settled(dossier, bill, _twice(bill, twins) or charges_of(dossier, bill))
    known = [one.due for one in charges]
    whole = None if any(one is None for one in known) else _sum(bill, charges, known)
    worst = max(charges, key=lambda one: (one.expected is None, one.over))
    return Due(
        amount=whole,
        charges=charges,
        reason=worst.reason,
        why="; ".join(dict.fromkeys(one.why for one in charges if one.reason)) or worst.why,
        paid=dossier.of("payments", line_ref=bill.number.value),
        twins=twins,
    )


def _sum(bill: Bill, charges: Sequence[Charge], known: Sequence[Slot | None]) -> Slot:
    if not any(one.is_contested for one in charges):
        return bill.amount
    return added([one for one in known if one is not None])


def _twice(bill: Bill, twins: Sequence[Duplicate]) -> tuple[Charge, ...]:
    """A bill that repeats another is not due; a number used for another sum must be explained."""
    if not twins:
        return ()
    first = twins[0]
    reused = first.kind == "number reused"
    return (
        Charge(
            name="freight" if bill.is_freight else "goods",
            billed=bill.amount,
            expected=None if reused else NOTHING,
            reason="duplicate",
            why=f"it may be {first.other} again: {first.why}",
            rests_on=(f"invoices:{first.other}",),
            missing=(f"which of it and {first.other} holds",) if reused else (),
        ),
    )


def left_to_pay(bill: Bill, whole: Slot, due: Due) -> Slot:
    """What of a sum is not paid yet; nothing where all of it is."""
    if not due.paid:
        return whole
    left = less(whole, *(cell(row, "amount") for row in due.paid)) if whole.value else NOTHING
    return left if amount(left) > 0 else NOTHING
