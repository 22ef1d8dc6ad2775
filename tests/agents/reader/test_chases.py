"""Answers to open questions, and chats passed on, in other words than the sample mails'."""

from __future__ import annotations

from agents.reader import read
from domain.evidence import Part
from domain.message import Message
from domain.reading import Reading, stated_text
from domain.record import Row
from tests.agents.reader.company import Company, company, mail

QUESTIONS = {
    "CH-9/1": ("4500018830/10", "ready date"),
    "CH-9/2": ("4500018830/20", "new date; mill certificate"),
    "CH-9/3": ("price list", "promised for 1 March"),
}


def office() -> Company:
    """The small company with an open chase to V1002 and a colleague."""
    rows = [row for table in company().tables.values() for row in table.values()]
    for key, (about, question) in QUESTIONS.items():
        chase, _, number = key.partition("/")
        values = {"chase_id": chase, "partner_id": "V1002", "question_no": number}
        values |= {"object": about, "question": question, "status": "open"}
        values["sent_on"] = "2026-03-10"
        rows.append(Row(table="chases", key=key, version=1, values=values))
    values = {"mail": "kim@harlow.example", "name": "Kim Berg"}
    rows.append(Row(table="people", key="E044", version=1, values=values))
    return Company(rows)


def states(found: Reading) -> dict[str, str]:
    return {
        one.object.partition(":")[2]: stated_text(one.value)
        for one in found.statements
        if one.field == "line_state:question"
    }


def test_each_question_is_answered_in_part_promised_or_open() -> None:
    found = read(
        mail(
            "auftragsabwicklung@nordmetall.example",
            "Guten Tag,\n4500018830 Pos. 10: 12.000 Stk, Versand am 03.04.2026 wie bestätigt.\n"
            "4500018830 Pos. 20: 4.000 Stk, Versand am 03.04.2026 wie bestätigt.\n",
            "AW: offene Punkte",
        ),
        office(),
    )
    assert states(found) == {"CH-9/1": "answered", "CH-9/2": "part", "CH-9/3": "open"}
    asked = {one.object for one in found.questions if one.about == "line_state:question"}
    assert asked == {"chases:CH-9/2", "chases:CH-9/3"}
    dates = [one for one in found.statements if one.field == "promised_date"]
    assert {stated_text(one.value) for one in dates} == {"2026-04-03"}
    assert "chase_answer" in found.intents


def test_a_promise_to_answer_is_no_answer() -> None:
    found = read(
        mail(
            "auftragsabwicklung@nordmetall.example",
            "Zu 4500018830 Pos. 10 melden wir uns bis 16.03.2026.",
            "AW: offene Punkte",
        ),
        office(),
    )
    assert states(found) == {"CH-9/1": "promised", "CH-9/2": "open", "CH-9/3": "open"}
    (promise,) = (one for one in found.statements if one.field == "deadline:promise")
    assert (promise.object, stated_text(promise.value)) == ("chases:CH-9/1", "2026-03-16")
    assert "answer_pending" in found.intents


def test_a_letter_about_something_else_answers_nothing() -> None:
    words = "Anbei Rechnung 4711 zu Bestellung 4500018701."
    found = read(mail("auftragsabwicklung@nordmetall.example", words), office())
    assert states(found) == {}


CHAT = (
    "[12/03/26, 09:14] Ms Wu: good morning\n"
    "[12/03/26, 09:15] Ms Wu: 18847 encoder machine broke down, ready 17 April\n"
    "[12/03/26, 09:20] Kim Berg: ok for 17\n"
    "[12/03/26, 09:21] Ms Wu: price +0.05 from now\n"
)


def passed_on(sender: str) -> Message:
    body = mail(sender, "see the chat, she answered there so stop chasing", "FW: chat")
    chat = Part(name="attachment:0", kind="text/plain", text=CHAT, file_name="chat.txt")
    return body.model_copy(update={"parts": (*body.parts, chat)})


def test_a_chat_that_a_colleague_passes_on_is_asked_for_in_writing() -> None:
    found = read(passed_on("kim@harlow.example"), office())
    line = "purchase_order_lines:4500018847/10"
    asked = {(one.about, one.object, one.of) for one in found.questions}
    assert ("promised_date", line, "partners:V1001") in asked
    assert {"unit_price", "approval"} <= {one.about for one in found.questions}
    fields = {one.field for one in found.statements}
    assert fields == {"cause", "cause_party"}  # no date, no price, no quantity
    assert found.workflows == ("P5",)


def test_the_same_chat_from_a_stranger_says_nothing() -> None:
    found = read(passed_on("kim@harlow-mail.example"), office())
    assert [one.field for one in found.statements] == []


def test_answers_are_matched_to_questions_by_their_numbers() -> None:
    found = read(
        mail(
            "auftragsabwicklung@nordmetall.example",
            "Hello,\n\n1. Pos. 10 of 4500018830 - yes, still good for 3 April, 12.000 pcs.\n"
            "2. asked the mill, you'll have it by Friday.\n3. no news yet.\n\nRegards",
            "AW: offene Punkte",
        ),
        office(),
    )
    assert states(found) == {"CH-9/1": "answered", "CH-9/2": "promised", "CH-9/3": "open"}
    until = [one.object for one in found.statements if one.field == "deadline:promise"]
    assert until == ["chases:CH-9/2"]


def test_a_new_day_in_an_answer_to_our_questions_moves_its_line() -> None:
    found = read(
        mail(
            "auftragsabwicklung@nordmetall.example",
            "Guten Tag,\n4500018830 Pos. 10: 12.000 Stk gehen am 24.04.2026 ab Werk.\n"
            "Die Preisliste kommt morgen.\n",
            "AW: offene Punkte",
        ),
        office(),
    )
    days = {
        one.object: stated_text(one.value)
        for one in found.statements
        if one.field == "promised_date"
    }
    assert days == {"purchase_order_lines:4500018830/10": "2026-04-24"}
    assert "W1" in found.workflows
    assert states(found)["CH-9/1"] == "answered"
