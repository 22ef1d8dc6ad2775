"""The desk over HTTP: pages, a day's decisions through its cards, and what is refused."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from memory import chain
from memory.clock import hold_replay_clock, move_replay_clock
from seamline.entrance import STREAM, Entrance
from seamline.glance import Glance, mine
from seamline.notice_texts import digest_mail
from seamline.role_inbox import reader_of
from seamline.web.app import make_app
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_letter, file_sample
from tests.tools.events.posts import NOON
from tests.web.desk import Visit, hash_on

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def marta(office: Office) -> Visit:
    return Visit(office, "E001")


def desk_facts(office: Office) -> list[str]:
    with office.ledger.reading() as connection:
        return [one.kind for one in chain.of_stream(connection, STREAM)]


def test_nobody_sees_a_page_without_signing_in(office: Office) -> None:
    client = TestClient(make_app(office), follow_redirects=False)
    for path in ("/", f"/cases/{CASE}", "/stream", "/facts/1", "/parts/inbox"):
        answer = client.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in"), path


def test_an_invitation_lets_in_once(office: Office) -> None:
    link = Entrance(office).invite("E001")
    client = TestClient(make_app(office), follow_redirects=False)
    assert client.get("/enter", params={"invitation": link}).status_code == 200
    entered = client.post("/enter", data={"invitation": link})
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie and "httponly" in cookie
    again = client.post("/enter", data={"invitation": link})
    assert again.status_code == 403 and "used or is over" in again.text
    assert desk_facts(office) == ["signed_in", "sign_in_refused"]


def test_an_invitation_used_by_four_at_once_lets_in_one(office: Office) -> None:
    link, client = Entrance(office).invite("E001"), TestClient(make_app(office))

    def enter(_: int) -> int:
        return client.post("/enter", data={"invitation": link}, follow_redirects=False).status_code

    with ThreadPoolExecutor(max_workers=4) as four:
        assert sorted(four.map(enter, range(4))) == [303, 403, 403, 403]


def test_signing_out_ends_the_session_and_every_copy_of_it(office: Office) -> None:
    marta = Visit(office, "E001")
    copy = dict(marta.client.cookies)
    assert marta.send("/sign-out").status_code == 303
    for app in (marta.client.app, make_app(office)):  # also after a restart
        thief = TestClient(app, follow_redirects=False, cookies=copy)
        assert thief.get("/").status_code == 303
        assert thief.get("/password").status_code == 303


def test_a_new_password_takes_the_old_one_where_there_is_one(office: Office) -> None:
    Visit(office, "E001").send("/password", password="a long enough one")
    client = TestClient(make_app(office), follow_redirects=False)
    client.post("/sign-in", data={"name": "E001", "password": "a long enough one"})
    guard = Visit.guard_of(client.get("/").text)
    fields = {"password": "another long one", "guard": guard}
    assert client.post("/password", data=fields).status_code == 409
    assert client.post("/password", data={**fields, "old": "guessed it is"}).status_code == 409
    assert client.post("/password", data={**fields, "old": "a long enough one"}).status_code == 303


def test_after_signing_in_one_is_where_one_wanted_to_be(office: Office) -> None:
    Visit(office, "E001").send("/password", password="a long enough one")
    client = TestClient(make_app(office), follow_redirects=False)
    assert client.get(f"/cases/{CASE}").headers["location"] == f"/sign-in?to=%2Fcases%2F{CASE}"
    right = {"name": "E001", "password": "a long enough one"}
    for to, place in (
        (f"/cases/{CASE}", f"/cases/{CASE}"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        answer = client.post("/sign-in", data={**right, "to": to})
        assert answer.headers["location"] == place


def test_a_header_that_anybody_can_write_moves_nobody(office: Office) -> None:
    from seamline.web import server

    assert "proxy_headers=False" in Path(server.__file__).read_text(encoding="utf-8")


def test_wrong_addresses_are_pages_of_one_sentence(marta: Visit) -> None:
    for path, status in (
        ("/nosuch", 404),
        ("/cases/", 404),
        ("/cases/nosuch", 404),
        ("/facts/abc", 422),
        ("/facts/99999999999999999999", 404),
        ("/facts/0", 404),
    ):
        answer = marta.client.get(path)
        assert answer.status_code == status, path
        assert "<main" in answer.text and "seamline " not in answer.text


def test_what_is_decided_on_must_be_said(office: Office) -> None:
    planner = Visit(office, "E007")
    answer = planner.send(f"/cases/{CASE}/decide", verb="approve", seen="")
    assert answer.status_code == 409 and "load the page again" in answer.text
    assert "not approved" in planner.send("/together", **{f"seen.{CASE}": ""}).text
    assert office.desk.case(CASE).approvals == ()


def test_a_new_password_signs_in_and_ends_other_sessions(office: Office, marta: Visit) -> None:
    other = Visit(office, "E001")
    assert "at least 12" in marta.send("/password", password="short").text
    assert marta.send("/password", password="a long enough one").status_code == 303
    assert other.client.get("/").status_code == 303
    fresh = TestClient(make_app(office), follow_redirects=False)
    wrong = fresh.post("/sign-in", data={"name": "E001", "password": "not this one at all"})
    nobody = fresh.post("/sign-in", data={"name": "E999", "password": "not this one at all"})
    assert (wrong.status_code, wrong.text) == (403, nobody.text)
    right = fresh.post("/sign-in", data={"name": "E001", "password": "a long enough one"})
    assert right.status_code == 303 and fresh.get("/").status_code == 200


def test_guessing_passwords_is_slowed_down(plain_workspace: Workspace) -> None:
    opened = open_office(plain_workspace, machine=lambda: NOON)
    try:
        client = TestClient(make_app(opened))
        tries = [
            client.post("/sign-in", data={"name": "E001", "password": f"guess {n}"}).status_code
            for n in range(12)
        ]
    finally:
        opened.close()
    assert tries == [403] * 10 + [429] * 2


def test_a_page_loads_its_own_files_alone(marta: Visit) -> None:
    answer = marta.client.get(f"/cases/{CASE}")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    places = re.findall(r'(?:src|href|action|hx-get|hx-post)="([^"]*)"', answer.text)
    assert places and all(one.startswith(("/", "#")) for one in places)
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", answer.text)


def test_a_case_is_a_conversation_with_mail_options_and_card(marta: Visit) -> None:
    page = marta.page(f"/cases/{CASE}")
    order = [page.index(one) for one in ("new ready date", "Options for", "What will happen")]
    assert order == sorted(order)
    assert "3,800.00 USD" in page and "chosen by cost" in page
    assert "Flips" in page
    why = page[page.index("Why a person is asked") : page.index("What will happen")]
    assert re.search(r">slip: \d+ d<", why) and "It would run by itself only where" in why


def test_both_cases_are_shown_after_a_mail_was_moved(office: Office, marta: Visit) -> None:
    marta.send("/whole/open", workflow="W1", about="4500018830", reason="Lily called")
    other = "W1-4500018830"
    moved = marta.send(f"/cases/{CASE}/move", to=other, reason="their typing error")
    assert moved.status_code == 200, moved.text
    left, taken = marta.page(f"/cases/{CASE}"), marta.page(f"/cases/{other}")
    for page in (left, taken):
        assert "will be ready ex works" in page  # the words of the mail
    assert f'moved to <a href="/cases/{other}">' in left and "In the wrong case?" not in left
    assert "moved to <a" not in taken and "In the wrong case?" in taken


def test_whoever_was_told_of_a_case_or_may_answer_it_finds_it_at_the_desk(office: Office) -> None:
    told = Visit(office, "E010").page("/")
    note = told[told.index('id="notify"') :]
    assert f'href="/cases/{CASE}"' in note and "Promise nothing before the decision" in note
    assert "(and 3 more)" in note and ">told<" in note
    colleague = Visit(office, "E009").page("/")
    assert colleague.index("You may answer as well") < colleague.index(f'href="/cases/{CASE}"')


def test_a_case_has_one_row_with_all_its_reasons_and_no_id_is_there_twice(office: Office) -> None:
    office.desk.hand_off(CASE, person="E007", to="procurement", task="call the supplier")
    for person in ("E001", "E002", "E007", "E010", "E025"):
        page = Visit(office, person).page("/")
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
        rows = re.findall(r'<a href="/cases/[^"]+" class="row|class="row[^"]*" href="/cases/', page)
        assert len(rows) == 1, person
    both = Visit(office, "E002").page("/")
    assert "review" in both and ">to take on<" in both and "call the supplier" in both


def test_whoever_has_approved_is_told_who_else_must_and_is_offered_it_no_more(
    office: Office,
) -> None:
    samir = Visit(office, "E007")
    assert 'value="approve"' in samir.page(f"/cases/{CASE}")
    office.desk.decide(CASE, "approve", person="E007", reason="cheapest")
    page = samir.page(f"/cases/{CASE}")
    assert 'value="approve"' not in page and 'value="reject"' in page
    assert "It still needs Dana Reyes (category manager)." in page
    assert 'value="approve"' in Visit(office, "E002").page(f"/cases/{CASE}")


def test_what_is_offered_stands_before_what_is_only_told(office: Office) -> None:
    office.desk.hand_off(CASE, person="E007", to="production", task="make room")
    page = Visit(office, "E025").page("/")
    assert "Samir Haddad asks: make room" in page and ">to take on<" in page


@pytest.mark.parametrize("called", ["customer%20service", "customer", "order%20desk"])
def test_the_inbox_of_a_function_stands_beside_cases_as_well(
    office: Office, marta: Visit, called: str
) -> None:
    own, theirs = marta.page("/"), marta.page(f"/?for={called}")
    assert "inbox of a function" in own and 'href="/?for=customer%20service"' in own
    assert "Nothing waits for customer service" in theirs
    note = theirs[theirs.index('id="notify"') :]
    link = re.search(r'href="(/cases/[^"?]+\?for=[^"]+)"', note)
    assert link and "Promise nothing before the decision" in note
    case = marta.page(html.unescape(link[1]))
    assert 'id="card"' in case and 'id="notify"' in case
    assert f"/parts/inbox?case={CASE}&for={called}" in html.unescape(case)
    assert "decide together" not in theirs


def test_an_inbox_of_nobody_is_one_sentence(marta: Visit) -> None:
    answer = marta.client.get("/?for=astrology")
    assert answer.status_code == 404 and "no function of people.yaml" in html.unescape(answer.text)


def turn_clock(office: Office, to: datetime) -> None:
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, to)


def test_the_time_left_is_the_same_in_inbox_card_and_mail_also_after_it_ran_out_once(
    office: Office,
) -> None:
    turn_clock(office, datetime(2026, 3, 20, tzinfo=UTC))
    office.desk.advance()
    (row,) = Glance(office).inbox()["waiting"]
    assert row["lapsed"] and not row["overdue"]
    person = office.people.require(row["people"][0]["id"])

    def seen() -> tuple[str, str, str]:
        visit = Visit(office, person.id)
        inbox, page = visit.page("/parts/inbox"), visit.page(f"/cases/{CASE}")
        reader = reader_of(office.people, person.id, office.clock.now())
        _, mail = digest_mail(mine(Glance(office).inbox(), reader), person, "https://desk.example")
        times = set(re.findall(r'data-until="[^"]+">([^<]+)<', inbox + page))
        return ", ".join(times), inbox, mail

    times, inbox, mail = seen()
    assert re.fullmatch(r"in [^,]+", times) and "asked again" in inbox
    assert "nobody decided in time" in mail and "OVERDUE" not in mail
    turn_clock(office, datetime.fromisoformat(row["until"]) + timedelta(hours=2))
    times, inbox, mail = seen()
    assert times == "2 h 0 min late" and "OVERDUE since" in mail


def test_a_day_from_card_to_effects(office: Office, marta: Visit) -> None:
    planner, lead = Visit(office, "E007"), Visit(office, "E002")
    for who in (planner, lead):
        page = who.page(f"/cases/{CASE}")
        said = who.send(f"/cases/{CASE}/decide", verb="approve", seen=hash_on(page))
        assert said.status_code == 200, said.text
    state = office.desk.case(CASE)
    assert state.decision is not None and state.decision["complete"]
    assert {one.state for one in state.effects} == {"verified"}
    assert "approved" in marta.page(f"/cases/{CASE}")


def test_whoever_is_second_is_told_who_was_first(office: Office, marta: Visit) -> None:
    first, second = Visit(office, "E007"), Visit(office, "E007")
    lead = Visit(office, "E002")
    seen = hash_on(second.page(f"/cases/{CASE}"))
    for who in (first, lead):
        who.send(f"/cases/{CASE}/decide", verb="approve", seen=seen)
    late = second.send(f"/cases/{CASE}/decide", verb="reject", seen=seen, reason="no")
    assert late.status_code == 409
    assert "Dana Reyes took it" in late.text


def test_a_card_that_was_overtaken_decides_nothing(office: Office, marta: Visit) -> None:
    planner = Visit(office, "E007")
    seen = hash_on(planner.page(f"/cases/{CASE}"))
    file_sample(office, "W1-a")
    late = planner.send(f"/cases/{CASE}/decide", verb="approve", seen=seen)
    assert late.status_code == 409 and "has moved on" in late.text
    assert office.desk.case(CASE).approvals == ()


def test_a_question_is_answered_by_a_tick_or_by_typing(office: Office, marta: Visit) -> None:
    file_sample(office, "W1-a")
    page = marta.page(f"/cases/{CASE}")
    seen = hash_on(page)
    assert 'value="2026-04-09"' in page
    said = marta.send(
        f"/cases/{CASE}/decide",
        verb="respond",
        seen=seen,
        **{"choice.promised_date": "2026-04-09", "slot.promised_date": "", "reason": "phoned"},
    )
    assert said.status_code == 200, said.text
    assert [one.value for one in office.desk.case(CASE).answers] == ["2026-04-09"]


def test_a_form_of_another_page_does_nothing(office: Office, marta: Visit) -> None:
    planner = Visit(office, "E007")
    seen = hash_on(planner.page(f"/cases/{CASE}"))
    fields = {"verb": "approve", "seen": seen}
    for guard in ("", marta.guard, "forged"):
        answer = planner.client.post(
            f"/cases/{CASE}/decide", data=fields, headers={"X-Guard": guard} if guard else {}
        )
        assert answer.status_code in (403, 409), guard
    assert office.desk.case(CASE).approvals == ()


def test_who_may_not_decide_is_told_so_and_it_is_on_record(office: Office, marta: Visit) -> None:
    assert 'value="approve"' not in marta.page(f"/cases/{CASE}")
    seen = hash_on(Visit(office, "E007").page(f"/cases/{CASE}"))
    answer = marta.send(f"/cases/{CASE}/decide", verb="approve", seen=seen)
    assert answer.status_code == 409 and "may not approve" in answer.text
    assert desk_facts(office)[-1] == "act_refused"


def test_hostile_mail_is_shown_as_inert_text(office: Office, marta: Visit, tmp_path: Path) -> None:
    file_letter(
        office,
        tmp_path / "mail",
        sender="shipping@kailun.example",
        subject="PO 4500018822 <script>alert(1)</script>",
        sent="Wed, 11 Mar 2026 09:00:00 +0000",
        text="PO 4500018822 item 10 ready 12 April 2026.\n<img src=http://evil.example/x "
        "hx-get=/stop onerror=alert(1)> \u202eevil\u200b\x1b[31m\n",
    )
    page = marta.page(f"/cases/{CASE}")
    news = office.desk.case(CASE).news[-1]
    parts = [page, marta.page(f"/mail/{news.message}")]
    for one in parts:
        assert "<script>alert" not in one and "<img" not in one
        assert not {"\u202e", "\u200b", "\x1b"} & set(one)
    assert all("&lt;img src=" in one for one in parts)


def test_a_proxy_that_is_trusted_names_the_person(plain_workspace: Workspace) -> None:
    settings = plain_workspace.settings_file
    more = '\n[web]\nidentity_header = "x-person"\nproxies = ["testclient"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    opened = open_office(plain_workspace)
    try:
        client = TestClient(make_app(opened))
        assert client.get("/").status_code == 403
        assert "Marta" in client.get("/", headers={"x-person": "E001"}).text
        assert client.get("/", headers={"x-person": "nobody"}).status_code == 403
        elsewhere = TestClient(make_app(opened), client=("198.51.100.7", 1))
        assert elsewhere.get("/", headers={"x-person": "E001"}).status_code == 403
    finally:
        opened.close()


def test_a_fact_and_an_original_open_from_their_citations(office: Office, marta: Visit) -> None:
    page = marta.page(f"/cases/{CASE}")
    for number in re.findall(r'href="/facts/(\d+)"', page)[:3]:
        assert f"Fact {number}" in marta.page(f"/facts/{number}")
    quote = re.search(r'href="(/mail/[0-9a-f]{64})#(at-[^"]+)"', page)
    assert quote and f'id="{quote[2]}"' in marta.page(quote[1])


def test_whom_the_desk_has_not_read_of_is_told_to_start_it_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, known = Entrance(office).invite("E001"), office.people
    before = known.model_copy(
        update={"people": tuple(one for one in known.people if one.id != "E001")}
    )
    monkeypatch.setattr(Office, "people", before)
    client = TestClient(make_app(office), follow_redirects=False)
    refused = client.post("/enter", data={"invitation": link})
    assert refused.status_code == 403
    assert "E001 was not in people.yaml when the desk was started; start it anew" in refused.text
    assert desk_facts(office) == ["sign_in_refused"]
