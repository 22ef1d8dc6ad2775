"""The ruling: checks, clauses, delegation at its exact limits, standing authority, modes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actions import KINDS
from domain.delay.stated import LotStated
from domain.gate import rule
from domain.gate.checks import reported
from domain.gate.sources import INPUTS, SLOTS, misplaced
from domain.gate.trail import Trail
from domain.policy import Clause, Policy
from domain.provenance import Slot, fixed
from domain.ruling import REASONS
from domain.vocabulary import VOCABULARIES
from tests.domain.delay.worked import change, stock
from tests.domain.gate.situation import POLICY, Situation, delay, words


def calm(day: date, text: str) -> Situation:
    """A date moves, and nothing hangs on it."""
    lot = LotStated(ready={"earliest": day, "latest": day}, ready_slot=words(text, day.isoformat()))
    kind = "later" if day > date(2026, 4, 6) else "earlier"
    moved = change(lot, kind=kind)
    return Situation(delay(change=moved, pegs=(), stock=(stock(on_hand=9000),), shipment=None))


def slip(days: int) -> dict[str, Any]:
    situation = calm(date(2026, 4, 11), "11 April")
    action = situation.action("ChangeOrderLine")
    measures = {**situation.world(action).measures, "slip_days": days}
    return {"situation": situation, "action": action, "measures": measures}


@pytest.mark.parametrize(
    ("days", "outcome", "clause"),
    [
        (-4, "ask", "date-moves"),
        (-3, "act", "small-slip"),
        (0, "act", "small-slip"),
        (3, "act", "small-slip"),
        (4, "ask", "date-moves"),
        (30, "ask", "date-moves"),
    ],
)
def test_a_small_slip_that_touches_nothing_runs_by_itself(
    days: int, outcome: str, clause: str
) -> None:
    case = slip(days)
    ruling = case["situation"].rule(case["action"], measures=case["measures"])
    assert (ruling.outcome, ruling.clause) == (outcome, clause)
    assert ruling.standing == ("SA-2" if outcome == "act" else "")


@pytest.mark.parametrize(("days", "level"), [(4, "coordinator"), (10, "coordinator"), (11, "lead")])
def test_a_longer_slip_asks_the_level_that_may_accept_it(days: int, level: str) -> None:
    case = slip(days)
    ruling = case["situation"].rule(case["action"], measures=case["measures"])
    assert [one.level for one in ruling.requires] == [level]


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("downstream_effect", True),
        ("sender_authenticated", False),
        ("quantity_cut_bp", 501),
        ("slip_days", None),
    ],
)
def test_whatever_is_not_small_or_not_known_is_asked(measure: str, value: object) -> None:
    case = slip(3)
    ruling = case["situation"].rule(case["action"], measures={**case["measures"], measure: value})
    assert ruling.outcome == "ask"


def test_a_single_source_part_that_comes_short_is_always_a_persons() -> None:
    case = slip(3)
    short = {**case["measures"], "quantity_cut_bp": 400, "single_source": True}
    ruling = case["situation"].rule(case["action"], measures=short)
    assert (ruling.outcome, ruling.reason) == ("ask", "always_human")
    assert "single_source" in ruling.detail


def booked(option: str = "split air") -> tuple[Situation, Any]:
    situation = Situation()
    return situation, situation.action("RequestBooking", option=option)


@pytest.mark.parametrize(
    ("cents", "level"),
    [
        (25_000, "coordinator"),  # its share of the goods is over two per cent
        (100_000, "coordinator"),
        (100_001, "lead"),
        (500_000, "lead"),
        (500_001, "director"),
        (2_500_000, "director"),
        (2_500_001, "vp"),
    ],
)
def test_a_cent_over_a_band_asks_the_next_level(cents: int, level: str) -> None:
    situation, action = booked()
    known = situation.world(action).measures
    spent = {**known, "case_spend_minor": cents, "spend_bp_of_goods": 201}
    ruling = situation.rule(action, measures=spent, spent_minor=cents)
    levels = [one.level for one in ruling.requires]
    assert max(levels, key=["coordinator", "lead", "director", "vp"].index) == level
    assert ruling.outcome == "ask"


@pytest.mark.parametrize(
    ("cents", "share", "asked"), [(25_000, 200, 0), (25_001, 200, 1), (1, 201, 1)]
)
def test_free_of_co_signers_are_both_the_amount_and_the_share(
    cents: int, share: int, asked: int
) -> None:
    situation, action = booked()
    known = situation.world(action).measures
    spent = {**known, "case_spend_minor": cents, "spend_bp_of_goods": share}
    assert len(situation.rule(action, measures=spent).requires) == asked


def test_an_amount_nobody_knows_asks_the_highest_level_of_any_function() -> None:
    situation, action = booked()
    known = situation.world(action).measures
    ruling = situation.rule(action, measures={**known, "spend_bp_of_goods": None})
    highest = [one for one in ruling.requires if one.level == "cfo"]
    assert [(one.function, one.clause) for one in highest] == [("", "fly/freight_share")]


@pytest.mark.parametrize(
    ("left", "level"),
    [(10_000, None), (9_999, "lead"), (5_000, "lead"), (4_999, "director"), (0, "vp"), (-1, "vp")],
)
def test_the_less_stock_is_left_the_more_authority_it_takes(left: int, level: str | None) -> None:
    situation = Situation()
    action = situation.action("NotifyFunction", option="use safety stock")
    measures = {**situation.world(action).measures, "stock_after_bp": left}
    requires = situation.rule(action, measures=measures).requires
    assert [one.level for one in requires] == ([] if level is None else [level])


def test_a_new_order_asks_by_its_value_and_by_what_it_costs_beyond_plan() -> None:
    situation = Situation()
    ruling = situation.rule(situation.action("IssueOrder"))
    assert {(one.function, one.level, one.amount_minor) for one in ruling.requires} == {
        ("procurement", "lead", 0),  # 39,700.00 of goods
        ("procurement", "lead", 380_000),  # 3,800.00 beyond plan
    }


# --- standing authority ---------------------------------------------------------------------------


def acknowledged(policy: Policy = POLICY, **changes: Any) -> Any:
    situation = Situation(policy=policy)
    return situation.rule(situation.action("SendMessage", template="acknowledge"), **changes)


def with_standing(**changes: Any) -> Policy:
    first, *rest = POLICY.standing
    altered = first.model_copy(update=changes)
    return POLICY.model_copy(update={"standing": (altered, *rest)})


def test_an_answer_runs_under_the_signed_authority_and_cites_it() -> None:
    ruling = acknowledged()
    assert (ruling.outcome, ruling.standing, ruling.clause) == ("act", "SA-1", "answer-or-ask")
    assert ruling.policy_hash == POLICY.hash


FIRST = POLICY.standing[0]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"signature": None}, "SA-1 is not signed"),
        ({"title": "Answers and more"}, "was changed after E020 signed it"),
        ({"per_day": 101}, "was changed after E020 signed it"),
        ({"when": "true"}, "was changed after E020 signed it"),
        ({"valid_until": date(2026, 8, 26)}, "was changed after E020 signed it"),
        ({"owner": "E019"}, "is signed by E020, not by its owner E019"),
        ({"revoked_on": date(2026, 3, 10)}, "was revoked on 2026-03-10"),
        ({"revoked_on": date(2026, 3, 1)}, "was revoked on 2026-03-01"),
    ],
)
def test_a_standing_authority_that_does_not_hold_turns_the_act_into_a_question(
    changes: dict[str, Any], why: str
) -> None:
    ruling = acknowledged(with_standing(**changes))
    assert (ruling.outcome, ruling.reason) == ("ask", "no_standing")
    assert why in ruling.detail


def test_a_revocation_to_come_changes_nothing_yet() -> None:
    assert acknowledged(with_standing(revoked_on=date(2026, 3, 11))).outcome == "act"


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2026-02-28", "ask"),
        ("2026-03-01", "act"),
        ("2026-08-27", "act"),
        ("2026-08-28", "ask"),
    ],
)
def test_a_standing_authority_holds_on_its_days_both_included(day: str, outcome: str) -> None:
    now = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    situation = Situation()
    action = situation.action("SendMessage", template="acknowledge")
    grant = situation.world(action).grant.model_copy(
        update={"expires_at": now + timedelta(days=1), "fresh_until": now}
    )
    assert situation.rule(action, now=now, grant=grant).outcome == outcome


def test_a_signature_dated_ahead_gives_no_authority_before_its_day() -> None:
    assert FIRST.signature is not None
    ahead = FIRST.signature.model_copy(update={"on": date(2026, 3, 11)})
    ruling = acknowledged(with_standing(signature=ahead))
    assert "is signed only on 2026-03-11" in ruling.detail


def test_a_standing_authority_lives_at_most_180_days() -> None:
    data = FIRST.model_dump()
    with pytest.raises(ValueError, match="within 180 days"):
        type(FIRST).model_validate({**data, "valid_until": date(2026, 8, 29)})


def test_a_standing_authority_ends_at_its_acts_a_day_and_at_its_amount_a_case() -> None:
    assert acknowledged(standing_acts_today={"SA-1": FIRST.per_day - 1}).outcome == "act"
    assert acknowledged(standing_acts_today={"SA-1": FIRST.per_day}).outcome == "ask"
    assert acknowledged(spent_minor=FIRST.cap_minor + 1).outcome == "ask"
    assert acknowledged(spent_minor=None).outcome == "ask"


def test_one_switch_turns_every_standing_authority_off() -> None:
    ruling = acknowledged(POLICY.model_copy(update={"authorisation": "each"}))
    assert (ruling.outcome, ruling.reason) == ("ask", "each")


# --- modes, stops, owners, clauses ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "outcome", "reason"),
    [("act", "act", "by_clause"), ("advise", "ask", "advise"), ("observe", "never", "observe")],
)
def test_what_may_act_depends_on_the_workflows_mode(mode: str, outcome: str, reason: str) -> None:
    ruling = acknowledged(mode=mode)
    assert (ruling.outcome, ruling.reason) == (outcome, reason)
    assert ruling.standing == "SA-1"  # what it would have done is on record


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stopped": "all, by E020: fire drill"}, "stopped"),
        ({"terms": ("over tolerance",)}, "beyond_terms"),
        ({"acts_today": POLICY.outward_per_partner_day}, "velocity"),
        ({"owner": ""}, "no_owner"),
    ],
)
def test_what_stands_against_an_act_has_its_own_reason(
    changes: dict[str, Any], reason: str
) -> None:
    ruling = acknowledged(**changes)
    assert (ruling.outcome, ruling.reason) == ("never", reason)


def test_one_act_below_the_pace_still_goes() -> None:
    assert acknowledged(acts_today=POLICY.outward_per_partner_day - 1).outcome == "act"


def test_a_note_inside_the_company_has_no_pace() -> None:
    situation = Situation()
    note = situation.action("NotifyFunction")
    assert situation.rule(note, acts_today=10_000).outcome == "act"


def test_the_very_same_effect_is_not_intended_twice() -> None:
    situation = Situation()
    letter = situation.action("SendMessage", template="acknowledge")
    ruling = situation.rule(letter, intended_keys=frozenset({letter.key}))
    assert (ruling.outcome, ruling.reason) == ("never", "already_done")


def test_a_cent_over_the_cases_cap_is_refused() -> None:
    situation, action = booked()
    cap = situation.world(action).grant.cap_minor
    assert cap == 22_080_000
    assert situation.rule(action, spent_minor=cap).outcome == "ask"
    refused = situation.rule(action, spent_minor=cap + 1)
    assert refused.reason == "cap"
    assert refused.detail == (
        "220,800.01 USD, and 220,800.00 USD is the most a case of its worth may"
    )


def test_an_amount_nobody_can_say_binds_nobody() -> None:
    situation = Situation()
    assert situation.rule(situation.action("IssueOrder"), spent_minor=None).reason == (
        "unknown_amount"
    )
    assert acknowledged(spent_minor=None).outcome == "ask"


def test_the_grant_ends_sixty_days_after_the_last_news() -> None:
    situation = Situation()
    action = situation.action("ChangeOrderLine")
    grant = situation.world(action).grant
    assert grant.expires_at == situation.context.now + timedelta(days=60)
    late = grant.expires_at + timedelta(seconds=1)
    assert situation.rule(action, now=late, grant=grant).reason == "grant_expired"
    assert situation.rule(action, now=grant.expires_at, grant=grant).outcome == "ask"


def test_a_kind_the_workflow_does_not_include_is_refused() -> None:
    situation = Situation()
    action = situation.action("IssueOrder")
    grant = situation.world(action).grant
    narrow = grant.model_copy(update={"kinds": ("SendMessage",)})
    assert situation.rule(action, grant=narrow).reason == "kind_not_granted"


def test_while_an_answer_is_missing_what_belongs_to_an_option_waits() -> None:
    situation, action = booked()
    assert situation.rule(action, waits_for_answer=True).reason == "waits_for_answer"
    assert acknowledged(waits_for_answer=True).outcome == "act"


def test_what_belongs_to_a_proposal_never_runs_ahead_of_its_decision() -> None:
    situation = Situation()
    note = situation.action("NotifyFunction").model_copy(update={"option": "accept"})
    always = Clause(id="all", kinds=KINDS, then="act")
    situation.policy = POLICY.model_copy(update={"clauses": (always,)})
    assert situation.rule(note).reason == "travels_with_proposal"


def test_what_no_clause_speaks_of_is_asked_with_every_co_signer_its_kind_could_need() -> None:
    situation = Situation()
    odd = next(one for one in POLICY.clauses if one.id == "new-order")
    never_true = odd.model_copy(update={"when": "false"})
    situation.policy = POLICY.model_copy(update={"clauses": (never_true,)})
    ruling = situation.rule(situation.action("IssueOrder"))
    assert (ruling.outcome, ruling.reason) == ("ask", "unmatched")
    assert {one.clause for one in ruling.requires} == {
        "new-order/new_order",
        "new-order/sourcing_spend",
    }


def test_a_condition_that_cannot_be_evaluated_asks_and_says_why() -> None:
    situation = Situation()
    letter = situation.action("SendMessage", template="acknowledge")
    measures = {**situation.world(letter).measures, "sender_authenticated": None}
    ruling = situation.rule(letter, measures=measures)
    assert (ruling.outcome, ruling.reason) == ("ask", "condition_error")
    assert "sender_authenticated, which nobody knows" in ruling.detail


def test_a_clause_that_forbids_forbids() -> None:
    forbids = Clause(id="no-orders", kinds=("IssueOrder",), then="never", why="not this year")
    situation = Situation(policy=POLICY.model_copy(update={"clauses": (forbids,)}))
    ruling = situation.rule(situation.action("IssueOrder"))
    assert (ruling.outcome, ruling.reason, ruling.detail) == (
        "never",
        "never_clause",
        "not this year",
    )


def test_a_senders_identity_that_is_not_proven_makes_answers_a_question() -> None:
    situation = Situation(delay(change=change(verdict="unauthenticated")))
    letter = Situation().action("SendMessage", template="acknowledge")
    measures = situation.world(letter).measures
    assert measures["sender_authenticated"] is False
    ruling = Situation().rule(letter, measures=measures)
    assert (ruling.outcome, ruling.clause) == ("ask", "unproven-sender")


# --- shape ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["UpdateShipment", "RecordDocument", "RecordPaper", "CloseChase"])
def test_what_forged_mail_alone_reports_goes_on_no_record_whoever_approves(kind: str) -> None:
    case = calm(date(2026, 4, 11), "11 April")
    action = case.action("ChangeOrderLine").model_copy(update={"kind": kind})
    trail, honest = Trail(), case.world(case.action("ChangeOrderLine"))
    assert reported(action, honest, POLICY, trail) == ("", "")
    forged = honest.model_copy(update={"forged": True})
    assert reported(action, forged, POLICY, trail)[0] == "sender_not_trusted"


def test_a_note_to_our_own_goes_though_all_mail_is_forged() -> None:
    case = calm(date(2026, 4, 11), "11 April")
    note = case.action("NotifyFunction")
    assert case.rule(note, forged=True).outcome == case.rule(note).outcome == "act"


def test_the_gate_is_pure() -> None:
    situation = Situation()
    for action in situation.actions():
        world = situation.world(action)
        before = world.model_dump()
        first = rule(action, world, situation.policy)
        assert rule(action, world, situation.policy) == first
        assert world.model_dump() == before


def test_a_ruling_shows_every_check_it_made() -> None:
    names = [check.name for check in acknowledged().checks]
    assert names[:4] == ["stop", "schema", "recipient", "grant"]
    assert {"slot contact", "slot text", "sources", "amount", "velocity", "once"} <= set(names)
    assert names[-3:] == ["clause", "delegation", "standing"]


def test_a_ruling_can_be_stored_and_read_again() -> None:
    ruling = acknowledged()
    assert type(ruling).model_validate(ruling.model_dump(mode="json")) == ruling
    assert ruling.said().startswith("act: allowed (clause answer-or-ask, SA-1)")


def test_every_slot_of_every_kind_has_its_sources() -> None:
    slots = {
        (kind, name)
        for kind in KINDS
        for name, field in _model(kind).model_fields.items()
        if field.annotation in (Slot, Slot | None)
    }
    assert slots == set(SLOTS)


@pytest.mark.parametrize(
    ("kind", "slot", "words"),
    [
        ("HoldInvoice", "status", {"blocked"}),
        ("ApproveInvoice", "status", {"released"}),
        ("ParkInvoice", "status", {"parked"}),
        ("IssueCredit", "status", {"parked"}),
        ("DisputeCharge", "status", {"open"}),
        ("FileClaim", "status", {"open"}),
        ("Allocate", "state", {"firm"}),
        ("RecordPaper", "state", {"received"}),
        ("CloseChase", "status", {"answered", "stopped"}),
        ("UpdateShipment", "status", {"rolled", "confirmed", "delayed"}),
    ],
)
def test_a_state_is_only_what_an_act_of_its_kind_brings_about(
    kind: str, slot: str, words: set[str]
) -> None:
    """An act that blocks a bill cannot release it, nor one that files a paper accept it."""
    action = _model(kind).model_construct(kind=kind)
    names = ("invoice_state", "row_state")
    fits = {
        word
        for name in names
        for word in VOCABULARIES[name]
        if not misplaced(action, slot, fixed(name, word))
    }
    assert fits == words


def test_no_paper_is_accepted_filed_or_checked_by_a_report() -> None:
    words = {one.partition("=")[2] for one in SLOTS["RecordDocument", "state"]}
    assert words and words.isdisjoint({"accepted", "filed", "checked", ""})


def test_every_derivation_a_slot_may_use_has_its_inputs_listed() -> None:
    named = {one for sources in SLOTS.values() for one in sources}
    named |= {one for inputs in INPUTS.values() for each in inputs.values() for one in each}
    derived = {one.removeprefix("derived:") for one in named if one.startswith("derived:")}
    assert derived == set(INPUTS)


def _model(kind: str) -> Any:
    import domain.actions

    return getattr(domain.actions, kind)


@given(st.sampled_from(sorted(REASONS)))
def test_every_reason_is_said_in_words(reason: str) -> None:
    assert REASONS[reason]
    assert REASONS[reason] != reason
