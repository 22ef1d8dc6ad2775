"""An approval's envelope: amount, quantity, mode and last day; a cent more asks again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from domain.money import Money, total
from domain.quantity import Quantity, unit_name
from domain.values import Value

_AMOUNT = re.compile(r"(?:up to\s+)?(\d[\d,]*(?:\.\d+)?)\s+([A-Z]{3})\b")
_UNTIL = re.compile(r"\buntil\s+(\d{4}-\d{2}-\d{2})\b")
_MODES = frozenset({"air", "sea", "road", "rail", "truck", "courier", "barge"})


class Envelope(Value):
    """What somebody approved; None and empty: that bound was not set.

    `source` is the case or decision that holds the approval, `by` who gave it.
    """

    amount: Money | None = None
    qty: Quantity | None = None
    mode: str = ""
    until: date | None = None
    source: str = ""
    by: str = ""


class EnvelopeCheck(Value):
    """Whether something lies inside, what is beyond, and by how much money.

    `covered` is the part of the amount that the approval carries: nothing past its day or by
    another mode, else what its amount leaves for the share of its quantity. `over` is the rest,
    which is new and asked again.
    """

    inside: bool
    covered: Money
    over: Money
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def envelope_of(text: str, source: str = "", by: str = "") -> Envelope:
    """An envelope as cases note it: `2000 PCS; up to 5000.00 USD; air; until 2026-04-30`.

    A lone number is an amount in no currency and is left out: nobody knows what it bounds.
    """
    parts = [one.strip() for one in text.split(";")]
    found = Envelope(source=source, by=by)
    for one in parts:
        found = found.model_copy(update=_read(one))
    return found


def _read(text: str) -> dict[str, object]:
    until, amount = _UNTIL.search(text), _AMOUNT.fullmatch(text)
    if until:
        return {"until": _day(until[1])}
    if text.lower() in _MODES:
        return {"mode": text.lower()}
    counted = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)\s+([A-Za-z]+\d?)", text)
    if counted and not text.lower().startswith("up to") and unit_name(counted[2]) in _UNITS:
        return {"qty": Quantity(n=_number(counted[1]), unit=unit_name(counted[2]))}
    return {"amount": Money(amount=_number(amount[1]), currency=amount[2])} if amount else {}


_UNITS = frozenset({"PCS", "KG", "T", "M3", "CTN", "PLT", "SET", "LB", "G"})


def _day(text: str) -> date:
    """The day; one that no calendar has bounds everything, so that the approval is asked for."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def check(
    envelope: Envelope,
    amount: Money,
    *,
    on: date,
    qty: Quantity | None = None,
    mode: str = "",
    used: Sequence[Money] = (),
) -> EnvelopeCheck:
    """Holds what is asked for against the envelope; `used` is what it was spent on before.

    `on` is the day of what was approved (the flight, the order), not of the bill. Exactly at a
    bound is inside. What the envelope bounds and nobody states is missing, and not inside.
    """
    left = _left(envelope, amount.currency, used)
    missing = [*_unsaid(envelope, qty, mode), *([left] if isinstance(left, str) else [])]
    gone, more = _gone(envelope, mode, on), _more(envelope, qty)
    carried = amount.times(0) if missing or gone else _share(envelope, amount, qty)
    if isinstance(left, Money) and carried.amount > left.amount:
        carried = left
    if isinstance(left, Money) and amount.amount > left.amount:
        more.append(f"{amount} is {amount - left} more than the {left} left of {envelope.amount}")
    return EnvelopeCheck(
        inside=not (missing or gone or more),
        covered=carried,
        over=amount - carried,
        reasons=(*gone, *more),
        missing=tuple(missing),
    )


def _share(envelope: Envelope, amount: Money, qty: Quantity | None) -> Money:
    """The part of the amount that belongs to the quantity approved, to the cent below."""
    if envelope.qty is None or qty is None or qty.n <= envelope.qty.n:
        return amount
    minor = Decimal(amount.minor) * envelope.qty.n / qty.n
    whole = minor.to_integral_value(ROUND_FLOOR).scaleb(-amount.minor_digits)
    return Money(amount=whole, currency=amount.currency)


def _left(envelope: Envelope, currency: str, used: Sequence[Money]) -> Money | str:
    """What is left of the amount; a text says what is missing."""
    if envelope.amount is None:
        return "the amount that was approved"
    others = {one.currency for one in (*used, envelope.amount)} - {currency}
    if others:
        return f"a rate from {', '.join(sorted(others))} to {currency}"
    left = envelope.amount - total(used, currency)
    return left if left.amount > 0 else left.times(0)


def _gone(envelope: Envelope, mode: str, on: date) -> list[str]:
    """Why the approval does not speak of this at all."""
    found = []
    if envelope.until is not None and on > envelope.until:
        found.append(f"it was good until {envelope.until}, this is of {on}")
    if envelope.mode and mode and mode.lower() != envelope.mode:
        found.append(f"it was for {envelope.mode}, not {mode}")
    return found


def _more(envelope: Envelope, qty: Quantity | None) -> list[str]:
    known = envelope.qty is not None and qty is not None and _same_unit(envelope.qty, qty)
    over = known and qty is not None and envelope.qty is not None and qty.n > envelope.qty.n
    return [f"{qty} is more than {envelope.qty}"] if over else []


def _unsaid(envelope: Envelope, qty: Quantity | None, mode: str) -> list[str]:
    found = []
    if envelope.mode and not mode:
        found.append("the mode of transport")
    if envelope.qty and (qty is None or not _same_unit(envelope.qty, qty)):
        found.append(f"the quantity in {envelope.qty.unit}")
    return found


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return unit_name(one.unit) == unit_name(other.unit)
