"""What a payment leaves to be written in the ledger of the ERP: named tasks, each with its owner.

Source: domain.md 2.8 (clear accruals, final landed cost per line, close order lines and claims,
keep the papers). The ERP ports take payment lines, claims and orders that are done with; accruals,
variances, landed cost, single lines and the archive they do not, so whoever owns them is asked to
post them, with the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from domain.actions import Action, CloseClaim, CloseOrder
from domain.cells import cell
from domain.contribution import Finding
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.invoice.bill import CUSTOMS, FREIGHT
from domain.money import Money
from domain.provenance import Slot, fixed
from domain.reckoning import figure, price
from domain.record import Row
from domain.settlement.landing import landed_apart
from domain.settlement.payment import Line, Payment
from domain.values import Value
from domain.variance import At, variance

#: Whose task it is, by its name in the vocabulary.
OWNERS = {
    "release the freight accrual": "logistics",
    "release the duty accrual": "trade compliance",
    "post the price variance": "procurement",
    "clear goods received against invoices": "finance",
    "close the order line": "procurement",
    "close the claim": "finance",
    "post the final landed cost": "finance",
    "file the payment advice with its papers": "finance",
}


class Task(Value):
    """Something to post by hand: about `row`, named by the cell `of`, with the figures in words."""

    name: str
    row: Row
    of: Slot
    figures: str

    @property
    def owner(self) -> str:
        """The function of ours whose it is."""
        return OWNERS[self.name]


def writes(dossier: Dossier, lines: Iterable[Line], option: str) -> list[Action]:
    """What is done with once these lines are posted: claims taken off in full, and orders."""
    found: dict[str, Action] = {}
    for line in lines:
        row = line.row
        if row is None:
            continue
        order = _done_order(dossier, row)
        if _is_settled(line, row):
            found[row.object] = CloseClaim(
                **_frame(dossier, row, option), claim_id=cell(row, "claim_id"),
                status=fixed("row_state", "settled"), seen=cell(row, "version"),
            )  # fmt: skip
        elif order is not None:
            found[order.object] = CloseOrder(
                **_frame(dossier, order, option), po_id=cell(order, "po_id"),
                status=fixed("row_state", "closed"), seen=cell(order, "version"),
            )  # fmt: skip
    return list(found.values())


def _frame(dossier: Dossier, row: Row, option: str) -> dict[str, Any]:
    why = "nothing of it is open once this is posted"
    told = {"function": "finance", "objects": (row.object,), "option": option, "why": why}
    return {"case": dossier.case, **told}


def _is_settled(line: Line, row: Row) -> bool:
    """A claim that is agreed, and taken off to the cent."""
    agreed = row.table == "claims" and row.text("status") == "agreed"
    return agreed and Decimal(line.amount.value) == -(row.number("amount") or Decimal(0))


def _done_order(dossier: Dossier, bill: Row) -> Row | None:
    """The order of a supplier's bill, when each of its lines is received and invoiced in full."""
    order = dossier.row(f"purchase_orders:{bill.text('po_id')}")
    if bill.table != "invoices" or bill.text("kind") != "supplier" or order is None:
        return None
    lines = dossier.of("purchase_order_lines", po_id=order.key)
    done = bool(lines) and all(_is_done(dossier, one) for one in lines)
    return order if done and order.text("status") == "open" else None


def _is_done(dossier: Dossier, line: Row) -> bool:
    ordered = line.number("qty") or Decimal(0)
    return 0 < ordered == _received(dossier, line) == _invoiced(dossier, line)


def tasks(dossier: Dossier, payment: Payment, lines: Sequence[Line]) -> list[Task]:
    """What these lines of a payment leave to be posted."""
    rows = [line.row for line in lines if line.row is not None]
    written = {name for one in writes(dossier, lines, "") for name in one.objects}
    found = [task for row in rows if row.object not in written for task in _of(dossier, row)]
    found = [one for one in found if _order_of(one) not in written]
    bills = [row for row in rows if row.table == "invoices"]
    if bills:
        said = f"payment {payment.number.value} with {', '.join(row.key for row in bills)}"
        name = "file the payment advice with its papers"
        found.append(Task(name=name, row=bills[0], of=_named(bills[0]), figures=said))
    return found


def _order_of(task: Task) -> str:
    """The order that closing a line would be a part of."""
    is_line = task.name == "close the order line"
    return f"purchase_orders:{task.row.text('po_id')}" if is_line else ""


def _named(row: Row) -> Slot:
    return cell(row, "claim_id" if row.table == "claims" else "invoice_id")


def _of(dossier: Dossier, row: Row) -> Iterator[Task]:
    if row.table == "claims":
        money = f"{row.text('amount')} {row.text('currency')} taken off"
        yield Task(name="close the claim", row=row, of=_named(row), figures=money)
    elif row.text("kind") in (*FREIGHT, *CUSTOMS):
        yield from _accrual(dossier, row)
    elif row.text("kind") == "supplier":
        yield from _bought(dossier, row)


def _accrual(dossier: Dossier, bill: Row) -> Iterator[Task]:
    """What was accrued for a shipment against what was billed; of duty and days nothing was."""
    customs = bill.text("kind") in CUSTOMS
    name = "release the duty accrual" if customs else "release the freight accrual"
    shipment = dossier.row(f"shipments:{bill.text('shipment_id')}")
    planned = shipment.number("freight_should_cost") if shipment is not None else None
    billed = Money(amount=bill.number("amount") or Decimal(0), currency=bill.text("currency"))
    figures = f"billed {billed}; what was accrued is not on record"
    if planned is not None and shipment is not None and bill.text("kind") == "freight":
        accrued = Money(amount=planned, currency=shipment.text("currency") or billed.currency)
        figures = f"accrued {accrued}, billed {billed}"
        if accrued.currency == billed.currency:
            figures += f": {billed - accrued} differs"
    yield Task(name=name, row=bill, of=_named(bill), figures=figures)


def _bought(dossier: Dossier, bill: Row) -> Iterator[Task]:
    """Price variance, goods received against invoiced, the order line, landed cost of a supplier's
    bill; without its order line on record nothing of it is named."""
    line = dossier.row(f"purchase_order_lines:{bill.text('po_id')}/{bill.text('po_line')}")
    if line is None:
        return
    of, code = _named(bill), bill.text("currency")
    qty, paid = bill.number("qty"), bill.number("unit_price")
    agreed, per = line.number("unit_price"), line.number("price_per") or Decimal(1)
    if qty is not None and paid is not None and agreed is not None and paid != agreed:
        split = variance(At(n=qty, price=agreed / per), At(n=qty, price=paid / per), code)
        figures = f"{split.price.money}: {figure(qty)} × ({price(paid)} − {price(agreed)})"
        yield Task(name="post the price variance", row=bill, of=of, figures=figures)
    came, billed = _received(dossier, line), _invoiced(dossier, line)
    if agreed is not None and came != billed:
        open_ = Money(amount=(billed - came) * agreed / per, currency=code).rounded()
        figures = f"{figure(billed)} invoiced, {figure(came)} received: {open_} stays open"
        name = "clear goods received against invoices"
        yield Task(name=name, row=bill, of=of, figures=figures)
    if _is_done(dossier, line):
        figures = f"{line.key}: {figure(came)} ordered, received and invoiced"
        yield Task(name="close the order line", row=bill, of=of, figures=figures)
    apart = landed_apart(dossier, line, bill)
    if apart:
        yield Task(name="post the final landed cost", row=bill, of=of, figures=apart)


def _received(dossier: Dossier, line: Row) -> Decimal:
    posted = dossier.of("receipts", po_id=line.text("po_id"), line=line.text("line"))
    found = sum((one.number("qty") or Decimal(0) for one in posted), Decimal(0))
    return max(found, line.number("received_qty") or Decimal(0))


def _invoiced(dossier: Dossier, line: Row) -> Decimal:
    """What suppliers' bills and credit notes for the line make."""
    bills = dossier.of("invoices", po_id=line.text("po_id"), po_line=line.text("line"))
    mine = [one for one in bills if one.text("kind") in ("supplier", "credit note")]
    return sum((one.number("qty") or Decimal(0) for one in mine), Decimal(0))


def findings(found: Iterable[Task]) -> Iterator[Finding]:
    """Each task with its figures and its owner: none of it is written by itself."""
    for one in found:
        text = f"to post: {one.name} of {one.of.value} ({one.owner}): {one.figures}"
        yield Finding(text=text, rests_on=(one.row.object,))


def handed_over(
    dossier: Dossier, payment: Payment, found: Iterable[Task], option: str
) -> list[Action]:
    """One note to each owner with all its tasks."""
    of: dict[str, list[Task]] = {}
    for one in found:
        of.setdefault(one.owner, []).append(one)
    return [
        note(
            dossier, owner, "note_closing", "the ERP takes these from people alone",
            objects=list({one.row.object: one.row for one in mine}.values()), option=option,
            payment_id=payment.number, tasks=_listed(mine),
        )
        for owner, mine in of.items()
    ]  # fmt: skip


def _listed(mine: list[Task]) -> Slot:
    inputs: dict[str, Slot] = {}
    for at, one in enumerate(mine, 1):
        inputs |= {f"task{at}": fixed("closing_task", one.name), f"of{at}": one.of}
    return derived("tasks_listed", **inputs)
