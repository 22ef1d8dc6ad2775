"""A line told in lots: which is put right is said, and what is left of the order is asked."""

from collections.abc import Iterator

import pytest

from domain.errors import Refused
from graph.correct import Wanted
from seamline import views
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"


@pytest.fixture
def lots(after: After) -> Iterator[Office]:
    """4,000 before a day that can be two, and 8,000 about ten days after it."""
    office = after("W1-a")
    yield office


def put_right(office: Office, field: str, text: str, lot: int = 0) -> None:
    wanted = Wanted(field, "10", text, lot, "Lily on the phone")
    office.desk.correct(CASE, wanted, person="E001")


def days(office: Office) -> list[tuple[str, str]]:
    """What is stated and what is asked of the day of each lot."""
    news = office.desk.case(CASE).news[-1]
    told = [
        (str(one.for_qty), str(one.value.span.earliest))
        for one in news.statements
        if one.field == "promised_date" and one.object.endswith("/10")
    ]
    asked = [(str(one.for_qty), "asked") for one in news.questions if one.about == "promised_date"]
    return told + asked


def questions(office: Office) -> list[str]:
    waiting = views.case(office, CASE)["waiting"]
    return [one["text"] for one in waiting["questions"]] if waiting else []


def test_a_day_without_its_lot_is_refused_and_sets_none(lots: Office) -> None:
    before = days(lots)
    with pytest.raises(Refused, match=r"--lot 1 = that of 4,000 PCS, 2 = that of 8,000 PCS"):
        put_right(lots, "promised_date", "2026-04-09")
    assert days(lots) == before == [("4,000 PCS", "asked"), ("8,000 PCS", "asked")]


def test_a_day_of_one_lot_leaves_the_other_to_be_asked(lots: Office) -> None:
    put_right(lots, "promised_date", "2026-04-09", lot=1)
    assert days(lots) == [("4,000 PCS", "2026-04-09"), ("8,000 PCS", "asked")]
    assert questions(lots) == ["'about 10 days after', counted from 2026-04-09: is it 2026-04-19?"]
    put_right(lots, "promised_date", "2026-04-22", lot=2)
    assert days(lots) == [("4,000 PCS", "2026-04-09"), ("8,000 PCS", "2026-04-22")]
    assert questions(lots) == []


def test_lots_that_leave_pieces_of_the_order_ask_for_their_day(lots: Office) -> None:
    put_right(lots, "promised_date", "2026-04-09", lot=1)
    put_right(lots, "promised_date", "2026-04-19", lot=2)
    put_right(lots, "promised_qty", "1500", lot=1)
    assert questions(lots) == ["no date is given for the other 2,500 PCS"]
    put_right(lots, "promised_qty", "4000", lot=1)
    assert questions(lots) == []
