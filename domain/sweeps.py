"""Sweeps: what should have happened by when, who should have spoken, and when nobody is asked.

Policy data; source of those that ship: domain_presets.md 2.16, of S14
domain.md 2.3. What each looks at stands in
`domain/silence`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from domain.awaited import MOST_CHASES
from domain.money import Money
from domain.values import Value


class Wait(Value):
    """How long after its base a thing is late: working days of the partner, days or hours.

    Days and hours may be negative: so long before it. `by_mode` are hours by mode of transport.
    """

    business_days: int = Field(default=0, ge=0, le=250)
    days: int = Field(default=0, ge=-400, le=400)
    hours: int = Field(default=0, ge=-2400, le=2400)
    by_mode: dict[str, int] = {}

    @model_validator(mode="after")
    def _one_measure(self) -> Wait:
        given = [self.business_days, self.days, self.hours or bool(self.by_mode)]
        if sum(1 for one in given if one) > 1:
            raise ValueError("a wait is in business_days, in days or in hours, not in several")
        return self


class Sweep(Value):
    """One kind of silence: things of `object` for which `expects` has not happened so long (`wait`)
    after `base`.

    `speaks` are roles of contacts at whoever should speak, the first that is on file; `question` is
    what it is asked. `not_when` are conditions that keep it from being asked. `then` is the
    function of ours that asks inside, and calls when letters bring nothing. `opens` is the
    workflow whose case about it opens by itself; then nobody is asked beside it.
    """

    id: str
    object: str
    expects: str
    base: str
    wait: Wait
    speaks: tuple[str, ...] = ()
    question: str
    not_when: tuple[str, ...] = ()
    then: str
    opens: str = ""


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Weekly(Value):
    """One list a week to each partner of all that is open with it, on this day of its week.

    What is worth less than `below` is asked about in that list alone.
    """

    day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    below: Money | None = None

    def is_on(self, day: date) -> bool:
        """Whether it is the day of the list."""
        return DAYS[day.weekday()] == self.day


class Silence(Value):
    """The sweeps of a company and how it asks: so many letters, so many working days of the partner
    between two, then a person.

    Where more than `stop_above_pct` per cent of the partners that owe us something, and at least
    `stop_from` of them, are silent on one day, our own mail may be broken: nobody is asked before
    somebody of `stop_asks` has said that it works, which holds for `trusted_days`. `weekly` is the
    list of all that is open; none is sent where it is not set.
    """

    letters: int = Field(default=MOST_CHASES, ge=1, le=MOST_CHASES)
    between_business_days: int = Field(default=2, ge=1, le=30)
    stop_above_pct: int = Field(default=30, ge=1, le=100)
    stop_from: int = Field(default=5, ge=2, le=1000)
    stop_asks: str = "procurement"
    trusted_days: int = Field(default=7, ge=1, le=60)
    weekly: Weekly | None = None
    sweeps: tuple[Sweep, ...] = ()


class Kind(NamedTuple):
    """What a sweep of this kind may say: its object, its bases, its conditions, and the workflows
    whose cases are about such an object and may be opened."""

    object: str
    bases: tuple[str, ...]
    conditions: tuple[str, ...]
    workflows: tuple[str, ...] = ()


_BLOCKED = ("drawing_open", "advance_unpaid", "credit_not_open")

#: Every event that can be missed, as `Sweep.expects` names it.
KINDS: dict[str, Kind] = {
    "order_confirmation": Kind(
        "purchase_order_lines", ("issued",), ("cancelled", "draft", *_BLOCKED)
    ),
    "confirmed_date": Kind(
        "purchase_order_lines", ("need_date",), ("cancelled", "draft", "date_copied", *_BLOCKED)
    ),
    "ready_notice": Kind("purchase_order_lines", ("ready_date",), ("cancelled", *_BLOCKED)),
    "document": Kind("documents", ("due",), ("cancelled", "waived", "asked_today_by_other")),
    "milestone": Kind("milestones", ("planned",), ("cancelled", "unit_number_wrong")),
    "proof_of_delivery": Kind("customer_deliveries", ("delivered",), ("receipt_posted",)),
    "invoice": Kind(
        "receipts",
        ("received",),
        ("evaluated_receipt", "consignment", "invoice_under_other_order"),
    ),
    "rest_of_answer": Kind("chases", ("asked",), ()),
    "promised_act": Kind("commitments", ("promised",), ()),
    "our_answer": Kind("questions", ("asked",), ()),
    "acceptance": Kind("po_changes", ("sent",), ("with_lawyers",)),
    "acknowledgement": Kind("effects", ("told",), ("informed_only",)),
    "booking": Kind(
        "purchase_orders", ("ready_date",), ("cancelled", "draft", *_BLOCKED), ("order_to_booking",)
    ),
    "usable_address": Kind("contacts", ("bounced",), ()),
}
