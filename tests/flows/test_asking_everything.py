"""Questions about everything: people, work, decisions and partners, in everyday words."""

from datetime import date

import pytest

from domain.errors import Unknown
from graph.answers.steps import Claims
from graph.asked.period import period_in
from seamline.demo_company import OPENS
from seamline.loading import load_export
from seamline.thread_view import thread
from seamline.wiring import Office
from tests.states import After

TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "past", "days"),
    [
        ("what is due today", False, ("2026-03-11", "2026-03-11")),
        ("who is away next week?", False, ("2026-03-16", "2026-03-22")),
        ("was haben wir letzte woche entschieden", True, ("2026-03-02", "2026-03-08")),
        ("anything new since friday", False, ("2026-03-06", "2026-03-11")),
        ("who is off on friday", False, ("2026-03-13", "2026-03-13")),
        ("what did we decide on monday", True, ("2026-03-09", "2026-03-09")),
        ("mails in the last 3 days", True, ("2026-03-08", "2026-03-11")),
        ("what did samir approve in february", True, ("2026-02-01", "2026-02-28")),
        ("what was approved in november", True, ("2025-11-01", "2025-11-30")),
    ],
)
def test_the_days_of_a_question_are_read(question: str, past: bool, days: tuple[str, str]) -> None:
    found = period_in(question, TODAY, past=past)
    assert found is not None and (str(found.first), str(found.last)) == days


@pytest.mark.parametrize("question", ["may we approve it?", "who won", "since it is late"])
def test_a_question_without_days_has_none(question: str) -> None:
    assert period_in(question, TODAY) is None


@pytest.fixture
def delayed(after: After) -> Office:
    office = after("W1-d")
    return office


def test_who_is_away_and_stands_in_is_told_by_days(delayed: Office) -> None:
    for wording in ("who is away from 13 april to 17 april?", "whos off on 14 april"):
        said = delayed.desk.ask("", wording).said()
        assert "Tomasz Wilk" in said and "2026-04-30" in said and "Dana Reyes" in said
    assert "nobody is known to be away" in delayed.desk.ask("", "who is away today").said()
    assert "Ingrid Falk" in delayed.desk.ask("", "who stands in for dana").said()
    in_case = delayed.desk.ask("W1-4500018822", "is samir in today?").said()
    assert "Samir Haddad" in in_case and "not known to be away" in in_case


def test_what_waits_for_whoever_asks_is_told(delayed: Office) -> None:
    for wording in ("what waits for me?", "what should i do first", "whats on my desk"):
        assert "W1-4500018822" in delayed.desk.ask("", wording, "E007").said()
    assert delayed.desk.ask("", "what waits for me?", "E015").said().startswith("nothing waits")
    unknown = delayed.desk.ask("", "what waits for me?")
    assert "not known" in unknown.said() and unknown.citations


def test_what_was_decided_came_and_is_due_is_told_by_days(delayed: Office) -> None:
    case = "W1-4500018822"
    assert "nothing is on record" in delayed.desk.ask("", "what did we decide today?").said()
    delayed.desk.decide(case, "approve", person="E007", reason="keeps Medivale whole")
    told = delayed.desk.ask("", "what did samir approve this week")
    assert "keeps Medivale whole" in told.said() and told.citations
    assert "nothing is on record" in delayed.desk.ask("", "rejected proposals?, show all").said()
    assert "new ready date" in delayed.desk.ask("", "which mails came in today").said()
    assert case in delayed.desk.ask("", "whats due next week").said()


def test_partners_and_orders_without_an_answer_are_told(delayed: Office) -> None:
    question = "which orders have no confirmation?"
    assert "every open order line is confirmed" in delayed.desk.ask("", question).said()
    load_export(delayed, OPENS.folder / "harlow" / "feed" / "2026-03-17" / "own")
    silent = delayed.desk.ask("", question)
    assert "4500018950/10 of Rao Precision (V1003) is not confirmed" in silent.said()
    assert silent.rows and "wrote" not in silent.said()
    profile = delayed.desk.ask("", "what do you know about nordmetall?").said()
    assert "supplier" in profile and "K. Brandt" in profile and "4500018830" in profile


def test_what_costs_most_comes_first_and_cases_are_counted(delayed: Office) -> None:
    assert "3,800.00 USD: W1-4500018822" in delayed.desk.ask("", "what costs us most?").said()
    assert "open case(s)" in delayed.desk.ask("", "how many cases are open").said()


def test_a_name_that_is_nearly_one_is_read_so_and_said(delayed: Office) -> None:
    said = delayed.desk.ask("", "what is late for medevale")
    assert "nobody is called medevale: read as medivale" in said.said() and said.rows
    assert "found none" in delayed.desk.ask("", "why is 4500018829 late?").said()
    assert "4500018822" in delayed.desk.ask("", "why is 4500018829 late?").said()


def test_how_a_name_was_read_is_said_before_what_is_found(delayed: Office) -> None:
    told = list(delayed.desk.asking("", "what is late for medevale"))
    claims = [one.lines[0] for one in told if isinstance(one, Claims)]
    assert claims[0] == "nobody is called medevale: read as medivale" and len(claims) > 1


def test_show_me_is_courtesy_and_the_last_mail_of_a_partner_is_told(delayed: Office) -> None:
    rejected = delayed.desk.ask("", "show me all rejected proposals", "E001").said()
    assert rejected.startswith("nothing is on record as rejected by anybody")
    last = delayed.desk.ask("", "last mail from kailun").lines
    assert "new ready date" in last[0] and all("mail of Kailun" in one for one in last)
    assert delayed.desk.ask("", "tell me about V1003").lines[0].startswith("Rao Precision")


def test_a_question_goes_on_from_the_one_before(delayed: Office) -> None:
    full = delayed.desk.in_full("", "and blue quay?", "what did orion line promise")
    assert full == "what did blue quay promise"
    assert "4500018822" in delayed.desk.in_full("", "since when?", "why is 4500018822 late")
    assert "open since" in delayed.desk.ask("W1-4500018822", "since when?").said()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hs code for klb-12?", "hs code 8537.10 [rows items:KLB-12]"),
        ("do we have enough klb-12 on stock", "on hand 3200"),
        ("payment terms of nordmetall", "payment terms 2/14 NET30"),
        ("medivale promised dates", "promised date 2026-05-12"),
        ("phone number of blue quay", "+86-000-3001"),
        ("whats the unit price on 4500018822", "unit price 18.40"),
    ],
)
def test_a_cell_of_what_is_named_is_told(office: Office, question: str, said: str) -> None:
    assert said in office.desk.ask("", question).said()


def test_the_thread_of_a_partner_is_refused_with_what_to_ask_instead(office: Office) -> None:
    with pytest.raises(Unknown, match="what do you know about K6001"):
        thread(office, "k6001")
