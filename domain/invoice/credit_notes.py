"""The credit note a dispute counts on: until when it must be on record, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.actions import DisputeCharge, SendMessage
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.invoice.bill import bill_of
from domain.invoice.due import due_of
from domain.options import Option
from domain.outstanding import Outstanding
from domain.ports import Reads
from domain.record import Row

#: So long a dispute may take: the time US rules give whoever billed days (46 CFR 541.8(b)), taken
#: for other charges as well.
ANSWER = timedelta(days=30)
_ENDED = ("credited", "closed", "withdrawn")

#: Credit notes for a bill: they name it where others name an order.
LINK = Link(of="invoices", column="invoice_id", table="invoices", by="po_ref_as_printed")


def counted_on(dossier: Dossier, taken: Sequence[Option]) -> list[dict[str, Any]]:
    """A credit note for what is contested, on record within thirty days."""
    bill = bill_of(dossier)
    found = []
    for option in taken:
        contests = [one for one in option.actions if isinstance(one, DisputeCharge | SendMessage)]
        if bill is None or not contests:
            continue
        over = due_of(dossier, bill).over(bill)
        found.append(
            {
                "option": option.name,
                "object": f"invoices:{bill.number.value}",
                "what": f"credit note for {over} on {bill.number.value}, or its proof",
                "due": (dossier.today + ANSWER).isoformat(),
                "event": "credit note",
                "total": f"{over.amount:f}",
            }
        )
    return found


def shown_by(reads: Reads, promise: Mapping[str, Any]) -> list[str]:
    """Credit notes on record for the bill that make the sum, or its disputes all ended."""
    table, _, key = str(promise.get("object", "")).partition(":")
    if table != "invoices" or promise.get("event") != "credit note":
        return []
    notes = [row for row in reads.rows("invoices", kind="credit note") if _names(row, key)]
    sums = -sum((row.number("amount") or Decimal(0) for row in notes), Decimal(0))
    if notes and sums >= Decimal(str(promise["total"])):
        return [row.object for row in notes]
    disputes = list(reads.rows("disputes", invoice_id=key))
    ended = bool(disputes) and all(row.text("status") in _ENDED for row in disputes)
    return [row.object for row in disputes] if ended else []


def contested_still(dossier: Dossier) -> Iterator[Outstanding]:
    """Disputes of the bill that stand on record neither credited, paid nor given up: such a case
    may close when each contested line is (domain_presets.md 2.14). Credit notes for all of it end
    them, whatever was entered of the disputes themselves."""
    rows = dossier.of("disputes", invoice_id=dossier.key)
    still = [row for row in rows if row.text("status") not in (*_ENDED, "paid", "written off")]
    over = sum((row.number("disputed") or Decimal(0) for row in still), Decimal(0))
    if min(over, _unpaid(dossier, over)) <= _credited(dossier):
        return
    for row in still:
        sum_of = f"{row.text('disputed')} {row.text('currency')} {row.text('charge')}"
        what = f"{sum_of} is contested ({row.key}), neither credited, paid nor written off"
        yield Outstanding(object=row.object, what=what, who=row.text("partner_id"))


def _unpaid(dossier: Dossier, contested: Decimal) -> Decimal:
    """What of the bill is not paid: several disputes of one bill may be about the same sum."""
    bill = dossier.one("invoices", invoice_id=dossier.key)
    paid = dossier.of("payments", line_ref=dossier.key)
    billed = bill.number("amount") if bill is not None and paid else None
    sums = (row.number("amount") or Decimal(0) for row in paid)
    return contested if billed is None else billed - sum(sums, Decimal(0))


def _credited(dossier: Dossier) -> Decimal:
    """What credit notes on record give back of the bill."""
    notes = dossier.of("invoices", po_ref_as_printed=dossier.key, kind="credit note")
    return -sum((row.number("amount") or Decimal(0) for row in notes), Decimal(0))


def _names(row: Row, invoice: str) -> bool:
    return invoice in (row.text("po_ref_as_printed"), *row.text("note").replace(",", " ").split())
