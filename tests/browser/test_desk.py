"""A day at the desk in a real browser: by keyboard, on a phone, over a restart, hostile mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from domain.proposal import Approval
from seamline.filing import file_mails
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.browser.conftest import CASE, Enter, Served, aside
from tests.flows.playing import file_letter, file_sample, write_letter

SECONDS = 30_000


def approvals_in(workspace: Workspace) -> tuple[Approval, ...]:
    office = open_office(workspace)
    try:
        return office.desk.case(CASE).approvals
    finally:
        office.close()


def decide_by_keys(page: Page) -> None:
    """Opens the first case of the inbox, approves it: with keys alone."""
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card")
    page.keyboard.press("a")
    page.keyboard.press("Enter")


def file_answers(workspace: Workspace, folder: Path) -> str:
    """The forwarder and the other supplier say yes by mail; the server's worker reads them. The
    number of the order that was placed."""
    office = open_office(workspace)
    try:
        (order,) = (
            one.wanted["po_id"]
            for one in office.desk.case(CASE).effects
            if one.kind == "IssueOrder"
        )
        sailing = "booking confirmed: BQ240731 sails with ORION PEARL 031E, ETD 22 April 2026."
        placed = f"we confirm your order {order}: 2,000 pcs KLB-12 at 19.85 USD, ready 11 May 2026."
        told = (
            ("bookings@bluequay.example", "Booking BQ240731", sailing),
            ("wendy.archer@brightwell.example", f"Re: Purchase order {order}", placed),
        )
        mails = [
            write_letter(
                folder / sender,
                sender=sender,
                subject=subject,
                sent="Wed, 11 Mar 2026 09:00:00 +0000",
                text=f"Hello,\n\n{text}\n",
            )
            for sender, subject, text in told
        ]
        assert [one.outcome for one in file_mails(office, mails)] == ["filed", "filed"]
        return str(order)
    finally:
        office.close()


def outcome_in(workspace: Workspace) -> str:
    office = open_office(workspace)
    try:
        return str((office.desk.case(CASE).closed or {}).get("outcome", ""))
    finally:
        office.close()


def test_a_day_from_inbox_to_closed_case_without_the_mouse(
    enter: Enter, served: Served, tmp_path: Path
) -> None:
    planner, lead = enter("E007"), enter("E002")
    expect(planner.locator("#inbox")).to_contain_text(CASE)
    decide_by_keys(planner)
    expect(planner.locator("#notices")).to_contain_text("still waits for", timeout=SECONDS)
    decide_by_keys(lead)
    expect(lead.locator("#notices")).to_contain_text("approved", timeout=SECONDS)
    expect(lead.locator("#talk")).to_contain_text("as approved", timeout=SECONDS)
    lead.keyboard.press("Escape")
    lead.keyboard.press("/")
    lead.keyboard.type("who approved this?")
    lead.keyboard.press("Enter")
    expect(lead.locator("#asked")).to_contain_text("Dana Reyes", timeout=SECONDS)
    expect(lead.locator("#talk")).to_contain_text("F3001 has not confirmed")
    order = aside(lambda: file_answers(served.workspace, tmp_path))
    # both are still where they decided: nobody went anywhere to see how it ended
    for one in (planner, lead):
        expect(one.locator("#talk")).to_contain_text(f"Re: Purchase order {order}", timeout=SECONDS)
        expect(one.locator("#talk")).to_contain_text("closed: resolved as planned")
        told = "labour, V1001, KLB-12; alternate supplier for 3800.00 USD: resolved as planned"
        expect(one.locator("#talk")).to_contain_text(f"remembered for cases like it: {told}")
        expect(one.locator("#talk")).not_to_contain_text("has not confirmed")
        assert one.url == f"{served.url}/cases/{CASE}"
    assert aside(lambda: outcome_in(served.workspace)) == "resolved as planned"


def test_an_answer_goes_on_after_the_server_was_away(enter: Enter, served: Served) -> None:
    marta = enter("E001")
    marta.goto(f"{served.url}/")
    marta.route("**/say/answer?*", lambda route: (aside(served.kill), route.continue_()))
    marta.locator("#words").fill("what did Kailun promise?")
    marta.keyboard.press("Enter")
    expect(marta.locator("#asked .looking")).to_contain_text("the line broke", timeout=SECONDS)
    marta.unroute("**/say/answer?*")
    served.start()
    claims = marta.locator("#asked .lines li")
    expect(
        claims.filter(has_text="11 April").or_(claims.filter(has_text="2026-04-11"))
    ).not_to_have_count(0, timeout=SECONDS)
    expect(marta.locator("#asked .looking")).to_have_count(0, timeout=SECONDS)
    marta.locator("#asked .lines a.cite").first.click()
    expect(marta.locator("h1")).to_contain_text("Fact", timeout=SECONDS)


def test_an_answer_is_still_there_after_a_look_at_what_it_cites(
    enter: Enter, served: Served
) -> None:
    marta = enter("E001")
    marta.goto(f"{served.url}/cases/{CASE}")
    marta.locator("#words").fill("what did Kailun promise?")
    marta.keyboard.press("Enter")
    answer = marta.locator("#asked .answer")
    expect(answer.locator("a.cite")).not_to_have_count(0, timeout=SECONDS)
    expect(answer.locator(".looking")).to_have_count(0, timeout=SECONDS)
    said = answer.inner_text()
    answer.locator("a.cite").first.click()
    expect(marta.locator("#middle h1")).to_be_visible(timeout=SECONDS)
    marta.go_back()
    expect(answer).to_be_in_viewport(timeout=SECONDS)
    assert answer.inner_text() == said
    marta.goto(f"{served.url}/")
    expect(marta.locator("#asked > *")).to_have_count(0)  # it was asked in the case


def test_what_one_decides_others_see_at_once(enter: Enter) -> None:
    marta, planner = enter("E001"), enter("E007")
    marta.goto(marta.url.split("/enter")[0].rstrip("/") + f"/cases/{CASE}")
    marta.wait_for_selector("#card")
    expect(marta.locator("#talk")).to_contain_text("will be ready ex works", timeout=SECONDS)
    decide_by_keys(planner)
    expect(marta.locator("#card")).to_contain_text("✓", timeout=SECONDS)
    expect(marta.locator("#talk")).to_contain_text("will be ready ex works")


def test_a_half_typed_reason_survives_a_killed_server_which_then_takes_the_decision(
    enter: Enter, served: Served
) -> None:
    planner = enter("E007")
    planner.goto(f"{served.url}/cases/{CASE}")
    reason = planner.locator("#card textarea[name=reason]")
    reason.fill("cheaper than the penalties")
    served.kill()
    planner.locator("#card button[value=approve]").click()
    expect(planner.locator("#line-down")).to_be_visible(timeout=SECONDS)
    served.start()
    expect(planner.locator("#notices")).to_contain_text("noted", timeout=SECONDS)
    approvals = aside(lambda: approvals_in(served.workspace))
    assert [(one.person, one.reason) for one in approvals] == [
        ("E007", "cheaper than the penalties")
    ]


def test_a_draft_is_there_again_after_the_page_is_loaded_anew(enter: Enter, served: Served) -> None:
    planner = enter("E007")
    planner.goto(f"{served.url}/cases/{CASE}")
    planner.locator("#card textarea[name=reason]").fill("half a thought")
    planner.reload()
    expect(planner.locator("#card textarea[name=reason]")).to_have_value("half a thought")


def test_what_is_half_typed_is_there_again_after_the_browsers_back(
    enter: Enter, served: Served
) -> None:
    planner = enter("E007")
    planner.goto(f"{served.url}/cases/{CASE}")
    planner.locator("#card textarea[name=reason]").fill("half a thought")
    change = planner.locator("#card input[name^='value.'][inputmode=decimal]").first
    planner.locator("#card details.change summary").filter(has_text="quantity").or_(
        planner.locator("#card details.change summary").filter(has_text="qty")
    ).first.click()
    change.fill("many")
    assert not change.evaluate("one => one.checkValidity()"), "only a number fits"
    change.fill("1000")
    planner.get_by_role("link", name="Partners").first.click()
    planner.wait_for_selector("h1:has-text('Partners')")
    planner.go_back()
    expect(planner.locator("#card textarea[name=reason]")).to_have_value("half a thought")
    expect(change).to_have_value("1000")


def test_a_half_typed_card_of_a_deed_is_there_again_after_a_look_elsewhere(
    enter: Enter, served: Served
) -> None:
    planner = enter("E007")
    planner.goto(f"{served.url}/cases/{CASE}")
    planner.locator("#words").fill("/handoff logistics: look at the lane")
    planner.keyboard.press("Enter")
    task = planner.locator("#asked form input[name=task]")
    expect(task).to_have_value("look at the lane", timeout=SECONDS)
    task.fill("look at the lane and the rate")
    planner.goto(f"{served.url}/partners")
    planner.goto(f"{served.url}/cases/{CASE}")
    expect(task).to_have_value("look at the lane and the rate", timeout=SECONDS)
    planner.locator("#asked form button.main").click()
    expect(planner.locator("#notices")).to_contain_text("is offered to", timeout=SECONDS)
    planner.reload()
    expect(planner.locator("#talk")).to_contain_text("look at the lane and the rate")
    expect(planner.locator("#asked form")).to_have_count(0)


def test_on_a_phone_one_part_is_shown_at_a_time_and_nothing_is_cut(
    enter: Enter, served: Served
) -> None:
    page = enter("E007", width=390, height=800)
    expect(page.locator("#inbox")).to_be_visible()
    expect(page.get_by_text("inbox of a function")).to_be_visible()
    page.locator("#inbox .row").first.click()
    page.wait_for_selector("#card")
    expect(page.locator("#inbox")).to_be_hidden()
    page.get_by_role("link", name="Beside").click()
    expect(page.locator("#beside")).to_be_visible()
    page.get_by_role("link", name="Talk").click()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    page.locator("#card button[value=approve]").click()
    expect(page.locator("#notices")).to_contain_text("noted", timeout=SECONDS)


@pytest.mark.parametrize("width", [1440, 1200, 1000, 800])
def test_at_any_width_search_and_stop_are_whole_and_the_page_scrolls_to_no_side(
    enter: Enter, served: Served, width: int
) -> None:
    page = enter("E007", width=width)
    for place in ("/", f"/cases/{CASE}", "/policy"):
        page.goto(served.url + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        stop, search = (page.locator(one).bounding_box() for one in (".stop", ".search input"))
        assert stop is not None and stop["x"] + stop["width"] <= width
        assert search is not None and search["width"] >= 160


def test_a_long_case_scrolls_in_its_own_column_and_never_the_page(
    enter: Enter, served: Served
) -> None:
    aside(lambda: hand_much_over(served.workspace))
    page = enter("E001", height=500)
    page.goto(f"{served.url}/cases/{CASE}")
    page.wait_for_selector("#card")
    tall, seen = page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert tall <= seen
    assert page.locator("#middle").evaluate("one => one.scrollHeight > one.clientHeight")
    assert page.locator("#say").bounding_box()["y"] < seen


def hand_much_over(workspace: Workspace) -> None:
    office = open_office(workspace)
    try:
        for function in {one.function for one in office.people.people} - {"procurement"}:
            office.desk.hand_off(CASE, person="E001", to=function, task="look at it")
    finally:
        office.close()


def file_hostile(workspace: Workspace, folder: Path) -> None:
    office = open_office(workspace)
    file_letter(
        office,
        folder / "mail",
        sender="shipping@kailun.example",
        subject="PO 4500018822 <script>alert(1)</script>",
        sent="Wed, 11 Mar 2026 09:00:00 +0000",
        text="PO 4500018822 item 10 ready 12 April 2026.\n<img src=http://evil.example/x "
        "hx-trigger=revealed hx-post=/stop onerror=alert(1)> \u202eevil\u200b\x1b[31m {{ 7*7 }}\n",
    )
    office.close()


def test_hostile_mail_is_shown_and_does_nothing(
    enter: Enter, served: Served, tmp_path: Path
) -> None:
    aside(lambda: file_hostile(served.workspace, tmp_path))
    page = enter("E001")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.method} {one.url}"))
    page.on("dialog", lambda one: asked.append(f"evil dialog {one.message}"))
    page.goto(f"{served.url}/cases/{CASE}")
    expect(page.locator("#talk")).to_contain_text("hx-trigger", timeout=SECONDS)
    assert not page.locator("#talk img, #talk [hx-post='/stop']").count()
    shown = page.locator("#talk").inner_text() + page.locator("#beside").inner_text()
    assert "{{ 7*7 }}" in shown and "evil" in shown
    assert not {"\u202e", "\u200b", "\x1b"} & set(shown + page.title())
    assert not [one for one in asked if "evil" in one or "POST" in one]


@pytest.mark.parametrize(
    "place", ["/", f"/cases/{CASE}", "/password", "/thread?ref=4500018822", "/policy", "/measures"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_in_the_way_of_anybody(
    enter: Enter, served: Served, place: str, scheme: str
) -> None:
    page = enter("E007")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(served.url + place)
    page.wait_for_timeout(1000)
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [n["html"][:200] for n in one["nodes"]][:5]) for one in serious] == []


def test_a_wish_fills_in_the_card_that_keys_can_press(enter: Enter, served: Served) -> None:
    page = enter("E007")
    page.goto(f"{served.url}/cases/{CASE}")
    page.keyboard.press("/")
    page.keyboard.type("take full air")
    page.keyboard.press("Enter")
    expect(page.locator("#card select")).to_have_value("full air", timeout=SECONDS)
    expect(page.locator("#card button[value=edit]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("changed", timeout=SECONDS)
    expect(page.locator("#card")).to_contain_text("fly all", timeout=SECONDS, ignore_case=True)


def test_a_press_that_was_not_sent_is_not_sent_on_another_proposal(
    enter: Enter, served: Served
) -> None:
    page = enter("E007")
    page.goto(f"{served.url}/cases/{CASE}")
    page.route("**/decide", lambda one: one.abort())
    page.locator("#card button[value=approve]").click()
    expect(page.locator("#line-down")).to_be_visible(timeout=SECONDS)
    aside(lambda: file_more(served.workspace))
    expect(page.locator("#talk")).to_contain_text(
        "one answer is needed", ignore_case=True, timeout=SECONDS
    )
    page.unroute("**/decide")
    expect(page.locator("#notices")).to_contain_text("was not sent", timeout=SECONDS)
    assert aside(lambda: approvals_in(served.workspace)) == ()


def file_more(workspace: Workspace) -> None:
    office = open_office(workspace)
    file_sample(office, "W1-a")
    office.close()


def test_a_remark_is_added_on_the_card_and_goes_to_others(enter: Enter, served: Served) -> None:
    planner = enter("E007")
    planner.goto(f"{served.url}/cases/{CASE}")
    planner.locator("#card details.change summary").first.click()
    field = planner.locator("#card details.change[open] textarea")
    field.fill("Please hurry\u202e")
    planner.locator("#card textarea[name=reason]").fill("they asked for it")
    planner.locator("#card button[value=edit]").click()
    expect(planner.locator("#notices")).to_contain_text("invisible characters", timeout=SECONDS)
    field.fill("Please hurry, the line stands.")
    planner.locator("#card button[value=edit]").click()
    expect(planner.locator("#card .changed").first).to_contain_text("changed by", timeout=SECONDS)
    expect(planner.locator("#card")).to_contain_text("You asked for this, so others approve it.")
    expect(
        planner.locator("#card pre").filter(has_text="Please hurry, the line stands.")
    ).to_have_count(1)
