"""A freight bill part by part: each against its own contracted charge, and the sum by cause."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.freight.audit import audit
from domain.freight.bill import ChargeAudit, ChargeLine, Facts, FreightAudit
from domain.freight.contract import contracted, rates_of_lane
from domain.freight.shipment import charged_for, facts_of
from domain.invoice.approvals import shipment_of
from domain.invoice.bill import DAYS, Bill, amount, stated_charges
from domain.invoice.charge import Charge
from domain.invoice.charges import that_add_up
from domain.money import Money, total
from domain.reckoning import Reckoning, part
from domain.record import Row


def audited(
    dossier: Dossier, bill: Bill, shipment: Row, charges: tuple[Charge, ...]
) -> FreightAudit | None:
    """Every charge that the bill states, by the rates of its lane on the shipment's day; None where
    it states none, or they do not add up to it. Days are as they were judged (`charges`)."""
    stated = that_add_up(bill, stated_charges(dossier, bill))
    lines = [_line(kind, one) for kind, said in stated.items() for one in said if kind != "tax"]
    if not lines or not bill.is_freight:
        return None
    agreed = [one for rate in rates_for(dossier, shipment) for one in contracted(rate)]
    facts = _facts(dossier, bill, shipment, charges)
    return audit(lines, agreed, facts, fx=dossier.fx)


def _line(kind: str, told: Told) -> ChargeLine:
    code = told.statement.arguments.get("charge", "")
    money = Money(amount=amount(told.slot) if told.slot else Decimal(0), currency=told.currency)
    return ChargeLine(text=code or kind, code=code, amount=money)


def rates_for(dossier: Dossier, shipment: Row) -> list[Row]:
    """Rates of whoever carries it, for its lane, boxes, weight and day."""
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    boxes = {one.text("unit_type") for one in units} - {""}
    weight = charged_for(shipment, units)
    kilos = weight.n if not weight.missing and weight.unit != "RT" else None
    box = boxes.pop() if len(boxes) == 1 else ""
    carriers = {shipment.text("carrier_id"), shipment.text("forwarder_id")} - {""}
    found = rates_of_lane(dossier.of("rates"), shipment, kilos, box)
    return [row for row in found if row.text("partner_id") in carriers]


def _facts(dossier: Dossier, bill: Bill, shipment: Row, charges: tuple[Charge, ...]) -> Facts:
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    currency, computed = bill.currency.value, {}
    for one in charges:
        if one.name in DAYS and one.expected is None:
            computed[one.name] = Reckoning(currency=currency, missing=one.missing)
        elif one.name in DAYS:
            sum_owed = amount(one.expected) if one.expected is not None else Decimal(0)
            owed = Money(amount=sum_owed, currency=currency)
            parts = (part(one.name, owed, one.why),)
            computed[one.name] = Reckoning(currency=currency, parts=parts)
    return facts_of(shipment, units).model_copy(update={"computed": computed})


def findings(dossier: Dossier, bill: Bill, charges: tuple[Charge, ...]) -> Iterator[Finding]:
    """Each part billed against its contract, what was agreed and is not billed, and the difference
    by cause; what cannot be held against anything is named."""
    shipment = shipment_of(dossier, bill)
    found = audited(dossier, bill, shipment, charges) if shipment is not None else None
    if found is None or shipment is None:
        return
    rates = rates_for(dossier, shipment)
    if not rates:
        lane = f"{shipment.text('pol')}-{shipment.text('pod')} on {shipment.text('etd')[:10]}"
        text = f"not priced by part: no rate for {lane} on record; "
        text += "logistics enters it with the next export of rates"
        yield Finding(text=text, rests_on=(shipment.object,))
        return
    rests = (shipment.object, *(row.object for row in rates))
    for one in found.lines:
        yield Finding(text=_said(one), rests_on=rests)
    if found.not_billed:
        yield Finding(text=f"agreed and not billed: {', '.join(found.not_billed)}", rests_on=rests)
    if causes := by_reason(found):
        shown = ", ".join(f"{why} {money}" for why, money in causes.items())
        off = total(causes.values(), found.currency)
        yield Finding(text=f"part by part {off} beyond contract: {shown}", rests_on=rests)


def _said(one: ChargeAudit) -> str:
    owed = "nobody can say yet" if one.missing else f"{one.expected} by contract"
    over = f"; {one.difference} over, {one.reason}" if _is_over(one) else ""
    lacks = f"; not known: {', '.join(one.missing)}" if one.missing else ""
    name = one.code or one.line.text
    return f"part {name}: billed {one.line.amount}, {owed} ({one.why}){over}{lacks}"


def _is_over(one: ChargeAudit) -> bool:
    return not one.missing and one.difference.amount > 0 and one.reason != "within tolerance"


def by_reason(found: FreightAudit) -> dict[str, Money]:
    """What is billed beyond contract by cause, without the parts that nobody can judge yet."""
    over = [one for one in found.lines if _is_over(one)]
    return {
        why: total((one.difference for one in over if one.reason == why), found.currency)
        for why in dict.fromkeys(one.reason for one in over)
    }
