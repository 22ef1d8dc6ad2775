"""What somebody promises in the first person by a day is a commitment with its words."""

import pytest

from agents.reader import read
from domain.reading import Reading
from domain.record import Row
from tests.agents.reader.company import Company, company, mail

MARTA, SHIP = "marta@harlow.example", "lily.chen@kailun.example"


def sold() -> Company:
    rows = [row for table in company().tables.values() for row in table.values()]
    values = {"so_id": "70045512", "customer_id": "K6001", "account_owner_id": "E011"}
    return Company([*rows, Row(table="sales_orders", key="70045512", version=1, values=values)])


def reading(body: str, sender: str = SHIP, subject: str = "PO 4500018822") -> Reading:
    return read(mail(sender, body, subject), sold())


@pytest.mark.parametrize(
    "words",
    [
        "I will send the packing list by 20 March 2026.",
        "We'll send you the certificate by 20 March 2026 at the latest.",
        "We promise the test report for 20 March 2026.",
        "Wir werden das Zeugnis bis 20. März 2026 schicken.",
        "Nous allons envoyer le certificat avant le 20 mars 2026.",
        "We'll send the packing list by 20 March 2026.",
        "We will pay TRY 5,000 by 20 March 2026.",
    ],
)
def test_a_partners_promise_of_a_day_is_kept_with_its_words(words: str) -> None:
    (one,) = reading(f"Dear Marta,\n{words}\n").commitments
    assert (one.object, one.by, one.due) == ("purchase_orders:4500018822", "V1001", "2026-03-20")
    assert one.span.quote.strip(".") in words


@pytest.mark.parametrize(
    "words",
    [
        "We will send the packing list by 20 March 2026 if you pay first.",
        "If you agree, we will send it by 20 March 2026.",
        "Will you send the drawing by 20 March 2026?",
        "We hope to send it by 20 March 2026.",
        "We will not send it by 20 March 2026.",
        "You will pay by 20 March 2026.",
        "You'll pay the balance by 20 March 2026.",
        "They'll send the packing list by 20 March 2026.",
        "We will send it on 20 February 2026.",
    ],
)
def test_conditions_hopes_questions_and_others_deeds_promise_nothing(words: str) -> None:
    assert reading(f"Dear Marta,\n{words}\n").commitments == ()


def test_a_day_that_was_read_as_a_date_of_the_goods_is_watched_as_that() -> None:
    found = reading("PO 4500018822 item 10 is late: we will ship it on 20 April 2026.")
    assert found.commitments == ()
    assert any(one.field == "promised_date" for one in found.statements)


def test_a_colleagues_promise_is_ours_and_its_owner_is_asked() -> None:
    words = "I promise we will ship 500 pcs on sales order 70045512 by 17 April 2026."
    found = reading(words, MARTA, "Your order")
    (one,) = found.commitments
    assert (one.object, one.by, one.due) == ("sales_orders:70045512", "us", "2026-04-17")
    (question,) = found.questions
    assert question.of == "people:E011" and "2026-04-17" in question.text


def test_a_sum_a_colleague_promises_is_asked_about() -> None:
    words = "On sales order 70045512 we will pay the air freight half (USD 2,000)."
    found = reading(words, MARTA, "Your order")
    assert [one.about for one in found.questions] == ["commitment"] and found.commitments == ()


def test_what_a_stranger_promises_is_nothing() -> None:
    assert reading("We will send it by 20 March 2026.", "x@else.example").commitments == ()
