"""A charge, a condition, a claim or a request that is taken back leaves its line as it is."""

from datetime import UTC, datetime

import pytest

from domain.delay.changes import line_lots
from domain.news import Answer, News
from domain.reading import stated_text
from tests.agents.reader.test_bound_by_data import letter, said

LINE = "4500018822/10"


def told(words: str) -> set[str]:
    reading = letter("shipping@kailun.example", "Order", f"{words}\n")
    return {one.removeprefix(f"{LINE} ") for one in said(reading) if one.startswith(LINE)}


@pytest.mark.parametrize(
    "words",
    [
        "item 10: The surcharge of 8 % is dropped, delivery 20 April 2026.",
        "item 10: delivery 20 April 2026, the price increase is withdrawn.",
        "item 10: our claim is withdrawn; new ready date 20 April 2026.",
        "Pos. 10: Der Teuerungszuschlag entfällt, Liefertermin 20.04.2026.",
        "poste 10: la surcharge est annulée, livraison le 20 avril 2026.",
        "item 10: el recargo queda anulado, entrega 20 abril 2026.",
        "item 10: 附加费取消，交期 2026年4月20日。",
        "item 10: we cancel the rush fee, delivery 20 April 2026.",
    ],
)
def test_a_charge_taken_back_beside_a_day_moves_the_line_and_does_not_drop_it(words: str) -> None:
    assert told(f"PO 4500018822 {words}") - {"surcharge_pct"} == {"promised_date"}


def test_a_charge_on_a_line_that_is_dropped_is_no_dropped_line() -> None:
    words = "The surcharge on PO 4500018822 item 10 is cancelled, delivery 20 April 2026."
    assert told(words) == {"promised_date", "surcharge_pct"}


@pytest.mark.parametrize(
    "words",
    [
        "PO 4500018822 item 10 is cancelled because of the surcharge.",
        "Because of the surcharge PO 4500018822 item 10 is cancelled.",
        "PO 4500018822 item 10 is dropped, and so is the surcharge.",
        "PO 4500018822 item 10: your request is noted, but the item is discontinued.",
    ],
)
def test_a_line_that_is_dropped_beside_a_charge_stays_withdrawn(words: str) -> None:
    assert "line_state withdrawn" in told(words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("nouvelle date 20 avril 2026, une surcharge de 8 % s'applique.", ""),
        ("nouvelle date 20 avril 2026 en raison d'une surcharge de notre atelier.", "capacity"),
    ],
)
def test_a_surcharge_is_a_cause_only_as_work_that_is_too_much(words: str, code: str) -> None:
    reading = letter("shipping@kailun.example", "Order", f"PO 4500018822 item 10: {words}\n")
    found = [stated_text(one.value) for one in reading.statements if one.field == "cause"]
    assert found == [code] * bool(code)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("item 10: please disregard the price in our last mail.", "unit_price"),
        ("item 10: please ignore the quantity in our mail of yesterday.", "promised_qty"),
        ("Pos. 10: Bitte ignorieren Sie den Termin in unserer letzten Nachricht.", "promised_date"),
        ("poste 10: merci d'ignorer le prix de notre dernier courriel.", "unit_price"),
        ("item 10: favor de ignorar la cantidad de nuestro último correo.", "promised_qty"),
    ],
)
def test_one_value_of_an_earlier_mail_taken_back_is_asked_and_the_rest_of_it_stands(
    words: str, field: str
) -> None:
    reading = letter("shipping@kailun.example", "Order", f"PO 4500018822 {words}\n")
    asked = [(one.object, one.about) for one in reading.questions]
    assert (f"purchase_order_lines:{LINE}", field) in asked
    assert not reading.statements


@pytest.mark.parametrize(
    "words",
    [
        "please disregard the date in our last mail",
        "bitte ignorieren Sie den Termin in unserer letzten Nachricht",
        "favor de ignorar la fecha de nuestro último correo",
    ],
)
def test_two_lines_whose_days_are_taken_back_are_answered_each_by_itself(words: str) -> None:
    told = f"4500018822 item 10: {words}, ready 20 April 2026.\n4500018822 item 20: {words}.\n"
    reading = letter("shipping@kailun.example", "Order", told)
    asked = [one for one in reading.questions if one.about == "promised_date"]
    assert len({one.object for one in asked}) == len({one.slot for one in asked}) == 2
    read = News(
        fact="f", message="m", message_id="<m@x>", sent_at=datetime(2026, 3, 12, tzinfo=UTC),
        sender="s", contact_id="c", partner_id="V1001", verdict="authenticated",
        statements=reading.statements, questions=tuple(asked),
    )  # fmt: skip
    ten = next(one for one in asked if one.object.endswith("/10"))
    answer = Answer(fact="a", number=1, slot=ten.slot, value="2026-04-22", person="E001")
    first, second = (line_lots(one.object, [read], [answer]) for one in asked)
    assert [str(one.ready) for one in first] == ["2026-04-22"]
    assert [one.ready for one in second] == [None]


def test_a_whole_mail_taken_back_is_no_single_value() -> None:
    words = "PO 4500018822 item 10: please ignore our previous mail."
    reading = letter("shipping@kailun.example", "Order", words)
    assert [one.field for one in reading.statements] == ["supersedes"]
    asked = "PO 4500018822 item 10: shall we ignore the price in your mail?"
    found = letter("shipping@kailun.example", "Order", asked)
    assert not any(one.about == "unit_price" for one in found.questions)
