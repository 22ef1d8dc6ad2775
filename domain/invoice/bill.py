"""The bill a case is about: as it stands on record, or as the partner's mail brings it."""

from __future__ import annotations

from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.money import Money
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.values import Value


class Bill(Value):
    """An invoice: `row` None while only a mail speaks of it; `number`, `amount` and `currency` are
    slots with where they come from."""

    row: Row | None
    number: Slot
    amount: Slot
    currency: Slot

    @property
    def money(self) -> Money:
        """The total billed."""
        return Money(amount=Decimal(self.amount.value), currency=self.currency.value)


def bill_of(dossier: Dossier) -> Bill | None:
    """The bill of the case; None while nobody knows its total or currency."""
    row = dossier.subject_row
    if row is not None and row.table == "invoices":
        names = ("invoice_id", "amount", "currency")
        number, amount, currency = (cell(row, name) for name in names)
        return Bill(row=row, number=number, amount=amount, currency=currency)
    total = dossier.first("invoice_amount", dossier.subject)
    number_said = dossier.first("invoice_number", dossier.subject)
    if total is None or total.slot is None or number_said is None or number_said.slot is None:
        return None
    if dossier.partner is None or dossier.partner.text("currency") != total.currency:
        return None  # a sum in another currency than the partner's is asked about
    currency = cell(dossier.partner, "currency")
    return Bill(row=None, number=number_said.slot, amount=total.slot, currency=currency)


def less(whole: Slot, part: Slot) -> Slot:
    """What of a sum is left when part of it is taken away."""
    return derived("difference", whole=whole, less1=part)


def reason(word: str) -> Slot:
    """A reason from the product's list."""
    return fixed("reason", word)
