"""A freight bill and its audit as values: charges, what is known of them, and the judgements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.money import Money, total
from domain.reckoning import Reckoning
from domain.values import Value

#: Reason codes of freight disputes (domain_presets.md 2.14); "as agreed" is none.
Reason = Literal[
    "as agreed", "within tolerance", "less than agreed", "rate",
    "accessorial not approved", "surcharge not in contract", "inside free time",
    "days/events wrong", "duplicate", "currency/tax", "arithmetic", "no proof", "unknown",
]  # fmt: skip


class ChargeLine(Value):
    """A charge as billed; `units`, `rate` and `code` where the bill shows them."""

    text: str
    amount: Money
    code: str = ""
    units: Decimal | None = None
    rate: Decimal | None = None


class Facts(Value):
    """What the shipment's facts say. `units`: containers, kg chargeable, revenue tons … by name.

    `computed`: charges that days on record decide (detention, demurrage, storage), by code.
    `events` and `approvals`: evidence ids by charge code of what happened, and of who said yes.
    """

    shipped_on: date | None = None
    units: Mapping[str, Decimal] = {}
    computed: Mapping[str, Reckoning] = {}
    events: Mapping[str, tuple[str, ...]] = {}
    approvals: Mapping[str, tuple[str, ...]] = {}


class ChargeAudit(Value):
    """One charge as judged: billed less expected, why, and what it rests on.

    With something `missing` the charge can be neither accepted nor disputed: it is asked.
    """

    line: ChargeLine
    code: str
    expected: Money
    reason: Reason
    why: str
    source: str = ""
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def difference(self) -> Money:
        """Billed less expected."""
        return self.line.amount - self.expected


class FreightAudit(Value):
    """A bill as audited, and agreed charges that it does not hold."""

    currency: str
    lines: tuple[ChargeAudit, ...]
    not_billed: tuple[str, ...] = ()

    @property
    def billed(self) -> Money:
        """What is asked for."""
        return total((one.line.amount for one in self.lines), self.currency)

    @property
    def expected(self) -> Money:
        """What should be paid as far as is known."""
        return total((one.expected for one in self.lines), self.currency)

    @property
    def disputed(self) -> tuple[ChargeAudit, ...]:
        """Charges that differ or that nobody can judge yet."""
        fine = ("as agreed", "within tolerance", "less than agreed")
        return tuple(one for one in self.lines if one.reason not in fine)

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be known before it can be decided."""
        return tuple(dict.fromkeys(said for one in self.lines for said in one.missing))
