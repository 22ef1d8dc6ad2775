"""Letters that give in to us: a claim, a dispute, an explanation or a credit is taken as it is."""

from __future__ import annotations

import pytest

from agents.reader import read
from tests.agents.reader.books import books
from tests.agents.reader.company import mail
from tests.agents.reader.test_customers import reading

BOOKS = books()
FORWARDER = "buchhaltung@harbourfwd.example"
DISPUTE = "AW Ihre Rechnungskürzung HF-2290"
TRUCKER = "claims@junipertruck.example"
SUPPLIER = "ar@halefast.example"
CLINIC = "einkauf@nordhandel.example"


@pytest.mark.parametrize(
    "words",
    [
        "Ihr Einspruch zu Rechnung HF-2290 ist berechtigt, wir akzeptieren ihn. Gutschrift folgt.",
        "HF-2290: we accept your dispute, a credit note of EUR 250.00 follows.",
        "Your objection to HF-2290 is accepted. We credit 70.00 EUR and 180.00 EUR.",
        "Aceptamos su objeción a la factura HF-2290 y emitimos nota de crédito.",
        "Concernant HF-2290: vous avez raison, nous acceptons votre contestation.",
    ],
)
def test_who_takes_our_objection_is_not_said_to_insist(words: str) -> None:
    found = read(mail(FORWARDER, words, DISPUTE), BOOKS)
    assert "acknowledgement" in found.intents
    assert not {"dispute_answer", "payment_demand"} & {*found.intents}
    assert found.questions == ()


@pytest.mark.parametrize(
    "words",
    [
        "We accept your dispute of HF-2290, but only the waiting time.",
        "HF-2290: we do not accept your dispute.",
        "HF-2290: we accept your dispute for 100.00 EUR and issue credit note.",
        "Would it help with HF-2290 if we accept your dispute?",
        "Zu HF-2290: Ihre Reklamation erkennen wir an, jedoch nicht in der Höhe.",
        "HF-2290: if we accept your dispute, nobody pays the driver.",
    ],
)
def test_a_part_a_no_a_condition_or_another_sum_is_no_yes(words: str) -> None:
    found = read(mail(FORWARDER, words, DISPUTE), BOOKS)
    assert "acknowledgement" not in found.intents
    assert "dispute" in {one.about for one in found.questions}


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("We acknowledge your claim on load 66120 and will pay.", True),
        ("Load 66120: your claim is accepted.", True),
        ("We decline your claim on load 66120, the freight was packed badly.", False),
        ("We do not accept your claim on load 66120.", False),
        ("We accept your claim on load 66120, however without liability.", False),
    ],
)
def test_a_carrier_takes_our_claim_or_does_not(words: str, taken: bool) -> None:
    found = read(mail(TRUCKER, words, "Claim notice"), BOOKS)
    assert ("acknowledgement" in found.intents) is taken


def test_who_takes_what_we_explained_misses_nothing() -> None:
    thanks = "Thank you, we accept your explanation of payment Q-0219 and close the item."
    found = read(mail(SUPPLIER, thanks, "Re: short payment?"), BOOKS)
    assert "short_payment_query" not in found.intents
    asks = "We received payment Q-0219 of USD 5,450.00, please explain the difference of 550.00."
    found = read(mail(SUPPLIER, asks, "Re: short payment?"), BOOKS)
    assert "short_payment_query" in found.intents


@pytest.mark.parametrize(
    ("words", "intents"),
    [
        ("NH-77: the 35 replacement pieces arrived this morning, thank you.", {"goods_receipt"}),
        ("Ersatz zu NH-77 ist heute eingetroffen. Danke.", {"goods_receipt"}),
        ("NH-77: a credit note is fine with us, we buy here.", {"acceptance"}),
        ("NH-77: wir akzeptieren die Gutschrift.", {"acceptance"}),
    ],
)
def test_a_customer_says_that_it_was_made_good(words: str, intents: set[str]) -> None:
    assert intents <= {*reading(CLINIC, words, "Re: NH-77").intents}


@pytest.mark.parametrize(
    "words",
    [
        "NH-77: the replacement has not arrived.",
        "NH-77: the replacement arrived, 5 pieces are damaged again.",
        "NH-77: we accept the credit only if it is here by Friday.",
        "NH-77: has the replacement arrived at your carrier?",
    ],
)
def test_a_customer_that_lacks_or_asks_something_has_agreed_to_nothing(words: str) -> None:
    found = reading(CLINIC, words, "Re: NH-77")
    assert not {"goods_receipt", "acceptance"} & {*found.intents}
