"""The first screen of an inbox is what can still be decided; what is past and done is folded."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from rich.console import Console

from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.cli.views import NEWEST, print_inbox
from seamline.done_alone import folded
from seamline.wiring import Office
from tests.web.desk import Visit

CASE, OTHER = "W1-4500018822", "W1-4500018830"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


def turn(office: Office, to: datetime) -> None:
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, to)


def test_what_can_still_be_decided_stands_before_what_is_past_its_time(office: Office) -> None:
    turn(office, datetime(2026, 3, 17, 12, tzinfo=UTC))
    office.desk.open_case("W1", OTHER[3:], person="E001", reason="Lily called")
    before = views.inbox(office)["waiting"]
    assert [one["case"] for one in before] == [CASE, OTHER], "the next to run out stands first"
    office.desk.assign(OTHER, person="E002", to="E007")
    turn(office, datetime.fromisoformat(before[0]["until"]) + timedelta(hours=1))
    waiting = views.inbox(office)["waiting"]
    assert [(one["case"], one["overdue"]) for one in waiting] == [(OTHER, False), (CASE, True)]
    page = Visit(office, "E007").page("/")
    order = [
        page.index(one) for one in (f'id="row-{OTHER}"', "Past their time", f'id="row-{CASE}"')
    ]
    assert order == sorted(order)
    assert f'The first: <a href="/cases/{OTHER}"' in page and "1 past their time." in page


def test_of_what_is_past_its_time_what_ran_out_last_stands_first(office: Office) -> None:
    office.desk.open_case("W1", OTHER[3:], person="E001", reason="Lily called")
    first, second = (one["case"] for one in views.inbox(office)["waiting"])
    turn(office, datetime(2026, 5, 1, tzinfo=UTC))
    waiting = views.inbox(office)["waiting"]
    assert [one["case"] for one in waiting] == [second, first]
    assert all(one["overdue"] for one in waiting)
    assert "Past their time" not in Visit(office, "E007").page("/"), "nothing else would be seen"


def test_what_agents_did_is_folded_by_day_and_case(office: Office) -> None:
    page = Visit(office, "E001").page("/")
    done = page[page.index("Done by the agents") :]
    (fold,) = re.findall(r'<details class="did" id="did-2026-03-1\d-W1-4500018822">', done)
    count = len(views.inbox(office)["by_itself"])
    assert f'<span class="count">{count}</span>' in done[done.index(fold) :]
    assert f'<summary>10 Mar 2026 <span class="count">{count}</span>' in done


def test_what_agents_did_long_ago_is_counted_and_not_listed() -> None:
    first = date(2026, 1, 1)
    rows = [
        {"day": first + timedelta(days=n // 3), "case": f"W1-{n % 2}", "what": "x"}
        for n in range(300)
    ]
    days = folded(rows)
    assert [one.on for one in days] == [first + timedelta(days=99 - n) for n in range(30)]
    assert {one.acts for one in days} == {3}
    assert [len(one.acts) for one in days[0].places] == [2, 1]


@pytest.mark.parametrize("whole", [False, True])
def test_the_command_line_lists_the_newest_of_what_agents_did_and_counts_the_rest(
    office: Office, whole: bool
) -> None:
    data = views.inbox(office)
    data["by_itself"] = [
        {**data["by_itself"][0], "what": f"act number {one}."} for one in range(NEWEST + 7)
    ]
    printed = io.StringIO()
    print_inbox(Console(file=printed, width=100), data, whole=whole)
    said = printed.getvalue()
    assert f"{NEWEST + 7} done by the agents themselves" in said
    assert ("act number 6." in said) is whole and f"act number {NEWEST + 6}." in said
    assert ("and 7 before: `seamline inbox --all` lists them" in said) is not whole
