"""Freight audit: each charge of a bill against contract, events and approvals, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.freight.bill import ChargeAudit, ChargeLine, Facts, FreightAudit, Reason
from domain.freight.codes import ChargeKind, charge_code, charge_kind
from domain.freight.contract import Contracted
from domain.money import Money
from domain.rates import in_currency
from domain.reckoning import figure, price, unbelievable
from domain.record import Row


def audit(
    lines: Sequence[ChargeLine],
    agreed: Sequence[Contracted],
    facts: Facts,
    *,
    tolerance: Money | None = None,
    fx: Sequence[Row] = (),
) -> FreightAudit:
    """Audits every charge of one bill in one currency.

    The order is that of domain_presets.md 2.14: duplicate, arithmetic, computed by days, contract
    of the shipment's day, then accessorials with item, event and approval. `tolerance`: a charge
    may be that much dearer. Rates in another currency are taken at the rate of the shipment's day.
    """
    currency = lines[0].amount.currency if lines else "USD"
    known = [one for one in agreed if one.holds_on(facts.shipped_on)]
    seen: list[tuple[str, Money]] = []
    found = []
    for line in lines:
        code = line.code or charge_code(line.text)
        judged = _judge(line, code, known, facts, fx)
        if code and (code, line.amount) in seen and line.amount.amount > 0:
            judged = _to(judged, line, "duplicate", f"{line.text} stands on this bill twice")
        seen.append((code, line.amount))
        found.append(_tolerated(judged, tolerance))
    billed = {one.code for one in found}
    absent = tuple(one.name for one in known if one.code not in billed)
    return FreightAudit(currency=currency, lines=tuple(found), not_billed=absent)


def _judge(
    line: ChargeLine,
    code: str,
    agreed: Sequence[Contracted],
    facts: Facts,
    fx: Sequence[Row],
) -> ChargeAudit:
    huge = unbelievable(amount=line.amount, number_of_units=line.units, unit_rate=line.rate)
    if huge:
        zero = line.amount.times(0)
        return ChargeAudit(
            line=line, code=code, expected=zero, reason="unknown", why=huge[0], missing=huge
        )
    wrong = _arithmetic(line, code)
    if wrong is not None:
        return wrong
    kind = charge_kind(code)
    if code in facts.computed or (kind is not None and kind.computed):
        return _by_days(line, code, facts)
    items = [one for one in agreed if one.code == code]
    item = max(items, key=lambda one: (one.valid_from or date.min, one.source), default=None)
    if item is None:
        return _not_agreed(line, code, kind, facts)
    return _against(line, code, item, facts, fx)


def _arithmetic(line: ChargeLine, code: str) -> ChargeAudit | None:
    if line.units is None or line.rate is None:
        return None
    right = line.amount.model_copy(update={"amount": line.units * line.rate}).rounded()
    if right == line.amount.rounded() or line.amount.amount <= right.amount:
        return None
    basis = f"{figure(line.units)} × {price(line.rate)} make {right}, {line.amount} is billed"
    return ChargeAudit(line=line, code=code, expected=right, reason="arithmetic", why=basis)


def _by_days(line: ChargeLine, code: str, facts: Facts) -> ChargeAudit:
    right = facts.computed.get(code)
    zero = line.amount.times(0)
    if right is None or right.missing or right.currency != line.amount.currency:
        missing = right.missing if right is not None else (f"events and tariff for {code}",)
        odd = right is not None and right.currency != line.amount.currency
        if odd and right is not None:
            missing = (f"a rate from {right.currency} to {line.amount.currency}",)
        return ChargeAudit(
            line=line, code=code, expected=zero, reason="no proof",
            why=f"{code} cannot be reckoned yet", missing=missing,
        )  # fmt: skip
    expected = right.total
    reason: Reason = "as agreed" if expected == line.amount else "days/events wrong"
    if not expected.amount and line.amount.amount:
        reason = "inside free time"
    return ChargeAudit(
        line=line, code=code, expected=expected, reason=reason,
        why=right.said() or f"nothing to charge for {code}", evidence=facts.events.get(code, ()),
    )  # fmt: skip


def _not_agreed(line: ChargeLine, code: str, kind: ChargeKind | None, facts: Facts) -> ChargeAudit:
    """A charge the contract does not know: an accessorial needs an event and an approval."""
    zero = line.amount.times(0)
    approved, happened = facts.approvals.get(code, ()), facts.events.get(code, ())
    if code and approved and (happened or "event" not in (kind.needs if kind else ())):
        return ChargeAudit(
            line=line, code=code, expected=line.amount, reason="as agreed",
            why=f"{line.text} was approved", evidence=(*happened, *approved),
        )  # fmt: skip
    accessorial = kind is not None and bool(kind.needs)
    why = f"no contract in force on the shipment's day has {line.text}"
    if accessorial:
        lacks = [*([] if happened else ["event"]), *([] if approved else ["approval"])]
        why = f"{why}; no {' and no '.join(lacks)} on record" if lacks else why
    return ChargeAudit(
        line=line, code=code, expected=zero, evidence=happened,
        reason="accessorial not approved" if accessorial else "surcharge not in contract",
        why=why, missing=() if code else (f"what {line.text!r} is charged for",),
    )  # fmt: skip


def _against(
    line: ChargeLine, code: str, item: Contracted, facts: Facts, fx: Sequence[Row]
) -> ChargeAudit:
    units = _units(item, facts)
    rate = in_currency(item.rate, line.amount.currency, fx, facts.shipped_on or date.min)
    missing = []
    if units is None:
        missing.append(f"how many {item.per}")
    if rate is None:
        missing.append(f"a rate from {item.rate.currency} to {line.amount.currency}")
    if units is None or rate is None:
        return ChargeAudit(
            line=line, code=code, expected=line.amount.times(0), reason="unknown",
            why=f"{item.name} cannot be reckoned", source=item.source, missing=tuple(missing),
        )  # fmt: skip
    expected = _at_least(rate.times(units), item, fx, facts).rounded()
    return ChargeAudit(
        line=line, code=code, expected=expected, source=item.source,
        reason=_reason(line, expected), why=_basis(item, units, rate, expected),
    )  # fmt: skip


def _at_least(amount: Money, item: Contracted, fx: Sequence[Row], facts: Facts) -> Money:
    if item.least is None:
        return amount
    least = in_currency(item.least, amount.currency, fx, facts.shipped_on or date.min)
    return least if least is not None and least.amount > amount.amount else amount


def _basis(item: Contracted, units: Decimal, rate: Money, expected: Money) -> str:
    made = f"{item.name}: {figure(units)} {item.per} × {price(item.rate.amount)}"
    if item.rate.currency != rate.currency:
        made += f" {item.rate.currency} at the day's rate"
    short = rate.times(units).rounded().amount < expected.amount
    return f"{made}, at least {item.least}" if short else f"{made} by {item.source}"


def _units(item: Contracted, facts: Facts) -> Decimal | None:
    return facts.units.get(item.per, Decimal(1) if item.per == "shipment" else None)


def _reason(line: ChargeLine, expected: Money) -> Reason:
    if line.amount == expected:
        return "as agreed"
    if line.amount.amount < expected.amount:
        return "less than agreed"
    return "rate"


def _to(one: ChargeAudit, line: ChargeLine, reason: Reason, why: str) -> ChargeAudit:
    return one.model_copy(
        update={"reason": reason, "why": why, "expected": line.amount.times(0), "missing": ()}
    )


def _tolerated(one: ChargeAudit, tolerance: Money | None) -> ChargeAudit:
    """A charge that is dearer by no more than the tolerance is paid as billed."""
    if tolerance is None or one.reason != "rate" or one.missing:
        return one
    off = one.difference
    if off.currency != tolerance.currency or off.amount > tolerance.amount:
        return one
    return one.model_copy(update={"reason": "within tolerance", "expected": one.line.amount})
