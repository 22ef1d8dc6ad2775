"""Payment terms as the record writes them: instalments, their events, and days of payment."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.allocation.shares import shared
from domain.money import Money
from domain.reckoning import figure
from domain.terms.payment import payment_terms
from domain.values import Value
from domain.workdays import later

Event = Literal[
    "invoice",
    "order",
    "copy of documents",
    "before shipment",
    "sight of documents",
    "delivery",
    "shipment",
]

_NET = re.compile(r"(?:NET|N/)\s?(\d{1,3})(?:\s?(?:DAYS?))?(\s?EOM)?")
_DISCOUNT = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?)\s?%?/(\d{1,3})(?:\s?EOM)?,?\s?(?:NET|N/?)\s?(\d{1,3})(\s?EOM)?"
)
_EOM = re.compile(r"EOM(?:\s?\+\s?(\d{1,3}))?")
_SPLIT = re.compile(r"(\d{1,2})/(\d{1,2}) (COPY DOCS|BEFORE SHIPMENT|DELIVERY)")
_EVENTS: dict[str, Event] = {
    "COPY DOCS": "copy of documents",
    "BEFORE SHIPMENT": "before shipment",
    "DELIVERY": "delivery",
}


class Instalment(Value):
    """A share in per cent, due so many days after an event (0: on it).

    `end_of_month`: the days run from the end of the event's month.
    """

    pct: Decimal
    event: Event
    days: int = 0
    end_of_month: bool = False


class PaymentTerms(Value):
    """Terms as read; the discount is off the invoice when paid within `discount_days` of it.

    `note` says what a reader may take otherwise.
    """

    raw: str
    instalments: tuple[Instalment, ...] = ()
    discount_pct: Decimal | None = None
    discount_days: int | None = None
    note: str = ""
    missing: tuple[str, ...] = ()

    @property
    def net_days(self) -> int | None:
        """Days from the invoice, where all of it is due at once."""
        only = self.instalments[0] if len(self.instalments) == 1 else None
        return only.days if only and only.event == "invoice" and not only.end_of_month else None


class Due(Value):
    """An amount and its day; None while the event has no day."""

    pct: Decimal
    money: Money
    on: date | None
    basis: str
    missing: tuple[str, ...] = ()


_EITHER_WAY = "days run from the end of the invoice's month; some add the days first"


def terms_of(text: str) -> PaymentTerms:
    """Terms such as `NET30`, `2/14 NET30`, `30/70 COPY DOCS`, `L/C AT SIGHT`, `NET45 EOM`,
    `EOM + 10`, also in partners' own words; what cannot be read is missing."""
    raw = " ".join(text[:200].split())
    found = _read(raw.upper(), raw)
    if found is None:
        told = payment_terms(raw)
        found = _read(told[0].text.upper(), raw) if len(told) == 1 else None
        found = _by_words(found, raw) if found else None
    lacks = "what the payment terms mean" if raw else "payment terms"
    return found or PaymentTerms(raw=raw, missing=(f"{lacks}: {raw!r}" if raw else lacks,))


#: Words beside a number of days that move where they run from.
_FROM: tuple[tuple[re.Pattern[str], Event], ...] = (
    (re.compile(r"\b(?:b/l|bill of lading|shipment|on board)\b", re.IGNORECASE), "shipment"),
    (re.compile(r"\b(?:receipt of goods|delivery|wareneingang)\b", re.IGNORECASE), "delivery"),
)
_MONTH_END = re.compile(
    r"\b(?:end of (?:the )?month|eom|month[- ]end|fin de mois|fin de mes|fine mese|monatsende)\b",
    re.IGNORECASE,
)


def _by_words(terms: PaymentTerms, raw: str) -> PaymentTerms:
    """Terms in a sentence: days that run from the bill of lading, or from the end of the month."""
    events = [event for words, event in _FROM if words.search(raw)]
    month = bool(_MONTH_END.search(raw))
    only = terms.instalments[0]
    if len(terms.instalments) > 1 or only.event != "invoice" or not (events or month):
        return terms
    if len(events) > 1:
        return PaymentTerms(raw=raw, missing=(f"what the days run from: {raw!r}",))
    moved = only.model_copy(
        update={
            "event": events[0] if events else only.event,
            "end_of_month": month or only.end_of_month,
        }
    )
    return terms.model_copy(
        update={"instalments": (moved,), "note": _EITHER_WAY if month else terms.note}
    )


def _read(said: str, raw: str) -> PaymentTerms | None:
    whole = Decimal(100)
    if match := _DISCOUNT.fullmatch(said):
        net = _net(match[3], bool(match[4]))
        pct = Decimal(match[1].replace(",", "."))
        terms = PaymentTerms(
            raw=raw, instalments=(net,), discount_pct=pct, discount_days=int(match[2])
        )
        return terms.model_copy(update={"note": _EITHER_WAY if match[4] else ""})
    if match := _NET.fullmatch(said):
        note = _EITHER_WAY if match[2] else ""
        return PaymentTerms(raw=raw, instalments=(_net(match[1], bool(match[2])),), note=note)
    if match := _EOM.fullmatch(said):
        return PaymentTerms(raw=raw, instalments=(_net(match[1] or "0", True),))
    if match := _SPLIT.fullmatch(said):
        return _split(match, raw)
    if said.startswith("L/C"):
        sight = Instalment(pct=whole, event="sight of documents")
        return PaymentTerms(raw=raw, instalments=(sight,))
    if "ADVANCE" in said or "PREPAYMENT" in said or "VORKASSE" in said:
        return PaymentTerms(raw=raw, instalments=(Instalment(pct=whole, event="order"),))
    return None


def _net(days: str, month: bool) -> Instalment:
    return Instalment(pct=Decimal(100), event="invoice", days=int(days), end_of_month=month)


def _split(match: re.Match[str], raw: str) -> PaymentTerms | None:
    first, rest = Decimal(match[1]), Decimal(match[2])
    if first + rest != 100:
        return None
    parts = (
        Instalment(pct=first, event="order"),
        Instalment(pct=rest, event=_EVENTS[match[3]]),
    )
    return PaymentTerms(raw=raw, instalments=parts)


def dues(terms: PaymentTerms, amount: Money, events: Mapping[Event, date]) -> tuple[Due, ...]:
    """Every instalment with its amount (they add up exactly) and its day, by the days of events."""
    if not terms.instalments:
        return ()
    shares = shared(amount, [one.pct for one in terms.instalments])
    return tuple(
        _due(one, money, events.get(one.event))
        for one, money in zip(terms.instalments, shares, strict=True)
    )


def _due(one: Instalment, money: Money, event: date | None) -> Due:
    after = f"{one.days} days after " if one.days else ""
    after += f"the end of the month of {one.event}" if one.end_of_month else one.event
    basis = f"{figure(one.pct)} % {after}"
    if event is None:
        return Due(pct=one.pct, money=money, on=None, basis=basis, missing=(f"day of {one.event}",))
    start = month_end(event) if one.end_of_month else event
    return Due(pct=one.pct, money=money, on=later(start, one.days), basis=basis)


def discount_until(terms: PaymentTerms, invoiced: date) -> date | None:
    """The last day for the discount; None without one."""
    if terms.discount_days is None:
        return None
    month = any(one.end_of_month for one in terms.instalments)
    return later(month_end(invoiced) if month else invoiced, terms.discount_days)


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
