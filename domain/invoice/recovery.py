"""Who bears a right charge in the end: the party whose paper or act caused it, never the issuer.

Two questions are kept apart (domain_presets.md 2.14): what we owe the issuer, and who bears it.
"""

from __future__ import annotations

from domain.actions import Action
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.invoice.bill import Bill, amount, bill_of
from domain.invoice.due import due_of
from domain.record import Row

_OPEN = ("missing", "pending", "requested", "not requested", "discrepant")


def late_papers(dossier: Dossier) -> tuple[Row, ...]:
    """Papers of the shipment that a mail says caused the charge, or that were not there."""
    if not dossier.stated("cause"):
        return ()
    named = {one.object for one in dossier.stated("document_state")}
    return tuple(
        row for row in dossier.of("documents") if row.object in named and row.text("state") in _OPEN
    )


def of_documents(dossier: Dossier) -> list[Finding]:
    """Whose paper was not there, and what may be recovered from it."""
    bill = bill_of(dossier)
    found = []
    for row in late_papers(dossier):
        text = f"{row.text('doc_type')} was owed by {row.text('owner')}, due {row.text('due_at')}"
        found.append(Finding(text=text + _recoverable(dossier, bill), rests_on=(row.object,)))
    return found


def _recoverable(dossier: Dossier, bill: Bill | None) -> str:
    due = due_of(dossier, bill) if bill is not None else None
    if bill is None or due is None or due.amount is None or not amount(due.amount):
        return ""
    money = f"{amount(due.amount):,.2f} {bill.currency.value}"
    return f": what is due of the bill, {money}, is paid and recovered from it if terms allow"


def notes(dossier: Dossier) -> list[Action]:
    """Procurement is told where a right charge was caused by another party's paper."""
    if not late_papers(dossier):
        return []
    why = "a right charge that another party caused is paid, and recovered from that party"
    return [note(dossier, "procurement", "note_recovery", why, objects=late_papers(dossier)[:1])]
