"""Somebody acted beside the decision: on record, shown, its owner asked, its ground looked at."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from graph.overriding import Act
from memory import chain
from seamline import views
from seamline.decision_views import overrides
from seamline.wiring import Office
from tests.states import After, state

CASE = "W1-4500018822"
ACT = Act(what="1,000 pcs ordered from Brightwell by phone", by="E003")
WHY = "the line would have stood still"


@state("W1-d")
def decided(office: Office, _: Path) -> None:
    """The delay, decided and seen through."""
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    assert office.desk.case(CASE).closed is not None


def declare(office: Office, act: Act = ACT, person: str = "E001") -> None:
    office.desk.declare_override(CASE, act, person=person, reason=WHY)


def test_it_is_on_record_and_the_case_comes_back_for_its_owner(decided: Office) -> None:
    done = decided.desk.declare_override(CASE, ACT, person="E001", reason=WHY)
    assert done.reopened and done.by == "Joel Strand (logistics coordinator)"
    state = decided.desk.case(CASE)
    assert state.closed is None
    assert state.stuck.startswith("acted beside the decision: Joel Strand")
    (waiting,) = views.inbox(decided)["waiting"]
    assert waiting["case"] == CASE
    (shown,) = overrides(decided)
    assert ACT.what in shown["what"] and shown["reason"] == WHY
    with decided.ledger.reading() as connection:
        (fact,) = chain.of_kind(connection, "override_seen")
    assert decided.desk.case(CASE).decision_fact is not None
    assert fact.causes == (state.decision_fact.id,) if state.decision_fact else ()


def test_whoever_may_decide_answers_for_it_and_memory_keeps_it(decided: Office) -> None:
    declare(decided)
    (owed,) = views.case(decided, CASE)["owed"]
    assert owed["kind"] == "override"
    with pytest.raises(NotAllowed, match="may not waive"):
        decided.desk.waive(CASE, owed["key"], person="E022", reason="fine with me")
    decided.desk.waive(CASE, owed["key"], person="E007", reason="it was right")
    closed = decided.desk.case(CASE).closed
    assert closed is not None and closed["outcome"] == "resolved otherwise"
    assert ACT.what in closed["resolved_by"]


def test_what_it_touches_of_the_decisions_ground_is_looked_at(decided: Office) -> None:
    whole = decided.desk.declare_override(CASE, ACT, person="E001", reason=WHY)
    assert whole.checked != () and {one.health for one in whole.checked} == {"held"}
    other = ACT.model_copy(update={"about": ("4500018822/20",)})
    part = decided.desk.declare_override(CASE, other, person="E001", reason=WHY)
    assert part.checked == ()


def test_without_a_decision_in_force_there_is_nothing_to_override(after: After) -> None:
    office = after("W1-d")
    with pytest.raises(NotAllowed, match="no decision of"):
        declare(office)


def test_what_is_not_said_or_not_over_is_refused(decided: Office) -> None:
    with pytest.raises(Refused, match="say why"):
        decided.desk.declare_override(CASE, ACT, person="E001", reason=" ")
    with pytest.raises(Refused, match="say what was done"):
        declare(decided, Act(what=" ", by="E003"))
    ahead = ACT.model_copy(update={"at": decided.clock.now() + timedelta(hours=1)})
    with pytest.raises(Refused, match="still ahead"):
        declare(decided, ahead)
    with pytest.raises(NotAllowed, match="may not declare"):
        declare(decided, person="E022")
