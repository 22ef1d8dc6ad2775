"""A charge, a condition, a claim or a request that is taken back leaves its line as it is."""

import pytest

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
