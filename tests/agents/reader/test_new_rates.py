"""A surcharge that is announced from a day on is asked about and stated as no amount."""

import pytest

from agents.reader import read
from domain.reading import Reading
from tests.agents.reader.company import mail
from tests.agents.reader.structured.letters import traded

CARRIER = "desk@heritage.example"
SINCE = "LD-77201: peak season surcharge of USD 250.00 per container from 1 April 2026."


def reading(words: str, sender: str = CARRIER) -> Reading:
    return read(mail(sender, words, "rates"), traded())


@pytest.mark.parametrize(
    "words", [SINCE, "LD-77201: fuel surcharge USD 120 effective 1 April 2026."]
)
def test_whether_the_contract_allows_it_is_asked_of_logistics(words: str) -> None:
    found = reading(words)
    (question,) = found.questions
    assert (question.about, question.object) == ("dispute", "shipments:SH05")
    assert question.of.startswith("people:")
    assert not [one for one in found.statements if one.field.startswith("charge_amount")]


@pytest.mark.parametrize(
    "words",
    [
        "LD-77201: the surcharge of USD 250.00 was waived on 1 April 2026.",
        "LD-77201: the load is worth USD 250.00 from 1 April 2026.",
    ],
)
def test_no_other_sum_or_day_announces_a_rate(words: str) -> None:
    assert reading(words).questions == ()


def test_a_supplier_announces_no_freight() -> None:
    assert not [one for one in reading(SINCE, "lily.chen@kailun.example").questions
                if one.about == "dispute"]  # fmt: skip
