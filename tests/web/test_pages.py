"""Pages beside the desk: each is there, calm when there is nothing, and shows what is on record."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from domain.fact import NewFact
from memory import chain
from seamline.demo_company import OPENS
from seamline.say import COMMANDS
from seamline.web import pages, templating
from seamline.web.app import make_app
from seamline.web.pages import PAGES
from seamline.wiring import Office, machine_clock, open_office
from seamline.workspace import create
from tests.flows.playing import file_letter
from tests.web.desk import Visit, hash_on

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def marta(office: Office) -> Visit:
    return Visit(office, "E001")


def approve(office: Office) -> None:
    """The two who are asked approve."""
    for who in (Visit(office, "E007"), Visit(office, "E002")):
        said = who.send(
            f"/cases/{CASE}/decide", verb="approve", seen=hash_on(who.page(f"/cases/{CASE}"))
        )
        assert said.status_code == 200, said.text


def words(page: str) -> str:
    """A page's words without its marks."""
    body = page.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


#: Paths with a part of their own, as one of the sample company.
PLACES = {"{partner}": "V1001"}


def place(path: str) -> str:
    for part, value in PLACES.items():
        path = path.replace(part, value)
    return path


@pytest.mark.parametrize("path", [place(one.path) for one in PAGES])
def test_a_page_is_shown_to_whoever_is_signed_in_and_to_nobody_else(
    office: Office, path: str
) -> None:
    stranger = TestClient(make_app(office), follow_redirects=False).get(path)
    place = stranger.headers["location"].partition("?")[0]
    assert (stranger.status_code, place) == (303, "/sign-in")
    page = Visit(office, "E001").page(path)
    assert "<h1>" in page
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", page)


def test_measures_rest_on_cases_and_facts(office: Office, marta: Visit) -> None:
    before = words(marta.page("/measures"))
    assert "1 case; as of" in before and "W1 supplier delay" in before
    approve(office)
    page = marta.page("/measures")
    assert re.search(r"agents</td><td>planning</td><td>decision</td><td[^>]*>1<", page)
    assert f'href="/cases/{CASE}"' in page
    named = (
        "Ended cases by workflow", "Median of taken hand-offs", "Mean time per case by whom",
        "Share of all hours waited, by interface",
    )  # fmt: skip
    plots = re.findall(r'<svg [^>]*role="img" aria-label="([^"]+)"', page)
    assert all(any(one.startswith(name) for one in plots) for name in named), plots
    assert "(strict)" in page and "(supervised)" in page and "Cost of delay" in page
    assert "left out by these days" in words(marta.page("/measures?since=2030-01-01"))


def test_a_period_that_is_none_is_said(marta: Visit) -> None:
    answer = marta.client.get("/measures?since=yesterday")
    assert "is no day" in answer.text and answer.status_code == 400


def test_policy_says_which_clause_fired_and_who_owns_what(office: Office, marta: Visit) -> None:
    page = marta.page("/policy")
    assert office.policy.hash[:16] in page and "SA-1" in page
    row = re.search(r"<tr><td>tell-functions.*?</tr>", page, re.DOTALL)
    assert row and re.search(r'<td class="number">[1-9]', row[0]) and CASE in row[0]
    assert "note to a function" in row[0] and "where it belongs to no option" in row[0]
    assert "<code>option == &#34;&#34;</code></details>" in row[0], "as it rules, behind"
    assert "Samir Haddad" in page  # who owns material today
    assert "up to 3 days: by itself, under a standing authority" in words(page)
    assert re.search(r"up to [\d,]+\.\d\d USD: coordinator of procurement", words(page))


def test_people_shows_limits_and_who_acts(marta: Visit) -> None:
    page = words(marta.page("/people"))
    assert "Marta Oyelaran E001 buyer coordinator 250.00 USD Dana Reyes" in page


def test_a_mode_is_set_at_the_desk_by_whoever_may_with_a_reason(
    office: Office, marta: Visit
) -> None:
    wanted = {"workflow": "supplier_delay", "mode": "observe", "partner": "V1001"}
    refused = marta.send("/whole/mode", reason="quiet", **wanted)
    assert refused.status_code == 409 and "may not set modes" in refused.text
    owner = Visit(office, "E020")
    assert "say why" in owner.send("/whole/mode", **wanted).text
    assert owner.send("/whole/mode", reason="a new planner", **wanted).status_code == 200
    row = words(marta.page("/modes"))
    assert re.search(r"V1001 observe Elena Varga .*a new planner", row)
    with office.ledger.reading() as connection:
        refusals = chain.of_kind(connection, "act_refused")
    assert [one.body["person"] for one in refusals] == ["E001"]


def test_decisions_alive_show_what_they_rest_on(office: Office, marta: Visit) -> None:
    assert "No decision is alive" in words(marta.page("/decisions"))
    approve(office)
    page = words(marta.page("/decisions"))
    assert "Samir Haddad, Dana Reyes" in page and "rests on" in page
    assert "held" in page and CASE in page


def test_many_decisions_stand_on_pages_of_their_own(
    office: Office, marta: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [{"case": f"W1-{n}", "what": f"no. {n}", "health": "held"} for n in range(5)]
    rest = {"at": "2026-03-12", "fact": 1, "by": [], "phase": "closed", "broken": []}
    full = [{**one, **rest, "rests_on": [], "promises": []} for one in every]
    monkeypatch.setattr(pages, "decisions", lambda office: full)
    monkeypatch.setattr(pages, "_ON_A_PAGE", 2)
    first = marta.page("/decisions")
    assert "no. 1" in first and "no. 2" not in first
    assert "5 decisions, page 1 of 3" in words(first) and "/decisions?page=2" in first
    assert "no. 4" in marta.page("/decisions?page=3")
    for strange in ("999", "-1", "x", "9" * 9000, "%F0%9F%98%80"):
        assert "5 decisions, page" in words(marta.page(f"/decisions?page={strange}"))


def test_an_override_says_by_whom_what_and_why(office: Office, marta: Visit) -> None:
    assert "No override was seen" in words(marta.page("/overrides"))
    fact = NewFact(
        stream=f"case:{CASE}",
        kind="override_seen",
        at=office.clock.now(),
        actor="E001",
        body={
            "key": "k",
            "person": "E001",
            "reason": "<b>agreed</b> on the phone",
            "said": "order 4500018822 line 10",
            "decided": {"promised_date": "2026-04-11", "qty": "12"},
            "found": {"promised_date": "2026-04-14", "qty": "12"},
        },
    )
    with office.ledger.transaction() as connection:
        chain.append(connection, [fact])
    page = marta.page("/overrides")
    assert "Marta Oyelaran" in page and "&lt;b&gt;agreed&lt;/b&gt;" in page
    assert "promised date: 2026-04-11 → 2026-04-14" in words(page) and "qty" not in words(page)


def test_a_stop_takes_a_reason_and_two_people_to_resume(office: Office, marta: Visit) -> None:
    assert "Nothing is stopped" in words(marta.page("/stop"))
    assert "say why" in marta.send("/whole/stop", scope="all").text
    assert marta.send("/whole/stop", scope="all", reason="odd mails").status_code == 200
    assert "Everything is stopped" in words(marta.page("/stop"))
    assert "odd mails" in marta.page("/measures")  # every page says so
    assert "waits for 1 more" in marta.send("/whole/resume", scope="all", reason="checked").text
    assert "somebody else must confirm" in marta.page("/stop")
    other = Visit(office, "E007")
    assert "Confirm: resume" in other.page("/stop")
    assert "resumed all" in other.send("/whole/resume", scope="all", reason="seen too").text
    assert "Everything is stopped" not in other.page("/stop")


def test_a_parked_message_is_read_again_or_dismissed_with_a_reason(office: Office) -> None:
    filed = [
        office.desk.file(name.encode(), origin=f"{name}.eml", parked="too odd") for name in "ab"
    ]
    marta = Visit(office, "E001")
    page = words(marta.page("/parked"))
    assert "a.eml" in page and "too odd" in page
    first, second = (one.key for one in filed)
    assert "say why" in marta.send("/whole/dismiss", message=first).text
    assert "dismissed" in marta.send("/whole/dismiss", message=first, reason="spam").text
    assert marta.send("/whole/unpark", message=second, reason="try").status_code == 200
    page = words(marta.page("/parked"))
    assert "1 dismissed" in page and "spam" in page


def test_forms_of_another_page_do_nothing(office: Office, marta: Visit) -> None:
    answer = marta.client.post("/whole/stop", data={"scope": "all", "reason": "r"})
    assert answer.status_code == 403
    with office.ledger.reading() as connection:
        assert chain.of_kind(connection, "stopped") == []


def test_help_lists_every_command(marta: Visit) -> None:
    page = marta.page("/help")
    assert all(f"<code>{name}" in page for name in COMMANDS)


def test_a_search_for_one_case_goes_straight_to_it(marta: Visit) -> None:
    for wanted in (CASE, CASE.lower(), "4500018822", " 4500018822 ", "bq 240731"):
        answer = marta.client.get("/search", params={"q": wanted})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{CASE}")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("kailun", "Kailun Electronics"),
        ("V1001", "Kailun Electronics"),
        ("few workers", "4500018822 item 10 - new ready date"),
        ("#1", "workspace made"),
        ("nothing of the kind", "none of the newest mails says it"),
        ("", "Type an order"),
    ],
)
def test_a_search_finds_by_reference_and_by_words(marta: Visit, wanted: str, found: str) -> None:
    assert found in words(marta.client.get("/search", params={"q": wanted}).text)


def test_what_is_searched_and_what_is_found_is_never_markup(
    office: Office, marta: Visit, tmp_path: Path
) -> None:
    file_letter(
        office, tmp_path / "in", sender="lily.chen@kailun.example",
        subject="<script>alert(1)</script> hello", sent="Tue, 10 Mar 2026 20:00:00 +0000",
        text="<img src=x onerror=alert(2)> zebra",
    )  # fmt: skip
    for wanted in ("zebra", "<script>alert(1)</script>", "<img"):
        page = marta.client.get("/search", params={"q": wanted}).text
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page and "<img" not in page
    assert "<script>alert" not in marta.page("/partners/V1001")


def test_a_thread_shows_each_stage_with_its_rows_cases_and_mails(marta: Visit) -> None:
    page = words(marta.page("/thread?ref=4500018822"))
    order = [
        page.index(one) for one in ("Thread of order 4500018822", "Cases", "order line", "Mails")
    ]
    assert order == sorted(order)
    assert CASE in page and "new ready date" in page
    answer = marta.client.get("/thread?ref=no-such-thing")
    assert answer.headers["location"] == "/search?q=no-such-thing"


def test_a_partner_shows_what_it_promised_and_how_late_it_was(office: Office, marta: Visit) -> None:
    page = words(marta.page("/partners/V1001"))
    assert (
        "5 d longest delay" in page
        and "Lily Chen" in page
        and "lily.chen@" not in page.partition("Mails of late")[0]
    )
    assert marta.client.get("/partners/V9999").status_code == 404
    assert "Kailun Electronics V1001" in words(marta.page("/partners"))


def test_with_many_cases_the_measures_are_of_the_last_days_unless_all_are_asked_for(
    marta: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seamline.web.pages._MANY", 0)
    assert 'name="since" value="2025-12-10"' in marta.page("/measures")
    assert 'name="since" value=""' in marta.page("/measures?all=yes")


def test_who_stopped_is_named_on_every_page_and_refreshed_with_the_page(marta: Visit) -> None:
    marta.send("/whole/stop", scope="all", reason="odd")
    page = marta.page("/stop")
    assert "Stopped: all by Marta Oyelaran: odd" in page
    now = marta.page("/parts/now")
    assert 'hx-get="/parts/now"' in page and 'id="stops"' in page
    assert "Stopped: all by Marta Oyelaran: odd" in now and now.count("hx-swap-oob") == 3


def test_acting_takes_a_waiver_whose_text_was_not_touched(office: Office) -> None:
    owner = Visit(office, "E020")
    wanted = {"workflow": "supplier_delay", "reason": "the first month is over"}
    assert owner.send("/whole/mode", mode="observe", **wanted).status_code == 200
    text = (OPENS.folder / "waivers" / "supplier_delay.yaml").read_text(encoding="utf-8")
    for waiver, said in (
        ("", "a signed waiver"),
        (text.replace("2026-08-27", "2026-08-28"), "was changed after"),
        ("[", "cannot be read"),
    ):
        answer = owner.send("/whole/mode", mode="act", waiver=waiver, **wanted)
        assert answer.status_code == 409 and said in answer.text
    answer = owner.send("/whole/mode", mode="act", waiver=text, **wanted)
    assert answer.status_code == 200, answer.text
    assert "the first month is over" in words(owner.page("/modes"))


@pytest.mark.parametrize(
    "path", ["/search?q=1", "/thread?ref=1", "/audit", "/audit/verified", "/audit/export?every=yes"]
)
def test_nothing_is_found_or_taken_away_by_nobody(office: Office, path: str) -> None:
    answer = TestClient(make_app(office), follow_redirects=False).get(path)
    place = answer.headers["location"].partition("?")[0]
    assert (answer.status_code, place) == (303, "/sign-in")


def test_pages_of_an_empty_workspace_are_calm(tmp_path: Path) -> None:
    workspace = create(tmp_path / "new", machine=machine_clock)
    workspace.people_file.write_text(
        "people: [{id: E1, name: Ada, function: procurement, role: buyer}]", encoding="utf-8"
    )
    opened = open_office(workspace)
    try:
        visit = Visit(opened, "E1")
        for path in (one.path for one in PAGES if "{" not in one.path):
            assert visit.page(path)
        assert "No case yet" in visit.page("/measures")
        assert "No partner is on record" in visit.page("/partners")
        assert "Nothing is parked" in visit.page("/parked")
        assert "Nobody has signed a standing authority" in visit.page("/policy")
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("thing", "where"),
    [
        ("partners:K6001", "/partners/K6001"),
        (
            "purchase_order_lines:4500018822/10",
            "/thread?ref=purchase_order_lines%3A4500018822%2F10",
        ),
        ("documents:D011", "/thread?ref=documents%3AD011"),
        ("items:KLB 12", "/search?q=KLB%2012"),
    ],
)
def test_a_row_that_is_cited_opens_where_it_is_shown(thing: str, where: str) -> None:
    assert templating.place(thing) == where
