"""Ordered trade-offs: what stays within each tier's bound, and what the walk never does."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.options import CostComponent, Option
from domain.tradeoffs import TIERS, Tier, choose, rank, walk


def option(
    name: str, cents: int, *, unknown: bool = False, violates: tuple[str, ...] = (), **days: int
) -> Option:
    money = Money(amount=D(cents) / 100, currency="USD")
    return Option(
        name=name,
        title=name,
        by="sourcing",
        object="purchase_order_lines:PO/10",
        components=(CostComponent(name="cost", money=money, formula=""),),
        currency="USD",
        measures=days,
        unknown=("something",) if unknown else (),
        violates=violates,
    )


MEASURES = st.fixed_dictionaries(
    {
        "service": st.integers(0, 20),
        "line_down": st.integers(0, 3),
        "key_customer_contract": st.integers(0, 5),
    }
)


@st.composite
def option_sets(draw: st.DrawFn) -> list[Option]:
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=7))
    return [
        option(
            name,
            draw(st.integers(-50_000, 50_000)),
            unknown=draw(st.booleans()) and draw(st.booleans()),
            violates=draw(st.sampled_from([(), (), (), ("need_date",)])),
            **draw(MEASURES),
        )
        for name in names
    ]


ORDERS = st.lists(
    st.builds(Tier, measure=st.sampled_from(sorted(TIERS)), bound=st.integers(0, 10_000)),
    max_size=5,
    unique_by=lambda tier: tier.measure,
)


@given(option_sets(), ORDERS)
def test_the_winner_is_a_candidate_and_there_is_one_if_there_are_any(
    options: list[Option], tiers: list[Tier]
) -> None:
    winner, decided, _ = choose(options, tiers)
    candidates = {one.name for one in options if one.is_candidate}
    assert (winner in candidates) if candidates else (winner == decided == "")


@given(option_sets(), ORDERS, st.randoms(use_true_random=False))
def test_the_order_options_come_in_changes_nothing(
    options: list[Option], tiers: list[Tier], chance: object
) -> None:
    shuffled = sorted(options, key=lambda _: chance.random())  # type: ignore[attr-defined]
    first, second = choose(options, tiers), choose(shuffled, tiers)
    assert first[:2] == second[:2]
    assert rank(options, tiers).flips == rank(shuffled, tiers).flips


@given(option_sets(), ORDERS, st.integers(0, 5_000))
def test_a_wider_first_bound_lets_nobody_go_who_stayed(
    options: list[Option], tiers: list[Tier], more: int
) -> None:
    candidates = [one for one in options if one.is_candidate]
    if not tiers or not candidates:
        return
    narrow = walk(candidates, tiers[:1])[0]
    wide = walk(candidates, [Tier(measure=tiers[0].measure, bound=tiers[0].bound + more)])[0]
    assert {one.name for one in narrow} <= {one.name for one in wide}


@given(option_sets(), ORDERS)
def test_every_step_keeps_its_best_and_all_within_the_bound(
    options: list[Option], tiers: list[Tier]
) -> None:
    candidates = [one for one in options if one.is_candidate]
    live, steps, _ = walk(candidates, tiers)
    assert bool(live) == bool(candidates)
    for step in steps:
        assert step.kept
        assert not set(step.kept) & set(step.left)


@given(option_sets())
def test_with_no_order_at_all_the_cheapest_wins_then_the_name(options: list[Option]) -> None:
    candidates = sorted(
        (one for one in options if one.is_candidate), key=lambda one: (one.cost.minor, one.name)
    )
    assert choose(options, [])[0] == (candidates[0].name if candidates else "")


@pytest.mark.parametrize(("bound", "winner"), [(799, "slow"), (800, "quick")])
def test_a_bound_is_exact_to_the_cent(bound: int, winner: str) -> None:
    slow, quick = option("slow", 1000, service=4), option("quick", 1800)
    tiers = [Tier(measure="cost", bound=bound), Tier(measure="service")]
    assert choose([slow, quick], tiers)[0] == winner


def test_it_says_which_tier_decided() -> None:
    one, other = option("one", 1000, service=4), option("other", 2000)
    assert choose([one, other], [Tier(measure="service")])[1] == "service"
    assert choose([one, other], [Tier(measure="line_down")])[1] == "cost"
    assert choose([one, option("two", 1000)], [])[1] == "name"
    assert choose([one], [Tier(measure="cost")])[1] == "only candidate"


def test_an_excluded_option_says_why() -> None:
    broken = option("broken", 1, unknown=True, violates=("need_date",))
    ranking = rank([broken, option("good", 2)], [Tier(measure="cost")])
    assert ranking.excluded == {"broken": "breaks need_date; not known: something"}


def shared(name: str, cents: int, offered: int) -> Option:
    """An option of which somebody offers to bear a part."""
    part = Money(amount=D(-offered) / 100, currency="USD")
    whole = option(name, cents)
    share = CostComponent(name="share", money=part, formula="", offered=True)
    return whole.model_copy(update={"components": (*whole.components, share)})


@given(gross=st.integers(1, 9_000), offered=st.integers(0, 9_000), other=st.integers(0, 9_000))
def test_a_flip_names_what_wins_when_the_offer_is_not_kept(
    gross: int, offered: int, other: int
) -> None:
    found = rank([shared("air", gross, offered), option("wait", other)], [Tier(measure="cost")])
    firm = "air" if gross <= other else "wait"
    told = [one.winner for one in found.flips if one.change == "without the offered share"]
    assert told == ([] if firm == found.winner else [firm])


def test_an_option_that_is_nothing_but_an_offer_goes_with_it() -> None:
    part = option("part", 0).model_copy(update={"offered": "part"})
    found = rank([part, option("wait", 500)], [Tier(measure="cost")])
    assert {one.change: one.winner for one in found.flips} == {"without the offered part": "wait"}
