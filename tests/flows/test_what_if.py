"""What if: other days and answers are priced, and nothing of it is written."""

import pytest

from domain.errors import NotAllowed, Refused
from graph.what_if import Priced, Supposed, what_if
from memory import chain
from seamline.wiring import Office
from tests.flows.playing import file_sample

CASE = "W1-4500018822"


def supposed(office: Office, **told: object) -> tuple[Priced, ...]:
    return what_if(office.deps, office.desk.case(CASE), Supposed.model_validate(told))


def late(parts: tuple[Priced, ...], option: str) -> int:
    return next(one.days_late for one in parts[0].options if one.name == option)


def test_days_later_than_stated_move_the_options_and_leave_no_trace(office: Office) -> None:
    file_sample(office, "W1-d")
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    now, then = supposed(office), supposed(office, days=10)
    assert (late(now, "accept"), late(then, "accept")) == (4, 14)
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before


def test_nothing_supposed_is_what_was_priced(office: Office) -> None:
    file_sample(office, "W1-d")
    opened = office.desk.case(CASE).proposal
    assert opened is not None
    assert [one.ranking.winner for one in supposed(office)] == [
        one.winner for one in opened.rankings
    ]


def test_an_answer_is_tried_before_it_is_given(office: Office) -> None:
    file_sample(office, "W1-d", "W1-a")
    with pytest.raises(NotAllowed, match="nothing to price before promised_date"):
        supposed(office)
    parts = supposed(office, answers={"promised_date": "2026-04-09"})
    assert parts and office.desk.case(CASE).answers == ()


@pytest.mark.parametrize(
    "answers", [{"color": "red"}, {"promised_date": "soon"}, {"promised_date": ""}]
)
def test_what_is_no_answer_is_refused(office: Office, answers: dict[str, str]) -> None:
    file_sample(office, "W1-d", "W1-a")
    with pytest.raises(Refused):
        supposed(office, answers=answers)
