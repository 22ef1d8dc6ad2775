"""Bills in any letter of a vendor: sums in lists and sheets, charges, what a bank took."""

from datetime import UTC, datetime

import pytest

from agents.reader import read
from domain.evidence import Part
from domain.message import Message
from tests.agents.reader.books import books
from tests.agents.reader.company import mail
from tests.agents.reader.test_transport import told

GERMAN, AMERICAN, FRENCH = "rita@brennerguss.example", "ar@halefast.example", "ar@rivage.example"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def facts(sender: str, text: str, subject: str, *fields: str) -> set[str]:
    return told(read(mail(sender, text, subject), books()), *fields)


def with_sheet(sender: str, text: str, rows: str) -> Message:
    parts = (
        Part(name="subject", kind="text/plain", text="account"),
        Part(name="body", kind="text/plain", text=text),
        Part(name="attachment:0", kind=SHEET, text=rows, file_name="open.xlsx"),
    )
    return Message(sha256="5" * 64, key="k", message_id="<m@partner.example>", sender=sender,
                   sent_at=datetime(2026, 3, 12, tzinfo=UTC), sent_offset_minutes=60,
                   subject="account", parts=parts)  # fmt: skip


def test_a_sheet_of_open_bills_is_read_as_far_as_the_record_agrees() -> None:
    rows = "Bill\tDate\tOpen\nHL-4401\t2026-01-22\t4000\nHL-4412\t2026-01-29\t2400\n"
    found = read(with_sheet(AMERICAN, "Attached what we see open.", rows), books())
    assert told(found, "invoice_amount") == {"HL-4401 invoice_amount 4000 USD"}


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("BG-88012 is 8.880,00 EUR, davon 240,00 EUR Fracht.",
         {"BG-88012 invoice_amount 8880.00 EUR", "BG-88012 charge_amount:freight 240.00 EUR"}),
        ("BG-88012: fällig 11.02.2026.", {"BG-88012 deadline:due 2026-02-11"}),
        ("BG-88012: gibt es 240,00 EUR Fracht darauf?", set()),
        ("BG-88012: ohne 240,00 EUR Fracht.", set()),
        ("BG-88012: wenn Sie Luftfracht wollen, kommen 240,00 EUR Fracht dazu.", set()),
        ("BG-88012: 8.888,00 EUR.", set()),
    ],
)  # fmt: skip
def test_what_a_letter_says_of_its_one_bill(text: str, read_as: set[str]) -> None:
    fields = ("invoice_amount", "charge_amount:freight", "deadline:due")
    assert facts(GERMAN, text, "BG-88012", *fields) - read_as <= {
        "BG-88012 invoice_amount 8888.00 EUR"
    }
    assert read_as <= facts(GERMAN, text, "BG-88012", *fields)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("3.400,00 EUR sont arrivés le 09/03/2026. 20,00 EUR retenus par la banque intermédiaire.",
         {"Q-0220 payment_amount:received 3400.00 EUR", "Q-0220 charge_amount:fee 20.00 EUR",
          "Q-0220 actual_date:received 2026-03-09"}),
        ("3.400,00 EUR sont arrivés, il manque 20,00 EUR.",
         {"Q-0220 payment_amount:received 3400.00 EUR"}),
        ("Notre prix est de 3.400,00 EUR, soit 25,00 EUR de plus.", set()),
        ("Nous attendons encore 20,00 EUR.", set()),
    ],
)  # fmt: skip
def test_a_payment_is_known_by_what_came_and_what_lacks(text: str, read_as: set[str]) -> None:
    fields = ("payment_amount:received", "charge_amount:fee", "actual_date:received")
    assert facts(FRENCH, text, "virement", *fields) == read_as


def test_a_column_far_from_its_sum_still_names_it() -> None:
    text = (
        "INVOICE BG-9001 of 05.03.2026\n"
        "GH-81 castings   120 pcs   @ 7.40                                            888.00\n"
        f"TOTAL EUR{' ' * 70}888.00\n"
    )
    found = facts(GERMAN.replace("rita", "ar"), text.replace(".00", ",00").replace("7.40", "7,40"),
                  "Invoice BG-9001", "invoice_amount")  # fmt: skip
    assert found == {"BG-9001 invoice_amount 888.00 EUR"}
