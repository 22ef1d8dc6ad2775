"""A drawing that we owe is asked of engineering, whether a partner asks for it or only says so."""

import pytest

from agents.reader import read
from domain.reading import stated_text
from tests.agents.reader.company import company, mail

SUPPLIER = "lily.chen@kailun.example"


@pytest.mark.parametrize(
    "words",
    [
        "PO 4500018822: waiting for your drawing, the goods are delayed until then.",
        "PO 4500018822: Die Zeichnung fehlt uns noch von Ihnen, wir können nicht anfangen.",
        "Commande 4500018822 : nous attendons toujours votre plan, la production est bloquée.",
        "Pedido 4500018822: seguimos esperando su plano rev. C, no podemos fabricar.",
    ],
)
def test_engineering_is_asked_for_a_drawing_that_a_partner_says_it_waits_for(words: str) -> None:
    asked = read(mail(SUPPLIER, words), company()).questions
    (owed,) = [one for one in asked if one.about == "engineering_release"]
    assert owed.of.startswith("people:") and "4500018822" in owed.object


def test_a_line_that_waits_for_us_is_asked_about_by_its_case_alone() -> None:
    words = "PO 4500018822 line 10: drawing rev C is still not received from your engineering."
    found = read(mail(SUPPLIER, words), company())
    assert "waiting_on_us" in {
        stated_text(one.value) for one in found.statements if one.field == "line_state"
    }
    assert not [one for one in found.questions if one.about == "engineering_release"]


@pytest.mark.parametrize(
    "words",
    [
        "PO 4500018822: your drawing came late, so line 10 is ready on 24 April 2026.",
        "PO 4500018822: drawing rev C received with thanks.",
        "PO 4500018822 line 10 is delayed, the resin is late, ready on 24 April 2026.",
    ],
)
def test_a_drawing_that_is_there_is_asked_of_nobody(words: str) -> None:
    asked = read(mail(SUPPLIER, words), company()).questions
    assert not [one for one in asked if one.about == "engineering_release"]
