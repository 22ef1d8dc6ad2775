"""A correction stands where its mail goes on: after a merge, a split, a move, and a new reading."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Refused
from graph.correct import Wanted, correct
from seamline.wiring import Office
from tests.flows.test_splitting import TWENTY, late, objects

CASE, NEW, AMENDMENT = "W1-4500018822", "W1-4500018822-2", "P2-4500018822"
WHY = "the mail says so further down"
File = Callable[..., None]


def put_right(office: Office, name: str, line: str, day: str = "2026-04-13") -> tuple[str, ...]:
    """The buyer says another day; the cases that it was put right in."""
    done = correct(office.deps, name, Wanted("promised_date", line, day, 0, WHY), "E001")
    office.desk.advance()
    return done.cases


def message_key(office: Office, case: str) -> str:
    """By which the mail of a case is named instead of the case."""
    (told,) = office.desk.case(case).news
    return office.deps.parse_safely(office.deps.blobs.read(told.message)).key[:12]


@pytest.fixture
def merged(office: Office, file: File) -> Office:
    """A delay that goes on in an amendment of the same order."""
    file("W1-d")
    office.desk.open_case("P2", "4500018822", person="E001", reason="Lily wants another price")
    office.desk.merge(CASE, into=AMENDMENT, person="E002", reason="one matter")
    return office


@pytest.fixture
def split(office: Office, tmp_path: Path) -> Office:
    """A delay of two lines, the second of which goes on in a case of its own."""
    late(office, tmp_path / "letters", 1, "11 April 2026", "18 April 2026")
    office.desk.split(CASE, ["20"], person="E002", reason="the cables are another story")
    return office


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
