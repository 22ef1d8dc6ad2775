"""Ways to settle a bill that does not fit: pay what is due, pay it all, or hold it and ask."""

from __future__ import annotations

from decimal import Decimal

from domain.actions import Action, ApproveInvoice, DisputeCharge, HoldInvoice
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.invoice.bill import Bill, bill_of, less, reason
from domain.invoice.due import Due, due_of
from domain.money import Money
from domain.options import CostComponent, Option
from domain.provenance import Slot, fixed

#: The function that decides about a bill, by kind of invoice (domain.md 2.0: owner by cause).
OWNERS = {"freight": "logistics", "demurrage": "logistics", "detention": "logistics"}


def options(dossier: Dossier) -> list[Option]:
    """Every way to settle the bill on record; none while it is not there or its total unknown."""
    bill = bill_of(dossier)
    if bill is None or bill.row is None or bill.row.text("status") in ("paid", "released"):
        return []
    due = due_of(dossier, bill)
    ways = [_in_full(dossier, bill, due), _hold(dossier, bill, due)]
    return ways + _what_is_due(dossier, bill, due)


def _over(bill: Bill, due: Due) -> Money:
    """What paying it all costs beyond what is due; all of it while nothing is known to be due."""
    owed = Decimal(due.amount.value) if due.amount is not None else Decimal(0)
    return Money(amount=max(bill.money.amount - owed, Decimal(0)), currency=bill.money.currency)


def _in_full(dossier: Dossier, bill: Bill, due: Due) -> Option:
    over = _over(bill, due)
    part = CostComponent(name="beyond what is due", money=over, formula=due.why)
    assert bill.row is not None  # only bills on record have options
    return Option(
        name="pay in full",
        title=f"pay {bill.money}",
        by="finance",
        object=bill.row.object,
        components=(part,) if over.amount else (),
        currency=bill.money.currency,
        effects={"finance": f"{bill.money} leaves on its due day", "partner": "has what it asked"},
        unknown=("whether the bill is due",) if due.amount is None else (),
        actions=(_release(dossier, bill, bill.amount, "", "pay in full"),),
    )


def _what_is_due(dossier: Dossier, bill: Bill, due: Due) -> list[Option]:
    if due.amount is None or _over(bill, due).amount == 0 or bill.row is None:
        return []
    rest = less(bill.amount, due.amount)
    return [
        Option(
            name="pay what is due",
            title=f"pay {due.amount.value} {bill.currency.value} and dispute {rest.value}",
            by="finance",
            object=bill.row.object,
            currency=bill.money.currency,
            effects={
                "finance": f"{rest.value} {bill.currency.value} is kept back: {due.why}",
                "partner": "gets a dispute with its reason",
            },
            assumptions=(due.why,),
            actions=(
                _release(dossier, bill, due.amount, due.reason, "pay what is due"),
                _dispute(dossier, bill, due, rest),
            ),
        )
    ]


def _hold(dossier: Dossier, bill: Bill, due: Due) -> Option:
    assert bill.row is not None  # only bills on record have options
    hold = HoldInvoice(
        case=dossier.case,
        function="finance",
        objects=(bill.row.object,),
        option="hold",
        why=due.why,
        invoice_id=cell(bill.row, "invoice_id"),
        status=fixed("invoice_state", "blocked"),
        hold_reason=reason(due.reason),
        seen=cell(bill.row, "version"),
    )
    return Option(
        name="hold",
        title="keep it blocked until what is open is answered",
        by="finance",
        object=bill.row.object,
        currency=bill.money.currency,
        effects={"finance": "nothing is paid", "partner": "waits"},
        measures={"safety_compliance": 0, "working_capital": 0, "service": 1},
        actions=() if bill.row.text("status") == "blocked" else (hold,),
    )


def _release(dossier: Dossier, bill: Bill, amount: Slot, why: str, option: str) -> ApproveInvoice:
    assert bill.row is not None  # only bills on record are released
    word = reason(why) if why else fixed("empty", "")
    return ApproveInvoice(
        case=dossier.case,
        function="finance",
        objects=(bill.row.object,),
        option=option,
        why="the bill is settled",
        invoice_id=cell(bill.row, "invoice_id"),
        amount=amount,
        currency=bill.currency,
        status=fixed("invoice_state", "released"),
        hold_reason=derived("pays_only", amount=amount, currency=bill.currency, reason=word),
        seen=cell(bill.row, "version"),
    )


def _dispute(dossier: Dossier, bill: Bill, due: Due, rest: Slot) -> Action:
    assert bill.row is not None and due.amount is not None  # see `_what_is_due`
    charge = "freight" if bill.row.text("kind") in OWNERS else "goods"
    about = {"of1": bill.number, "of2": reason(due.reason)}
    number = derived("own_number", series=fixed("series", "DP"), **about)
    return DisputeCharge(
        case=dossier.case,
        function=OWNERS.get(bill.row.text("kind"), "procurement"),
        objects=(bill.row.object, f"partners:{bill.row.text('partner_id')}"),
        option="pay what is due",
        why=due.why,
        dispute_id=number,
        partner_id=cell(bill.row, "partner_id"),
        invoice_id=bill.number,
        charge=fixed("charge", charge),
        billed=bill.amount,
        expected=due.amount,
        disputed=rest,
        currency=bill.currency,
        reason_code=reason(due.reason),
        status=fixed("row_state", "open"),
    )
