"""What a partner that is not released may be owed at most, over all its orders together.

Source: domain_presets.md 2.12: exposure = open orders + advances + tooling paid − goods accepted.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from domain.dossier.context import Dossier
from domain.money import Money, total
from domain.rates import in_currency
from domain.values import Value

_LIMIT_KEY = "first_order_limit_usd"


class Exposure(Value):
    """What stands open and the limit; `free` is what a first order may still be worth."""

    open: Money
    limit: Money

    @property
    def free(self) -> Money:
        """Never below nothing."""
        return Money(
            amount=max((self.limit - self.open).amount, Decimal(0)), currency=self.limit.currency
        )

    def holds(self, order: Money) -> bool:
        """Whether an order stays inside; a cent above does not."""
        return order.amount <= self.free.amount

    def pieces(self, price: Decimal, per: Decimal = Decimal(1)) -> Decimal:
        """The most pieces at `price` for `per` of them: 2,500.00 at 7.36 are 339."""
        return (self.free.amount * per / price).to_integral_value(ROUND_DOWN)


def exposure_of(dossier: Dossier) -> Exposure | None:
    """By the limit of this partner, else the company's; None when none is on record or a rate of
    exchange is missing."""
    limit = _limit(dossier)
    if limit is None:
        return None
    amounts = [
        in_currency(one, limit.currency, dossier.fx, dossier.today) for one in _open(dossier)
    ]
    known = [one for one in amounts if one is not None]
    if len(known) < len(amounts):
        return None
    return Exposure(open=total(known, limit.currency), limit=limit)


def _limit(dossier: Dossier) -> Money | None:
    row = dossier.subject_row
    if row is not None and row.number("first_order_limit") is not None:
        own = row.number("first_order_limit") or Decimal(0)
        return Money(amount=own, currency=row.text("currency") or "USD")
    known = dossier.figure(_LIMIT_KEY)
    return None if known is None else Money(amount=known, currency="USD")


def _open(dossier: Dossier) -> list[Money]:
    """Each open order line's worth that is not received; advances count until goods are there."""
    found = []
    for line in dossier.of("purchase_order_lines"):
        order = dossier.row(f"purchase_orders:{line.text('po_id')}")
        price, per = line.number("unit_price"), line.number("price_per") or Decimal(1)
        left = (line.number("qty") or Decimal(0)) - (line.number("received_qty") or Decimal(0))
        if order is not None and price is not None and left > 0:
            worth = Money(amount=left * price / per, currency=order.text("currency"))
            found.append(worth.rounded())
    return found
