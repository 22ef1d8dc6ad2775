"""A correction stands where its mail goes on: after a merge, a split, a move, and a new reading."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from graph.correct import Wanted, correct
from seamline import views
from seamline.wiring import Office
from tests.flows.test_moving import read_again
from tests.flows.test_splitting import TWENTY, late, objects
from tests.states import After, state

CASE, NEW, RIGHT = "W1-4500018822", "W1-4500018822-2", "W1-4500018701"
AMENDMENT, FOB = "P2-4500018822", "FOB on board"
WHY = "the mail says so further down"


def put_right(office: Office, name: str, line: str, day: str = "2026-04-13") -> tuple[str, ...]:
    """The buyer says another day; the cases that it was put right in."""
    done = correct(office.deps, name, Wanted("promised_date", line, day, 0, WHY), "E001")
    office.desk.advance()
    return done.cases


def message_key(office: Office, case: str) -> str:
    """By which the mail of a case is named instead of the case."""
    (told,) = office.desk.case(case).news
    return office.deps.parse_safely(office.deps.blobs.read(told.message)).key[:12]


@state("W1-d")
def merged(office: Office, _: Path) -> None:
    """A delay that goes on in an amendment of the same order."""
    office.desk.open_case("P2", "4500018822", person="E001", reason="Lily wants another price")
    office.desk.merge(CASE, into=AMENDMENT, person="E002", reason="one matter")


@state()
def split(office: Office, folder: Path) -> None:
    """A delay of two lines, the second of which goes on in a case of its own."""
    late(office, folder / "letters", 1, "11 April 2026", "18 April 2026")
    office.desk.split(CASE, ["20"], person="E002", reason="the cables are another story")


def test_a_case_that_was_merged_away_is_corrected_in_the_other_alone(merged: Office) -> None:
    with pytest.raises(Refused, match=f"goes on in {AMENDMENT}: `seamline correct {AMENDMENT} …`"):
        put_right(merged, CASE, "10")
    assert merged.desk.case(CASE).phase == "closed"
    assert put_right(merged, message_key(merged, AMENDMENT), "10") == (AMENDMENT,)
    assert (merged.desk.case(CASE).phase, merged.desk.case(CASE).proposal) == ("closed", None)


def test_a_line_that_was_split_off_is_corrected_where_it_went(split: Office) -> None:
    with pytest.raises(
        Refused, match=f"4500018822/20 goes on in {NEW}: `seamline correct {NEW} …`"
    ):
        put_right(split, CASE, "20")
    assert put_right(split, message_key(split, CASE), "20") == (NEW,)
    assert TWENTY not in objects(split, CASE)
    split.desk.merge(NEW, into=CASE, person="E002", reason="they ship together after all")
    assert put_right(split, CASE, "20", "2026-04-14") == (CASE,)


def asked(office: Office, case: str) -> tuple[str, ...]:
    """Who is asked to approve what the case proposes."""
    found = office.desk.case(case).asked
    assert found is not None
    return found.people


def corrected_by_the_planner(office: Office, line: str, field: str, text: str) -> None:
    """A value put right by whoever else would approve what rests on it."""
    correct(office.deps, CASE, Wanted(field, line, text, 0, WHY), "E007")
    office.desk.advance()
    assert "E007" not in asked(office, CASE)


@pytest.mark.parametrize(
    ("field", "text"), [("promised_date", "2026-04-13"), ("cause", "none"), ("event", FOB)]
)
def test_who_put_a_value_right_moves_along_with_its_mail(
    after: After, field: str, text: str
) -> None:
    office = after("W1-d")
    office.desk.open_case("W1", "4500018701", person="E001", reason="Lily called")
    corrected_by_the_planner(office, "10", field, text)
    office.desk.move_mail(CASE, to=RIGHT, person="E002", reason="they wrote our old number")
    (told,) = office.desk.case(RIGHT).news
    assert [one.object for one in told.corrections] == ["purchase_order_lines:4500018701/10"]
    assert office.desk.case(RIGHT).corrected_by == ("E007",)
    shown = views.case(office, RIGHT)["corrections"]
    assert [(one["person"], one["text"] or "none") for one in shown] == [("E007", text)]
    with pytest.raises(NotAllowed, match="put a value right that this rests on"):
        office.desk.decide(RIGHT, "approve", person="E007", reason="covers the gap")
    office.desk.move_mail(RIGHT, to=back(office), person="E002", reason="it was right before")
    assert office.desk.case(f"{CASE}-2").corrected_by == ("E007",)


def back(office: Office) -> str:
    """A new case about the first order."""
    office.desk.open_case("W1", "4500018822", person="E001", reason="Lily called again")
    return f"{CASE}-2"


def test_a_line_that_is_split_off_takes_the_correction_along(
    office: Office, tmp_path: Path
) -> None:
    late(office, tmp_path / "letters", 1, "11 April 2026", "18 April 2026")
    corrected_by_the_planner(office, "20", "promised_date", "2026-04-13")
    office.desk.split(CASE, ["20"], person="E002", reason="the cables are another story")
    assert office.desk.case(NEW).corrected_by == ("E007",)
    assert office.desk.case(CASE).corrected_by == () and "E007" in asked(office, CASE)
    with pytest.raises(NotAllowed, match="put a value right that this rests on"):
        office.desk.decide(NEW, "approve", person="E007", reason="covers the gap")
    office.desk.merge(NEW, into=CASE, person="E002", reason="they ship together after all")
    assert office.desk.case(CASE).corrected_by == ("E007",)
    assert "E007" not in asked(office, CASE)


def test_what_two_cases_know_of_one_mail_is_merged_with_the_correction_of_either(
    after: After,
) -> None:
    office = after("W1-d")
    office.desk.open_case("P2", "4500018822", person="E001", reason="Lily wants another price")
    corrected_by_the_planner(office, "10", "promised_date", "2026-04-13")
    office.desk.merge(CASE, into=AMENDMENT, person="E002", reason="one matter")
    assert office.desk.case(AMENDMENT).corrected_by == ("E007",)


def stands_when_read_again(office: Office) -> None:
    """What a person put right is as they left it, and their word, when the reader finds more."""
    (before,) = office.desk.case(CASE).news
    read_again(office)
    (after,) = office.desk.case(CASE).news
    assert "late_again" in after.intents, "what nobody put right is news"
    assert (after.statements, after.questions) == (before.statements, before.questions)
    assert office.desk.case(CASE).corrected_by == ("E007",)


@pytest.mark.parametrize(("field", "text"), [("cause", "none"), ("event", FOB)])
def test_no_kind_of_correction_is_undone_by_reading_the_mail_again(
    after: After, field: str, text: str
) -> None:
    office = after("W1-d")
    corrected_by_the_planner(office, "10", field, text)
    stands_when_read_again(office)


def test_a_date_that_a_person_says_is_none_does_not_come_back_when_the_mail_is_read_again(
    office: Office, tmp_path: Path
) -> None:
    late(office, tmp_path / "letters", 1, "11 April 2026", "18 April 2026")
    corrected_by_the_planner(office, "20", "promised_date", "none")
    stands_when_read_again(office)


def test_what_is_said_to_state_nothing_stays_so_in_a_case_of_its_own(
    office: Office, tmp_path: Path
) -> None:
    late(office, tmp_path / "letters", 1, "11 April 2026", "18 April 2026")
    correct(office.deps, CASE, Wanted("promised_date", "20", "none", 0, WHY), "E001")
    office.desk.advance()
    left = [one for one in office.desk.case(CASE).news[0].statements if one.object == TWENTY]
    office.desk.split(CASE, ["20"], person="E002", reason="the cables are another story")
    read_again(office)
    assert office.desk.case(NEW).closed is not None, "nothing is left to be done there"
    (told,) = office.desk.case(NEW).news
    assert list(told.statements) == left and all(one.field != "promised_date" for one in left)
    assert TWENTY not in objects(office, CASE)
