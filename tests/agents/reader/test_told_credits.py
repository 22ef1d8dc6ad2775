"""Money given back that a partner tells of in words is put to those who keep its bills."""

import pytest

from agents.reader import read
from domain.reading import Reading
from tests.agents.reader.company import company, mail

EN, DE = "lily.chen@kailun.example", "auftragsabwicklung@nordmetall.example"


def reading(sender: str, words: str, subject: str = "") -> Reading:
    return read(mail(sender, words + "\n", subject), company())


TOLD = [
    (DE, "Die Gutschrift zu 4500018830 Pos. 10 über 210,00 EUR geht Ihnen am 27. März zu."),
    (DE, "Zu 4500018830 Pos. 10 schreiben wir Ihnen 210,00 EUR gut, spätestens am 27. März."),
    (EN, "For the 40 scratched pcs of 4500018822 item 10 you get a credit note by 27 March."),
    (EN, "We refund USD 210.00 for 4500018822 item 10 on 27 March."),
    (
        EN,
        "Pour 40 pièces de la commande 4500018822, poste 10, un avoir vous parviendra le 27 mars.",
    ),
    (
        EN,
        "Emitimos una nota de crédito por 40 piezas del pedido 4500018822 línea 10 el 27 de marzo.",
    ),
    (EN, "Nota di credito per 40 pezzi dell'ordine 4500018822 riga 10 entro il 27 marzo."),
]


@pytest.mark.parametrize(("sender", "words"), TOLD)
def test_a_credit_told_in_words_moves_no_goods_and_is_put_to_finance(
    sender: str, words: str
) -> None:
    found = reading(sender, words)
    fields = {one.field for one in found.statements}
    assert not fields & {"promised_date", "promised_qty", "eta"}
    assert [one.of for one in found.questions if one.about == "credit_told"] == ["people:/finance"]
    assert not {"W1", "P4"} & {*found.workflows}


def test_goods_told_beside_a_credit_keep_their_day() -> None:
    words = "4500018822 item 10 is late, ready 20 April. A credit note follows on 27 March."
    found = reading(EN, words)
    days = [str(one.value.span) for one in found.statements if one.field == "promised_date"]  # type: ignore[union-attr]
    assert len(days) == 1 and days[0].startswith("2026-04-20")
    assert "credit_told" in {one.about for one in found.questions}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("4500018822 item 10 is late, it leaves on 20 April with the credit note.", "2026-04-20"),
        ("4500018822 item 10 is late: delivery and credit note on 20 April.", "2026-04-20"),
        ("4500018822 item 10 is late, leaves on 20 April due to a refund issue.", "2026-04-20"),
        ("4500018822 item 10 is late; a credit note for it on 20 April.", ""),
    ],
)
def test_goods_that_come_with_a_credit_keep_their_day(words: str, day: str) -> None:
    found = reading(EN, words)
    days = [str(one.value.span.latest) for one in found.statements if one.field == "promised_date"]  # type: ignore[union-attr]
    assert days == ([day] if day else [])
    assert "credit_told" in {one.about for one in found.questions}


@pytest.mark.parametrize(
    "words",
    [
        "A credit note for the pieces of 4500018822 that could not be sent follows.",
        "For the pieces of 4500018822 which were not good we credit you 210.00 USD.",
    ],
)
def test_a_credit_for_goods_that_did_not_come_is_told(words: str) -> None:
    assert "credit_told" in {one.about for one in reading(EN, words).questions}


@pytest.mark.parametrize(
    "words",
    [
        "A credit note will not be issued for 4500018822.",
        "We won't refund you anything for 4500018822.",
        "We cannot issue a credit note for 4500018822.",
        "We refuse to issue a credit note for 4500018822.",
        "4500018822: a credit note is out of the question.",
        "Eine Gutschrift zu 4500018822 erhalten Sie nicht.",
        "Eine Gutschrift lehnen wir ab (4500018822).",
        "Our credit note 9911 for 4500018822 was issued by mistake.",
        "You wrote that you want a credit note for 4500018822.",
        "We await your credit note over 500 USD for 4500018822.",
        "You owe us a refund of 500 USD for 4500018822.",
        "We would have given you a credit note for 4500018822 had you asked.",
        "We can give no credit note for 4500018822.",
        "If you return the goods of 4500018822, we credit you.",
        "Please tell us whether you want a credit note for 4500018822.",
        "Please open the letter of credit for 4500018822.",
        "4500018822 is on credit hold.",
        "Our credit note for 4500018822 might come next week.",
        "Perhaps we can give you a credit note for 4500018822.",
        "Vielleicht kommt eine Gutschrift zu 4500018822.",
    ],
)
def test_what_is_refused_asked_or_another_credit_is_none(words: str) -> None:
    assert "credit_told" not in {one.about for one in reading(EN, words).questions}


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("4500018822 item 10: we are back to 6 April as confirmed.", {"2026-04-06", "unchanged"}),
        ("4500018822 item 10: 6 April as planned after all.", {"2026-04-06", "unchanged"}),
        ("4500018822 item 10: not 6 April as confirmed.", set()),
        ("4500018822 item 10 cannot leave on 6 April as planned.", set()),
        ("4500018830 Pos. 10: nicht am 3. April wie bestätigt.", set()),
    ],
)
def test_the_day_on_record_told_once_more_is_stated_and_a_refused_one_is_not(
    words: str, stated: set[str]
) -> None:
    sender = DE if "Pos." in words else EN
    found = reading(sender, words)
    told = {
        str(one.value.span.latest) if one.field == "promised_date" else one.value.text  # type: ignore[union-attr]
        for one in found.statements
        if one.field in ("promised_date", "line_state")
    }
    assert told == stated
