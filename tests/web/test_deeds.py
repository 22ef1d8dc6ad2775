"""Deeds: each verb of the desk and the API as one sentence, and what is refused as a fact."""

import pytest

from domain.errors import NotAllowed, Refused, SeamlineError, Unknown
from memory import chain
from memory.modes import modes, stops
from seamline.deeds import Deed, do
from seamline.entrance import STREAM, Entrance
from seamline.wiring import Office

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


def act(
    office: Office, person: str, what: str, case: str = CASE, key: str = "", **form: str
) -> str:
    deed = Deed(office, office.people.require(person), case, key, form)
    return do(Entrance(office), deed, what)


def test_a_case_is_claimed_given_and_given_back(office: Office) -> None:
    assert "Marta Oyelaran holds it" in act(office, "E001", "claim")
    assert "Samir Haddad holds it" in act(office, "E001", "assign", to="E007", reason="his part")
    assert act(office, "E007", "release").endswith("nobody holds it")
    assert office.desk.case(CASE).together.holder is None


def test_a_case_sleeps_and_is_woken(office: Office) -> None:
    assert "sleeps until" in act(office, "E001", "snooze", until="4h", reason="lunch")
    assert act(office, "E001", "wake") == f"{CASE} is back"
    with pytest.raises(Refused, match="is no time"):
        act(office, "E001", "snooze", until="later")


def test_work_is_offered_refused_offered_again_and_taken(office: Office) -> None:
    first = office.people.in_role("logistics")[0]
    assert "is offered to logistics" in act(office, "E001", "hand-off", to="logistics", task="fly")
    assert "with E001 again" in act(office, first.id, "refuse", reason="no space this week")
    act(office, "E001", "hand-off", to="logistics", task="fly", due="4h", updates="E001")
    assert f"{first.name} holds it" in act(office, first.id, "accept", reason="on it")


def test_what_was_said_on_the_phone_is_hearsay(office: Office) -> None:
    said = act(office, "E001", "note", text="ready 12 April 2026 after all", said_by="Lily")
    assert said.startswith(f"{CASE}: noted as hearsay of Lily")


def test_a_value_is_put_right_with_a_reason(office: Office) -> None:
    told = {"field": "promised_date", "object": "10", "value": "2026-04-12", "reason": "misread"}
    assert "2026-04-11 → 2026-04-12" in act(office, "E001", "correct", **told)
    with pytest.raises(Refused, match="is no lot"):
        act(office, "E001", "correct", **told, lot="first")


def test_all_is_stopped_by_one_and_resumed_by_two(office: Office) -> None:
    assert "resuming takes 2 people" in act(office, "E001", "stop", case="", reason="drill")
    with office.ledger.reading() as connection:
        assert set(stops(connection)) == {"all"}
    assert "waits for 1 more" in act(office, "E001", "resume", case="", reason="over")
    assert act(office, "E007", "resume", case="", reason="over") == "resumed all"


def test_a_mode_is_set_by_whoever_may(office: Office) -> None:
    owner = office.policy.workflows["supplier_delay"].flow_owner
    person = next(one for one in office.people.people if one.role == owner)
    act(office, person.id, "mode", case="", workflow="W1", mode="observe", reason="r")
    with office.ledger.reading() as connection:
        assert modes(connection).in_force("supplier_delay") == "observe"
    with pytest.raises(Refused, match="is no mode"):
        act(office, person.id, "mode", case="", workflow="W1", mode="berserk", reason="r")


@pytest.mark.parametrize(
    ("what", "case", "refusal"),
    [("decide", CASE, NotAllowed), ("sell", CASE, Unknown), ("decide", "", Unknown)],
)
def test_what_may_not_be_done_is_refused_and_on_record_where_it_was_not_allowed(
    office: Office, what: str, case: str, refusal: type[SeamlineError]
) -> None:
    proposal = office.desk.case(CASE).proposal
    seen = proposal.hash if proposal else ""
    with pytest.raises(refusal):
        act(office, "E001", what, case=case, verb="approve", seen=seen)
    with office.ledger.reading() as connection:
        noted = [one.body for one in chain.of_stream(connection, STREAM)]
    wanted = [("E001", f"decide {CASE}")] if refusal is NotAllowed else []
    assert [(one["person"], one["what"]) for one in noted] == wanted


def test_a_case_is_opened_without_a_mail(office: Office) -> None:
    said = act(office, "E001", "open", case="", workflow="W1", about="4500018830", reason="rumour")
    assert said == "W1-4500018830: opened"
    assert office.desk.case("W1-4500018830").title


def test_a_mail_moves_and_a_case_is_merged_and_not_split_into_nothing(office: Office) -> None:
    opened = act(
        office, "E001", "open", "", workflow="W1", about="4500018701", reason="Lily called"
    )
    other = opened.partition(":")[0]
    said = act(office, "E002", "move", to=other, reason="their typing error")
    assert said.startswith(f"'4500018822 item 10 - new ready date' is in {other} now")
    act(office, "E001", "open", "", workflow="P2", about="4500018701", reason="another price")
    assert act(office, "E002", "merge", other, into="P2-4500018701", reason="one matter") == (
        f"{other} goes on in P2-4500018701"
    )
    with pytest.raises(NotAllowed, match="nothing would be left"):
        act(office, "E002", "split", "P2-4500018701", objects="4500018701/10", reason="no")


def test_an_act_beside_the_decision_is_declared(office: Office) -> None:
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    said = act(office, "E001", "override", text="flown instead", by="E003", reason="late")
    assert said == f"{CASE}: on record as an override by Joel Strand (logistics coordinator)"
