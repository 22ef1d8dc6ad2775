"""A case is a fold over its facts: each kind moves it, and nothing else about it is stored."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import CaseState, fold
from domain.fact import GENESIS, Fact, NewFact
from domain.proposal import Proposal
from memory.links import seal, settle

START = datetime(2026, 3, 10, tzinfo=UTC)
PROPOSAL = Proposal(
    case="W1-1",
    workflow="supplier_delay",
    run="r",
    through=2,
    snapshot="s",
    policy="p",
    requested_by="agents",
    constraint="material",
    summary="take the alternate",
    until=START + timedelta(days=1),
    until_why="reply-by",
)
OPENED = {"workflow": "supplier_delay", "order": "purchase_orders:1", "partner": "V1", "title": "t"}
NEWS = {
    "message": "m",
    "fact": "",
    "sent_at": START.isoformat(),
    "sender": "a@b.example",
    "contact_id": "CT01",
    "partner_id": "V1",
    "verdict": "authenticated",
}
INTENDED = {
    "key": "k1",
    "action": {"kind": "ChangeOrderLine"},
    "said": "order 1 line 10",
    "authority": {"said": "SA-2"},
}
DECIDED = {
    "proposal": PROPOSAL.hash,
    "verb": "approve",
    "person": "E007",
    "view": "v",
    "reason": "covers the gap",
    "slots": {},
    "complete": True,
}
PROPOSED = {"proposal": PROPOSAL.model_dump(mode="json")}
WAITS = {"requires": [], "people": ["E007"], "until": START.isoformat(), "if_nobody": "n"}
BODIES: dict[str, dict[str, Any]] = {
    "case_opened": OPENED,
    "case_joined": {"news": NEWS},
    "proposed": PROPOSED,
    "superseded": {"because": "new message"},
    "ruled": {"rulings": []},
    "approval_asked": {"asked": WAITS},
    "question_answered": {"slot": "promised_date", "value": "2026-04-09", "person": "E001"},
    "decided": DECIDED,
    "intended": INTENDED,
    "effect_confirmed": {"key": "k1", "detail": ""},
    "effect_unknown": {"key": "k1", "detail": "no answer"},
    "outcome_verified": {"key": "k1"},
    "outcome_mismatch": {"key": "k1", "detail": "another date"},
    "lapsed": {},
    "stuck": {"because": "nobody owns it"},
    "closed": {"outcome": "resolved as planned"},
    "reopened": {},
    "assessed": {"function": "finance"},
}


def facts(*kinds: str | tuple[str, dict[str, Any]]) -> list[Fact]:
    found: list[Fact] = []
    for number, one in enumerate(kinds, 1):
        kind, body = one if isinstance(one, tuple) else (one, BODIES[one])
        at = START + timedelta(minutes=number)
        new = NewFact(stream="case:W1-1", kind=kind, at=at, actor="test", body=body)
        found.append(seal(settle(new), number, found[-1].hash if found else GENESIS))
    return found


def case(*kinds: str | tuple[str, dict[str, Any]]) -> CaseState:
    return fold("W1-1", facts(*kinds))


def test_a_case_without_facts_is_to_be_assessed() -> None:
    assert (case().phase, case().through) == ("assess", 0)


@pytest.mark.parametrize(
    ("kinds", "phase"),
    [
        (("case_opened", "case_joined"), "assess"),
        (("case_opened", "case_joined", "proposed"), "review"),
        (("case_opened", "case_joined", "proposed", "superseded"), "assess"),
        (("case_opened", "case_joined", "proposed", "decided"), "effects"),
        (("case_opened", "case_joined", "proposed", "decided", "closed"), "closed"),
        (("case_opened", "case_joined", "proposed", "decided", "closed", "reopened"), "effects"),
        (("case_opened", "case_joined", "proposed", "decided", "closed", "case_joined"), "assess"),
    ],
)
def test_a_case_stands_where_its_facts_put_it(kinds: tuple[str, ...], phase: str) -> None:
    assert case(*kinds).phase == phase


def test_an_approval_that_is_not_complete_keeps_waiting() -> None:
    state = case("case_opened", "proposed", ("decided", {**DECIDED, "complete": False}))
    assert state.phase == "review"
    assert [one.person for one in state.approvals] == ["E007"]


def test_news_withdraws_what_waited_and_keeps_what_was_done() -> None:
    state = case("case_opened", "proposed", "approval_asked", "intended", "case_joined")
    assert (state.proposal, state.asked, state.approvals) == (None, None, ())
    assert [one.key for one in state.effects] == ["k1"]


def test_an_edit_pins_its_choice_and_its_editor_becomes_the_requester() -> None:
    edit = {**DECIDED, "verb": "edit", "slots": {"option": "split air"}, "complete": False}
    state = case("case_opened", "proposed", ("decided", edit))
    assert {name: (one.value, one.person) for name, one in state.pinned.items()} == {
        "option": ("split air", "E007")
    }
    assert state.requested_by == "E007"
    assert state.proposal is None
    assert case("case_opened", "proposed", ("decided", edit), "proposed").pinned == {}


def test_the_newest_answer_to_a_question_counts_and_knows_when_it_was_given() -> None:
    other = {**BODIES["question_answered"], "value": "2026-04-10"}
    state = case("case_joined", "question_answered", ("question_answered", other))
    assert [(one.value, one.number) for one in state.answers] == [("2026-04-10", 3)]
    assert state.news[0].number == 1


@pytest.mark.parametrize(
    ("kind", "state", "verified"),
    [
        ("effect_confirmed", "confirmed", False),
        ("effect_unknown", "unknown", False),
        ("outcome_verified", "verified", True),
        ("outcome_mismatch", "mismatch", False),
    ],
)
def test_an_effect_is_as_far_as_its_newest_fact(kind: str, state: str, verified: bool) -> None:
    effect = case("intended", kind).effects[0]
    assert (effect.state, effect.verified) == (state, verified)


def test_an_effect_that_a_hand_could_not_do_waits_for_a_person() -> None:
    by_hand = {"key": "k1", "outcome": "needs_human", "detail": "the portal asks for a code"}
    state = case("intended", ("approval_asked", by_hand))
    assert (state.effects[0].state, state.asked) == ("needs_human", None)


@given(st.lists(st.sampled_from(sorted(BODIES)), max_size=14))
def test_any_run_of_facts_folds_and_folding_on_is_folding_all(kinds: list[str]) -> None:
    run = facts(*kinds)
    whole = fold("W1-1", run)
    assert whole.through == len(run)
    assert fold("W1-1", iter(run)) == whole
    assert whole.phase in ("assess", "review", "effects", "closed")
    assert CaseState.model_validate(whole.model_dump(mode="json")) == whole
