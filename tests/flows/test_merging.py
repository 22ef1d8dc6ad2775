"""Two cases about one matter: one is closed with a link, all that it knew goes on in the other."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from graph.notes import take_note
from seamline import views
from seamline.export import export_trace
from seamline.verify import verify_trace
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.states import state

DELAY, AMENDMENT = "W1-4500018822", "P2-4500018822"
WHY = "one mail, one matter"


@state("W1-d")
def two(office: Office, _: Path) -> None:
    """A delay, and an amendment of the same order that was opened after a call."""
    office.desk.open_case("P2", "4500018822", person="E001", reason="Lily wants another price")


def said_since(office: Office, case: str) -> list[str]:
    """What was noted of a case since it was opened."""
    return [one.text for one in office.desk.case(case).notes if one.channel != "opening"]


def test_its_mails_go_on_in_the_other_and_it_is_closed_with_a_link(two: Office) -> None:
    two.desk.decide(DELAY, "approve", person="E007", reason="covers the gap")
    known = two.desk.case(DELAY).news
    done = two.desk.merge(DELAY, into=AMENDMENT, person="E002", reason=WHY)
    assert done.mails == 1
    away, into = two.desk.case(DELAY), two.desk.case(AMENDMENT)
    assert away.closed is not None
    assert (away.closed["outcome"], away.closed["merged_into"]) == ("merged", AMENDMENT)
    assert (away.proposal, away.approvals, away.superseded) == (None, (), 1)
    assert [one.message for one in into.news] == [one.message for one in known]
    assert into.came_from == (DELAY,)
    assert {one["case"] for one in views.inbox(two)["closed"]} >= {DELAY}


def test_what_both_had_proposed_is_void_and_asked_anew(two: Office) -> None:
    before = two.desk.case(DELAY)
    two.desk.decide(DELAY, "approve", person="E007", reason="covers the gap")
    two.desk.merge(AMENDMENT, into=DELAY, person="E002", reason=WHY)
    after = two.desk.case(DELAY)
    assert (after.superseded, after.approvals) == (before.superseded + 1, ())
    assert after.proposal is not None and after.asked is not None
    assert before.proposal is not None and after.proposal.hash != before.proposal.hash


def test_what_was_said_goes_on_too(two: Office) -> None:
    take_note(
        two.deps, DELAY, "Lily is on holiday", said_by="CT02", channel="phone", person_id="E001"
    )
    two.desk.merge(DELAY, into=AMENDMENT, person="E002", reason=WHY)
    assert said_since(two, AMENDMENT) == ["Lily is on holiday"]


@pytest.mark.parametrize("away", [DELAY, AMENDMENT])
def test_a_note_on_what_was_merged_away_is_noted_where_it_goes_on(two: Office, away: str) -> None:
    into = AMENDMENT if away == DELAY else DELAY
    two.desk.merge(away, into=into, person="E002", reason=WHY)
    before = two.desk.case(away)
    said = "now it will be 20 April"
    noted = two.desk.note(away, said, said_by="CT02", channel="phone", person="E001")
    assert noted.case == into
    assert two.desk.case(away).through == before.through
    assert said_since(two, into) == [said]


def test_a_later_mail_about_the_closed_one_goes_to_the_other(two: Office) -> None:
    two.desk.merge(DELAY, into=AMENDMENT, person="E002", reason=WHY)
    file_sample(two, "W1-a")
    assert len(two.desk.case(AMENDMENT).news) == 2
    assert len(two.desk.case(DELAY).news) == 1
    assert f"{DELAY}-2" not in {one["case"] for one in views.inbox(two)["waiting"]}


def test_nothing_is_merged_where_it_would_be_lost(two: Office) -> None:
    two.desk.open_case("W1", "4500018701", person="E001", reason="Lily called")
    with pytest.raises(NotAllowed, match=r"about 4500018701 alone: .* 4500018822/10"):
        two.desk.merge(DELAY, into="W1-4500018701", person="E002", reason=WHY)
    assert two.desk.case(DELAY).closed is None


def test_what_makes_no_sense_is_refused(two: Office) -> None:
    with pytest.raises(Refused, match="say why"):
        two.desk.merge(DELAY, into=AMENDMENT, person="E002", reason="")
    with pytest.raises(Refused, match="into itself"):
        two.desk.merge(DELAY, into=DELAY, person="E002", reason=WHY)
    with pytest.raises(NotAllowed, match="may not merge"):
        two.desk.merge(DELAY, into=AMENDMENT, person="E022", reason=WHY)
    two.desk.merge(AMENDMENT, into=DELAY, person="E002", reason=WHY)
    with pytest.raises(NotAllowed, match="is closed"):
        two.desk.merge(DELAY, into=AMENDMENT, person="E002", reason=WHY)


@pytest.mark.parametrize("case", [DELAY, AMENDMENT])
def test_the_traces_of_both_verify(two: Office, tmp_path: Path, case: str) -> None:
    two.desk.merge(DELAY, into=AMENDMENT, person="E002", reason=WHY)
    manifest = export_trace(two.ledger, two.blobs, tmp_path / "trace", case=case)
    verify_trace(tmp_path / "trace", head=manifest.head_hash)
