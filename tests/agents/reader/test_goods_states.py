"""Only what holds up goods is a state of a line: no answer, paper or rate that is waited for."""

import pytest

from domain.reading import stated_text
from tests.agents.reader.test_bound_by_data import letter, said

ORDER, LINE = "PO 4500018822 item 10", "4500018822/10"
SHIP = "shipping@kailun.example"


def states(words: str) -> set[str]:
    return {one.removeprefix(f"{LINE} ") for one in said(letter(SHIP, "Order", f"{words}\n"))}


@pytest.mark.parametrize(
    "words",
    [
        "is ready 6 April as planned. Awaiting your reply.",
        "12,000 pcs will be ready 6 April and we wait for your shipping instruction.",
        "is packed, we await your booking details.",
        "is ready, waiting for your feedback.",
        "ist fertig, wir warten auf Ihre Rückmeldung.",
        "est prête, nous attendons votre réponse.",
        "está listo, esperamos su respuesta.",
        "è pronto, attendiamo la vostra risposta.",
    ],
)
def test_an_answer_or_shipping_papers_that_are_awaited_hold_up_no_goods(words: str) -> None:
    reading = letter(SHIP, "Order", f"{ORDER} {words}\n")
    told = {stated_text(one.value) for one in reading.statements if one.field == "line_state"}
    assert "waiting_on_us" not in told
    assert not any(one.field == "cause_party" for one in reading.statements)


@pytest.mark.parametrize(
    "words",
    [
        "cannot start, we wait for your drawing approval.",
        "is stopped, waiting for your advance payment and shipping instructions.",
        "Drawing has still not been received from your engineering.",
        "wartet, wir warten auf Ihre Freigabe und Rückmeldung.",
    ],
)
def test_what_the_goods_wait_for_is_ours_whatever_else_is_awaited(words: str) -> None:
    assert "line_state waiting_on_us" in states(f"{ORDER}: {words}")


def test_a_rate_that_stays_leaves_no_line_unchanged() -> None:
    words = f"{ORDER}: ready 20 April 2026. So 2.1 % stays on these lots."
    assert "line_state unchanged" not in states(words)
    assert "promised_date" in states(words)
    assert "line_state unchanged" in states(f"{ORDER} stays as confirmed.")
