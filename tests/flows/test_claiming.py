"""Who holds a case: one at a time, the second is told by whom; given, given back, shown."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from domain.errors import NotAllowed, Unknown
from seamline import views
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.memory.facts import recorded
from tests.states import After

CASE = "W1-4500018822"


def claims(workspace: Workspace, person: str, ready: Barrier) -> str:
    """Claims over a connection of its own, at the same time as whoever else waits there."""
    office = open_office(workspace)
    ready.wait()
    try:
        return office.desk.claim(CASE, person=person).holder
    except NotAllowed as refused:
        return str(refused)
    finally:
        office.close()


def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told_by_whom(after: After) -> None:
    office = after("W1-d")
    people = ("E001", "E007")
    ready = Barrier(len(people))
    with ThreadPoolExecutor(len(people)) as pool:
        said = list(pool.map(lambda one: claims(office.workspace, one, ready), people))
    won = [one for one in said if one in people]
    (refused,) = [one for one in said if one not in people]
    assert len(won) == 1
    holder = office.desk.case(CASE).together.holder
    assert holder is not None and [holder.person] == won
    winner = office.people.require(holder.person)
    assert f"{winner.name} ({winner.id}) holds it, since" in refused
    assert [one.kind for one in recorded(office.ledger)].count("claimed") == 1


def test_a_claim_withdraws_no_proposal_and_voids_no_approval(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    before = office.desk.case(CASE)
    office.desk.claim(CASE, person="E002")
    office.desk.advance()
    then = office.desk.case(CASE)
    assert (then.proposal, then.approvals) == (before.proposal, before.approvals)
    assert office.desk.decide(CASE, "approve", person="E002").complete


def test_whoever_has_no_part_in_a_case_cannot_hold_it(after: After) -> None:
    office = after("W1-d")
    with pytest.raises(NotAllowed, match=r"Deb Okafor .* may not claim"):
        office.desk.claim(CASE, person="E022")
    with pytest.raises(NotAllowed, match=r"Deb Okafor .* has no part"):
        office.desk.assign(CASE, person="E007", to="E022")
    with pytest.raises(Unknown):
        office.desk.claim("W1-1", person="E007")


def test_a_lead_takes_what_somebody_holds_with_a_reason_and_others_do_not(after: After) -> None:
    office = after("W1-d")
    office.desk.claim(CASE, person="E007")
    with pytest.raises(NotAllowed, match=r"Samir Haddad .*a lead or above"):
        office.desk.assign(CASE, person="E001", to="E001")
    with pytest.raises(NotAllowed, match=r"say why"):
        office.desk.release(CASE, person="E008")
    given = office.desk.assign(CASE, person="E008", to="E001", reason="Samir is full")
    assert (given.before, given.holder, given.person) == ("E007", "E001", "E008")
    with pytest.raises(NotAllowed, match=r"holds .* already"):
        office.desk.assign(CASE, person="E008", to="E001", reason="again")


def test_what_was_given_back_can_be_claimed_again_by_the_same(after: After) -> None:
    office = after("W1-d")
    for _ in range(2):
        assert office.desk.claim(CASE, person="E007").before == ""
        assert office.desk.release(CASE, person="E007").before == "E007"
    assert office.desk.case(CASE).together.holder is None
    with pytest.raises(NotAllowed, match=r"nobody holds"):
        office.desk.release(CASE, person="E007")


def test_who_holds_a_case_is_shown(after: After) -> None:
    office = after("W1-d")
    office.desk.claim(CASE, person="E007")
    (waiting,) = views.inbox(office)["waiting"]
    assert waiting["holder"]["name"] == "Samir Haddad"
    assert views.case(office, CASE)["holder"]["id"] == "E007"
