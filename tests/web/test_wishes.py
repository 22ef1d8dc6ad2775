"""Wishes typed in a case: each fills in a card, or is answered with what could be wished."""

import json
from typing import Any

import pytest

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


def card_opened(visit: Visit, words: str, case: str = CASE) -> dict[str, Any]:
    answer = visit.send("/say", words=words, case=case)
    assert answer.status_code == 204, answer.text
    opened: dict[str, Any] = json.loads(answer.headers["hx-trigger"])["open-card"]
    return opened


@pytest.mark.parametrize(
    ("words", "verb", "option"),
    [
        ("take the cheapest", "edit", "accept"),
        ("accept the date", "edit", "accept"),
        ("I'd like to take the full air, please", "edit", "full air"),
        ("can we split it?", "edit", "split air"),
        ("buy from Brightwell", "approve", None),
        ("let's go with the alternate supplier", "approve", None),
        ("accept what is proposed", "approve", None),
        ("/edit alternate supplier", "approve", None),
        ("accept", "edit", "accept"),
        ("yes, go ahead", "approve", None),
        ("pls take the alternate supplier", "approve", None),
        ("ok lets do alternate", "approve", None),
        ("we should buy from brightwell", "approve", None),
        ("nimm den alternativen lieferanten", "approve", None),
        ("approved!", "approve", None),
        ("I want to fly everything", "edit", "full air"),
        ("cheapest option pls", "edit", "accept"),
        ("split shipment please", "edit", "split air"),
        ("reject this, too expensive", "reject", None),
        ("no, dont do that", "reject", None),
        ("change the quantity to 8000", "edit", None),
        ("take fly all 12,000 PCS", "edit", "full air"),
        ("take split: fly 2,000 PCS, the rest by sea", "edit", "split air"),
    ],
)
def test_a_wish_opens_the_card_of_what_it_means(
    marta: Visit, words: str, verb: str, option: str | None
) -> None:
    opened = card_opened(marta, words)
    assert (opened["verb"], opened.get("option")) == (verb, option)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("let's fly", "2 fit equally: fly all 12,000 PCS; split: fly 2,000 PCS, the rest by sea"),
        ("take a taxi", "no option is called so; there is accept the date and re-promise"),
        ("use the safety stock", "safety stock floor"),
    ],
)
def test_a_wish_that_means_none_or_several_is_told_the_names(
    marta: Visit, words: str, said: str
) -> None:
    assert said in marta.send("/say", words=words, case=CASE).text


def test_a_day_that_can_be_two_is_asked_back_with_both(office: Office, marta: Visit) -> None:
    file_sample(office, "W1-a")
    said = marta.send("/say", words="tell them next Friday", case=CASE).text
    assert "Fri 2026-03-13 or Fri 2026-03-20" in said


def test_what_answers_no_open_question_becomes_words_in_the_letter_that_waits(
    office: Office, marta: Visit
) -> None:
    opened = card_opened(marta, "tell Brightwell that we need them on Friday")
    ((name, words),) = opened["values"].items()
    assert opened["verb"] == "edit" and words == "we need them on Friday"
    assert f'name="value.{name}"' in Visit(office, "E007").page(f"/cases/{CASE}")
    assert "not yours to decide" in marta.page(f"/cases/{CASE}")


def test_words_for_which_nothing_waits_are_refused_and_not_put_into_a_date(
    office: Office, marta: Visit
) -> None:
    file_sample(office, "W1-a")
    said = marta.send("/say", words="Please write to Kailun that we accept", case=CASE).text
    assert "answer first" in said and "before 9/4" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("and if its 10 days later?", "If +10 days"),
        ("was wenn es 2 wochen später kommt", "If +14 days"),
        ("what if only half comes", "If quantity -50%"),
        ("snooze until monday", "Snooze"),
        ("remind me on monday", "Snooze"),
        ("give this to logistics", "Offer it"),
        ("ask logistics to look for space", 'value="logistics"'),
        ("give it to Dana", 'value="E002"'),
        ("let dana handle it", 'value="E002"'),
        ("put it on hold until Monday", "Snooze"),
        ("hold it till friday", "Snooze"),
        ("i'll take it from here", "It is mine"),
        ("merge it with W1-4500018830", 'value="W1-4500018830"'),
        ("Lily said on the phone it comes on the 20th", 'value="Lily"'),
    ],
)
def test_a_look_ahead_or_a_deed_is_understood_in_everyday_words(
    marta: Visit, words: str, said: str
) -> None:
    shown = marta.send("/say", words=words, case=CASE)
    assert shown.status_code == 200 and said in shown.text


@pytest.mark.parametrize(
    "words", ["do we have enough stock", "no news?", "what would full air cost"]
)
def test_a_question_is_no_wish(marta: Visit, words: str) -> None:
    assert "data-answer" in marta.send("/say", words=words, case=CASE).text


def test_doing_nothing_is_no_other_price_but_a_question(marta: Visit) -> None:
    said = marta.send("/say", words="what happens if we do nothing?", case=CASE).text
    assert "data-answer" in said


def test_an_order_is_supposed_without_a_case_of_its_own(marta: Visit) -> None:
    said = marta.send("/say", words="what if 4500018830 comes 10 days later?", case="").text
    assert "If +10 days" in said and "4500018830" in said and "chosen now" not in said


def test_another_quantity_and_price_are_supposed_in_words(marta: Visit) -> None:
    said = marta.send("/say", words="what if qty is 20% less and price 3% higher", case=CASE).text
    assert "If quantity -20%, price +3%" in said and "keep to the order" in said


def test_where_a_day_is_asked_every_reading_is_priced_side_by_side(
    office: Office, marta: Visit
) -> None:
    file_sample(office, "W1-a")
    said = marta.send("/say", words="+10 days, what then?", case=CASE).text
    assert "promised date is 2026-04-09" in said and "promised date is 2026-09-04" in said
    assert "12 d late" in said and "160 d late" in said


def test_accept_alone_approves_where_accepting_is_what_is_proposed(
    office: Office, marta: Visit
) -> None:
    office.desk.decide(CASE, "edit", person="E007", reason="wait", slots={"option": "accept"})
    assert card_opened(marta, "accept")["verb"] == "approve"


def test_words_for_another_partner_go_into_nobody_elses_letter(marta: Visit) -> None:
    said = marta.send("/say", words="tell Nordmetall that we accept", case=CASE).text
    assert "no letter" in said and "to them waits" in said


def test_a_day_that_answers_is_typed_as_people_write_it(office: Office, marta: Visit) -> None:
    file_sample(office, "W1-a")
    opened = card_opened(marta, "/respond promised_date=9 April")
    assert opened["slots"] == {"promised_date": "2026-04-09"}


def test_a_wish_about_everything_is_told_to_open_a_case(marta: Visit) -> None:
    assert "open a case first" in marta.send("/say", words="take the cheapest", case="").text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("close it", "a case closes by itself"),
        ("call Lily", "a call is yours to make"),
        ("cancel the order", "other acts are made where they belong"),
        ("pay the invoice", "other acts are made where they belong"),
    ],
)
def test_a_wish_that_no_card_does_is_told_what_does(
    office: Office, marta: Visit, words: str, said: str
) -> None:
    before = office.desk.case(CASE).through
    shown = marta.send("/say", words=words, case=CASE).text
    assert "no card does that" in shown and said in shown
    assert office.desk.case(CASE).through == before


@pytest.mark.parametrize("words", ["chase them again", "remind Lily please", "send a reminder"])
def test_a_wish_to_chase_where_nobody_owes_an_answer_says_so(marta: Visit, words: str) -> None:
    shown = marta.send("/say", words=words, case=CASE).text
    assert "waits for no partner" in shown


@pytest.mark.parametrize("words", ["9 april", "it is the 9th of April", "it's 2026-04-09."])
def test_a_bare_day_answers_the_question_that_waits_for_one(
    office: Office, marta: Visit, words: str
) -> None:
    file_sample(office, "W1-a")
    opened = card_opened(marta, words)
    assert opened == {"verb": "respond", "slots": {"promised_date": "2026-04-09"}}


@pytest.mark.parametrize("words", ["order status", "who called Lily?", "what changed on 9 april"])
def test_words_that_only_look_like_a_wish_are_a_question(
    office: Office, marta: Visit, words: str
) -> None:
    file_sample(office, "W1-a")
    assert "data-answer" in marta.send("/say", words=words, case=CASE).text
