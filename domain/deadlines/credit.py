"""Letters of credit (UCP 600): latest shipment, presentation, amounts, and what does not comply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.money import Money
from domain.quantity import Quantity, unit_name
from domain.reckoning import figure
from domain.record import Row
from domain.values import Value
from domain.workdays import LONGEST, Workdays, later

#: UCP 600 art. 14(c): where the credit says nothing.
PRESENTATION_DAYS = 21
#: UCP 600 art. 14(b): banking days after presentation in which a bank decides.
EXAMINATION_DAYS = 5


class Presentation(Value):
    """Until when documents must be at the bank. `extended` by a closed bank (art. 29(a))."""

    until: date | None = None
    basis: str = ""
    extended: bool = False
    decided_by: date | None = None
    missing: tuple[str, ...] = ()


class Drawing(Value):
    """What is presented: None is not known. `transhipped` and `partial` as the documents show.

    `qty` is held against the credit's own where that is given to `check_drawing`.
    """

    shipped_on: date | None = None
    presented_on: date | None = None
    amount: Money | None = None
    partial: bool | None = None
    transhipped: bool | None = None
    qty: Quantity | None = None


class CreditCheck(Value):
    """What does not comply, by article, and what is not known. Waivable by the applicant."""

    discrepancies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def presentation_of(credit: Row, shipped_on: date | None, bank: Workdays) -> Presentation:
    """The earlier of shipment + presentation days and expiry, each moved to the next banking day
    where the bank is closed (art. 14(c), 29(a)); the latest shipment is never moved (29(c))."""
    expiry = credit.day("expiry")
    if shipped_on is None or expiry is None:
        names = ("the day of shipment", shipped_on), ("the expiry of the credit", expiry)
        return Presentation(missing=tuple(name for name, known in names if known is None))
    days = int(credit.number("presentation_days") or PRESENTATION_DAYS)
    if not 0 < days <= LONGEST:
        return Presentation(missing=("the days for presentation",))
    last = later(shipped_on, days)
    bare = min(last, expiry)
    until = min(bank.on_or_after(last), bank.on_or_after(expiry))
    return Presentation(
        until=until,
        basis=f"earlier of {days} days after {shipped_on} ({last}) and expiry {expiry}",
        extended=until != bare,
        decided_by=bank.after(until, EXAMINATION_DAYS),
    )


def check_drawing(
    credit: Row, drawing: Drawing, bank: Workdays, qty: Quantity | None = None
) -> CreditCheck:
    """Holds a drawing against its credit; discrepancies in the words a bank uses, with article."""
    presentation = presentation_of(credit, drawing.shipped_on, bank)
    found = [
        _late_shipment(credit, drawing),
        _late_presentation(presentation, drawing),
        _amount(credit, drawing),
        _quantity(credit, drawing, qty),
        _forbidden(credit, "partial", drawing.partial, "partial shipment", "31(a)"),
        _forbidden(credit, "transhipment", drawing.transhipped, "transhipment", "20(c)"),
    ]
    missing = [
        name
        for name, known in (
            ("the day of presentation", drawing.presented_on),
            ("the amount drawn", drawing.amount),
            ("whether the shipment is partial", drawing.partial),
            ("whether the documents show transhipment", drawing.transhipped),
        )
        if known is None
    ]
    return CreditCheck(
        discrepancies=tuple(one for one in found if one),
        missing=(*presentation.missing, *missing),
    )


def _late_shipment(credit: Row, drawing: Drawing) -> str:
    latest, on_board = credit.day("latest_shipment"), drawing.shipped_on
    late = latest is not None and on_board is not None and on_board > latest
    return (
        f"late shipment: latest {latest}, on board {on_board} (UCP 600 art. 14(d))" if late else ""
    )


def _late_presentation(presentation: Presentation, drawing: Drawing) -> str:
    until, on = presentation.until, drawing.presented_on
    late = until is not None and on is not None and on > until
    return f"late presentation: {on}, until {until} (UCP 600 art. 14(c))" if late else ""


def _amount(credit: Row, drawing: Drawing) -> str:
    """Overdrawn beyond the tolerance of the credit (39A; "about" is 10 %, art. 30(a))."""
    stated, currency = credit.number("amount"), credit.text("currency")
    if drawing.amount is None or stated is None:
        return ""
    if drawing.amount.currency != currency:
        return f"drawn in {drawing.amount.currency}, the credit is in {currency}"
    pct = credit.number("tolerance_pct") or Decimal(0)
    most = Money(amount=stated * (100 + pct) / 100, currency=currency)
    if drawing.amount.amount <= most.amount:
        return ""
    return f"overdrawn: {drawing.amount}, at most {most} with {figure(pct)} % (UCP 600 art. 30)"


#: Units that are pieces: art. 30(b) gives them no tolerance.
_COUNTED = frozenset({"PCS", "SET", "CTN", "PLT", "PKG", "BAG", "COLIS", "BUNDLE", "CASE"})


def _quantity(credit: Row, drawing: Drawing, stated: Quantity | None) -> str:
    """More or less than the credit's quantity: its own tolerance, else 5 % where goods are not
    counted in packing units or pieces (art. 30(a), (b))."""
    if drawing.qty is None or stated is None:
        return ""
    if unit_name(drawing.qty.unit) != unit_name(stated.unit):
        return f"quantity in {drawing.qty.unit}, the credit's in {stated.unit}"
    own = credit.number("tolerance_pct")
    pct = own or (Decimal(0) if unit_name(stated.unit) in _COUNTED else Decimal(5))
    if abs(drawing.qty.n - stated.n) * 100 <= stated.n * pct:
        return ""
    return f"quantity {drawing.qty}, stated {stated} with {figure(pct)} % (UCP 600 art. 30)"


def _forbidden(credit: Row, column: str, shown: bool | None, what: str, article: str) -> str:
    """Partial shipments and transhipment are allowed where the credit says nothing."""
    barred = "not" in credit.text(column).lower() or "prohibit" in credit.text(column).lower()
    return f"{what} is not allowed (UCP 600 art. {article})" if shown and barred else ""
