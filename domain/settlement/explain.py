"""A payee who received less: the answer that names each deduction with its proof, as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.actions import SendMessage
from domain.cells import cell
from domain.contribution import Finding
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, send
from domain.invoice.bill import NOTHING, added
from domain.money import Money
from domain.options import Option
from domain.payment.remittance import ShortReceived, paid_lines, short_received
from domain.provenance import Slot, fixed
from domain.record import Row

_KINDS = ("invoice", "credit note", "deduction", "fee")


def lines_of(dossier: Dossier) -> tuple[Row, ...]:
    """The lines of our payment as posted."""
    return dossier.of("payments", payment_id=dossier.key)


def asked(dossier: Dossier) -> ShortReceived | None:
    """What the payee misses, explained by what we took off; None while nobody asks."""
    rows = lines_of(dossier)
    received = dossier.first("payment_amount:received", dossier.subject)
    if not rows or "short_payment_query" not in dossier.intents or received is None:
        return None
    if received.number is None or received.currency != rows[0].text("currency"):
        return None
    code = rows[0].text("currency")
    gross = [one for one in paid_lines(rows) if one.amount.amount > 0]
    invoiced = sum((one.amount.amount for one in gross), Decimal(0))
    got = Money(amount=received.number, currency=code)
    return short_received(Money(amount=invoiced, currency=code), got, paid_lines(rows))


def options(dossier: Dossier) -> list[Option]:
    """Answer with the proof of each deduction, or pay the difference."""
    found = asked(dossier)
    if found is None:
        return []
    answer = _answer(dossier)
    return [
        Option(
            name="explain with evidence",
            title=f"explain {found.missing_amount} line by line",
            by="finance",
            object=dossier.subject,
            currency=found.missing_amount.currency,
            effects={"partner": "gets each deduction with what was agreed"},
            actions=() if answer is None else (answer,),
        ),
        Option(
            name="pay the difference",
            title=f"pay {found.missing_amount}",
            by="finance",
            object=dossier.subject,
            components=(),
            currency=found.missing_amount.currency,
            violates=("not_billed_before",),
            effects={"finance": "what was agreed would be paid twice"},
        ),
    ]


def _answer(dossier: Dossier) -> SendMessage | None:
    rows = [row for row in lines_of(dossier) if (row.number("amount") or 0) < 0]
    contact = contact_of(dossier, lines_of(dossier)[0].text("partner_id"), "finance")
    if contact is None or not rows:
        return None
    first = lines_of(dossier)[0]
    return send(
        dossier,
        contact,
        "explain_payment",
        "each deduction is explained by what is on record",
        function="finance",
        objects=[first],
        option="explain with evidence",
        payment_id=cell(first, "payment_id"),
        currency=cell(first, "currency"),
        paid=added([cell(row, "amount") for row in lines_of(dossier)]),
        day=cell(first, "value_date"),
        deductions=_deductions(dossier, contact, rows),
    )


def _deductions(dossier: Dossier, contact: Row, rows: Sequence[Row]) -> Slot:
    inputs = {
        "language": language_of(dossier, contact),
        "currency": cell(rows[0], "currency"),
    }
    for number, row in enumerate(rows, 1):
        inputs |= {
            f"kind{number}": fixed("row_kind", _kind(row)),
            f"amount{number}": cell(row, "amount"),
            f"proof{number}": _proof(dossier, row),
        }
    return derived("deductions_text", **inputs)


def _kind(row: Row) -> str:
    said = row.text("kind")
    return said if said in _KINDS[1:] else "deduction"


def _proof(dossier: Dossier, row: Row) -> Slot:
    """The credit note, or the claim with the day it was agreed on and by whom."""
    ref = row.text("line_ref")
    credit, claim = dossier.row(f"invoices:{ref}"), dossier.row(f"claims:{ref}")
    cells = []
    if credit is not None:
        cells = [cell(credit, "invoice_id"), cell(credit, "invoice_date")]
    if claim is not None:
        names = ("claim_id", "agreed_on", "agreed_by")
        cells = [cell(claim, name) for name in names if claim.text(name)]
    if not cells:
        return NOTHING
    return derived("proof_text", **{f"part{n}": one for n, one in enumerate(cells, 1)})


def of_finance(dossier: Dossier) -> list[Finding]:
    """What the payee misses, each line with what stands behind it, and what is left."""
    found = asked(dossier)
    if found is None:
        return []
    told = [Finding(text=f"{found.missing_amount} is missed", rests_on=(dossier.subject,))]
    for line in found.lines:
        rests, said = _behind(dossier, line.ref)
        told.append(Finding(text=f"{-line.amount}: {line.kind} {line.ref}{said}", rests_on=rests))
    if found.unexplained.amount:
        hint = found.hint or "not taken by us"
        text = f"{found.unexplained} is not explained by our payment: {hint}"
        told.append(Finding(text=text))
    return told


def _behind(dossier: Dossier, ref: str) -> tuple[tuple[str, ...], str]:
    claim = dossier.row(f"claims:{ref}")
    if claim is not None:
        said = f", agreed {claim.text('agreed_on')} by {claim.text('agreed_by')}"
        return (claim.object, claim.text("evidence")), said
    credit = dossier.row(f"invoices:{ref}")
    return ((credit.object,), "") if credit is not None else ((), "")
