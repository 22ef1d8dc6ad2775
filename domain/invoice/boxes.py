"""Days of boxes on a bill: tariff and gate events say what is due, 46 CFR 541 whether it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.demurrage.accrual import Accrual, Box, accrue
from domain.demurrage.billed import DaysBilled, DaysCheck, against
from domain.demurrage.part541 import DaysInvoice, Part541, check
from domain.demurrage.tariff import Tariff, Tier, tariff_of
from domain.dossier.context import Dossier
from domain.invoice.bill import NOTHING, Bill, added
from domain.invoice.carriage import contract_of
from domain.invoice.charge import Charge
from domain.invoice.unknowns import is_us_trade
from domain.money import Money
from domain.options import CostComponent
from domain.provenance import Slot
from domain.record import Row
from domain.values import Value

#: The event that starts a clock and the one that ends it, as milestones name them, and the cell of
#: a unit that tells the same.
_EVENTS = {
    "detention": (("gate out", "gate_out"), ("empty return", "empty_return")),
    "demurrage": (("discharge", ""), ("gate out", "gate_out")),
    "storage": (("discharge", ""), ("gate out", "gate_out")),
}
_ISSUERS = {"carrier": "ocean carrier", "port": "terminal"}


class Clock(Value):
    """A box with its accrual and the slots of the two days it was reckoned from."""

    unit: Row
    accrual: Accrual
    started: Slot | None
    ended: Slot | None
    tariff: Row | None


def days_charge(dossier: Dossier, bill: Bill, name: str, billed: Slot) -> Charge:
    """A charge for days: nothing where it came too late, else what tariff and events make."""
    clocks = clocks_of(dossier, bill, name)
    law = part541(dossier, bill, clocks)
    rests = tuple(one for clock in clocks for one in _rests(dossier, clock, name))
    proof = tuple(slot for clock in clocks for slot in _proof(clock))
    if law.owed is False:
        return Charge(
            name=name, billed=billed, expected=NOTHING, reason="issued too late",
            why="; ".join(law.findings), proof=(*_issue_day(bill), *proof), rests_on=rests,
        )  # fmt: skip
    found = _against(bill, billed, clocks)
    if law.applies is None and _is_bound(dossier, bill):
        found = found.model_copy(update={"missing": (*law.missing, *found.missing)})
    if found.missing:
        return Charge(
            name=name, billed=billed, expected=None, reason="papers missing",
            why=f"cannot be reckoned: {', '.join(found.missing)}", rests_on=rests, proof=proof,
            missing=found.missing,
        )  # fmt: skip
    expected = added([one for clock in clocks if (one := _owed(clock)) is not None])
    fits = found.billed == found.expected
    return Charge(
        name=name,
        billed=billed,
        expected=billed if fits else expected,
        reason="" if fits else "days" if found.expected.amount else "inside free time",
        why="; ".join(found.findings) or "days and rate fit events and tariff",
        proof=proof,
        rests_on=rests,
        parts=_split(dossier, bill, found, clocks),
    )


def _is_bound(dossier: Dossier, bill: Bill) -> bool:
    """Whether the US rule may bind the issuer: then it must be known before anything is due."""
    issuer = dossier.row(f"partners:{_issuer(dossier, bill)}")
    return issuer is not None and issuer.text("kind") in _ISSUERS


def _against(bill: Bill, billed: Slot, clocks: Sequence[Clock]) -> DaysCheck:
    money = Money(amount=Decimal(billed.value), currency=bill.currency.value)
    return against(DaysBilled(amount=money), [one.accrual for one in clocks])


def _split(
    dossier: Dossier, bill: Bill, found: DaysCheck, clocks: Sequence[Clock]
) -> tuple[CostComponent, ...]:
    """Days too many, a rate too high, and both together, where the bill shows days and rate."""
    rate = dossier.first("unit_price:day", f"invoices:{bill.number.value}")
    days = [
        one.number
        for clock in clocks
        for one in dossier.stated("invoiced_qty", f"shipment_units:{clock.unit.text('unit_no')}")[
            :1
        ]
    ]
    price = getattr(rate.statement.value, "money", None) if rate is not None else None
    if price is None or len(days) != len(clocks) or None in days:
        return ()
    shown = DaysBilled(
        amount=found.billed, days=int(sum(one for one in days if one)), rate=price.amount
    )
    split = against(shown, [one.accrual for one in clocks]).split
    return split.parts if split is not None else ()


def clocks_of(dossier: Dossier, bill: Bill, name: str) -> list[Clock]:
    """The clock of each box that a bill is for."""
    return [_clock(dossier, bill, unit, name) for unit in units_of(dossier, bill)]


def units_of(dossier: Dossier, bill: Bill) -> list[Row]:
    """The boxes of a bill, once each: those it prints or its mail speaks of, else all of its
    shipment."""
    shipment = bill.row.text("shipment_id") if bill.row is not None else ""
    rows = dossier.of("shipment_units", **({"shipment_id": shipment} if shipment else {}))
    unique = {row.text("unit_no"): row for row in reversed(rows)}
    spoken = {one.object.partition(":")[2] for one in dossier.told}
    named = [one for one in unique if one in spoken or one == bill.printed]
    return [unique[one] for one in sorted(named or unique)]


def _clock(dossier: Dossier, bill: Bill, unit: Row, name: str) -> Clock:
    row = tariff_row(dossier, bill, unit, name)
    tariff = tariff_of(row) if row is not None else None
    first, last = (_event(dossier, unit, *names) for names in _EVENTS[name])
    free = unit.number("free_days")
    box = Box(
        unit=unit.text("unit_no"),
        started=_day(first),
        ended=_day(last),
        free_days=None if free is None else int(free),
    )
    open_ended = _untold(bill, name)
    accrual = accrue(tariff or open_ended, box)
    if tariff is None and (accrual.missing or accrual.days):
        lacks = (*accrual.missing, f"the tariff for {name}")
        owed = accrual.owed.model_copy(update={"missing": lacks, "parts": ()})
        accrual = accrual.model_copy(update={"owed": owed})
    return Clock(unit=unit, accrual=accrual, started=first, ended=last, tariff=row)


def _untold(bill: Bill, name: str) -> Tariff:
    """A tariff nobody has on file: it tells the days alone."""
    free = Tier(first=1, last=None, rate=Decimal(0))
    return Tariff(kind=name, currency=bill.currency.value, tiers=(free,))


def tariff_row(dossier: Dossier, bill: Bill, unit: Row, name: str) -> Row | None:
    """The tariff of the issuer for the place and the box, in force when the box was there."""
    shipment = dossier.row(f"shipments:{unit.text('shipment_id')}")
    place = shipment.text("pod") if shipment is not None else ""
    issuer = _issuer(dossier, bill)
    known = [
        row
        for row in dossier.of("rates", partner_id=issuer, mode=name)
        if row.text("equipment") in ("", unit.text("unit_type"))
    ]
    if not place:  # the shipment is not on record: only one tariff could be meant, or none
        return known[0] if len(known) == 1 else None
    fitting = [row for row in known if place in (row.text("origin"), row.text("destination"))]
    return fitting[-1] if fitting else None


def _issuer(dossier: Dossier, bill: Bill) -> str:
    if bill.row is not None:
        return bill.row.text("partner_id")
    return dossier.partner.key if dossier.partner is not None else ""


def _event(dossier: Dossier, unit: Row, event: str, column: str) -> Slot | None:
    """The day of an event: as a person of ours settled it, else the terminal's milestone, else what
    the unit's row says."""
    number = unit.text("unit_no")
    settled = dossier.first(f"actual_date:{column}", f"shipment_units:{number}") if column else None
    if settled is not None and settled.slot is not None and settled.by_us:
        return derived("settled_day", day=settled.slot)
    for row in dossier.of("milestones", unit_no=number):
        if event in row.text("event").lower() and row.text("actual_at"):
            return cell(row, "actual_at")
    return cell(unit, column) if column and unit.text(column) else None


def _day(slot: Slot | None) -> date | None:
    return None if slot is None else date.fromisoformat(slot.value[:10])


def _owed(clock: Clock) -> Slot | None:
    """What the box costs, worked out from its tariff and its two days."""
    row, started, ended = clock.tariff, clock.started, clock.ended
    if row is None or started is None or ended is None or not clock.accrual.days:
        return None
    names = ("mode", "currency", "rate", "other", "note")
    return derived(
        "box_owed",
        **{name: cell(row, name) for name in names},
        free=cell(clock.unit, "free_days") if clock.unit.text("free_days") else NOTHING,
        started=started,
        ended=ended,
    )


def _proof(clock: Clock) -> list[Slot]:
    found = [cell(clock.unit, "unit_no")]
    found += [one for one in (clock.started, clock.ended) if one is not None]
    return [*found, *(contract_of(clock.tariff) if clock.tariff is not None else ())]


def _issue_day(bill: Bill) -> tuple[Slot, ...]:
    return (cell(bill.row, "invoice_date"),) if bill.row is not None else ()


def _rests(dossier: Dossier, clock: Clock, name: str) -> list[str]:
    """The unit, the milestones of its clock and the tariff."""
    events = [event for event, _ in _EVENTS[name]]
    marks = [
        row.object
        for row in dossier.of("milestones", unit_no=clock.unit.text("unit_no"))
        if any(event in row.text("event").lower() for event in events)
    ]
    return [clock.unit.object, *marks, *([clock.tariff.object] if clock.tariff else [])]


def part541(dossier: Dossier, bill: Bill, clocks: Sequence[Clock]) -> Part541:
    """Whether the US rule on issuing such bills applies, and what follows."""
    ends = [one.accrual.ended for one in clocks]
    issuer = dossier.row(f"partners:{_issuer(dossier, bill)}")
    known = all(one is not None for one in ends) and bool(ends)
    return check(
        DaysInvoice(
            number=bill.number.value,
            issuer=_ISSUERS.get(issuer.text("kind"), "") if issuer is not None else "",
            us_trade=_us_trade(dossier, bill, clocks),
            issued=bill.issued,
            last_incurred=max(one for one in ends if one is not None) if known else None,
        )
    )


def _us_trade(dossier: Dossier, bill: Bill, clocks: Sequence[Clock]) -> bool | None:
    """By the shipments' ports, else by the tariff's, else as people say."""
    names = {f"shipments:{one.unit.text('shipment_id')}" for one in clocks}
    rows = [row for name in names if (row := dossier.row(name)) is not None]
    ports = [row.text(place)[:2] for row in rows for place in ("pol", "pod")]
    if not rows:
        tariffs = [one.tariff for one in clocks if one.tariff is not None]
        ports = [row.text("origin")[:2] or row.text("destination")[:2] for row in tariffs]
    if ports and all(ports):
        return "US" in ports
    return is_us_trade(dossier, bill)
