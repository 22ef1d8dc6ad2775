"""What the snapshot of any case holds: its day, the company's figures, rates, people's answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from domain.money import Money
from domain.news import Answer
from domain.options import Held
from domain.rates import in_currency
from domain.record import Query, Row
from domain.values import Value


class Snapshot(Value):
    """`held` is what other cases hold, `queries` what was looked up, also in vain."""

    case: str
    now: datetime
    company: dict[str, Row] = {}
    fx: tuple[Row, ...] = ()
    answers: tuple[Answer, ...] = ()
    held: tuple[Held, ...] = ()
    queries: tuple[Query, ...] = ()
    hard: tuple[str, ...] = ()
    key_customer_mark: str = "key account"
    policy_currency: str = ""

    @property
    def today(self) -> date:
        """The day of the snapshot, UTC."""
        return self.now.date()

    @property
    def scarce(self) -> frozenset[str]:
        """Objects that its options may draw on, as reservations name them."""
        return frozenset()

    def setting(self, key: str) -> str:
        """A value of the company table, empty when it has none."""
        row = self.company.get(key)
        return "" if row is None else row.text("value")

    def figure(self, key: str) -> Decimal | None:
        """A value of the company table as a number."""
        text = self.setting(key)
        return Decimal(text) if text else None

    @property
    def no_rate(self) -> str:
        """What lacks where `minor` finds no rate of exchange, in words."""
        return f"a rate of exchange to {self.policy_currency} up to {self.today} (fx)"

    def minor(self, amounts: Iterable[Money]) -> int | None:
        """The sum in cents of the policy's currency; None when a rate of exchange is missing."""
        found = [in_currency(one, self.policy_currency, self.fx, self.today) for one in amounts]
        known = [one.minor for one in found if one is not None]
        return sum(known) if len(known) == len(found) else None
