"""The line to type in: answers with citations, what-ifs without a trace, cards that words open."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from memory import chain
from seamline.cli.app import app
from seamline.repertoire import PLACES
from seamline.web.app import make_app
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.web.desk import Visit

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def marta(office: Office) -> Visit:
    return Visit(office, "E001")


def head(office: Office) -> int:
    with office.ledger.reading() as connection:
        return chain.head(connection)[0]


def card_opened(visit: Visit, words: str) -> dict[str, Any]:
    """What the page's own card is filled in with."""
    answer = visit.send("/say", words=words, case=CASE)
    assert answer.status_code == 204, answer.text
    opened: dict[str, Any] = json.loads(answer.headers["hx-trigger"])["open-card"]
    return opened


def test_verbs_fill_in_the_card_that_shows_everything(office: Office, marta: Visit) -> None:
    before = head(office)
    assert card_opened(marta, "/approve fine") == {"verb": "approve", "reason": "fine"}
    assert card_opened(marta, "/reject too dear") == {"verb": "reject", "reason": "too dear"}
    assert head(office) == before


def test_approving_waits_for_the_answer_to_what_is_open(office: Office, marta: Visit) -> None:
    file_sample(office, "W1-a")
    assert "answer first" in marta.send("/say", words="/approve", case=CASE).text
    said = marta.send("/say", words="take the alternate supplier", case=CASE).text
    assert "before this is answered" in said


@pytest.mark.parametrize(
    "words",
    [
        *(
            "/whatif =5",
            "/whatif",
            "what if +0 days",
            "what if +99999999999 days",
            "/whatif -9999999 d",
        ),
        *("/case", "/thread", "/snooze 9999-12-31T23:59-05:00", "/", "/note"),
    ],
)
def test_odd_words_are_answered_in_a_sentence(marta: Visit, words: str) -> None:
    answer = marta.send("/say", words=words, case=CASE)
    assert answer.status_code in (200, 204), words


def test_an_answer_is_tried_while_its_question_is_open(office: Office, marta: Visit) -> None:
    file_sample(office, "W1-a")
    said = marta.send("/say", words="/whatif promised_date=2026-04-09", case=CASE).text
    assert "If promised date is 2026-04-09" in said and "chosen then" in said


def test_of_an_order_whose_delay_is_open_days_are_counted_from_what_was_said(
    office: Office, marta: Visit
) -> None:
    of_case = marta.send("/say", words=f"/whatif {CASE} +10 d").text
    of_order = marta.send("/say", words=f"/whatif {CASE[3:]} +10 d").text
    late = re.compile(r"\d+ d late")
    assert late.findall(of_order) == late.findall(of_case) != []


def test_a_look_ahead_says_of_each_option_why_it_cannot_be(office: Office, marta: Visit) -> None:
    assert "breaks safety stock floor" in marta.send("/say", words="+10 days", case=CASE).text
    told = CliRunner().invoke(
        app, ["whatif", CASE, "--days", "+10", "--workspace", str(office.workspace.folder)],
        env={"COLUMNS": "200"},
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    (line,) = [one for one in told.output.splitlines() if "use safety stock" in one]
    assert line.rstrip(" │").endswith("NOT")  # POSSIBLE: the cell goes on below
    assert "safety_stock_floor" in told.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("what happens if nobody answers?", "if nobody answers until"),
        ("what happens next?", "waits for"),
        ("tell me how much it costs", "costs 3800.00 USD"),
    ],
)
def test_a_question_is_no_wish_whatever_words_it_has(marta: Visit, words: str, said: str) -> None:
    assert said in marta.ask(words, CASE)


def test_a_name_that_is_typed_is_gone_to(marta: Visit) -> None:
    for words, place in (
        ("show 4500018822", f"/cases/{CASE}"),
        ("/case 4500018822", f"/cases/{CASE}"),
        ("open 70045512", "/thread?ref=70045512"),
    ):
        assert marta.send("/say", words=words, case="").headers["hx-redirect"] == place


def test_earlier_is_earlier(marta: Visit) -> None:
    said = marta.send("/say", words="what if it comes 2 days earlier", case=CASE).text
    assert "If -2 days" in said


def test_places_are_quoted(marta: Visit) -> None:
    for words, place in (
        ("/case 订单", "/cases/%E8%AE%A2%E5%8D%95"),
        ("/thread a&b=#", "/thread?ref=a%26b%3D%23"),
        ("/search BQ 240731", "/search?q=BQ%20240731"),
        ("/partners V1001", "/partners/V1001"),
        ("/inbox", "/"),
        ("/measures", "/measures"),
        ("/mode", "/modes"),
    ):
        assert marta.send("/say", words=words, case="").headers["hx-redirect"] == place


def test_an_answer_cites_facts_that_open(office: Office, marta: Visit) -> None:
    said = marta.ask("which options were considered?", CASE)
    assert "3800.00 USD" in said and "buy 2000 PCS from Brightwell Circuits" in said
    numbers = re.findall(r'href="/facts/(\d+)"', said)
    assert numbers and all("Fact" in marta.page(f"/facts/{one}") for one in numbers)


def test_a_question_about_everything_goes_to_the_partner_it_names(marta: Visit) -> None:
    said = marta.ask("what did Kailun promise?")
    assert CASE in said and "2026-04-11" in said
    assert "Nordmetall" not in said


def test_a_question_with_a_reference_goes_to_its_thread(marta: Visit) -> None:
    said = marta.ask("who approved anything of 4500018822?")
    assert CASE in said and "standing authority" in said


def test_without_evidence_it_says_so_and_shows_closed_cases_like_it(marta: Visit) -> None:
    said = marta.ask("why did we fly pumpkins?")
    assert "No evidence" in said


EVERYTHING = "/say/answer?case=&question=what+did+Kailun+promise%3F"


def test_an_answer_comes_claim_by_claim_and_says_what_is_looked_at(marta: Visit) -> None:
    events = marta.events(EVERYTHING)
    kinds = [kind for _, kind, _ in events]
    assert kinds[0] == "looking" and kinds[-1] == "done" and "claims" in kinds
    assert CASE in events[0][2]
    assert all('class="cite"' in shown for _, kind, shown in events if kind == "claims")


def test_a_line_that_broke_goes_on_where_it_was(marta: Visit) -> None:
    events = marta.events(EVERYTHING)
    broke = next(at for at, (_, kind, _) in enumerate(events) if kind == "claims")
    assert marta.events(EVERYTHING, since=events[broke][0]) == events[broke + 1 :]
    assert [kind for _, kind, _ in marta.events(EVERYTHING, since=events[-1][0])] == ["done"]


def test_where_facts_came_meanwhile_the_answer_begins_anew(office: Office, marta: Visit) -> None:
    number = marta.events(EVERYTHING)[0][0]
    file_sample(office, "W1-a")
    events = marta.events(EVERYTHING, since=number)
    assert events[0] == ("", "again", "") and len(events) > 2


@pytest.mark.parametrize("since", ["x", "1", "1.x", ".", "9" * 400, "-1.-1"])
def test_a_number_that_is_none_begins_anew(marta: Visit, since: str) -> None:
    assert marta.events(EVERYTHING, since=since)[0][1] == "again"


def test_nobody_gets_an_answer_without_signing_in(office: Office) -> None:
    assert TestClient(make_app(office), follow_redirects=False).get(EVERYTHING).status_code != 200


def test_what_cannot_be_asked_is_said_where_the_answer_would_stand(marta: Visit) -> None:
    (event,) = marta.events("/say/answer?case=none-such-1&question=why%3F")
    assert event[1] == "done" and "none-such-1" in event[2]


def test_a_what_if_prices_again_and_leaves_no_trace(office: Office, marta: Visit) -> None:
    before = head(office)
    said = marta.send("/say", words="+10 days, what then?", case=CASE).text
    assert "If +10 days" in said and "14 d late" in said and "4 d late" in said
    assert head(office) == before


@pytest.mark.parametrize("words", ["take full air", "/edit full air because they wait"])
def test_a_wish_becomes_a_card_and_does_nothing_itself(
    office: Office, marta: Visit, words: str
) -> None:
    before = head(office)
    assert card_opened(marta, words)["option"] == "full air"
    assert head(office) == before


def test_an_option_that_cannot_be_taken_is_answered_with_its_reason(marta: Visit) -> None:
    said = marta.send("/say", words="use safety stock", case=CASE).text
    assert "cannot be taken" in said and "safety stock floor" in said


def test_telling_them_a_day_fills_the_open_question(office: Office, marta: Visit) -> None:
    file_sample(office, "W1-a")
    opened = card_opened(marta, "tell them Friday")
    assert opened == {"verb": "respond", "slots": {"promised_date": "2026-03-13"}}


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("/note Lily: 9 April is safe", 'value="Lily"'),
        ("/claim", "It is mine"),
        ("/snooze 4h", 'value="4h"'),
        ("/handoff logistics: book the next sailing", "book the next sailing"),
        ("/correct promised_date: 2026-04-12", 'value="2026-04-12"'),
        ("/merge W1-4500018830: the same delay", 'value="W1-4500018830"'),
        ("/split 20: it is in time", 'value="20"'),
        ("/override Joel booked by phone: no time", "Joel booked by phone"),
        ("/open W1: 4500018830", "/whole/open"),
        ("/wake", "Wake it"),
        ("/stop drill", 'name="reason" value="drill"'),
        ("/stop partner:V1001: drill", 'name="reason" value="drill"'),
        ("/contest we need it first", "we need it first"),
        ("/contest we need: it first", "we need: it first"),
        ("/confirm-sender Lily: called her", 'value="called her"'),
        ("/accept", "nothing of this case is offered"),
        ("/waive no need", "this case waits for nothing"),
        ("/settle happened: saw it", "no effect of this case is in doubt"),
        ("/help", "/whatif"),
        ("/dance", "is no command"),
        ("/respond nothing=1", "asked is nothing"),
    ],
)
def test_commands_open_cards_and_act_on_nothing(
    office: Office, marta: Visit, words: str, holds: str
) -> None:
    before = head(office)
    assert holds in marta.send("/say", words=words, case=CASE).text
    assert head(office) == before


def test_going_somewhere_is_a_redirect_of_the_page(marta: Visit) -> None:
    answer = marta.send("/say", words="/thread 4500018822", case="")
    assert answer.headers["hx-redirect"] == "/thread?ref=4500018822"
    elsewhere = marta.send("/say", words="/case //evil.example", case="")
    assert elsewhere.headers["hx-redirect"].startswith("/cases/")


def test_every_place_is_there(marta: Visit) -> None:
    for place in (one.path for one in PLACES.values() if one.path):
        marta.page(place)


def test_what_is_offered_is_chosen_on_its_card_and_taken(office: Office, marta: Visit) -> None:
    marta.send(f"/cases/{CASE}/hand-off", to="logistics", task="book the next sailing")
    joel = Visit(office, "E003")
    said = joel.send("/say", words="/accept on it", case=CASE).text
    assert "logistics: book the next sailing" in said and 'value="on it"' in said
    place, key = f"/cases/{CASE}/accept", re.search(r'<option value="(\w+)"', said)
    assert f'hx-post="{place}"' in said and key
    assert joel.send(place, key=key[1], reason="on it").status_code == 200
    holder = office.desk.case(CASE).together.holder
    assert holder is not None and holder.person == "E003"


def test_a_case_that_is_opened_is_gone_to(marta: Visit) -> None:
    told = {"workflow": "W1", "about": "4500018830", "reason": "Lily called"}
    opened = marta.send("/whole/open", **told)
    assert opened.headers["hx-redirect"] == "/cases/W1-4500018830"
    assert "is open about it" in marta.send("/whole/open", **told).text


def test_days_are_typed_as_people_write_them_and_a_coming_absence_is_shown(marta: Visit) -> None:
    marta.send("/whole/absent", first="Monday", last="Friday", reason="skiing")
    assert "2026-03-16 to 2026-03-20" in marta.page("/people")
    assert "sleeps until 2026-03-11" in marta.send(f"/cases/{CASE}/snooze", until="tomorrow").text


def test_working_together_by_the_cards(office: Office, marta: Visit) -> None:
    dana = Visit(office, "E002")
    assert marta.send(f"/cases/{CASE}/claim").status_code == 200
    late = dana.send(f"/cases/{CASE}/claim")
    assert late.status_code == 409 and "Marta Oyelaran" in late.text
    noted = marta.send(f"/cases/{CASE}/note", said_by="Lily Chen", text="11 April is safe")
    assert noted.status_code == 200, noted.text
    assert [one.name for one in office.desk.case(CASE).notes] == ["Lily Chen"]
    offered = marta.send(f"/cases/{CASE}/hand-off", to="logistics", task="book the next sailing")
    assert offered.status_code == 200, offered.text
    assert "book the next sailing" in Visit(office, "E003").page("/parts/inbox")
