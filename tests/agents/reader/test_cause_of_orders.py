"""One cause in a letter about several orders is the cause of each that has none of its own."""

import pytest

from domain.reading import stated_text
from tests.agents.reader.test_bound_by_data import letter

LATE = (
    "PO 4500018822 item 10: new ready date 18 April 2026\n"
    "PO 4500018847 item 10: new ready date 22 April 2026"
)


def causes(text: str) -> dict[str, tuple[str, str]]:
    """Code and quoted words of each cause stated, by the number of what it is the cause of."""
    reading = letter("shipping@kailun.example", "Delay", text)
    return {
        one.object.partition(":")[2]: (stated_text(one.value), one.span.quote if one.span else "")
        for one in reading.statements
        if one.field == "cause"
    }


@pytest.mark.parametrize(
    "text",
    [
        f"Due to a breakdown of our press 3 we are late:\n\n{LATE}\n",
        f"{LATE}\n\nThe reason for all is a breakdown of our press 3.\n",
    ],
)
def test_a_cause_said_of_no_order_is_that_of_all(text: str) -> None:
    known = ("breakdown", "breakdown of our press")
    assert causes(text) == {"4500018822": known, "4500018847": known}


def test_an_order_with_a_cause_of_its_own_keeps_it_alone() -> None:
    own = LATE.replace("18 April 2026", "18 April 2026, steel shortage")
    found = causes(f"Due to a breakdown of our press 3 we are late:\n\n{own}\n")
    assert {one: code for one, (code, _) in found.items()} == {
        "4500018822/10": "material",
        "4500018847": "breakdown",
    }


def test_what_is_said_behind_the_last_of_several_may_be_of_one_or_all_and_is_of_none() -> None:
    assert causes(f"{LATE}. Our press 3 broke down.\n") == {}


def test_a_surcharge_on_all_is_no_cause_of_any() -> None:
    assert causes(f"{LATE}\n\nA surcharge of 2 % will apply to all lots from now on.\n") == {}


def test_the_words_that_name_the_machine_are_quoted() -> None:
    told = causes("PO 4500018822 item 10: new ready date 18 April. Our press 3 broke down.\n")
    assert told["4500018822/10"][1] == "press 3 broke"
