"""One charge of a bill as judged: billed against expected, why it differs, and the proof."""

from __future__ import annotations

from decimal import Decimal

from domain.invoice.bill import amount
from domain.money import Money
from domain.options import CostComponent
from domain.provenance import Slot
from domain.values import Value


class Charge(Value):
    """A charge: `name` is the record's word for it, `reason` a code of the product's list, empty
    where it is as agreed. `expected` None: nobody can say yet, for want of what is `missing`.

    `proof` are keys and days that may be shown to whoever sent the bill; `rests_on` the rows and
    clauses behind the judgement; `dispute` the dispute on record that speaks of it; `parts` a
    difference split into quantity, price and cross term. `by_word`: what is expected rests on
    somebody's word alone.
    """

    name: str
    billed: Slot
    expected: Slot | None
    reason: str = ""
    why: str = ""
    proof: tuple[Slot, ...] = ()
    rests_on: tuple[str, ...] = ()
    dispute: str = ""
    parts: tuple[CostComponent, ...] = ()
    missing: tuple[str, ...] = ()
    by_word: bool = False

    @property
    def over(self) -> Decimal:
        """Billed beyond what is expected; all of it while nobody can say."""
        owed = amount(self.expected) if self.expected is not None else Decimal(0)
        return max(amount(self.billed) - owed, Decimal(0))

    @property
    def is_contested(self) -> bool:
        """Whether something is known to be too much."""
        return self.expected is not None and self.over > 0

    @property
    def due(self) -> Slot | None:
        """What is paid of it: never more than is billed."""
        if self.expected is None:
            return None
        return self.billed if amount(self.billed) <= amount(self.expected) else self.expected

    def difference(self, currency: str) -> Money:
        """Billed less expected in money."""
        return Money(amount=self.over, currency=currency)
