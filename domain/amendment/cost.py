"""What a change costs against the last approved version, and what of it nobody has approved yet.

Source: domain_presets.md 2.13: ΔV = (q₁ − q₀)·p₀ + Σ(pᵢ − p₀)·qᵢ + one-offs, said to different
approvers; cumulative, never against the last step.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal

from domain.amendment.change import Change, days_of
from domain.amendment.credit import conflicts
from domain.amendment.fields import stands
from domain.dossier.context import Dossier
from domain.money import Money, total
from domain.options import CostComponent
from domain.payment.interest import held_up
from domain.payment.terms import terms_of
from domain.record import Row
from domain.variance import At, amended


def components(change: Change) -> tuple[CostComponent, ...]:
    """Quantity at the old price, price on the new quantity, one-off charges; in the order's
    currency."""
    new = tuple(At(n=one.qty, price=one.price / one.per) for one in change.lots)
    once = total(change.charges.values(), change.currency)
    return amended(At(n=change.qty, price=change.price), new, once)


def beyond(dossier: Dossier, change: Change) -> tuple[str, ...]:
    """What the change has that no approval covers: our own approved request covers its exact
    values; a rise of price, a charge, a credit, terms, a later date never are covered silently.
    Nothing where the order stands as it is."""
    if stands(change):
        return ()
    found = []
    if change.total > approved_qty(change):
        found.append("quantity")
    if any(one.price / one.per > change.price for one in change.lots):
        found.append("price")
    if change.charges:
        found.append("charge")
    if slip_days(change) > 0:
        found.append("date")
    if any(one.revision not in ("", _approved_revision(change)) for one in change.lots):
        found.append("revision")
    found += list(change.terms)
    return (*found, *(["credit"] if conflicts(dossier, change) else []))


def _approved(change: Change, field: str) -> Row | None:
    row = change.wanted(field)
    return row if row is not None and row.text("approved_by") else None


def approved_qty(change: Change) -> Decimal:
    """The quantity in force, or the one of our own request that somebody approved."""
    row = _approved(change, "qty")
    return change.qty if row is None else max(change.qty, _number(row.text("new_value")))


def _approved_revision(change: Change) -> str:
    row = _approved(change, "drawing_rev")
    return change.line.text("drawing_rev") if row is None else row.text("new_value")


def _number(text: str) -> Decimal:
    return Decimal(text) if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", text) else Decimal(0)


def slip_days(change: Change) -> int:
    """Calendar days the last lot comes after the date in force; negative = earlier; 0 unknown."""
    promised, days = change.line.day("promised_date"), days_of(change)
    if promised is None or not days:
        return 0
    return (date.fromisoformat(max(days)) - promised).days


def days_late(dossier: Dossier, change: Change) -> int:
    """Days after the need, which lies the company's buffer after the goods were due."""
    found = re.search(r"\+\s*(\d+)\s*day", dossier.setting("need_date_rule"))
    return max(0, slip_days(change) - (int(found[1]) if found else 0))


def price_up(change: Change) -> Money:
    """The rise of price on the quantities it holds for."""
    amounts = [one.qty * (one.price / one.per - change.price) for one in change.lots]
    rise = sum((one for one in amounts if one > 0), Decimal(0))
    return Money(amount=rise, currency=change.currency).rounded()


def price_up_bp(change: Change) -> int:
    """The highest price over the one in force, in basis points, rounded up."""
    if not change.price:
        return 0
    top = max((one.price / one.per for one in change.lots), default=change.price)
    rise = (top - change.price) * 10_000 / change.price
    return max(0, int(rise.to_integral_value(ROUND_CEILING)))


def quantity_cut_bp(change: Change) -> int:
    """What is cut of the quantity in force, in basis points."""
    if not change.qty or change.total >= change.qty:
        return 0
    return int((change.qty - change.total) * 10_000 / change.qty)


def days_earlier(change: Change) -> int | None:
    """Days the money leaves earlier by other payment terms; None where days do not say it."""
    told = change.terms.get("payment_terms")
    if told is None:
        return None
    old, new = terms_of(change.order.text("payment_terms")), terms_of(told.text)
    if old.net_days is None or new.net_days is None or old.discount_pct or new.discount_pct:
        return None
    return old.net_days - new.net_days


def earlier_payment(dossier: Dossier, change: Change) -> tuple[CostComponent, ...]:
    """Cost of cash for the days the money leaves earlier: 5,172.00 x 8 % x 30 / 365."""
    days, rate = days_earlier(change), dossier.figure("cost_of_cash_rate")
    if not days or rate is None or days < 0:
        return ()
    return held_up(change.worth, rate, days).parts
