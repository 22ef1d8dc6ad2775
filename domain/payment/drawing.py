"""A drawing under a credit as the bank settled it: proceeds, fees, and our cost in our currency."""

from __future__ import annotations

from collections.abc import Sequence

from domain.money import Money, total
from domain.options import CostComponent
from domain.payment.exchange import Rate, realised
from domain.reckoning import Reckoning
from domain.values import Value


class DrawingSettled(Value):
    """`proceeds` is what the beneficiary gets, `charged` what our account is debited with.

    `exchange` is settlement against booking. Fees are shown with who bears them.
    """

    drawn: Money
    proceeds: Money
    charged: Money | None
    fees: tuple[CostComponent, ...] = ()
    exchange: Reckoning
    missing: tuple[str, ...] = ()


def settled(
    drawn: Money,
    deducted: Sequence[tuple[str, Money]],
    added: Sequence[tuple[str, Money]],
    booked: Rate | None,
    rate: Rate | None,
    currency: str,
) -> DrawingSettled:
    """Fees `deducted` from proceeds are the beneficiary's, `added` to our debit are ours.

    Who bears a discrepancy fee stands in the credit (field 71D, 47A); the advice only says who
    paid it.
    """
    theirs = [_fee(name, fee, "deducted from proceeds: beneficiary") for name, fee in deducted]
    ours = [_fee(name, fee, "charged to us") for name, fee in added]
    odd = {one.money.currency for one in (*theirs, *ours)} - {drawn.currency}
    missing = [f"a rate from {one} to {drawn.currency}" for one in sorted(odd)]
    taken = total((one.money for one in theirs), drawn.currency) if not odd else drawn.times(0)
    debit = drawn + total((one.money for one in ours), drawn.currency) if not odd else drawn
    exchange = realised(drawn, booked, rate, currency)
    charged = debit if drawn.currency == currency else None
    if rate is not None and charged is None:
        charged = rate.turned(debit, currency)
    return DrawingSettled(
        drawn=drawn,
        proceeds=drawn - taken,
        charged=charged,
        fees=(*theirs, *ours),
        exchange=exchange,
        missing=(*missing, *exchange.missing),
    )


def _fee(name: str, fee: Money, who: str) -> CostComponent:
    return CostComponent(name=name, money=fee, formula=who)
