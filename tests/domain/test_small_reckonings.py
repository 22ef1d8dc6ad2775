"""Advances, cancellations and figures as people write them: worked figures of the presets."""

from decimal import Decimal as D

from domain.costs.supplier import Stage, advance_at_risk, cancellation
from domain.money import Money
from domain.reckoning import LARGEST, figure, price, unbelievable


def usd(amount: str) -> Money:
    return Money(amount=D(amount), currency="USD")


def test_advances_and_cancellations_have_their_price() -> None:
    assert advance_at_risk(usd("415.00"), D(0)).total == usd("415.00")
    assert advance_at_risk(usd("415.00"), D(100)).total == usd("0.00")
    stamped = cancellation([Stage(qty=D(400), stage_pct=D(60))], usd("4.865"))
    assert (stamped.total, stamped.parts[0].formula) == (usd("1167.60"), "400 × 4.865 × 60 %")
    reused = cancellation([], usd("1"), [("tooling", usd("90")), ("resale", usd("-30"))])
    assert reused.total == usd("60")


def test_figures_read_as_people_write_them() -> None:
    assert [figure(D(one)) for one in ("12", "1.50", "1E+3", "0.0000004")] == [
        "12",
        "1.5",
        "1,000",
        "0",
    ]
    assert [price(D(one)) for one in ("150", "5.1", "4.865", "2.4533333333")] == [
        "150.00",
        "5.10",
        "4.865",
        "2.453333",
    ]


def test_figures_beyond_the_trade_are_asked_about() -> None:
    assert unbelievable(unit_price=LARGEST, qty=None) == ()
    assert unbelievable(unit_price=LARGEST + 1) == ("a unit price that can be true",)
    assert unbelievable(qty=D("1E-40")) == ("a qty that can be true",)
