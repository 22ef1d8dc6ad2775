"""A day by which somebody will answer is a promise to answer: no goods come on it."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

NAMED = {
    "lily.chen@kailun.example": "4500018822 item 10 is delayed, the press stands still. ",
    "auftragsabwicklung@nordmetall.example": "4500018830 Pos. 10 verspätet sich. ",
    "order@lindqvist.example": "Order 4500018776 försenas. ",
    "satis@anadoludokum.example": "4500018858 siparişin 10. kalemi gecikiyor. ",
    "zhou.min@shenwei.example": "4500018880 第10项延迟。",
}
EN, DE, SV, TR, ZH = NAMED


def reading(sender: str, words: str, subject: str = "") -> Reading:
    return read(mail(sender, NAMED[sender] + words + "\n", subject), company())


def days(found: Reading, field: str) -> list[str]:
    return [stated_text(one.value) for one in found.statements if one.field == field]


ANSWERS = [
    (EN, "Thanks for your patience, we will revert with a firm schedule on 18 March."),
    (EN, "Until Wednesday 18 March we shall let you know how we go on."),
    (EN, "You will have the new ready date by 18 March."),
    (EN, "A revised date will be advised by 18 March."),
    (EN, "We will confirm by 18 March."),
    (EN, "By 18 March we confirm the new delivery date."),
    (DE, "Bis 18. März melden wir uns mit einem neuen Termin."),
    (DE, "Wir bestätigen den neuen Liefertermin bis 18. März."),
    (DE, "Den neuen Termin teilen wir Ihnen am 18. März mit."),
    (DE, "Sie erhalten bis zum 18.03. unsere Antwort."),
    (SV, "Senast den 18 mars återkommer vi med besked."),
    (TR, "18 Mart'a kadar size dönüş yapacağız."),
    (ZH, "我们会在3月18日前答复。"),
    (EN, "Nous vous communiquerons la date le 18 mars au plus tard."),
    (EN, "Les avisaremos antes del 18 de marzo."),
    (EN, "Vi comunicheremo la nuova data entro il 18 marzo."),
    (EN, "Até 18 de março daremos um retorno."),
    (EN, "Do 18 marca damy znać."),
    (EN, "Uiterlijk 18 maart laten wij u meer weten."),
]


@pytest.mark.parametrize(("sender", "words"), ANSWERS)
def test_a_day_to_answer_is_no_day_of_goods_and_nothing_that_we_owe(
    sender: str, words: str
) -> None:
    found = reading(sender, words)
    assert days(found, "promised_date") == days(found, "deadline:reply") == []
    asked = [one for one in found.questions if one.about == "promised_date"]
    assert [one.choices for one in asked] in ([()], [])


@pytest.mark.parametrize(("sender", "words"), ANSWERS)
def test_it_is_a_commitment_with_its_day(sender: str, words: str) -> None:
    assert [one.due for one in reading(sender, words).commitments] == ["2026-03-18"]


@pytest.mark.parametrize(
    ("sender", "words", "day"),
    [
        (EN, "We confirm shipment by 18 April.", "2026-04-18"),
        (EN, "We will update the schedule, goods ready 18 April.", "2026-04-18"),
        (EN, "We can inform you that the goods leave on 18 April.", ""),
        (EN, "Ready on 18 April, and we will advise the packages by Monday.", "2026-04-18"),
        (DE, "Wir bestätigen die Auslieferung bis 18. April.", "2026-04-18"),
        (
            DE,
            "Wir liefern am 18. April und melden uns am Montag wegen der Palettenzahl.",
            "2026-04-18",
        ),
        (SV, "Vi skickar godset den 18 april och återkommer på måndag med vikten.", "2026-04-18"),
    ],
)
def test_days_of_goods_beside_words_of_answering_stay_days_of_goods(
    sender: str, words: str, day: str
) -> None:
    assert days(reading(sender, words), "promised_date") == ([day] if day else [])


@pytest.mark.parametrize(
    "words", ["Please confirm by 18 March.", "Kindly let us know by 18 March how to go on."]
)
def test_what_is_asked_of_us_stays_our_time_to_answer(words: str) -> None:
    assert days(reading(EN, words), "deadline:reply") == ["2026-03-18"]


@pytest.mark.parametrize("by_program", [True, False])
def test_what_an_absence_note_promises_is_no_commitment(by_program: bool) -> None:
    body = "I am out of office until 17 March. I will answer your mail on 18 March.\n"
    message = mail(EN, body, "Automatic reply: 4500018822")
    found = read(message.model_copy(update={"auto_submitted": by_program}), company())
    assert found.commitments == () and days(found, "promised_date") == []
