"""All charges of a bill as judged, each by what speaks of it: disputes, contract, events, goods."""

from __future__ import annotations

from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.invoice.approvals import by_envelope
from domain.invoice.bill import DAYS, NOTHING, Bill, added, amount, stated_charges
from domain.invoice.boxes import days_charge
from domain.invoice.carriage import contracts_of, item_charge, whole_charge
from domain.invoice.charge import Charge
from domain.invoice.contested import disputed_charges
from domain.invoice.goods import goods_charge, line_of
from domain.provenance import Slot


def charges_of(dossier: Dossier, bill: Bill) -> tuple[Charge, ...]:
    """The charges of a bill; they add up to its total, or it is judged as a whole."""
    on_record = disputed_charges(dossier, bill)
    if on_record:
        return on_record
    stated = that_add_up(bill, stated_charges(dossier, bill))
    return _by_kind(dossier, bill, stated) if stated else (_whole(dossier, bill),)


def that_add_up(bill: Bill, stated: dict[str, list[Told]]) -> dict[str, list[Told]]:
    """The charges if they make the total, or if they do without one that a paper tells otherwise.

    A receipt beside the bill shows another sum of the same charge: it is no charge of its own.
    """
    off = sum((_sum(said) for said in stated.values()), Decimal(0)) - bill.money.amount
    if not off:
        return stated
    told = [(kind, one) for kind, said in stated.items() for one in said if len(said) > 1]
    odd = [(kind, one) for kind, one in told if _sum([one]) == off]
    if len(odd) != 1:
        return {}
    kind, one = odd[0]
    return {**stated, kind: [other for other in stated[kind] if other != one]}


def _sum(said: list[Told]) -> Decimal:
    return sum((amount(one.slot) for one in said if one.slot is not None), Decimal(0))


def _whole(dossier: Dossier, bill: Bill) -> Charge:
    if bill.kind in DAYS:
        return days_charge(dossier, bill, bill.kind, bill.amount)
    if bill.kind == "supplier":
        goods = goods_charge(dossier, bill, bill.amount, line_of(dossier, bill)[0])
        allowed = (
            by_envelope(dossier, bill, "goods", bill.amount) if goods.reason == "price" else None
        )
        return goods if allowed is None or allowed.reason else allowed
    return whole_charge(dossier, bill, "exam" if bill.kind == "customs" else "freight")


def _by_kind(dossier: Dossier, bill: Bill, stated: dict[str, list[Told]]) -> tuple[Charge, ...]:
    found = []
    for kind, said in stated.items():
        slots = [one.slot for one in said if one.slot is not None]
        if kind != "tax" and any(amount(one) for one in slots):
            found.append(_of_kind(dossier, bill, kind, slots))
    tax = added([one.slot for one in stated.get("tax", ()) if one.slot is not None])
    return (*found, *([_tax(found, tax)] if amount(tax) else []))


def _of_kind(dossier: Dossier, bill: Bill, kind: str, slots: list[Slot]) -> Charge:
    if kind in DAYS:
        return days_charge(dossier, bill, kind, added(slots))
    if kind == "goods":
        return goods_charge(dossier, bill, added(slots), line_of(dossier, bill)[0])
    if bill.kind == "supplier":
        return _suppliers(dossier, bill, kind, added(slots))
    return item_charge(dossier, bill, kind, slots)


def _suppliers(dossier: Dossier, bill: Bill, kind: str, billed: Slot) -> Charge:
    """A supplier's charge beside its goods: what no contract or order has is not accepted."""
    clauses = [row for row in contracts_of(dossier, bill) if _speaks_of(row.text("text"), kind)]
    clauses = clauses or contracts_of(dossier, bill)
    proof = (cell(clauses[0], "contract_id"), cell(clauses[0], "clause")) if clauses else ()
    code = "surcharge not in contract" if kind == "surcharge" else "charge not in contract"
    said = f": {clauses[0].text('text')}" if clauses else ""
    return Charge(
        name=kind,
        billed=billed,
        expected=NOTHING,
        reason=code,
        why=f"{clauses[0].key if clauses else 'the order'} has no {kind}{said}",
        proof=proof,
        rests_on=(clauses[0].object,) if clauses else (),
    )


def _speaks_of(text: str, kind: str) -> bool:
    return kind in text.lower()


def _tax(charges: list[Charge], tax: Slot) -> Charge:
    """Tax follows what is accepted of the charges it stands on."""
    net = added([one.billed for one in charges])
    due = [one.due for one in charges]
    if any(one is None for one in due):
        why = "not known before the charges are"
        return Charge(name="tax", billed=tax, expected=None, reason="tax", why=why,
                      missing=("the charges it is reckoned on",))  # fmt: skip
    accepted = added([one for one in due if one is not None])
    if accepted.value and amount(accepted) == amount(net):
        return Charge(name="tax", billed=tax, expected=tax, why="as the charges it is reckoned on")
    share = NOTHING if not accepted.value else derived(
        "in_proportion", whole=tax, part=accepted, of=net
    )  # fmt: skip
    return Charge(
        name="tax", billed=tax, expected=share, reason="tax",
        why="in proportion to what is accepted; the tax manager says whether it is due at all",
    )  # fmt: skip
