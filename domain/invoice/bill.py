"""The bill a case is about: as it stands on record, or as the partner's mail brings it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.partner_kinds import acts_as
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.values import Value

#: What is filled where nothing is due.
NOTHING = fixed("empty", "")
#: States of an invoice that is settled: no way to settle it is left.
SETTLED = ("paid", "released")
#: What a bill is called that charges for days.
DAYS = ("detention", "demurrage", "storage")
#: What a bill is called that charges what is due at the border.
CUSTOMS = ("customs", "duty")
#: Kinds of bill that logistics answers for.
FREIGHT = ("freight", *DAYS)


class Bill(Value):
    """An invoice: `row` None while only a mail speaks of it; `number`, `amount` and `currency` are
    slots with where they come from. `kind` as in the record: supplier, freight, detention …"""

    row: Row | None
    number: Slot
    amount: Slot
    currency: Slot
    kind: str
    issued: date | None = None
    printed: str = ""

    @property
    def money(self) -> Money:
        """The total billed."""
        return Money(amount=Decimal(self.amount.value), currency=self.currency.value)

    @property
    def is_freight(self) -> bool:
        """Whether a carrier or forwarder bills what logistics answers for."""
        return self.kind in FREIGHT


def bill_of(dossier: Dossier) -> Bill | None:
    """The bill of the case; None while nobody knows its number, total or currency."""
    row = dossier.subject_row
    if row is not None and row.table == "invoices":
        return of_row(row)
    if not dossier.subject.startswith("invoices:"):
        return None
    total = dossier.first("invoice_amount", dossier.subject)
    number = dossier.written.get(dossier.subject)
    if total is None or total.slot is None or number is None:
        return None
    if dossier.partner is None or dossier.partner.text("currency") != total.currency:
        return None  # a sum in another currency than the partner's is asked about
    return Bill(
        row=None,
        number=number,
        amount=total.slot,
        currency=cell(dossier.partner, "currency"),
        kind=_kind(dossier),
        issued=_issued(dossier),
    )


def of_row(row: Row) -> Bill:
    """A bill on record."""
    number, amount, currency = (cell(row, name) for name in ("invoice_id", "amount", "currency"))
    return Bill(
        row=row,
        number=number,
        amount=amount,
        currency=currency,
        kind=row.text("kind"),
        issued=row.day("invoice_date"),
        printed=row.text("po_ref_as_printed"),
    )


def _kind(dossier: Dossier) -> str:
    """By what it charges for; else by who sent it."""
    for days in DAYS:
        if dossier.stated(f"charge_amount:{days}"):
            return days
    partner = acts_as(dossier.partner) if dossier.partner is not None else ""
    return "supplier" if partner == "supplier" else "freight"


def _issued(dossier: Dossier) -> date | None:
    told = dossier.first("actual_date:invoice", dossier.subject)
    return date.fromisoformat(told.last_day) if told is not None and told.last_day else None


def stated_charges(dossier: Dossier, bill: Bill) -> dict[str, list[Told]]:
    """What the partner's papers charge on this bill, by kind, each sum once.

    What is charged by box is left out where the bill states the whole: it would count twice.
    """
    found: dict[str, list[Told]] = {}
    for one in dossier.told:
        name, _, kind = one.field.partition(":")
        fits = name == "charge_amount" and one.object == f"invoices:{bill.number.value}"
        if fits and kind and one.slot is not None and one.currency == bill.currency.value:
            found.setdefault(kind, []).append(one)
    return {kind: _once(said) for kind, said in found.items()}


def _once(said: Sequence[Told]) -> list[Told]:
    return list({one.number: one for one in said}.values())


def less(whole: Slot, *parts: Slot) -> Slot:
    """What of a sum is left when parts of it are taken away; parts that are nothing take none."""
    taken = {f"less{n}": one for n, one in enumerate(parts, 1) if one.value}
    return derived("difference", whole=whole, **taken) if taken else whole


def added(parts: Sequence[Slot]) -> Slot:
    """The sum of these; the one itself where there is one, nothing where there is none."""
    known = [one for one in parts if one.value]
    if len(known) < 2:
        return known[0] if known else NOTHING
    return derived("sum_of", **{f"part{n}": one for n, one in enumerate(known, 1)})


def amount(slot: Slot) -> Decimal:
    """The number of a sum; nothing where it is empty."""
    return Decimal(slot.value or "0")


def reason(word: str) -> Slot:
    """A reason from the product's list."""
    return fixed("reason", word) if word else NOTHING
