"""Freight on a bill: approved envelope, what the shipment should cost, or contract item by item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.freight.rates import charge, cheapest
from domain.invoice.approvals import (
    APPROVAL_UNKNOWN,
    answered_amount,
    as_answered,
    by_envelope,
    shipment_of,
)
from domain.invoice.bill import NOTHING, Bill, added
from domain.invoice.charge import Charge
from domain.money import Money
from domain.provenance import Slot, fixed
from domain.record import Row

#: Charges that a freight contract may hold, beside the freight itself.
_BY_CONTRACT = ("surcharge", "fee")


def whole_charge(dossier: Dossier, bill: Bill, name: str = "freight") -> Charge:
    """A freight bill without its charges: by the first of these that speaks of it."""
    approved = by_envelope(dossier, bill, name, bill.amount)
    planned = _by_should_cost(dossier, bill) if name == "freight" else None
    return approved or planned or _unknown(name, bill.amount)


def _unknown(name: str, billed: Slot, why: str = "nothing on record says what is due") -> Charge:
    return Charge(
        name=name, billed=billed, expected=None, reason="to be checked", why=why,
        missing=("what was agreed",),
    )  # fmt: skip


def _by_should_cost(dossier: Dossier, bill: Bill) -> Charge | None:
    """What the shipment should cost as computed when it was booked, and what waiting adds."""
    shipment = shipment_of(dossier, bill)
    if shipment is None or shipment.number("freight_should_cost") is None:
        return None
    if shipment.text("currency") != bill.currency.value:
        return None
    parts = [cell(shipment, "freight_should_cost")]
    waited = waiting(dossier, shipment)
    parts += [waited] if waited is not None else []
    owed = added(parts)
    why = f"{shipment.key} should cost {_money(bill, parts[0])}"
    if bill.money.amount > Decimal(owed.value) and _at_contract_rate(dossier, bill, shipment):
        return _beyond_plan(dossier, bill, shipment, why)
    if waited is not None:
        why += f", and {_money(bill, waited)} for waiting at the dock"
    fits = Decimal(owed.value) >= bill.money.amount
    proof = tuple(cell(row, "contract_id") for row in contracts_of(dossier, bill)[:1])
    return Charge(
        name="freight",
        billed=bill.amount,
        expected=bill.amount if fits else owed,
        reason="" if fits else "rate",
        why=why,
        proof=proof,
        rests_on=(shipment.object,),
    )


def _at_contract_rate(dossier: Dossier, bill: Bill, shipment: Row) -> bool:
    """Whether the bill may be what the contract makes of the weight that really went."""
    rate, weight = truck_rate(dossier, shipment), _weight(dossier, shipment)
    by_weight = [
        row
        for row in dossier.of("rates", mode=shipment.text("mode"))
        if "kg" in row.text("basis") and row.text("origin") == shipment.text("pol")
    ]
    if not weight:
        return bool(by_weight)  # what went is not on record: nobody can say that it is too dear
    if rate is None or "kg" not in rate.text("basis"):
        return False
    return bill.money.amount <= charge(rate, weight)


def _beyond_plan(dossier: Dossier, bill: Bill, shipment: Row, why: str) -> Charge:
    """Right by contract and more than was planned: nothing to contest, and nobody approved it."""
    answered = answered_amount(dossier, bill)
    rests = (shipment.object,)
    if answered is not None:
        return as_answered(bill, "freight", bill.amount, answered, rests)
    return Charge(
        name="freight",
        billed=bill.amount,
        expected=None,
        reason="approval missing",
        why=f"{why}; the contract goes by what went, and no approval of more is on record",
        rests_on=rests,
        missing=(APPROVAL_UNKNOWN,),
    )


def _money(bill: Bill, slot: Slot) -> Money:
    return Money(amount=Decimal(slot.value), currency=bill.currency.value)


def contracts_of(dossier: Dossier, bill: Bill) -> list[Row]:
    """Contracts with whoever sent the bill, in force on its day."""
    issuer = bill.row.text("partner_id") if bill.row is not None else ""
    issuer = issuer or (dossier.partner.key if dossier.partner is not None else "")
    day = bill.issued or dossier.today
    return [row for row in dossier.of("contracts", partner_id=issuer) if in_force(row, day)]


def in_force(row: Row, day: date) -> bool:
    """Whether a contract or rate holds on a day."""
    first, last = row.day("valid_from"), row.day("valid_to")
    return (first is None or first <= day) and (last is None or day <= last)


def waiting(dossier: Dossier, shipment: Row) -> Slot | None:
    """What the truck's wait at our dock costs by its rate, if a paper tells the minutes."""
    told = dossier.first("dock_time", shipment.object)
    rate = truck_rate(dossier, shipment)
    if told is None or told.slot is None or rate is None:
        return None
    return derived(
        "waiting_owed",
        minutes=told.slot,
        terms=cell(rate, "other"),
        currency=cell(rate, "currency"),
    )


def truck_rate(dossier: Dossier, shipment: Row) -> Row | None:
    """The rate of the lane in force on the day it left, of its carrier or forwarder."""
    day = shipment.day("etd")
    fitting = [
        row
        for row in dossier.of("rates", mode=shipment.text("mode"))
        if (row.text("origin"), row.text("destination"))
        == (shipment.text("pol"), shipment.text("pod"))
        and row.text("partner_id") in (shipment.text("carrier_id"), shipment.text("forwarder_id"))
        and (day is None or in_force(row, day))
    ]
    weight = _weight(dossier, shipment)
    return cheapest(fitting, weight, day) if day is not None and fitting else None


def _weight(dossier: Dossier, shipment: Row) -> Decimal:
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    return sum((row.number("gross_kg") or Decimal(0) for row in units), Decimal(0))


def item_charge(dossier: Dossier, bill: Bill, name: str, billed: Sequence[Slot]) -> Charge:
    """One kind of charge of a freight bill against the contract of the shipment's day."""
    whole, shipment = added(billed), shipment_of(dossier, bill)
    rate = truck_rate(dossier, shipment) if shipment is not None else None
    if rate is None:
        return _unknown(name, whole, "no contract rate of the shipment's day is on record")
    if name not in ("freight", *_BY_CONTRACT):
        return _accessorial(name, whole, rate)
    owed = _contracted(name, rate)
    expected = whole if owed.value and Decimal(owed.value) >= Decimal(whole.value) else owed
    fits = expected is whole
    reason = "rate" if owed.value else f"{name} not in contract".replace("fee", "charge")
    return Charge(
        name=name,
        billed=whole,
        expected=expected,
        reason="" if fits else reason if reason != "freight not in contract" else "rate",
        why=f"{rate.key} has {_money(bill, owed) if owed.value else 'none'} for it",
        proof=contract_of(rate),
        rests_on=(rate.object,),
    )


def contract_of(rate: Row) -> tuple[Slot, ...]:
    """What a letter names for a rate: its contract, which both sides have, and no key of ours."""
    return (cell(rate, "contract_id"),) if rate.text("contract_id") else ()


def _contracted(name: str, rate: Row) -> Slot:
    if name == "freight":
        return cell(rate, "rate")
    owed = derived("contract_fees", fees=cell(rate, "other"), charge=fixed("charge", name))
    return owed if Decimal(owed.value) else NOTHING


def _accessorial(name: str, whole: Slot, rate: Row) -> Charge:
    """What no contract has needs an event and an approval beforehand, and neither is on record."""
    return Charge(
        name=name,
        billed=whole,
        expected=NOTHING,
        reason="accessorial not approved",
        why=f"{rate.key} has none, and no approval of it is on record",
        proof=contract_of(rate),
        rests_on=(rate.object,),
    )
