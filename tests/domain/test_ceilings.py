"""Ceilings: what others may hold before a case has to look again."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from domain.ceilings import ceilings, overdrawn, within
from domain.options import Draw, Held, Option

STOCK = "stock:US20/KLB-12"


def _option(line: str, qty: int, free: int | None, name: str = "stock") -> Option:
    left = None if free is None else D(free)
    draw = Draw(kind="stock", object=STOCK, qty=D(qty), unit="PCS", free=left)
    return Option(name=name, title=name, by="finance", object=line, currency="USD", draws=(draw,))


def _held(qty: int) -> Held:
    return Held(case="W1-2", object=STOCK, qty=D(qty), unit="PCS")


def test_others_may_hold_what_is_left_beside_the_largest_draw_of_each_line() -> None:
    options = [_option("L1", 300, 800), _option("L1", 500, 800, "more"), _option("L2", 100, 800)]
    assert ceilings(options, [_held(50)]) == {STOCK: D(250)}  # 50 held + 800 free - 500 - 100


def test_there_is_no_ceiling_where_something_is_lacking_already_or_not_known() -> None:
    assert ceilings([_option("L1", 900, 800)], []) == {}
    assert ceilings([_option("L1", 300, None)], []) == {}
    assert ceilings([_option("L1", 300, 800), _option("L2", 1, None)], []) == {}


@given(st.integers(0, 2000), st.lists(st.integers(0, 500), min_size=1, max_size=4))
def test_up_to_the_ceiling_every_line_still_finds_what_it_draws(
    supply: int, wanted: list[int]
) -> None:
    options = [_option(f"L{at}", qty, supply) for at, qty in enumerate(wanted)]
    ceiling = ceilings(options, []).get(STOCK)
    if ceiling is None:
        assert sum(wanted) > supply
    else:
        assert supply - ceiling == sum(wanted)


def test_what_lines_draw_together_is_held_against_what_is_left() -> None:
    two_lines = [_option("L1", 500, 800), _option("L2", 400, 800)]
    assert overdrawn(two_lines)[STOCK].qty == D(100)
    assert overdrawn(two_lines[:1]) == {}
    assert overdrawn([_option("L1", 500, None)]) == {}


def test_a_draw_that_was_cut_has_no_ceiling() -> None:
    cut = _option("L1", 300, 300)
    short = cut.draws[0].model_copy(update={"short": True})
    assert ceilings([cut], []) != {}
    assert ceilings([cut.model_copy(update={"draws": (short,)})], []) == {}


@given(st.integers(0, 900), st.integers(0, 900), st.lists(st.integers(1, 400), max_size=4))
def test_what_others_took_while_a_proposal_was_priced_is_theirs(
    then: int, now: int, wanted: list[int]
) -> None:
    supply = 1000
    free = D(supply - then)
    draws = [Draw(kind="space", object=STOCK, qty=D(one), unit="KG", free=free) for one in wanted]
    kept = within(draws, [_held(then)], [_held(now)])
    if now <= then:
        assert kept == draws
    elif sum(wanted) <= supply - then:
        assert sum(one.holds for one in kept) + now <= supply
        assert all(one.qty <= before.qty for one, before in zip(kept, draws, strict=True))


def test_of_a_budget_a_case_holds_what_others_left_and_needs_the_same() -> None:
    spent = Draw(kind="budget", object="budgets:B", qty=D(400), unit="USD", free=D(500))
    before = Held(case="W1-2", object="budgets:B", qty=D(0), unit="USD")
    kept = within([spent], [before], [before.model_copy(update={"qty": D(300)})])
    assert (kept[0].qty, kept[0].holds) == (400, 200)
