"""Options: priced ways to respond, with cost by component and what each does to each function."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from domain.actions import Action
from domain.money import Money, total
from domain.quantity import Quantity
from domain.values import Value


class CostComponent(Value):
    """One part of an option's cost; negative is a saving. `formula` shows the figures used.

    `offered` marks what somebody only offered to bear: it counts in comparing, not in authority.
    `payee` is who will bill us for it. `follows` marks what comes of it by itself, such as days at
    a port: it counts in comparing, and is decided on when its bill comes.
    """

    name: str
    money: Money
    formula: str
    offered: bool = False
    follows: bool = Field(default=False, exclude_if=lambda one: not one)
    payee: Literal["", "carrier", "supplier"] = Field(default="", exclude_if=lambda one: not one)


class Draw(Value):
    """What an option takes from something scarce: stock, space, capacity or budget.

    `free` is what others leave of it before that, None where nobody can say. `short` marks one that
    would take more if others left more.
    """

    kind: str
    object: str
    qty: Decimal
    unit: str
    free: Decimal | None = None
    short: bool = Field(default=False, exclude_if=lambda short: not short)

    @property
    def holds(self) -> Decimal:
        """What it keeps from others: of a budget no more than was left. Who spends beyond it needs
        a higher signature, but takes nothing away from those who came before."""
        if self.kind != "budget" or self.free is None:
            return self.qty
        return max(min(self.qty, self.free), Decimal(0))


class Held(Value):
    """What another case's reservation holds of an object."""

    case: str
    object: str
    qty: Decimal
    unit: str


class Option(Value):
    """A way to respond for one order line.

    `days_late`: calendar days the goods arrive after they are needed (0 = in time).
    `measures` gives, per trade-off tier, a whole number where less is better.
    `unknown` lists inputs nobody knows: then it is a question, not a candidate.
    `violates` names hard constraints it breaks; `until` is its last moment to be chosen.
    `offered` names what it cannot do without and a partner only offered, such as a part;
    `carried` is the mode of transport that it pays for; `bridges_to` is the day on which the
    rest is in, which the part that it carries bridges. `ends`: nothing more comes of its object, so
    no new day is written on it and no promise of it is waited for.
    """

    name: str
    title: str
    by: str
    object: str
    days_late: int = 0
    components: tuple[CostComponent, ...] = ()
    currency: str
    effects: dict[str, str] = {}
    measures: dict[str, int] = {}
    draws: tuple[Draw, ...] = ()
    unknown: tuple[str, ...] = ()
    violates: tuple[str, ...] = ()
    offered: str = ""
    assumptions: tuple[str, ...] = ()
    until: datetime | None = None
    until_why: str = ""
    arrives: date | None = None
    bridge: Quantity | None = None
    carried: str = Field(default="", exclude_if=lambda one: not one)
    bridges_to: date | None = Field(default=None, exclude_if=lambda one: one is None)
    ends: bool = Field(default=False, exclude_if=lambda ends: not ends)
    actions: tuple[Action, ...] = ()

    @property
    def cost(self) -> Money:
        """The sum of its components, rounded once."""
        return total((part.money for part in self.components), self.currency).rounded()

    @property
    def committed(self) -> Money:
        """What it commits us to if no offer is kept: the amount people must have limits for."""
        firm = (one.money for one in self.components if not one.offered and not one.follows)
        return total(firm, self.currency).rounded()

    @property
    def offers(self) -> frozenset[str]:
        """What somebody only offered and this counts on: a part, or a share of the cost."""
        shares = {"share"} if any(part.offered for part in self.components) else set()
        return frozenset(shares | ({self.offered} if self.offered else set()))

    def without_offer(self, name: str) -> Option | None:
        """The same if that offer is not kept; None where nothing is left of it then."""
        if self.offered == name:
            return None
        if name != "share":
            return self
        firm = tuple(part for part in self.components if not part.offered)
        return self.model_copy(update={"components": firm})

    @property
    def is_candidate(self) -> bool:
        """All inputs known and no hard constraint broken."""
        return not self.unknown and not self.violates


class Charge(Value):
    """Cost components that a function adds to another's option, by option name and line."""

    object: str
    option: str
    components: tuple[CostComponent, ...]
