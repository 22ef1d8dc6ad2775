"""What a read-back means where people apply a change: whatever the values, one rule."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.fact import GENESIS, Fact, NewFact
from graph.readback import Found, Story, differing, told_now
from memory.links import seal, settle
from memory.outbox import Effect

VALUES = st.sampled_from(["2026-04-06", "2026-04-11", "2026-05-02", "", "12", "12.0"])


def effect(state: str) -> Effect:
    """An effect in a state of the outbox."""
    return Effect(
        key="k",
        position=1,
        case_id="c",
        kind="ChangeOrderLine",
        partner="",
        standing="",
        day=date(2026, 3, 10),
        action={},
        authority={},
        fact_id="f",
        state=state,
        attempts=1,
        receipt={},
    )


def told(kind: str, number: int, **body: object) -> Fact:
    new = NewFact(
        stream="case:c",
        kind=kind,
        at=datetime(2026, 3, 10, tzinfo=UTC),
        actor="executor",
        body={"key": "k", **body},
    )
    return seal(settle(new), number, GENESIS)


def found(read: str, wanted: str) -> Found:
    """As `look` would say it."""
    body = {"key": "k", "read": {"day": read}, "wanted": {"day": wanted}}
    right = not differing(body["read"], body["wanted"])  # type: ignore[arg-type]
    return Found("outcome_verified" if right else "outcome_mismatch", body)


def same(one: str, other: str) -> bool:
    return one == other or {one, other} == {"12", "12.0"}


@given(read=VALUES, wanted=VALUES, stood=VALUES, wrong_before=st.booleans())
def test_right_heals_old_waits_and_a_third_value_is_a_conflict(
    read: str, wanted: str, stood: str, wrong_before: bool
) -> None:
    handed = told("awaiting_erp", 5, stood={"day": stood})
    conflict = told("outcome_mismatch", 7, read={"day": "9"}, wanted={"day": wanted})
    story = Story((handed, conflict) if wrong_before else (handed,), loads=9)
    said = told_now(effect("awaiting_erp"), story, found(read, wanted))
    if same(read, wanted):
        assert said is not None and said.kind == "outcome_verified"
    elif same(read, stood):
        assert (said.kind if said else "") == ("awaiting_erp" if wrong_before else "")
    else:
        assert said is not None and said.kind == "outcome_mismatch"


@given(read=VALUES, wanted=VALUES, stood=VALUES)
def test_without_a_newer_export_only_the_right_value_says_anything(
    read: str, wanted: str, stood: str
) -> None:
    story = Story((told("awaiting_erp", 5, stood={"day": stood}),), loads=4)
    said = told_now(effect("awaiting_erp"), story, found(read, wanted))
    assert (said is None) == (not same(read, wanted))


@given(read=VALUES, wanted=VALUES)
def test_what_a_hand_confirmed_and_is_not_there_is_a_conflict_at_once(
    read: str, wanted: str
) -> None:
    said = told_now(effect("confirmed"), Story((), loads=0), found(read, wanted))
    assert said is not None
    assert said.kind == ("outcome_verified" if same(read, wanted) else "outcome_mismatch")
