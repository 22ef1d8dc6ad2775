"""A page that stays open all day shows what is so now: time, stops, what waits, in every tab."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from memory.clock import move_replay_clock
from seamline.control import stop_execution
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.browser.conftest import CASE, Enter, Served, aside

SECONDS = 30_000


def stop(workspace: Workspace) -> None:
    office = open_office(workspace)
    try:
        stop_execution(office, "all", "E007", "odd mails")
    finally:
        office.close()


def approve(workspace: Workspace) -> None:
    office = open_office(workspace)
    try:
        office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    finally:
        office.close()


def go_on(workspace: Workspace) -> None:
    """The replayed day goes on, and something happens in it."""
    office = open_office(workspace)
    try:
        now = office.clock.now()
        with office.ledger.transaction() as connection:
            move_replay_clock(connection, now + timedelta(hours=3))
        office.desk.claim(CASE, person="E002")
    finally:
        office.close()


@pytest.mark.parametrize("place", ["/", f"/cases/{CASE}", "/policy", "/decisions"])
def test_a_stop_is_seen_at_once_wherever_one_is(enter: Enter, served: Served, place: str) -> None:
    marta = enter("E001")
    marta.goto(served.url + place)
    expect(marta.locator("#stop")).to_have_text("Stop")
    aside(lambda: stop(served.workspace))
    expect(marta.locator("#stops")).to_contain_text(
        "Stopped: all by Samir Haddad: odd mails", timeout=SECONDS
    )
    expect(marta.locator("#stop")).to_have_text("Stopped")


def test_what_waits_is_told_anew_in_the_middle_and_in_every_tab(
    enter: Enter, served: Served
) -> None:
    planner = enter("E007")
    other = planner.context.new_page()
    for tab in (planner, other):
        tab.goto(served.url)
        expect(tab.locator("#talk h1")).to_have_text("1 case waits for you")
    other.locator("#words").fill("what is late?")
    other.keyboard.press("Enter")
    expect(other.locator("#asked .answer")).to_have_count(1, timeout=SECONDS)
    aside(lambda: approve(served.workspace))
    for tab in (planner, other):
        expect(tab.locator("#talk h1")).to_have_text(
            "Good, nothing waits for you.", timeout=SECONDS
        )
        expect(tab.locator("#inbox")).to_contain_text("Nothing waits for you.")
    expect(other.locator("#asked .answer")).to_have_count(1)  # what was asked stays


def test_the_time_of_a_replayed_day_goes_on_with_it(enter: Enter, served: Served) -> None:
    marta = enter("E001")
    marta.goto(f"{served.url}/cases/{CASE}")
    clock, left = marta.locator("#clock"), marta.locator("#card [data-until]")
    was, rest = clock.inner_text(), left.inner_text()
    aside(lambda: go_on(served.workspace))
    expect(clock).not_to_have_text(was, timeout=SECONDS)
    expect(left).not_to_have_text(rest, timeout=SECONDS)


def test_time_and_countdown_go_on_without_any_news(enter: Enter, served: Served) -> None:
    marta = enter("E001")
    marta.clock.install()
    marta.goto(f"{served.url}/cases/{CASE}")
    # a workspace of today: its time is the machine's
    marta.evaluate("document.body.dataset.replay = ''")
    now = "2026-03-10T12:00:00+00:00"
    marta.evaluate("now => { document.body.dataset.now = now; }", now)
    row = marta.locator("#card [data-until]")
    row.evaluate("one => { one.dataset.until = '2026-03-10T12:50:10+00:00'; }")
    marta.clock.run_for(31_000)
    expect(row).to_have_text("in 49 min")
    expect(marta.locator("#clock")).to_have_text("10 Mar 2026 12:00")
    marta.clock.run_for(120_000)
    expect(row).to_have_text("in 47 min")
    expect(marta.locator("#clock")).to_have_text("10 Mar 2026 12:02")
    marta.clock.run_for(3_600_000)
    expect(row).to_have_text("12 min late")


def test_what_one_opened_or_shut_stays_so_when_news_come(enter: Enter, served: Served) -> None:
    marta = enter("E001")
    marta.goto(f"{served.url}/cases/{CASE}")
    opened = {"#why": True, "#inbox-itself": True, "#inbox-may": False}
    for one, wanted in opened.items():
        marta.locator(f"{one} > summary").click()
        assert marta.locator(one).evaluate("one => one.open") == wanted
    aside(lambda: approve(served.workspace))
    expect(marta.locator("#card")).to_contain_text(
        "Samir Haddad (supply planner) ✓", timeout=SECONDS
    )
    for one, wanted in opened.items():
        assert marta.locator(one).evaluate("one => one.open") == wanted, one
