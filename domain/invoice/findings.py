"""What each function finds about a bill: the difference, who approved what before, the account."""

from __future__ import annotations

from domain.actions import Action
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.dossier.letters import asked
from domain.invoice.bill import bill_of
from domain.invoice.due import due_of
from domain.reading import Question


def of_finance(dossier: Dossier) -> list[Finding]:
    """The bill, what is due of it and why, accounts that a mail names."""
    bill = bill_of(dossier)
    found = []
    if bill is not None:
        due = due_of(dossier, bill)
        rests = (bill.row.object,) if bill.row is not None else ()
        text = f"billed {bill.money}; {due.why}"
        found.append(Finding(text=text, rests_on=(*rests, *due.rests_on)))
    for told in dossier.stated("bank_account"):
        text = "an account is named in a mail; payments stay on the account on file"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    return found


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Shipments behind the bill and when their units went out and came back."""
    found = []
    for unit in dossier.of("shipment_units"):
        if unit.text("gate_out"):
            back = unit.text("empty_return") or "not yet"
            text = f"{unit.text('unit_no')}: out {unit.text('gate_out')}, empty back {back}"
            found.append(Finding(text=text, rests_on=(unit.object,)))
    return found


def of_approvers(dossier: Dossier) -> list[Finding]:
    """Approvals somebody claims, and what past decisions really allowed."""
    found = []
    for told in dossier.stated("approval_claimed"):
        text = f"{told.text} is said to have approved it: counts once that person confirms it here"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    for case in dossier.of("past_cases"):
        if case.text("envelope"):
            text = f"{case.key}: {case.text('envelope')} (approved by {case.text('approver_id')})"
            found.append(Finding(text=text, rests_on=(case.object,)))
    return found


def open_points(dossier: Dossier) -> list[Question]:
    """All questions the mails left open."""
    return list(dossier.questions)


def letters(dossier: Dossier) -> list[Action]:
    """One letter per partner with what only it can answer."""
    return [*asked(dossier, "finance")]
