"""What a document calls off, credits or says of another partner's papers is never taken as news."""

import pytest

from domain.reading import Reading, stated_text
from domain.record import Row
from tests.agents.reader.structured.letters import reading_of, traded
from tests.tools.edi.samples import edifact, x12
from tests.tools.papers.pdfs import at, pdf
from tests.tools.papers.test_trade_xml import cii

KAILUN = "lily.chen@kailun.example"
CUSTOMER, BANK = "t.holm@medivale.example", "payments@bank.example"
LINES = ("LIN+10++KLB-12:IN", "QTY+12:4000:PCE", "RFF+ON:4500018822:10", "UNS+S")
BILL = (
    "DTM+137:20260312:102", "RFF+ON:4500018822", "CUX+2:USD:4", "LIN+10++KLB-12:IN",
    "QTY+47:1000:PCE", "PRI+AAA:18.40", "UNS+S", "MOA+77:18400",
)  # fmt: skip
TOTAL, BELOW = ("CUR*SE*USD", "TDS*1840000"), ("CUR*SE*USD", "TDS*-1840000")


def read_from(file: str, sender: str = KAILUN) -> Reading:
    """As that sender's, with a bank and a bill of another supplier on record."""
    record = traded()
    bank = {"kind": "bank", "mail_domains": "bank.example", "time_zone": "America/Chicago"}
    for table, key, values in (
        ("partners", "BK7001", bank),
        ("invoices", "88123", {"invoice_id": "88123", "partner_id": "V1002"}),
    ):
        row = Row(table=table, key=key, version=1, values=values)
        record.tables.setdefault(table, {})[key] = row
    return reading_of("see attached", file, sender=sender, record=record)


@pytest.mark.parametrize(
    "file",
    [
        edifact("DESADV", "BGM+351+DN-9+1", "RFF+ON:4500018822", *LINES),
        edifact("ORDRSP", "BGM+231+DN-9+1", "RFF+ON:4500018822", "LIN+10+3+KLB-12:IN",
                "QTY+21:12000", "DTM+67:20260420:102"),
        edifact("INVOIC", "BGM+380+DN-9+1", *BILL),
        x12("856", "BSN*01*DN-9*20260312*0830", "HL*1**S", "HL*2*1*O", "PRF*4500018822",
            "HL*3*2*I", "LIN*10*BP*KLB-12", "SN1**4000*EA"),
        x12("810", "BIG*20260312*DN-9**4500018822***DI*01", "IT1*10*1000*EA*18.4**BP*KLB-12",
            "TDS*1840000"),
        x12("860", "BCH*01*SA*4500018822**DN-9*20260312"),
    ],
    ids=["DESADV", "ORDRSP", "INVOIC", "856", "810", "860"],
)  # fmt: skip
def test_a_document_that_calls_one_off_states_nothing_and_is_put_to_somebody(file: str) -> None:
    reading = read_from(file)
    assert (reading.statements, reading.workflows) == ((), ())
    (question,) = reading.questions
    assert question.object == "purchase_orders:4500018822" and question.of.startswith("people:")
    assert "calls off" in question.text and "4500018822" in question.text


@pytest.mark.parametrize(
    ("file", "total"),
    [
        (edifact("INVOIC", "BGM+381+CN-7+9", "RFF+IV:RE-5", *BILL), "-18400"),
        (x12("810", "BIG*20260312*CN-7**4500018822***CR", *TOTAL), "-18400.00"),
        (x12("810", "BIG*20260312*CN-7**4500018822***DI", *BELOW), "-18400.00"),
    ],
    ids=["INVOIC 381", "810 CR", "810 below zero"],
)  # fmt: skip
def test_a_credit_note_is_money_for_us_and_no_bill_to_contest(file: str, total: str) -> None:
    reading = read_from(file)
    sums = [one for one in reading.statements if one.field == "invoice_amount"]
    assert [(one.object, stated_text(one.value)) for one in sums] == [("invoices:CN-7", total)]
    assert "invoice" not in reading.intents and reading.workflows == ()
    (question,) = reading.questions
    assert "credit note CN-7 of 18,400.00 USD" in question.text
    assert question.of.startswith("people:")


def test_nobody_but_a_bank_says_that_anothers_bill_is_paid() -> None:
    file = edifact(
        "REMADV", "BGM+481+R1+9", "CUX+2:USD:4", "DOC+380+88123", "MOA+12:17200", "UNS+S",
        "MOA+12:17200",
    )  # fmt: skip
    record = read_from(file, BANK)
    paid = {one.object for one in record.statements if one.field == "paid_amount"}
    assert paid == {"invoices:88123"}
    reading = read_from(file, CUSTOMER)
    assert not any(one.field == "paid_amount" for one in reading.statements)
    assert any("what does it pay?" in one.text for one in reading.questions)


def test_a_bill_under_the_number_of_another_partners_is_asked_and_names_nobody() -> None:
    file = edifact("INVOIC", "BGM+380+88123+9", *BILL)
    reading = read_from(file, KAILUN)
    assert reading.statements == ()
    (question,) = reading.questions
    assert question.of == "partners:V1001" and "V1002" not in question.text


def test_an_item_of_ours_that_the_order_is_not_for_is_asked_and_not_bound_by_its_line() -> None:
    file = x12(
        "855", "BAK*00*AC*4500018822*20260301****RC-1*20260312", "PO1*10*12000*EA*18.4**BP*{item}",
        "ACK*IA*12000*EA*068*20260510",
    )  # fmt: skip
    reading = read_from(file.format(item="88-4417-B"))
    assert reading.statements == ()
    (question,) = reading.questions
    assert "is for KLB-12, not for 88-4417-B" in question.text
    known = read_from(file.format(item="a code of theirs"))
    assert any(one.field == "promised_date" for one in known.statements)


def test_an_order_of_no_customer_is_put_to_somebody() -> None:
    reading = read_from(x12("850", "BEG*00*SA*X1**20260312", "PO1*1*10*EA*5**BP*KLB-12"))
    (question,) = reading.questions
    assert "sends X12 850" in question.text and question.of.startswith("people:")


SHOWN = ("Invoice no. RE-2026/17", "Date: 31.03.2026", "Total EUR 12.197,50")


@pytest.mark.parametrize(
    ("embedded", "field"),
    [
        ({"total": "12917.50"}, "invoice_amount"),
        ({"currency": "USD"}, "invoice_amount"),
        ({"day": "20260301"}, "actual_date:invoice"),
    ],
)
def test_a_bill_that_shows_people_something_else_is_asked_and_neither_is_taken(
    embedded: dict[str, str], field: str
) -> None:
    page = [at(50, 800 - 20 * number, words) for number, words in enumerate(SHOWN)]

    def bill(**values: str) -> Reading:
        file = pdf(page, files={"factur-x.xml": cii(**values)})
        return reading_of("our invoice", (file, "application/pdf", "i.pdf"), record=traded())

    same, other = bill(), bill(**embedded)
    assert any(one.field == "invoice_amount" for one in same.statements)
    held = [one for one in other.statements if one.object == "invoices:RE-2026/17"]
    assert {one.field for one in held} <= {"po_as_printed"}
    assert [one.about for one in other.questions if one.text.endswith("which holds?")] == [field]
