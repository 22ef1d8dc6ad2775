"""Shares that add up exactly, joint costs over lines, short stock over customers."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.allocation.costs import Bearer, spread
from domain.allocation.shares import apportioned, shared
from domain.allocation.short import Claim, allocate_short, in_turn, late_exposure
from domain.errors import Refused
from domain.money import Money, total


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


def test_a_cent_over_goes_to_the_largest_remainder() -> None:
    assert shared(usd("100.00"), [D(1), D(1), D(1)]) == (usd("33.34"), usd("33.33"), usd("33.33"))
    assert shared(usd("-0.05"), [D(1), D(2)]) == (usd("-0.02"), usd("-0.03"))
    yen = Money(amount=D(100), currency="JPY")
    assert [one.amount for one in shared(yen, [D(1), D(2)])] == [33, 67]


@pytest.mark.parametrize("weights", [[], [D(0)], [D(-1), D(2)]])
def test_shares_of_nothing_are_refused(weights: list[D]) -> None:
    with pytest.raises(Refused):
        shared(usd(1), weights)


WEIGHTS = st.lists(st.integers(0, 10**6).map(D), min_size=1, max_size=8).filter(any)


@given(st.integers(-(10**9), 10**9), WEIGHTS)
def test_shares_add_up_and_lie_within_a_cent_of_exact(cents: int, weights: list[D]) -> None:
    money = usd(str(D(cents) / 100))
    found = shared(money, weights)
    assert total(found, "USD") == money
    for weight, share in zip(weights, found, strict=True):
        exact = money.amount * weight / sum(weights)
        assert abs(share.amount - exact) < D("0.01")


@given(st.integers(0, 10**6), WEIGHTS)
def test_who_weighs_more_never_gets_less(whole: int, weights: list[D]) -> None:
    pairs = list(zip(weights, apportioned(whole, weights), strict=True))
    assert all(a <= b for w, a in pairs for v, b in pairs if w < v)


BOARDS = Bearer(object="4500018822/10", value=D(73600), gross_kg=D(1820), m3=D("11.2"))
CABLES = Bearer(object="4500018822/20", value=D(7360), gross_kg=D(310), m3=D("1.4"))


def test_freight_is_spread_by_weight_or_volume() -> None:
    by_weight = spread("freight", usd("3886.00"), [BOARDS, CABLES], "gross_kg")
    assert [(name, one.money) for name, one in by_weight.shares] == [
        ("4500018822/10", usd("3320.43")),
        ("4500018822/20", usd("565.57")),
    ]
    assert by_weight.shares[1][1].formula == "3,886.00 USD × 310 / 2,130"
    by_volume = spread("freight", usd("3886.00"), [BOARDS, CABLES], "m3")
    assert [one.money for _, one in by_volume.shares] == [usd("3454.22"), usd("431.78")]


def test_a_line_without_the_key_stops_the_spread() -> None:
    bare = Bearer(object="x")
    assert spread("freight", usd(1), [BOARDS, bare], "m3").missing == ("volume of x",)
    nothing = Bearer(object="x", m3=D(0))
    assert spread("freight", usd(1), [nothing], "m3").missing == (
        "any volume to spread freight by",
    )


def claim(name: str, qty: int, segment: int, **more: object) -> Claim:
    known = {"unit_price": usd("24.00"), "pct_per_week": D(2), "cap_pct": D(10), **more}
    return Claim.model_validate(
        {"object": name, "customer": name, "qty": D(qty), "segment": segment, **known}
    )


WORKED = [claim("Medivale", 1120, 1), claim("Fairmont", 1250, 3), claim("Odelia", 1000, 3)]


def test_2500_boards_for_claims_of_3370() -> None:
    found = allocate_short(D(2500), WORKED, pack=D(50))
    assert [(one.object, one.got) for one in found.given] == [
        ("Medivale", 1120),
        ("Fairmont", 780),
        ("Odelia", 600),
    ]
    assert found.left == 0
    cost = late_exposure(WORKED, found, 7)
    assert [one.money.amount for one in cost.pieces] == [D("225.60"), D("192.00")]
    assert total((one.money for one in cost.pieces), "USD") == usd("417.60")
    assert total((one.money for one in cost.line), "USD") == usd("1080.00")


def test_filling_one_line_whole_is_cheaper_where_the_clause_takes_the_line() -> None:
    ranked = [WORKED[0], claim("Fairmont", 1250, 2), WORKED[2]]
    found = allocate_short(D(2500), ranked, pack=D(50))
    assert [one.got for one in found.given] == [1120, 1250, 130]
    assert total((one.money for one in late_exposure(ranked, found, 7).line), "USD") == usd("480")


def test_by_need_date_the_earliest_is_served_first() -> None:
    dated = [
        claim("late", 100, 1, needed=date(2026, 5, 20)),
        claim("soon", 100, 1, needed=date(2026, 5, 12)),
    ]
    found = allocate_short(D(150), dated, policy="need date")
    assert [one.got for one in found.given] == [50, 100]
    assert allocate_short(D(150), WORKED, policy="need date").missing == (
        "when Medivale is needed",
        "when Fairmont is needed",
        "when Odelia is needed",
    )


def test_a_part_too_small_to_use_goes_to_the_others() -> None:
    claims = [claim("a", 100, 1, least=D(60)), claim("b", 100, 1)]
    found = allocate_short(D(90), claims)
    assert [(one.got, one.why) for one in found.given] == [
        (0, "segment 1, nothing left that is of use"),
        (90, "segment 1, fair share"),
    ]


@pytest.mark.parametrize("stock", [None, D(-1)])
def test_stock_nobody_knows_goes_to_a_person(stock: D | None) -> None:
    assert allocate_short(stock, WORKED).missing == ("what stock there is",)


def test_penalty_terms_nobody_knows_are_named() -> None:
    bare = [claim("x", 10, 1, pct_per_week=None)]
    found = late_exposure(bare, allocate_short(D(0), bare), 3)
    assert found.missing == ("price and penalty terms of x",)


CLAIMS = st.lists(
    st.tuples(st.integers(1, 3000), st.integers(1, 4), st.integers(0, 500)), min_size=1, max_size=6
)


@given(st.integers(0, 9000), CLAIMS, st.sampled_from([1, 24, 50]))
def test_no_piece_is_given_twice_and_nobody_gets_more_than_his_claim(
    supply: int, rows: list[tuple[int, int, int]], pack: int
) -> None:
    claims = [claim(f"c{at}", qty, rank, least=D(few)) for at, (qty, rank, few) in enumerate(rows)]
    found = allocate_short(D(supply), claims, pack=D(pack))
    assert sum(one.got for one in found.given) + found.left == supply
    for one, given_ in zip(claims, found.given, strict=True):
        assert 0 <= given_.got <= one.qty
        assert given_.open == one.qty - given_.got
    if all(not few for _, _, few in rows):
        assert found.left == max(0, supply - sum(qty for qty, _, _ in rows))


def test_a_pack_of_less_than_a_piece_shares_whole_pieces() -> None:
    found = allocate_short(D(10), [claim("a", 7, 1), claim("b", 8, 1)], pack=D("0.3"))
    assert [one.got for one in found.given] == [5, 5] and found.left == 0


def test_whole_lines_are_filled_in_turn_within_their_segment() -> None:
    found = allocate_short(D(2500), in_turn(WORKED, [1, 2, 3]), pack=D(50))
    assert [one.got for one in found.given] == [1120, 1250, 130]
    assert [one.why for one in found.given][:2] == ["segment 1, in full", "segment 3, in full"]
