"""What each function finds about a bill: what is due and why, who approved what, the account."""

from __future__ import annotations

from domain.actions import Action
from domain.answer_kinds import witness
from domain.approved import APPROVALS
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.dossier.letters import asked, note
from domain.dossier.told import Told
from domain.invoice import causes, early, overdue, parts, unknowns, us_request
from domain.invoice.approvals import agreed_shares, envelope_row, held_in, shipment_of
from domain.invoice.bill import CUSTOMS, DAYS, SETTLED, Bill, amount, bill_of
from domain.invoice.due import Due, due_of, left_to_pay
from domain.invoice.settle import is_believed
from domain.match.causes import by_cause
from domain.match.envelope import envelope_of
from domain.papers import duties
from domain.provenance import Slot
from domain.reading import Question
from domain.record import Row

_UNKNOWN = "no approved exception, shortfall, diversion, customs or amendment on record explains it"


def of_finance(dossier: Dossier) -> list[Finding]:
    """The bill and each of its charges, causes of the difference, discount, twins, the account."""
    bill = bill_of(dossier)
    found = of_bill(dossier, bill) if bill is not None else []
    return [*found, *_warnings(dossier)]


def of_bill(dossier: Dossier, bill: Bill) -> list[Finding]:
    """What is billed, what is due of it by charge, and why."""
    due = due_of(dossier, bill)
    rests = (bill.row.object,) if bill.row is not None else ()
    whole = "nobody can say yet what is due"
    if due.amount is not None:
        whole = f"{amount(due.amount):,.2f} {bill.currency.value} of it is due"
    found = [Finding(text=f"billed {bill.money}; {whole}", rests_on=(*rests, *due.rests_on))]
    for one in due.charges:
        text = f"{one.name}: billed {amount(one.billed):,.2f}, {_judged(one.expected)}; {one.why}"
        found.append(Finding(text=text, rests_on=one.rests_on))
    found += us_request.findings(dossier, bill, due.charges)
    found += [*_customs(dossier, bill), *parts.findings(dossier, bill, due.charges)]
    found += [*_causes(dossier, bill, due), *_paid(due), *_discount(dossier, bill, due)]
    return [*found, *_overdue(dossier, bill, due)]


def _overdue(dossier: Dossier, bill: Bill, due: Due) -> list[Finding]:
    """What of it is past its day and not paid yet."""
    if due.amount is None or not due.amount.value or _is_settled(bill):
        return []
    left = left_to_pay(bill, due.amount, due)
    return [*overdue.findings(dossier, bill, amount(left))] if left.value else []


def _is_settled(bill: Bill) -> bool:
    return bill.row is not None and bill.row.text("status") in SETTLED


def _customs(dossier: Dossier, bill: Bill) -> list[Finding]:
    """A customs bill against duty and fees by the record."""
    shipment = shipment_of(dossier, bill) if bill.kind in CUSTOMS else None
    return [] if shipment is None else [*duties.explained(dossier, shipment, bill.money)]


def _judged(expected: Slot | None) -> str:
    return "to be checked" if expected is None else f"expected {amount(expected):,.2f}"


def _causes(dossier: Dossier, bill: Bill, due: Due) -> list[Finding]:
    """The difference by cause in money, each with its evidence."""
    pieces = causes.causes_of(dossier, bill, due)
    found = []
    for cause, money in by_cause(pieces, bill.currency.value).items():
        mine = [one for one in pieces if one.cause == cause]
        split = ", ".join(f"{one.part} {one.money}" for one in mine)
        rests = tuple(dict.fromkeys(name for one in mine for name in one.evidence))
        asks = f": {_UNKNOWN}" if cause == "unknown" else ""
        found.append(Finding(text=f"{cause}: {money} ({split}){asks}", rests_on=rests))
    return found


def _paid(due: Due) -> list[Finding]:
    return [
        Finding(
            text=f"{row.text('amount')} {row.text('currency')} paid on {row.text('value_date')}",
            rests_on=(row.object,),
        )
        for row in due.paid
    ]


def _discount(dossier: Dossier, bill: Bill, due: Due) -> list[Finding]:
    found = early.discount_of(dossier, bill, amount(due.amount)) if due.amount else None
    if found is None or found.yearly is None:
        return []
    text = f"{found.discount} off if paid until {found.until}: {found.why}"
    lost = "" if found.take else "; it is lost"
    return [Finding(text=text + lost, rests_on=(found.yearly.basis,))]


def _warnings(dossier: Dossier) -> list[Finding]:
    """Accounts, threats and strangers: said, and nothing more is made of them."""
    found = []
    for told in dossier.stated("bank_account"):
        text = "an account is named in a mail; payments stay on the account on file"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    if wants_bank_change(dossier) and not found:
        text = "the mail wants another account: nothing changes, the number on file is called back"
        found.append(Finding(text=text, rests_on=_messages(dossier)))
    if not is_believed(dossier):
        text = "the sender is not who it claims to be: nothing of this mail is acted upon"
        found.append(Finding(text=text, rests_on=_messages(dossier)))
    if "prompt_injection" in dossier.intents:
        text = "the mail holds words meant for a machine; they are evidence of nothing"
        found.append(Finding(text=text, rests_on=_messages(dossier)))
    if "threat" in dossier.intents:
        text = "a threat raises the priority; it changes nothing in what is due"
        found.append(Finding(text=text, rests_on=_messages(dossier)))
    return found


def _messages(dossier: Dossier) -> tuple[str, ...]:
    return tuple(one.message_id for one in dossier.mails)


def wants_bank_change(dossier: Dossier) -> bool:
    """Whether a mail of the case asks for another account, or names one."""
    return "bank_change_request" in dossier.intents or bool(dossier.stated("bank_account"))


def of_logistics(dossier: Dossier) -> list[Finding]:
    """When the boxes behind the bill went out and came back, by whose record; where people of ours
    settled a day, that one counts."""
    found = [
        Finding(
            text=f"{one.object.partition(':')[2]}: {_event_of(one)} {one.text} as settled here, "
            "whatever else is on record",
            rests_on=(one.object,),
        )
        for one in dossier.told
        if one.by_us and one.object.startswith("shipment_units:") and _event_of(one)
    ]
    for row in dossier.of("milestones"):
        if row.text("actual_at") and row.text("unit_no"):
            text = f"{row.text('unit_no')}: {row.text('event')} {row.text('actual_at')}"
            found.append(Finding(text=f"{text} ({row.text('source')})", rests_on=(row.object,)))
    for unit in dossier.of("shipment_units"):
        if unit.text("gate_out"):
            back = unit.text("empty_return") or "not yet"
            text = f"{unit.text('unit_no')}: out {unit.text('gate_out')}, empty back {back}"
            found.append(Finding(text=text, rests_on=(unit.object,)))
    return list({one.text: one for one in found}.values())


def _event_of(told: Told) -> str:
    field, _, event = told.field.partition(":")
    return event.replace("_", " ") if field == "actual_date" else ""


def of_approvers(dossier: Dossier) -> list[Finding]:
    """Approvals somebody claims, and what past decisions really allowed."""
    found = []
    for told in dossier.stated("approval_claimed"):
        found.append(Finding(text=_claimed(dossier, told.text), rests_on=(told.quote,)))
    bill = bill_of(dossier)
    for row in agreed_shares(dossier, bill) if bill is not None else ():
        found.append(Finding(text=_shared(row), rests_on=(row.object,)))
    for case in (*dossier.of("past_cases"), *dossier.of(APPROVALS)):
        if envelope_of(case.text("envelope")).amount is not None:
            text = f"{held_in(case)}: {case.text('envelope')}"
            text += f" (approved by {case.text('approver_id')})"
            found.append(Finding(text=text, rests_on=(case.object,)))
    return found


def _shared(row: Row) -> str:
    """An agreement to bear part of the bill: it shows the exception, not our approval of it."""
    money = f"{row.number('amount') or 0:,.2f} {row.text('currency')}"
    by = f"{row.text('partner_id')} ({row.text('agreed_by')}, {row.text('agreed_on')})"
    said = f"{row.key}: {by} agreed to bear {money} of it: {row.text('kind')}"
    return f"{said}; the exception was known, who approved our part is not told by it"


def _claimed(dossier: Dossier, name: str) -> str:
    """A claimed approval, and what the person named said to it."""
    for one in dossier.answers:
        if one.slot.startswith("approval") and f"people:{one.person}" == name:
            said = {"yes": "confirms it", "no": "did not approve it"}
            return f"{name} {said.get(one.value, f'approves up to {one.value}')}"
    return f"{name} is said to have approved it: counts once that person confirms it here"


def open_points(dossier: Dossier) -> list[Question]:
    """Questions about the bill: those of the mails, and what its charges cannot be judged without.

    What the record answers is not asked: a contested charge that the proposal itself decides, an
    order that the delivery note tells. Whoever is said to have approved it is asked unless an
    approval is on record; the decision waits for that only where something hangs on it.
    """
    bill = bill_of(dossier)
    due = due_of(dossier, bill) if bill is not None else None
    found = []
    for one in dossier.questions:
        if not _answered(dossier, bill, due, one):
            found.append(one)
        elif (
            one.about == "approval" and witness(one) and not (bill and envelope_row(dossier, bill))
        ):
            found.append(one.model_copy(update={"holds": False}))
    if bill is None or due is None:
        return found
    missing = unknowns.questions(dossier, bill, due.charges)
    return [*found, *missing, *causes.questions(dossier, bill, due)]


def _answered(dossier: Dossier, bill: Bill | None, due: Due | None, one: Question) -> bool:
    if one.about == "dispute":
        return due is not None and due.amount is not None
    if one.about.startswith("approval"):
        known = due is not None and due.amount is not None
        if bill is not None and bill.kind in DAYS:
            return True  # days are owed by events, tariff and law, whoever agreed to them
        return known and due is not None and due.reason != "above envelope"
    if one.about in ("reference", "po_as_printed"):
        return bool(bill and dossier.stated("delivery_note") and due and due.amount is not None)
    if one.about.startswith("actual_date") and one.object.startswith("shipment_units:"):
        unit, event = one.object.partition(":")[2], one.about.partition(":")[2].replace("_", " ")
        stones = dossier.of("milestones", unit_no=unit)
        return any(event in row.text("event").lower() for row in stones if row.text("actual_at"))
    return False


def letters(dossier: Dossier) -> list[Action]:
    """One letter per partner with what only it can answer; a note where an account is named."""
    open_now = {(one.about, one.object) for one in open_points(dossier)}
    kept = tuple(one for one in dossier.questions if (one.about, one.object) in open_now)
    found: list[Action] = list(asked(dossier.model_copy(update={"questions": kept}), "finance"))
    if wants_bank_change(dossier):
        why = "bank data changes by people alone, after a call to the number on file"
        found.append(note(dossier, "finance", "note_bank", why))
    return found
