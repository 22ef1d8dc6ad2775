"""Approvals: the owner decides, amounts add signers, nobody approves what he asked for."""

from datetime import date
from decimal import Decimal as D
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.approval import (
    gaps,
    may_answer,
    may_satisfy,
    merged,
    moved_up,
    owner_requirement,
    still_missing,
    whom_to_ask,
)
from domain.money import Money
from domain.people import LEVELS, People, Person, load_people
from domain.policy import OwnerRule
from domain.ruling import Requirement

AGENTS = frozenset({"agents"})
DAY = date(2026, 3, 11)
AWAY = date(2026, 5, 5)  # Samir is away, Grace acts for him


def harlow() -> People:
    text = (files("seamline") / "demo" / "people.yaml").read_text(encoding="utf-8")
    return load_people(text)


PEOPLE = harlow()
OWNER = owner_requirement(
    OwnerRule(constraint="material", function="planning", role="supply planner"), "material"
)


def need(function: str, level: str, cents: int = 0) -> Requirement:
    return Requirement(function=function, level=level, amount_minor=cents)


def who(person_id: str) -> Person:
    return PEOPLE.require(person_id)


def test_the_owner_decides_and_rank_does_not_replace_him() -> None:
    assert may_satisfy(who("E007"), OWNER, PEOPLE, DAY)
    for person in ("E008", "E009", "E019", "E020"):
        assert not may_satisfy(who(person), OWNER, PEOPLE, DAY)


def test_the_delegate_decides_while_the_owner_is_away() -> None:
    assert may_satisfy(who("E008"), OWNER, PEOPLE, AWAY)
    assert not may_satisfy(who("E009"), OWNER, PEOPLE, AWAY)
    assert whom_to_ask(OWNER, PEOPLE, AWAY, AGENTS) == who("E008")
    assert whom_to_ask(OWNER, PEOPLE, DAY, AGENTS) == who("E007")


def test_what_the_owner_asked_for_is_approved_by_his_delegate_and_not_by_him() -> None:
    assert whom_to_ask(OWNER, PEOPLE, DAY, frozenset({"E007"})) == who("E008")
    assert still_missing([OWNER], [who("E007")], frozenset({"E007"}), PEOPLE, DAY) == (OWNER,)
    assert still_missing([OWNER], [who("E008")], frozenset({"E007"}), PEOPLE, DAY) == ()
    assert still_missing([OWNER], [who("E008")], AGENTS, PEOPLE, DAY) == (OWNER,)


def test_requester_and_his_only_delegate_in_a_circle_leave_nobody() -> None:
    one = Person(id="A", name="A", function="planning", role="supply planner", delegate="B")
    other = Person(id="B", name="B", function="planning", role="x", delegate="A", absent_from=DAY)
    assert whom_to_ask(OWNER, People(people=(one, other)), DAY, "A") is None


@pytest.mark.parametrize(
    ("cents", "asked"),
    [
        (100_000, "E003"),  # the coordinator's limit, to the cent
        (100_001, "E005"),
        (500_000, "E005"),
        (500_001, "E006"),
        (2_500_000, "E006"),
        (2_500_001, "E012"),  # beyond the function's limits the company's officers sign
        (10_000_001, "E019"),
        (25_000_001, None),
    ],
)
def test_a_cent_over_a_limit_asks_the_next_who_may(cents: int, asked: str | None) -> None:
    found = whom_to_ask(need("logistics", "coordinator", cents), PEOPLE, DAY, AGENTS)
    assert (found.id if found else None) == asked


def test_a_level_counts_in_its_function_and_from_vp_on_in_every_one() -> None:
    assert not may_satisfy(who("E006"), need("procurement", "lead"), PEOPLE, DAY)
    assert may_satisfy(who("E020"), need("procurement", "lead"), PEOPLE, DAY)
    assert may_satisfy(who("E006"), need("", "lead"), PEOPLE, DAY)
    assert not may_satisfy(who("E003"), need("logistics", "lead"), PEOPLE, DAY)


def test_who_is_away_is_not_asked() -> None:
    away = date(2026, 4, 20)
    assert whom_to_ask(need("logistics", "lead"), PEOPLE, away, AGENTS) == who("E006")


def test_someone_without_a_limit_signs_for_no_amount() -> None:
    nobody = Person(id="X", name="X", function="logistics", role="r", level="cfo")
    assert may_satisfy(nobody, need("logistics", "lead"), PEOPLE, DAY)
    assert not may_satisfy(nobody, need("logistics", "lead", 1), PEOPLE, DAY)


def test_an_approval_is_complete_when_owner_and_co_signers_have_given_theirs() -> None:
    needs = merged([OWNER, need("procurement", "lead", 380_000)])
    assert len(still_missing(needs, [], AGENTS, PEOPLE, DAY)) == 2
    assert still_missing(needs, [who("E007")], AGENTS, PEOPLE, DAY) == needs[1:]
    assert still_missing(needs, [who("E007"), who("E002")], AGENTS, PEOPLE, DAY) == ()
    assert (
        still_missing(needs, [who("E007"), who("E002")], frozenset({"E002"}), PEOPLE, DAY)
        == needs[1:]
    )


def test_a_stronger_requirement_includes_the_weaker_of_its_function() -> None:
    weak, strong = need("logistics", "coordinator", 100), need("logistics", "lead", 200)
    assert merged([weak, strong]) == (strong,)
    assert merged([need("", "coordinator"), strong]) == (strong,)
    assert len(merged([weak, need("procurement", "lead", 200)])) == 2
    assert len(merged([need("logistics", "lead", 100), need("logistics", "director", 50)])) == 2


NEEDS = st.builds(
    Requirement,
    function=st.sampled_from(["", "logistics", "procurement"]),
    role=st.sampled_from(["", "", "buyer"]),
    level=st.sampled_from(LEVELS),
    amount_minor=st.sampled_from([0, 1, 100_000, 500_001, 3_000_000]),
)


@given(st.lists(NEEDS, max_size=6), st.lists(st.sampled_from(PEOPLE.people), max_size=5))
def test_merging_drops_nothing_that_anybody_could_miss(
    needs: list[Requirement], approvers: list[Person]
) -> None:
    """Whoever fulfils the merged requirements has fulfilled all of them, in any order."""
    kept = merged(needs)
    assert set(kept) <= set(needs)
    assert set(merged(reversed(needs))) == set(kept)
    if not still_missing(kept, approvers, AGENTS, PEOPLE, DAY):
        assert still_missing(needs, approvers, AGENTS, PEOPLE, DAY) == ()


@given(NEEDS, st.sampled_from(PEOPLE.people))
def test_whoever_is_asked_may_sign_and_is_there(one: Requirement, requester: Person) -> None:
    found = whom_to_ask(one, PEOPLE, DAY, requester.id)
    if found is not None:
        assert found.id != requester.id
        assert not found.is_absent(DAY)
        assert may_satisfy(found, one, PEOPLE, DAY, requester.id)


def test_a_limit_in_money_is_compared_to_the_cent() -> None:
    limit = Money(amount=D("1000.00"), currency="USD")
    person = Person(id="X", name="X", function="logistics", role="r", level="lead", limit=limit)
    assert may_satisfy(person, need("logistics", "lead", 100_000), PEOPLE, DAY)
    assert not may_satisfy(person, need("logistics", "lead", 100_001), PEOPLE, DAY)


def test_questions_are_answered_by_the_owner_the_function_delegates_and_cosigners() -> None:
    needs = (OWNER, need("finance", "director", 100))
    able = {one.id for one in PEOPLE.people if may_answer(one, needs, PEOPLE, DAY)}
    planning = {one.id for one in PEOPLE.in_role("planning")}
    finance = {one.id for one in PEOPLE.in_role("finance")}
    delegate = {who("E007").delegate}
    signers = {one.id for one in PEOPLE.people if may_satisfy(one, needs[1], PEOPLE, DAY)}
    assert able == planning | finance | delegate | signers
    assert not may_answer(who("E003"), needs, PEOPLE, DAY)


def test_where_nobody_is_asked_nobody_answers() -> None:
    assert not any(may_answer(one, (), PEOPLE, DAY) for one in PEOPLE.people)


def test_a_gap_is_a_signer_nobody_can_be_or_nobody_who_is_there() -> None:
    role = Requirement(function="planning", role="astrologer", clause="owner/none")
    assert gaps((role, OWNER), PEOPLE, DAY, AGENTS) == (
        "nobody in people.yaml can sign as astrologer of planning (owner/none)",
    )
    alone = People(people=(who("E007").model_copy(update={"delegate": ""}),))
    assert gaps((OWNER,), alone, DAY, AGENTS) == ()
    assert "is away" in gaps((OWNER,), alone, AWAY, AGENTS)[0]
    assert "nobody" in gaps((OWNER,), alone, DAY, frozenset({"E007"}))[0], "four eyes"


@given(st.sampled_from(LEVELS), st.sampled_from(["", "planning", "finance"]))
def test_where_nobody_can_be_asked_there_is_a_gap(level: str, function: str) -> None:
    wanted = need(function, level, 100)
    missing = whom_to_ask(wanted, PEOPLE, DAY, AGENTS) is None
    assert bool(gaps((wanted,), PEOPLE, DAY, AGENTS)) == missing


LINE = owner_requirement(
    OwnerRule(
        constraint="material",
        function="planning",
        role="supply planner",
        escalates_to=("head of planning", "S&OE lead", "VP supply chain"),
    ),
    "material",
)


def test_while_owner_or_delegate_can_sign_nobody_further_up_does() -> None:
    for askers in (AGENTS, AGENTS | {"E007"}, AGENTS | {"E008"}):
        for day in (DAY, AWAY) if "E008" not in askers else (DAY,):
            assert moved_up([LINE], PEOPLE, day, askers) == ()
            assert not any(may_satisfy(who(one), LINE, PEOPLE, day, askers) for one in UP)


UP = ("E009", "E020")


def test_where_both_have_asked_the_first_in_the_line_who_has_not_signs() -> None:
    both = AGENTS | {"E007", "E008"}
    assert whom_to_ask(LINE, PEOPLE, DAY, both) == who("E009")
    assert still_missing([LINE], [who("E009")], both, PEOPLE, DAY) == ()
    assert gaps([LINE], PEOPLE, DAY, both) == ()
    assert "Owen Marsh (S&OE lead) decides" in moved_up([LINE], PEOPLE, DAY, both)[0]
    assert whom_to_ask(LINE, PEOPLE, DAY, both | {"E009"}) == who("E020")
    everybody = frozenset(one.id for one in PEOPLE.people)
    assert whom_to_ask(LINE, PEOPLE, DAY, everybody) is None
    assert len(gaps([LINE], PEOPLE, DAY, everybody)) == 1
