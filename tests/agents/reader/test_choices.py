"""What a letter leaves to us: options, wishes for money, announced papers, dangerous goods."""

import pytest

from agents.reader import read
from domain.record import Row
from tests.agents.reader.books import books
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.test_customers import reading as of_a_customer
from tests.agents.reader.test_transport import reading, told

OPTIONS = {
    "english": (
        "Sorry, SW778812 was rolled, vessel is overbooked.\nwas    044W  ETD 2/4\n"
        "opt A  045W  ETD 9/4 1800\nopt B  012E  ETD 6/4 2000\n"
    ),
    "spanish": (
        "El booking SW778812 fue roleado, sin cupo.\nAntes: ETD 02/04\nOpción 1: ETD 09/04\n"
        "Opción 2: ETD 06/04\n"
    ),
    "german": (
        "SW778812 wurde auf das nächste Schiff gerollt, überbucht.\nBisher: ETD 02.04.\n"
        "Variante A: ETD 09.04.\nVariante B: ETD 06.04.\n"
    ),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_a_choice_of_sailings_is_asked_and_none_is_stated(name: str) -> None:
    found = reading("desk@seaway.example", OPTIONS[name])
    assert told(found, "etd", "eta", "voyage") == set()
    assert told(found, "booking_state") == {"SH31 booking_state rolled"}
    assert told(found, "cause") == {"SH31 cause transport space"}
    assert "booking" in {one.about for one in found.questions}


def test_a_wish_to_unload_is_no_arrival() -> None:
    found = reading("ops@roadrunner.example", "LD-55120: can deliver Tuesday at 9:00, dock open?")
    assert told(found, "eta") == set()


def test_goods_said_to_wait_until_another_account_is_paid_move_no_dates() -> None:
    text = (
        "PO 4500018822 item 10 is delayed to 30 April 2026, waiting for your payment.\n"
        "Our bank details changed, pay only to the new account from now on."
    )
    found = read(mail("lily.chen@kailun.example", text, "bank change"), company())
    assert "W1" not in found.workflows
    assert told(found, "promised_date", "line_state") == set()
    assert "call_back" in {one.about for one in found.questions}


@pytest.mark.parametrize(
    "words",
    (
        "Please note our new bank account IBAN DE02120300000000202051 for all invoices.",
        "We have a new bank account: IBAN DE02120300000000202051.",
    ),
)
def test_a_delay_beside_a_new_account_is_told_and_the_account_is_called_back(words: str) -> None:
    text = (
        "PO 4500018822 item 10 is delayed, a press broke down. New ready date is 30 April 2026.\n"
        + words
    )
    found = read(mail("lily.chen@kailun.example", text, "delay"), company())
    assert "W1" in found.workflows
    assert "bank_change_request" in found.intents
    assert any(one.about == "call_back" for one in found.questions)
    assert any(one.field == "promised_date" for one in found.statements)


def with_danger() -> Company:
    rows = [row for table in company().tables.values() for row in table.values()]
    kept = [row for row in rows if (row.table, row.key) != ("items", "KLB-12")]
    values = {"item_id": "KLB-12", "dangerous_goods": "yes", "un_no": "UN3480"}
    return Company([*kept, Row(table="items", key="KLB-12", version=1, values=values)])


@pytest.mark.parametrize("words", ["UN3480 class 9", "class 9, UN no. 3480", "UN 3480"])
def test_a_un_number_is_stated_on_the_dangerous_line_and_asked_about(words: str) -> None:
    text = f"PO 4500018822 item 10 goods ready on 16 March, {words}, MSDS attached."
    found = read(mail("lily.chen@kailun.example", text, "cargo ready"), with_danger())
    assert told(found, "un_no") == {"4500018822/10 un_no UN3480"}
    assert {"dangerous_goods", "document_request"} <= {one.about for one in found.questions}


def test_a_un_number_of_goods_that_are_not_dangerous_is_only_asked_about() -> None:
    text = "PO 4500018822 item 10 goods ready on 16 March, UN3480."
    found = read(mail("lily.chen@kailun.example", text, "cargo ready"), company())
    assert told(found, "un_no") == set()
    assert "dangerous_goods" in {one.about for one in found.questions}


DEDUCTIONS = {
    "label": (
        "Chargeback no. CB-5512\nPO AL-5501\nDeduction amount: $97.20\nDispute within 15 days.\n"
    ),
    "prose": "We will deduct USD 97.20 for AL-5501 (chargeback CB-5512). Dispute within 15 days.",
}


@pytest.mark.parametrize("name", DEDUCTIONS)
def test_a_deduction_is_stated_on_its_claim_and_contested_or_not(name: str) -> None:
    found = of_a_customer("buyer@acme-labs.example", DEDUCTIONS[name])
    assert "CB-5512 charge_amount:deduction 97.20 USD" in told(found, "charge_amount:deduction")
    assert "deduction_notice" in found.intents
    assert "dispute" in {one.about for one in found.questions}


def test_a_demand_for_a_bill_we_hold_back_is_asked_about() -> None:
    values = {"partner_id": "F1", "status": "blocked", "hold_reason": "freight not agreed"}
    bill = Row(table="invoices", key="HF-99110", version=1, values=values)
    rows = [row for table in books().tables.values() for row in table.values()]
    text = "Invoice HF-99110 over EUR 410,00 is overdue, please pay by 20.03.2026."
    letter = mail("buchhaltung@harbourfwd.example", text, "Reminder HF-99110")
    found = read(letter, Company([*rows, bill]))
    asked = [one.text for one in found.questions if one.about == "dispute"]
    assert len(asked) == 1
    assert "freight not agreed" in asked[0]
