"""Where a change does not fit the letter of credit of its order; a mail amends no credit.

Source: UCP 600 art. 10(a): issuing bank, confirming bank and beneficiary must agree; 10(f): "in
force unless rejected" is disregarded; 30, 31: amount and partial shipments.
"""

from __future__ import annotations

from decimal import Decimal

from domain.amendment.change import Change, days_of
from domain.dossier.context import Dossier
from domain.record import Row


def credit_of(dossier: Dossier, change: Change) -> Row | None:
    """The credit that pays the order."""
    return dossier.one("letters_of_credit", po_id=change.order.key)


def conflicts(dossier: Dossier, change: Change) -> tuple[str, ...]:
    """Each point of the change that the credit does not carry."""
    credit = credit_of(dossier, change)
    if credit is None:
        return ()
    found, last = [], credit.text("latest_shipment")
    if last and any(day > last for day in days_of(change)):
        found.append(f"{max(days_of(change))} lies after its latest shipment {last}")
    if len(change.lots) > 1 and credit.text("partial") == "not allowed":
        found.append("it allows no partial shipment")
    amount, over = credit.number("amount"), credit.number("tolerance_pct") or Decimal(0)
    if amount is not None and credit.text("currency") == change.currency:
        limit = amount * (1 + over / 100)
        if change.worth.amount > limit:
            found.append(f"{change.worth} is more than its {amount:,f} {change.currency}")
    return tuple(found)


def early_bills(dossier: Dossier, change: Change) -> tuple[Row, ...]:
    """Bills for the line as it was, where it now comes in several lots or otherwise in quantity."""
    key = change.line.key.split("/")
    rows = dossier.of("invoices", po_id=key[0], po_line=key[1])
    open_ones = [row for row in rows if row.text("status") not in ("paid", "released", "posted")]
    first = min((one.qty for one in change.lots), default=change.qty)
    return tuple(row for row in open_ones if (row.number("qty") or Decimal(0)) > first)
