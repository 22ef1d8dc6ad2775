"""A mail in the wrong case: what it says leaves it, joins the right one, and stays there."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.message import Message
from domain.reading import Reading
from graph.correct import Wanted, correct
from graph.decide import decide
from graph.rereading import last_readings
from memory import inbox
from seamline import views
from seamline.export import export_trace
from seamline.verify import verify_trace
from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.states import After

WRONG, RIGHT = "W1-4500018822", "W1-4500018701"
WHY = "they wrote our old number"


def opened(office: Office) -> None:
    """The right case, opened by the buyer after a call."""
    office.desk.open_case("W1", RIGHT.removeprefix("W1-"), person="E001", reason="Lily called")


def moved(office: Office, person: str = "E002") -> None:
    office.desk.move_mail(WRONG, to=RIGHT, person=person, reason=WHY)


def read_again(office: Office) -> None:
    """Every mail is read once more, by a reader that finds more in it than before."""
    read = office.deps.read

    def more(message: Message) -> Reading:
        found = read(message)
        return found.model_copy(update={"intents": (*found.intents, "late_again")})

    object.__setattr__(office.deps, "read", more)
    with office.ledger.transaction() as connection:
        for one in last_readings(connection).values():
            told = {"sha256": one.body["sha256"]}
            inbox.enqueue(connection, one.stream, "read again", told, office.clock.now())
    office.desk.advance()


def test_what_it_says_leaves_the_wrong_case_and_joins_the_right_one(after: After) -> None:
    office = after("W1-d")
    opened(office)
    office.desk.decide(WRONG, "approve", person="E007", reason="covers the gap")
    done = office.desk.move_mail(WRONG, to=RIGHT, person="E002", reason=WHY)
    wrong, right = office.desk.case(WRONG), office.desk.case(RIGHT)
    assert (wrong.news, wrong.proposal, wrong.approvals, wrong.superseded) == ((), None, (), 1)
    assert (done.closed, done.strange) == (True, ("purchase_order_lines:4500018822/20",))
    assert wrong.closed is not None and RIGHT in wrong.closed["resolved_by"]
    (told,) = right.news
    dates = {one.object: one for one in told.statements if one.field == "promised_date"}
    assert set(dates) == {"purchase_order_lines:4500018701/10"}, "the same item stands there"
    assert right.proposal is not None
    (written,) = (one for one in right.proposal.actions if one.kind == "ChangeOrderLine")
    assert written.params()["promised_date"] == "2026-04-11"
    assert {one["case"] for one in views.inbox(office)["waiting"]} == {RIGHT}


def test_read_again_it_stays_where_it_was_moved(after: After) -> None:
    office = after("W1-d")
    opened(office)
    moved(office)
    (before,) = office.desk.case(RIGHT).news
    read_again(office)
    (then,) = office.desk.case(RIGHT).news
    assert then.statements == before.statements
    assert "late_again" in then.intents and "late_again" not in before.intents
    assert office.desk.case(WRONG).news == ()
    with pytest.raises(Unknown):
        office.desk.case(f"{WRONG}-2")


def test_a_later_mail_about_the_old_order_opens_a_case_of_its_own(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    opened(office)
    moved(office)
    file_letter(
        office,
        tmp_path / "letters",
        sender="shipping@kailun.example",
        subject="4500018822",
        sent="Wed, 11 Mar 2026 09:20:00 +0000",
        text="4500018822 item 10: new ready date 13 April 2026\n",
    )
    assert len(office.desk.case(f"{WRONG}-2").news) == 1
    assert len(office.desk.case(RIGHT).news) == 1


def test_a_case_with_another_mail_goes_on_from_that(after: After) -> None:
    office = after("W1-d", "W1-a")
    opened(office)
    first, second = office.desk.case(WRONG).news
    with pytest.raises(Refused, match="say which mail"):
        moved(office)
    done = office.desk.move_mail(WRONG, second.message[:12], to=RIGHT, person="E002", reason=WHY)
    wrong = office.desk.case(WRONG)
    assert (wrong.news, done.closed, wrong.closed) == ((first,), False, None)
    assert wrong.proposal is not None and wrong.proposal.rankings != ()


def test_what_has_not_begun_does_not_happen_any_more(after: After) -> None:
    office = after("W1-d")
    opened(office)
    for person in ("E007", "E002"):
        decide(office.deps, WRONG, "approve", person, "covers the gap", {})
    held = {one.key for one in office.desk.case(WRONG).effects if one.state == "intended"}
    assert held
    moved(office)
    office.desk.advance()
    states = {one.state for one in office.desk.case(WRONG).effects if one.key in held}
    assert states == {"failed"}


def test_values_that_could_be_another_lines_are_named_and_left(after: After) -> None:
    office = after("W1-d")
    office.desk.open_case("W1", "4500018830", person="E001", reason="Lily called")
    done = office.desk.move_mail(WRONG, to="W1-4500018830", person="E002", reason=WHY)
    assert done.strange == tuple(f"purchase_order_lines:4500018822/{one}" for one in (10, 20))
    (told,) = office.desk.case("W1-4500018830").news
    assert all("4500018822" not in one.object for one in told.statements)
    wanted = Wanted("promised_date", "4500018830/10", "2026-04-11", 0, "it is that line")
    correct(office.deps, "W1-4500018830", wanted, "E001")
    office.desk.advance()
    proposal = office.desk.case("W1-4500018830").proposal
    assert proposal is not None and proposal.rankings != ()


def test_what_cannot_be_moved_is_refused(after: After) -> None:
    office = after("W1-d")
    opened(office)
    with pytest.raises(Refused, match="say why"):
        office.desk.move_mail(WRONG, to=RIGHT, person="E002", reason=" ")
    with pytest.raises(NotAllowed, match="may not move mail"):
        office.desk.move_mail(WRONG, to=RIGHT, person="E022", reason=WHY)
    with pytest.raises(Refused, match="in W1-4500018822 already"):
        office.desk.move_mail(WRONG, to=WRONG, person="E002", reason=WHY)
    with pytest.raises(Unknown, match="is no mail of"):
        office.desk.move_mail(WRONG, "ffffffff", to=RIGHT, person="E002", reason=WHY)
    with pytest.raises(Unknown, match="no case"):
        office.desk.move_mail(WRONG, to="W1-1", person="E002", reason=WHY)
    assert len(office.desk.case(WRONG).news) == 1


@pytest.mark.parametrize("case", [WRONG, RIGHT])
def test_the_traces_of_both_cases_verify(after: After, tmp_path: Path, case: str) -> None:
    office = after("W1-d")
    opened(office)
    moved(office)
    manifest = export_trace(office.ledger, office.blobs, tmp_path / "trace", case=case)
    verify_trace(tmp_path / "trace", head=manifest.head_hash)
