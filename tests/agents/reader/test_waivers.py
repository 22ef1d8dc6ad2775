"""A surcharge that was announced and is given up is 0 percent, with the words that say so."""

import pytest

from domain.reading import Reading, stated_text
from tests.agents.reader.test_bound_by_data import letter

MOVED = "PO 4500018822 item 10: new ready date 18 April 2026. "


def told(text: str, subject: str = "Delay") -> Reading:
    return letter("shipping@kailun.example", subject, text + "\n")


def surcharges(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (one.object.partition(":")[2], stated_text(one.value), one.span.quote if one.span else "")
        for one in reading.statements
        if one.field == "surcharge_pct"
    ]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("We waive the 2.1 % surcharge.", "waive the 2.1 % surcharge"),
        ("The surcharge of 2.1 % has been dropped.", "surcharge of 2.1 % has been dropped"),
        ("Der Zuschlag von 2,1 % entfällt.", "Zuschlag von 2,1 % entfällt"),
        ("Nous renonçons au supplément de 2,1 %.", "renonçons au supplément"),
        ("Renunciamos al recargo del 2,1 %.", "Renunciamos al recargo"),
        ("There will be no surcharge after all.", "no surcharge after all"),
        ("The surcharge will not be charged.", "surcharge will not be charged"),
        ("A surcharge was announced. We will absorb it.", "absorb it"),
    ],
)
def test_a_surcharge_that_is_given_up_is_none(words: str, quote: str) -> None:
    found = surcharges(told(MOVED + words))
    assert [(value, said) for _, value, said in found] == [("0", quote)]


@pytest.mark.parametrize(
    "words",
    [
        "We cannot waive the surcharge.",
        "If you order 500 pcs more we waive the surcharge.",
        "Shall we drop the surcharge?",
        "The air freight is yours. We will absorb it.",
        "We might drop the surcharge.",
        "We waive the surcharge provided that you pay by 5 May.",
    ],
)
def test_what_is_not_given_up_for_certain_stands(words: str) -> None:
    assert surcharges(told(MOVED + words)) == []


def test_one_that_applies_is_stated_as_it_is() -> None:
    found = surcharges(told(MOVED + "A surcharge of 2.1 % applies."))
    assert [value for _, value, _ in found] == ["2.1"]


def test_it_is_given_up_also_where_nothing_else_is_said() -> None:
    reading = told("Regarding PO 4500018822: we will absorb the surcharge.", "Surcharge")
    assert surcharges(reading) == [("4500018822", "0", "absorb the surcharge")]
    assert "price_increase" not in reading.intents
