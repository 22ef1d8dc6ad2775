"""Ways to settle a bill that does not fit: pay what is due, pay it all, contest it, or hold it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import Action, ApproveInvoice, HoldInvoice, ParkInvoice
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.invoice import early
from domain.invoice.bill import SETTLED, Bill, amount, bill_of, reason
from domain.invoice.contest import contest, letters_to_issuer
from domain.invoice.due import Due, due_of, left_to_pay
from domain.invoice.goods import billed_qty, line_of
from domain.message import HEARD
from domain.options import CostComponent, Option
from domain.provenance import Slot, fixed


def options(dossier: Dossier) -> list[Option]:
    """Every way to settle the bill; none while its total is unknown, or nobody of the partner is
    believed to have written."""
    bill = bill_of(dossier)
    return [] if bill is None else ways(dossier, bill)


def ways(dossier: Dossier, bill: Bill) -> list[Option]:
    """The same for any bill of the case."""
    if not is_believed(dossier):
        return []
    due = due_of(dossier, bill)
    if bill.row is None:
        return _unrecorded(dossier, bill, due)
    if bill.row.text("status") in SETTLED:
        return []
    found = [_in_full(dossier, bill, due), *_what_is_due(dossier, bill, due)]
    return [one for one in (*found, _hold(dossier, bill, due)) if one is not None]


def is_believed(dossier: Dossier) -> bool:
    """Whether anybody on file spoke: a look-alike or a stranger moves nothing (domain.md 2.7)."""
    return not dossier.mails or any(one.verdict in HEARD for one in dossier.mails)


def _in_full(dossier: Dossier, bill: Bill, due: Due) -> Option | None:
    assert bill.row is not None  # only bills on record are paid
    left = left_to_pay(bill, bill.amount, due)
    if not left.value:
        return None
    beyond = tuple(
        CostComponent(name=one.name, money=one.difference(bill.money.currency), formula=one.why)
        for one in due.contested
    )
    found = Option(
        name="pay in full",
        title=f"pay {amount(left):,.2f} {bill.currency.value}",
        by="finance",
        object=bill.row.object,
        components=(*beyond, *_discount(dossier, bill, left)),
        currency=bill.money.currency,
        effects={"finance": f"{bill.money} leaves", "partner": "has what it asked"},
        unknown=due.open_points if due.amount is None else (),
        violates=("not_billed_before",) if due.twins else (),
        actions=(_release(dossier, bill, left, "", "pay in full"),),
    )
    return _in_time(dossier, bill, left, found)


def _discount(dossier: Dossier, bill: Bill, paid: Slot) -> tuple[CostComponent, ...]:
    found = early.discount_of(dossier, bill, amount(paid))
    return (early.component(found),) if found is not None and found.take else ()


def _in_time(dossier: Dossier, bill: Bill, paid: Slot, option: Option) -> Option:
    """The option with the last moment in which it still earns the discount."""
    found = early.discount_of(dossier, bill, amount(paid)) if paid.value else None
    if found is None or not found.take:
        return option
    last = {"until": early.last_moment(found), "until_why": "last day of the discount"}
    return option.model_copy(update=last)


def _what_is_due(dossier: Dossier, bill: Bill, due: Due) -> list[Option]:
    """Pays what is accepted and contests the rest; contests all where nothing is due."""
    if due.amount is None or not due.contested or bill.row is None:
        return []
    name, left = way(bill, due), left_to_pay(bill, due.amount, due)
    paid = (_release(dossier, bill, left, due.reason, name),) if left.value else ()
    rest = f"{due.over(bill)} stays contested: {due.why}"
    found = Option(
        name=name,
        title=_title(bill, due, left),
        by="finance",
        object=bill.row.object,
        components=_discount(dossier, bill, left) if left.value else (),
        currency=bill.money.currency,
        effects={"finance": rest, "partner": "gets each charge with its reason and proof"},
        assumptions=(due.why, _expects(bill, due)),
        actions=(*paid, *_contested(dossier, bill, due, name)),
    )
    return [_in_time(dossier, bill, left, found)]


def _contested(dossier: Dossier, bill: Bill, due: Due, name: str) -> list[Action]:
    """What was not approved is held and asked for inside; all else is contested at the issuer."""
    if due.reason == "above envelope":
        return []
    nothing = due.amount is not None and not due.amount.value
    found: list[Action] = [_block(dossier, bill, due, name)] if nothing else []
    return [
        *found,
        *contest(dossier, bill, due, name),
        *letters_to_issuer(dossier, bill, due, name),
    ]


def _expects(bill: Bill, due: Due) -> str:
    return f"a credit note for {due.over(bill)}, or the proof that is missing"


def way(bill: Bill, due: Due) -> str:
    """What the way that pays what is due is called."""
    if due.reason == "above envelope":
        return "pay what was approved"
    if due.amount is not None and not due.amount.value:
        return "contest all of it"
    paid = due.amount is not None and due.paid_amount >= amount(due.amount)
    return "stand by the dispute" if paid and due.paid else "pay what is due"


def _title(bill: Bill, due: Due, left: Slot) -> str:
    over = due.over(bill)
    if not left.value:
        return f"contest {over}" + (", all of it" if due.amount and not due.amount.value else "")
    held = "keep" if due.reason == "above envelope" else "contest"
    return f"pay {amount(left):,.2f} {bill.currency.value} and {held} {over}"


def _hold(dossier: Dossier, bill: Bill, due: Due) -> Option:
    assert bill.row is not None  # only bills on record are held
    known = due.amount is not None
    return Option(
        name="hold",
        title="keep it blocked until what is open is answered",
        by="finance",
        object=bill.row.object,
        currency=bill.money.currency,
        effects={"finance": "nothing is paid", "partner": "waits"},
        measures={"safety_compliance": 1 if known else 0},
        actions=()
        if bill.row.text("status") == "blocked"
        else (_block(dossier, bill, due, "hold"),),
    )


def _block(dossier: Dossier, bill: Bill, due: Due, option: str) -> HoldInvoice:
    assert bill.row is not None  # only bills on record are held
    return HoldInvoice(
        case=dossier.case,
        function="finance",
        objects=(bill.row.object,),
        option=option,
        why=due.why,
        invoice_id=cell(bill.row, "invoice_id"),
        status=fixed("invoice_state", "blocked"),
        hold_reason=reason(due.reason or "to be checked"),
        seen=cell(bill.row, "version"),
    )


def _release(dossier: Dossier, bill: Bill, paid: Slot, why: str, option: str) -> ApproveInvoice:
    assert bill.row is not None  # only bills on record are released
    return ApproveInvoice(
        case=dossier.case,
        function="finance",
        objects=_touched(bill, paid),
        option=option,
        why="the bill is settled to the account on file",
        invoice_id=cell(bill.row, "invoice_id"),
        amount=paid,
        currency=bill.currency,
        status=fixed("invoice_state", "released"),
        hold_reason=derived("pays_only", amount=paid, currency=bill.currency, reason=reason(why)),
        seen=cell(bill.row, "version"),
    )


def _touched(bill: Bill, *slots: Slot) -> tuple[str, ...]:
    """The bill, and rows that values are taken from as they stand."""
    from_rows = [
        f"{one.source.table}:{one.source.key}" for one in slots if one.source.kind == "master"
    ]
    first = [bill.row.object] if bill.row is not None else []
    return tuple(dict.fromkeys((*first, *from_rows)))


def _unrecorded(dossier: Dossier, bill: Bill, due: Due) -> list[Option]:
    """A bill that only a mail knows is parked with its reason, and contested where it is wrong."""
    park = park_of(dossier, bill, due)
    if park is None:
        return []
    plans: list[tuple[str, str, Sequence[Action]]] = [("park", "park it", ())]
    if due.contested and due.amount is not None and due.reason != "above envelope":
        plans.append(
            ("park and contest", f"park it and contest {due.over(bill)}", _both(dossier, bill, due))
        )
    return [
        Option(
            name=name,
            title=title,
            by="finance",
            object=dossier.subject,
            currency=bill.money.currency,
            effects={"finance": "it is on record and blocked", "partner": "waits for payment"},
            measures={"safety_compliance": int(name == "park" and len(plans) > 1)},
            actions=(park.model_copy(update={"option": name}), *actions),
        )
        for name, title, actions in plans
    ]


def _both(dossier: Dossier, bill: Bill, due: Due) -> Sequence[Action]:
    name = "park and contest"
    return [*contest(dossier, bill, due, name), *letters_to_issuer(dossier, bill, due, name)]


def park_of(dossier: Dossier, bill: Bill, due: Due) -> ParkInvoice | None:
    """The bill on record, parked, with the order its delivery note leads to."""
    partner, line = dossier.partner, line_of(dossier, bill)[0]
    if partner is None or bill.kind not in _KINDS:
        return None
    order = dossier.row(f"purchase_orders:{line.text('po_id')}") if line is not None else None
    touched = [row.object for row in (order, line) if row is not None]
    issued = dossier.first("actual_date:invoice", dossier.subject)
    return ParkInvoice(
        case=dossier.case,
        function="finance",
        objects=(dossier.subject, partner.object, *touched),
        why=due.why,
        invoice_id=bill.number,
        partner_id=cell(partner, "partner_id"),
        invoice_kind=fixed("row_kind", bill.kind),
        amount=bill.amount,
        currency=bill.currency,
        status=fixed("invoice_state", "parked"),
        hold_reason=reason(due.reason or "to be checked"),
        invoice_date=issued.slot if issued is not None else None,
        qty=billed_qty(dossier, bill),
        po_id=cell(order, "po_id") if order is not None else None,
        po_line=cell(line, "line") if order is not None and line is not None else None,
    )


_KINDS = ("supplier", "freight", "demurrage", "detention", "customs")

__all__ = ["is_believed", "options", "park_of", "way", "ways"]
