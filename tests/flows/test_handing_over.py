"""A hand-off is offered, taken or refused with a reason; not taken in time, it is back."""

from datetime import timedelta

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.together import HandOff
from graph.handing import Terms
from memory.clock import move_replay_clock
from seamline import views
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"
TASK = "find 2,000 pieces within the week"


def offers(office: Office) -> tuple[HandOff, ...]:
    return office.desk.case(CASE).together.handoffs


def test_whoever_takes_it_holds_the_case(after: After) -> None:
    office = after("W1-d")
    office.desk.claim(CASE, person="E007")
    done = office.desk.hand_off(CASE, person="E007", to="Procurement", task=TASK)
    assert (done.handoff.to, done.handoff.updates) == ("procurement", "E007")
    assert {"E001", "E002"} <= set(done.people)
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None and done.handoff.due == proposal.until
    taken = office.desk.accept(CASE, person="E001", note="I call Brightwell")
    assert (taken.handoff.state, taken.handoff.person) == ("accepted", "E001")
    holder = office.desk.case(CASE).together.holder
    assert holder is not None and holder.person == "E001"
    assert office.desk.case(CASE).proposal == proposal


def test_refused_it_is_back_with_its_reason(after: After) -> None:
    office = after("W1-d")
    office.desk.claim(CASE, person="E007")
    office.desk.hand_off(CASE, person="E007", to="production", task=TASK)
    with pytest.raises(Refused, match="say why"):
        office.desk.refuse(CASE, person="E025", reason=" ")
    office.desk.refuse(CASE, person="E025", reason="no line makes these")
    (offer,) = offers(office)
    assert (offer.state, offer.answer) == ("refused", "no line makes these")
    holder = office.desk.case(CASE).together.holder
    assert holder is not None and holder.person == "E007"


def test_nobody_takes_it_in_time_and_it_is_back(after: After) -> None:
    office = after("W1-d")
    due = office.clock.now() + timedelta(hours=4)
    office.desk.hand_off(CASE, person="E007", to="production", task=TASK, terms=Terms(due=due))
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, due)
    office.desk.advance()
    (offer,) = offers(office)
    assert (offer.state, offer.person) == ("refused", "")
    assert offer.answer.startswith("nobody of production took it by ")


def test_what_was_taken_in_time_does_not_go_back(after: After) -> None:
    office = after("W1-d")
    due = office.clock.now() + timedelta(hours=4)
    office.desk.hand_off(CASE, person="E007", to="production", task=TASK, terms=Terms(due=due))
    office.desk.accept(CASE, person="E025")
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, due)
    office.desk.advance()
    assert [one.state for one in offers(office)] == ["accepted"]


def test_what_makes_no_sense_is_refused(after: After) -> None:
    office = after("W1-d")
    desk = office.desk
    with pytest.raises(Unknown, match=r"no function of people.yaml; there are .*production"):
        desk.hand_off(CASE, person="E007", to="alchemy", task=TASK)
    with pytest.raises(Refused, match="say what they are to do"):
        desk.hand_off(CASE, person="E007", to="production", task=" ")
    with pytest.raises(NotAllowed, match="you are planning yourself"):
        desk.hand_off(CASE, person="E007", to="planning", task=TASK)
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None
    late = Terms(due=proposal.until + timedelta(minutes=1))
    with pytest.raises(Refused, match="not after"):
        desk.hand_off(CASE, person="E007", to="production", task=TASK, terms=late)
    desk.hand_off(CASE, person="E007", to="production", task=TASK)
    with pytest.raises(NotAllowed, match="offered to production already"):
        desk.hand_off(CASE, person="E007", to="production", task=TASK)
    with pytest.raises(NotAllowed, match=r"offered to finance; it is offered to production"):
        desk.accept(CASE, person="E016")


def test_whoever_holds_the_case_or_a_lead_hands_it_over(after: After) -> None:
    office = after("W1-d")
    office.desk.claim(CASE, person="E007")
    with pytest.raises(NotAllowed, match="holds it"):
        office.desk.hand_off(CASE, person="E001", to="production", task=TASK)
    office.desk.hand_off(CASE, person="E002", to="production", task=TASK)


def test_it_is_shown_until_it_is_answered_and_ends_with_the_case(after: After) -> None:
    office = after("W1-d")
    office.desk.hand_off(CASE, person="E007", to="production", task=TASK)
    (line,) = views.inbox(office)["handed_over"]
    assert [one["task"] for one in line["handoffs"]] == [TASK]
    office.desk.decide(CASE, "reject", person="E007", reason="settled by phone")
    assert views.inbox(office)["handed_over"] == []
    assert [one["state"] for one in views.case(office, CASE)["handoffs"]] == ["closed"]
