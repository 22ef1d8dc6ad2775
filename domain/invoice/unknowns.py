"""What nobody knows of a bill's charges: asked of people, whose answer takes its place."""

from __future__ import annotations

from collections.abc import Iterable

from domain.answer_kinds import is_put, sum_of
from domain.demurrage.part541 import TRADE_UNKNOWN
from domain.dossier.context import Dossier
from domain.invoice.approvals import APPROVAL_UNKNOWN, as_answered
from domain.invoice.bill import NOTHING, Bill
from domain.invoice.charge import Charge
from domain.provenance import Slot
from domain.reading import Answers, Question

#: A receipt comes with a later export, and a tax follows its charges: nobody is asked for these.
_COME_BY_THEMSELVES = frozenset({"the goods receipt", "the charges it is reckoned on"})


def trade_slot(bill: Bill) -> str:
    """The name under which people say whether goods went to or from the United States."""
    return f"us_trade@invoices:{bill.number.value}"


def is_us_trade(dossier: Dossier, bill: Bill) -> bool | None:
    """What people said of it; None where nobody did."""
    told = dossier.answer(trade_slot(bill))
    return None if told is None else told.value == "yes"


def settled(dossier: Dossier, bill: Bill, charges: Iterable[Charge]) -> tuple[Charge, ...]:
    """The charges with what people said is due where nobody could reckon it."""
    return tuple(_as_said(dossier, bill, one) for one in charges)


def _as_said(dossier: Dossier, bill: Bill, charge: Charge) -> Charge:
    if charge.expected is not None:
        return charge
    said = _due_said(dossier, bill, charge)
    if said is None:
        return _as_decided(dossier, bill, charge)
    found = as_answered(bill, charge.name, charge.billed, said, charge.rests_on)
    found = found.model_copy(update={"proof": charge.proof})
    return found.model_copy(update={"reason": "to be checked"}) if found.reason else found


def _as_decided(dossier: Dossier, bill: Bill, charge: Charge) -> Charge:
    """A charge that nobody can reckon, as people decided when its partner insisted; what
    they answer to a wish beside it decides nothing of the charge."""
    name = f"invoices:{bill.number.value}"
    given = [
        one
        for one in dossier.answers
        if (one.about, one.object) == ("dispute", name) and not is_put(one.slot)
    ]
    if not given:
        return charge
    if given[-1].value == "accept":
        return as_answered(bill, charge.name, charge.billed, charge.billed, charge.rests_on)
    why = f"contested here by {given[-1].person}: {charge.why}"
    update = {"expected": NOTHING, "reason": "to be checked", "why": why, "missing": ()}
    return charge.model_copy(update=update)


def _due_said(dossier: Dossier, bill: Bill, charge: Charge) -> Slot | None:
    said = dossier.answer(_due_slot(bill, charge))
    return said if said is not None and sum_of(said.value) is not None else None


def _due_slot(bill: Bill, charge: Charge) -> str:
    return f"due_{charge.name}@invoices:{bill.number.value}"


def questions(dossier: Dossier, bill: Bill, charges: Iterable[Charge]) -> list[Question]:
    """A question for each charge that cannot be judged, with what is missing."""
    found = [_question(dossier, bill, one) for one in charges if one.missing]
    return [one for one in found if one is not None and one.slot not in dossier.given]


def _question(dossier: Dossier, bill: Bill, charge: Charge) -> Question | None:
    lacks = [one for one in charge.missing if one not in _COME_BY_THEMSELVES]
    name = f"invoices:{bill.number.value}"
    if TRADE_UNKNOWN in lacks:
        text = (
            f"did the goods behind the {charge.name} go to or from the United States? the record "
        )
        text += "does not show it, and 46 CFR 541 hangs on it"
        return _asked("us_trade", name, text, trade_slot(bill), "yes_no")
    if APPROVAL_UNKNOWN in lacks:
        if any(one.about == "approval" for one in dossier.questions) or _has_consent(dossier):
            return None  # the mail that claims it has raised the same
        text = f"{charge.why}: is {bill.money} approved, or up to which sum?"
        return _asked("approval", name, text, f"approval@{name}", "consent")
    text = f"how much of the {charge.name} is due? not known: {', '.join(lacks)}"
    asked = _asked("charge_due", name, text, _due_slot(bill, charge), "sum")
    return asked.model_copy(update={"holds": False}) if lacks else None


def _has_consent(dossier: Dossier) -> bool:
    return bool(dossier.answered("approval"))


def _asked(about: str, name: str, text: str, slot: str, takes: Answers) -> Question:
    return Question(about=about, object=name, of="", text=text, slot=slot, takes=takes)
