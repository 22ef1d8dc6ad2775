"""To which of two bills one payment belongs is asked of our books, and no bill is contested."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.books import books
from tests.agents.reader.company import mail


def reading(words: str, subject: str = "Payment") -> Reading:
    return read(mail("ar@halefast.example", words, subject), books())


@pytest.mark.parametrize(
    "words",
    [
        "We received your payment of USD 4,000.00 yesterday. Your advice says HL-4401 but the "
        "amount fits invoice HL-4412. Which invoice shall we apply it to?",
        "Your wire arrived. Should we book it on invoice HL-4401 or on invoice HL-4412?",
        "Ihre Überweisung über 4.000,00 USD ist eingegangen. Im Verwendungszweck steht Rechnung "
        "HL-4401, der Betrag passt zu Rechnung HL-4412. Bitte teilen Sie uns mit, welche Rechnung "
        "Sie bezahlt haben.",
        "Nous avons reçu votre virement. Le libellé indique la facture HL-4401 mais le montant est "
        "celui de la facture HL-4412. Merci de nous dire quelle facture est réglée.",
        "Recibimos su transferencia. La referencia dice factura HL-4401 pero el importe es de la "
        "factura HL-4412. ¿Cuál factura pagaron?",
    ],
)
def test_finance_is_asked_which_bill_a_payment_was_for(words: str) -> None:
    found = reading(words)
    (question,) = [one for one in found.questions if one.of.startswith("people:")]
    assert question.about == "paid_amount" and question.object == "invoices:HL-4401"
    assert "HL-4412" in question.text and found.workflows


def test_a_demand_for_two_bills_asks_for_no_payment_that_came() -> None:
    words = "Please pay invoice HL-4401 and invoice HL-4412. Kindly tell us when the payment goes."
    assert "paid_amount" not in {one.about for one in reading(words).questions}


@pytest.mark.parametrize(
    "heads",
    [
        "invoice\tdate\tdue\tamount_usd\treceived_usd\topen_usd",
        "Rechnung\tDatum\tfällig\tBetrag\tgezahlt\toffen",
        "facture\tdate\téchéance\tmontant\tpayé\tsolde",
    ],
)
def test_a_statement_in_columns_bills_what_stands_under_the_amount(heads: str) -> None:
    rows = (
        "HL-4401\t01/22/2026\t02/22/2026\t4000.00\t1000.00\t3000.00\n"
        "HL-4412\t01/29/2026\t02/28/2026\t2500.00\t0.00\t2500.00\n"
    )
    words = f"Statement of account as of 02/28/2026, total open USD 5,500.00.\n\n{heads}\n{rows}"
    found = reading(words, "Statement of account").statements
    told = {(one.object, stated_text(one.value)) for one in found if one.value}
    assert {("invoices:HL-4401", "4000.00"), ("invoices:HL-4412", "2500.00")} <= told
    assert not {text for _, text in told} & {"1000.00", "3000.00", "0.00"}
