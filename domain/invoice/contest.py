"""Contesting charges: a dispute on record for each, and one letter with all of them and proof."""

from __future__ import annotations

from domain.actions import Action, DisputeCharge
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, send
from domain.invoice.bill import NOTHING, Bill, added, less, reason
from domain.invoice.charge import Charge
from domain.invoice.due import Due
from domain.provenance import MasterRef, Slot, fixed
from domain.record import Row

#: Functions that answer for a charge, by the cause of the difference (domain.md 2.0).
_OWNERS = {"price": "procurement", "quantity": "warehouse", "no receipt": "warehouse", "tax": "tax"}


def contest(dossier: Dossier, bill: Bill, due: Due, option: str) -> list[Action]:
    """A dispute for each contested charge that none on record speaks of yet."""
    return [_dispute(dossier, bill, one, option) for one in due.contested if not one.dispute]


def contested_amount(one: Charge) -> Slot:
    """What of a charge is contested."""
    return less(one.billed, one.expected or NOTHING)


def _dispute(dossier: Dossier, bill: Bill, one: Charge, option: str) -> DisputeCharge:
    rows = [bill.row] if bill.row is not None else []
    issuer = issuer_of(dossier, bill)
    about = {"of1": bill.number, "of2": fixed("charge", one.name)}
    expected = one.expected or NOTHING
    logistics = "logistics" if bill.is_freight else "procurement"
    return DisputeCharge(
        case=dossier.case,
        function=_OWNERS.get(one.reason, logistics),
        objects=(
            *(row.object for row in rows),
            dossier.subject,
            issuer.object,
            *_rows(one.billed, expected),
        ),
        option=option,
        why=one.why,
        dispute_id=derived("own_number", series=fixed("series", "DP"), **about),
        partner_id=cell(issuer, "partner_id"),
        invoice_id=bill.number,
        charge=fixed("charge", one.name),
        billed=one.billed,
        expected=expected,
        disputed=contested_amount(one),
        currency=bill.currency,
        reason_code=reason(one.reason or "to be checked"),
        status=fixed("row_state", "open"),
    )


def _rows(*slots: Slot) -> list[str]:
    """Rows that values are taken from as they stand."""
    sources = [one.source for one in slots]
    return [f"{one.table}:{one.key}" for one in sources if isinstance(one, MasterRef)]


def issuer_of(dossier: Dossier, bill: Bill) -> Row:
    """Who sent the bill, as on file."""
    key = bill.row.text("partner_id") if bill.row is not None else ""
    found = dossier.row(f"partners:{key}") or dossier.partner
    assert found is not None  # a bill without a partner has no total (`bill_of`)
    return found


def letters_to_issuer(dossier: Dossier, bill: Bill, due: Due, option: str) -> list[Action]:
    """One letter with every contested charge: billed, accepted, contested, reason, proof."""
    issuer = issuer_of(dossier, bill)
    contact = contact_of(dossier, issuer.key, "finance")
    if contact is None or not due.contested:
        return []
    accepted = due.amount if due.amount is not None else NOTHING
    named = {"accepted": accepted} if accepted.value else {}
    disputed = added([contested_amount(one) for one in due.contested])
    letter = send(
        dossier,
        contact,
        "dispute_charges" if accepted.value else "dispute_invoice",
        "charges are contested in time, each with its reason",
        function="logistics" if bill.is_freight else "finance",
        objects=[row for row in (bill.row, issuer) if row is not None],
        option=option,
        invoice_id=bill.number,
        currency=bill.currency,
        disputed=disputed,
        charges=charges_text(dossier, bill, due, contact),
        **named,
    )
    return [letter]


def charges_text(dossier: Dossier, bill: Bill, due: Due, contact: Row) -> Slot:
    """The contested charges as the letter lists them."""
    inputs = {"language": language_of(dossier, contact), "currency": bill.currency}
    for number, one in enumerate(due.contested, 1):
        inputs |= {
            f"name{number}": fixed("charge", one.name),
            f"billed{number}": one.billed,
            f"expected{number}": one.expected or NOTHING,
            f"reason{number}": reason(one.reason or "to be checked"),
            f"proof{number}": proof_text(one),
        }
    return derived("charges_text", **inputs)


def proof_text(one: Charge) -> Slot:
    """Keys and days that show it, as a letter names them."""
    if not one.proof:
        return NOTHING
    return derived("proof_text", **{f"part{n}": slot for n, slot in enumerate(one.proof, 1)})
