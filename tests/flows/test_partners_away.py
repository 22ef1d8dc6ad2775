"""An automatic reply is used: who is away is not chased, and who stands in is told and asked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.record import Row
from graph.partners_away import Away, nobody_until, present
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.flows.test_chasing import CASE, at, chased
from tests.flows.test_chasing import asking as asked_of

__all__ = ["asked_of"]

DESKS = ("bookings@bluequay.example", "accounts@bluequay.example")
REPLY = "I am out of the office until 20 March 2026. Please contact Rosa Lim."
MONDAY = datetime(2026, 3, 9, tzinfo=UTC)


@pytest.fixture
def away(asked_of: Office, tmp_path: Path) -> Iterator[Office]:
    """The forwarder was asked for a booking; both its desks answered that they are away."""
    for desk in DESKS:
        file_letter(
            asked_of,
            tmp_path / "replies",
            sender=desk,
            subject="Automatic reply: booking",
            sent="Tue, 10 Mar 2026 09:00:00 +0800",
            text=REPLY,
        )
    yield asked_of


def test_a_partner_of_whom_everybody_is_away_is_asked_again_when_they_are_back(
    away: Office,
) -> None:
    for number in range(11, 25):
        at(away, date(2026, 3, number))
    days = [day for day, to, _ in chased(away) if to == "F3001"]
    assert days and min(days) > "2026-03-20"
    assert any(to == "V1010" and day < "2026-03-20" for day, to, _ in chased(away))


def test_a_case_says_who_is_away_until_when_and_who_stands_in(away: Office) -> None:
    told = views.case(away, CASE)["away"]
    assert len(told) == 2 and all("is away until 2026-03-20" in one for one in told)
    assert all("stands in: Rosa Lim, who is no contact on file" in one for one in told)


def contact(key: str, **values: str) -> Row:
    return Row(table="contacts", key=key, version=1, values={"mail": f"{key}@x", **values})


def gone(until: int, instead: str = "") -> Away:
    return Away(MONDAY, date(2026, 3, until), instead)


def test_whoever_stands_in_comes_first_and_who_is_away_not_at_all() -> None:
    rows = [contact("A"), contact("B"), contact("C")]
    away = {"A": gone(20, "contacts:C")}
    assert [row.key for row in present(away, rows)] == ["C", "B"]
    assert [row.key for row in present({}, rows)] == ["A", "B", "C"]


def test_where_all_are_away_the_first_to_be_back_is_waited_for_but_not_for_long() -> None:
    rows, day = [contact("A"), contact("B")], date(2026, 3, 10)
    assert nobody_until({"A": gone(20), "B": gone(12)}, rows, day) == date(2026, 3, 13)
    assert nobody_until({"A": gone(20)}, rows, day) is None
    assert nobody_until({"A": gone(31), "B": gone(30)}, rows, day) is None
