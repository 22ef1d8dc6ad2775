"""Deciding with keys alone: answering, another option, rejecting, and moving in the inbox."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from domain.case import CaseState
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.browser.conftest import CASE, Enter, Served, aside
from tests.flows.playing import file_sample

SECONDS = 30_000


def file_more(workspace: Workspace) -> None:
    """The supplier writes again, and leaves a day open."""
    office = open_office(workspace)
    file_sample(office, "W1-a")
    office.close()


def state_of(workspace: Workspace) -> CaseState:
    office = open_office(workspace)
    try:
        return office.desk.case(CASE)
    finally:
        office.close()


def opened(enter: Enter, served: Served, person: str) -> Page:
    page = enter(person)
    page.goto(f"{served.url}/cases/{CASE}")
    page.wait_for_selector("#card")
    return page


def test_r_answers_what_is_asked(enter: Enter, served: Served) -> None:
    aside(lambda: file_more(served.workspace))
    marta = opened(enter, served, "E001")
    marta.keyboard.press("r")
    expect(marta.locator("#card input[type=radio]").first).to_be_focused()
    marta.keyboard.press("Space")
    marta.keyboard.press("Escape")
    marta.keyboard.press("r")
    expect(marta.locator("#card button[value=respond]")).to_be_focused()
    marta.keyboard.press("Enter")
    expect(marta.locator("#notices")).to_contain_text("answered", timeout=SECONDS)
    answers = aside(lambda: state_of(served.workspace)).answers
    assert [(one.person, one.value) for one in answers] == [("E001", "2026-04-09")]


def test_e_takes_another_option_and_x_rejects_with_a_reason(enter: Enter, served: Served) -> None:
    planner = opened(enter, served, "E007")
    planner.keyboard.press("e")
    expect(planner.locator("#card select")).to_be_focused()
    planner.keyboard.type("full air")
    planner.keyboard.press("Escape")
    planner.keyboard.press("e")
    expect(planner.locator("#card [name=reason]")).to_be_focused()
    planner.keyboard.type("they cannot wait")
    planner.keyboard.press("Escape")
    planner.keyboard.press("e")
    expect(planner.locator("#card button[value=edit]")).to_be_focused()
    planner.keyboard.press("Enter")
    expect(planner.locator("#notices")).to_contain_text("changed", timeout=SECONDS)
    expect(planner.locator("#card h2")).to_contain_text("Fly all", timeout=SECONDS)
    planner.keyboard.press("Escape")
    planner.keyboard.press("x")
    expect(planner.locator("#card [name=reason]")).to_be_focused()
    planner.keyboard.type("Lily called: ready on 6 April after all")
    planner.keyboard.press("Escape")
    planner.keyboard.press("x")
    expect(planner.locator("#card button[value=reject]")).to_be_focused()
    planner.keyboard.press("Enter")
    expect(planner.locator("#notices")).to_contain_text("rejected", timeout=SECONDS)
    decision = aside(lambda: state_of(served.workspace)).decision
    assert decision is not None and decision["verb"] == "reject"


def test_keys_do_nothing_while_one_types_and_move_where_one_does_not(
    enter: Enter, served: Served
) -> None:
    planner = opened(enter, served, "E007")
    planner.keyboard.press("/")
    expect(planner.locator("#words")).to_be_focused()
    planner.keyboard.type("axe")
    expect(planner.locator("#words")).to_have_value("axe")
    planner.keyboard.press("Escape")
    planner.keyboard.press("j")
    expect(planner.locator("#inbox .row").first).to_be_focused()
    planner.keyboard.press("?")
    expect(planner.locator("h1")).to_have_text("Help", timeout=SECONDS)
