"""A model points at words; code reads the value from them, and drops what it cannot get."""

from typing import Any

from agents.reader import read
from agents.testing import ScriptedModel, Step
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

SALES = "lily.chen@kailun.example"
LINE = "purchase_order_lines:4500018822/10"
# Rules find no state in this; the words `we struggle` stand in no list.
BODY = "PO 4500018822 item 10: sorry, late again, we struggle. Count on us shipping 20 April."


def with_model(body: str, *pointed: dict[str, str], **step: Any) -> Reading:
    value = {"statements": list(pointed)}
    model = ScriptedModel([Step(purpose="read", **({"value": value} | step))])
    return read(mail(SALES, body, "hello"), company(), model)


def pointed(field: str, quote: str, about: str = LINE) -> dict[str, str]:
    return {"object": about, "field": field, "quote": quote}


def test_a_certain_mail_needs_no_call() -> None:
    model = ScriptedModel([])
    reading = read(mail(SALES, "Item 10 delayed to 20 April.", "PO 4500018822"), company(), model)
    assert (model.calls, reading.workflows) == ([], ("W1",))


def test_a_quote_that_code_can_read_is_stated() -> None:
    body = "PO 4500018822: delay. Two lines there, and the boards come 20 April."
    reading = with_model(body, pointed("promised_date", "20 April"))
    found = [one for one in reading.statements if one.read_by == "model"]
    assert [(one.object, stated_text(one.value)) for one in found] == [(LINE, "2026-04-20")]
    assert reading.workflows == ("W1",)


def test_what_does_not_stand_there_or_does_not_say_it_is_dropped() -> None:
    body = "PO 4500018822: delay. Two lines there, and the boards come 20 April."
    reading = with_model(
        body,
        pointed("promised_date", "21 April"),
        pointed("promised_date", "the boards come"),
        pointed("promised_date", "20 April", "purchase_order_lines:4500018830/10"),
    )
    assert [one for one in reading.statements if one.read_by == "model"] == []
    assert len([note for note in reading.notes if note.startswith("dropped")]) == 3


def test_what_rules_ask_the_model_does_not_answer() -> None:
    body = "PO 4500018822 item 10 delayed to 9/4."
    reading = with_model(body, pointed("promised_date", "9/4"))
    assert [one.choices for one in reading.questions] == [("2026-04-09", "2026-09-04")]
    assert "promised_date" not in [one.field for one in reading.statements]


def test_rules_win_and_the_difference_is_asked() -> None:
    body = "PO 4500018822 item 10: delay, labour shortage. Item 20 delayed to 9/4, flood."
    reading = with_model(body, pointed("cause", "flood"))
    causes = [stated_text(one.value) for one in reading.statements if one.object == LINE]
    assert "labour" in causes
    assert "weather" not in causes
    assert any(one.about == "cause" and "weather" in one.choices for one in reading.questions)


def test_without_an_answer_rules_stand_alone() -> None:
    body = "PO 4500018822 item 10 delayed to 9/4."
    reading = with_model(body, value=None, status="unavailable")
    assert reading.workflows == ("W1",)
    assert any("no model read" in note for note in reading.notes)
