"""Free stock, supplier exposure, cancellations and break-evens: worked figures of the presets."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.allocation.free_stock import Hold, free_stock
from domain.costs.choices import dispute, replacement_break_even, silence
from domain.costs.supplier import Stage, advance_at_risk, cancellation, exposure, shorter_terms
from domain.money import Money
from domain.reckoning import LARGEST, figure, price, unbelievable


def usd(amount: str) -> Money:
    return Money(amount=D(amount), currency="USD")


def soft(case: str, qty: int) -> Hold:
    return Hold(case=case, qty=D(qty), state="soft")


@pytest.mark.parametrize(
    ("on_hand", "holds", "free"),
    [
        (3200, [], 800),
        (3200, [soft("A", 500)], 300),
        (3200, [soft("A", 500), soft("B", 300)], 0),
        (3200, [soft("A", 450), soft("B", 350)], 0),
        (2750, [soft("B", 350)], 0),
    ],
)
def test_800_boards_are_promised_once(on_hand: int, holds: list[Hold], free: int) -> None:
    found = free_stock(D(on_hand), floor=D(2400), holds=holds)
    assert found.free == free
    assert found.grants(D(400)) == min(400, free)
    assert found.holds == tuple(holds)


@pytest.mark.parametrize("stock", [None, D(-5)])
def test_stock_nobody_knows_grants_nothing(stock: D | None) -> None:
    found = free_stock(stock)
    assert (found.free, found.missing, found.grants(D(1))) == (None, ("what stock there is",), 0)


@given(st.lists(st.integers(0, 900), max_size=50))
def test_holds_granted_one_after_another_never_pass_what_is_there(wants: list[int]) -> None:
    holds: list[Hold] = []
    for at, want in enumerate(wants):
        granted = free_stock(D(3200), floor=D(2400), holds=holds).grants(D(want))
        holds.append(Hold(case=str(at), qty=granted, state="soft"))
    assert sum(one.qty for one in holds) <= 800


def test_339_sets_are_inside_the_first_limit_and_340_are_not() -> None:
    limit = usd("2500.00")
    assert exposure([usd("7.36").times(339)], [], [], [], limit).inside
    over = exposure([usd("7.36").times(340)], [], [], [], limit)
    assert (over.inside, over.left) == (False, usd("-2.40"))
    paid = exposure([usd("2000")], [usd("415")], [usd("100")], [usd("500")], limit)
    assert paid.exposed == usd("2015.00")


def test_terms_advances_and_cancellations_have_their_price() -> None:
    eur = Money(amount=D(100000), currency="EUR")
    assert shorter_terms(eur, 30, D("0.08")).total.amount == D("657.53")
    assert advance_at_risk(usd("415.00"), D(0)).total == usd("415.00")
    assert advance_at_risk(usd("415.00"), D(100)).total == usd("0.00")
    stamped = cancellation([Stage(qty=D(400), stage_pct=D(60))], usd("4.865"))
    assert (stamped.total, stamped.parts[0].formula) == (usd("1167.60"), "400 × 4.865 × 60 %")
    reused = cancellation([], usd("1"), [("tooling", usd("90")), ("resale", usd("-30"))])
    assert reused.total == usd("60")


def test_chasing_disputing_and_replacing_break_even_where_the_presets_say() -> None:
    assert silence(30, D(20), D(6), usd("380")).total == usd("1596.00")
    small = dispute(usd("43.00"), D(70))
    assert (small.takes, small.brings, small.worth) == (usd("31.50"), usd("30.10"), False)
    eur = Money(amount=D(1), currency="EUR")
    found = replacement_break_even(eur.times(520), eur.times(980), eur.times(D("2.95")), D(100))
    assert found.amount == D("685.00")


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
