"""E-invoices and their kin are written out so that each value is found where it stands."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tradedoc import Amount, Cell, TradeDocument, cells
from tests.tools.papers.files import read
from tests.tools.papers.pdfs import at, pdf
from tests.tools.papers.xml_files import ADVICE, OTHER_ACCOUNT, SAID, answer, cii, ubl

WRITTEN = """Invoice (CII en16931)
Number: RE-2026/17
Document: 2026-03-31
Seller: Kailun Ltd
Buyer: Harlow
Order: 4500018822
Bank account: DE89370400440532013000
Due: 2026-04-30
Freight: 50.00
Goods: 10200.00 EUR
Tax: 1947.50 EUR
Total: 12197.50 EUR
Due: 12197.50 EUR
Note: Thank you & goodbye
Line\tNumber: 1\tOrder line: 10\tBuyer item: KLB-12\tSeller item: K-12\tDescription: Relay housing\tQuantity: 12000 PCS\tPrice: 85.00\tAmount: 10200.00
"""  # noqa: E501


def only(data: bytes) -> TradeDocument:
    (document,) = read(data, "a.xml").documents
    return document


def said(cell: Cell | None) -> str:
    assert cell is not None
    return cell.value


def sums(amounts: tuple[Amount, ...]) -> dict[str, str]:
    return {one.label or one.kind: one.cell.value for one in amounts}


def test_an_invoice_is_written_out_as_a_person_would() -> None:
    paper = read(cii(), "factur-x.xml")
    assert paper.text == WRITTEN
    (document,) = paper.documents
    assert (document.kind, document.currency, document.faults) == ("invoice", "EUR", ())
    assert sums(document.amounts)["total"] == "12197.50"
    assert sums(document.amounts)["Freight"] == "50.00"
    (line,) = document.lines
    assert (said(line.price), line.price_per, line.price_unit) == ("85.00", "100", "PCS")
    assert line.qty is not None
    assert (line.qty.cell.value, line.qty.unit) == ("12000", "PCS")
    assert {ref.kind: ref.cell.value for ref in document.refs} == {
        "order": "4500018822",
        "bank_account": "DE89370400440532013000",
    }


def test_an_order_response_says_what_becomes_of_each_line() -> None:
    document = only(
        answer(
            ("10", "3", "KLB-12", "12000", "2026-04-11"),
            ("20", "7", "CBL-20", "3000", "2026-04-15"),
        )
    )
    assert (document.kind, document.state) == ("order_response", "changed")
    first, second = document.lines
    assert (said(first.order_line), first.state, second.state) == ("10", "changed", "rejected")
    assert [(one.dated.event, one.dated.cell.value) for one in first.lots if one.dated] == [
        ("delivery", "2026-04-11")
    ]


def test_a_despatch_advice_says_what_was_sent_and_when_it_comes() -> None:
    document = only(ADVICE)
    assert document.kind == "despatch_advice"
    assert {one.event: (one.cell.value, one.form) for one in document.dates} == {
        "document": ("2026-03-12", "%Y-%m-%d"),
        "despatched": ("2026-03-12", "%Y-%m-%d"),
        "eta": ("2026-04-10 to 2026-04-12", "%Y%m%d range"),
    }
    (line,) = document.lines
    assert (said(line.order), line.order_line) == ("4500018822", None)
    assert document.measures["gross_weight"].unit == "KG"


def test_a_credit_note_and_an_order_are_told_apart() -> None:
    note = ubl("CreditNote", "<cbc:ID>G-1</cbc:ID>")
    assert only(note).kind == "credit_note"
    order = only(ubl("Order", "<cbc:ID>PO-1</cbc:ID>"))
    assert (order.kind, [(ref.kind, ref.cell.value) for ref in order.refs]) == (
        "order",
        [("order", "PO-1")],
    )


def test_a_document_without_a_number_says_so() -> None:
    paper = read(ubl("Invoice", "<cbc:IssueDate>2026-03-31</cbc:IssueDate>"), "a.xml")
    assert paper.documents[0].faults == ("it has no number",) == paper.notes


def test_files_embedded_in_an_invoice_are_read_below_it() -> None:
    inside = base64.b64encode(b"Day;Hours\r\n31 March;8").decode()
    paper = read(
        ubl(
            "Invoice",
            "<cbc:ID>1</cbc:ID><cac:AdditionalDocumentReference><cac:Attachment>"
            f'<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="hours.csv">{inside}'
            "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>",
        ),
        "a.xml",
    )
    assert paper.text.endswith("File: hours.csv\n\nDay\tHours\n31 March\t8")


def test_xml_of_no_known_standard_is_text() -> None:
    paper = read(b"<?xml version='1.0'?><Invoice><ID>1</ID></Invoice>", "a.xml")
    assert (paper.documents, "<ID>1</ID>" in paper.text) == ((), True)


LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY l0 'lol'>"
    + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><Invoice>&l9;</Invoice>"
)
INSIDE = "<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (LAUGHS, "it is no well-formed XML"),  # the parser gives up on what grows so
        (INSIDE, "its XML declares entities, as no trade document does; it is not read"),
        (OUTSIDE, "its XML declares entities, as no trade document does; it is not read"),
    ],
    ids=["billion laughs", "inside", "outside"],
)
def test_entities_are_never_expanded(source: str, why: str) -> None:
    paper = read(b"<?xml version='1.0'?>" + source.encode())
    assert "root:" not in paper.text and "lollol" not in paper.text
    assert (paper.documents, paper.notes) == ((), (why,))


def test_xml_that_nests_too_deep_is_text() -> None:
    paper = read(b"<?xml version='1.0'?>" + b"<a>" * 100_000, "a.xml")
    assert paper.notes == ("it is no well-formed XML",)


SHOWN = (
    "Invoice no. RE-2026/17",
    "Date: 31.03.2026",
    "Total EUR 12.197,50",
    "IBAN DE89 3704 0044 0532 0130 00",
)


def both(shown: tuple[str, ...], **embedded: str) -> tuple[str, ...]:
    page = [at(50, 800 - 20 * number, words) for number, words in enumerate(shown)]
    paper = read(pdf(page, files={"factur-x.xml": cii(**embedded)}))
    (document,) = paper.documents
    assert document.faults == paper.notes
    return paper.notes


@pytest.mark.parametrize(
    "shown",
    [
        SHOWN,
        ("Rechnung Nr. RE-2026/17 vom 31. März 2026", "Gesamtbetrag 12 197,50 €"),
        ("Facture n° RE-2026/17", "le 31/03/2026", "Total TTC : 12197.50 EUR"),
        ("INVOICE # RE-2026/17", "March 31, 2026", "Amount due EUR 12,197.50"),
        ("Number RE-2026/17", "Amount due 12,197.50"),
    ],
)
def test_a_visible_invoice_that_agrees_is_not_remarked_on(shown: tuple[str, ...]) -> None:
    assert both(shown) == ()


@pytest.mark.parametrize(
    ("embedded", "words"),
    [
        (
            {"number": "RE-2026/18"},
            "the visible invoice shows the number RE-2026/17, the embedded one RE-2026/18",
        ),
        (
            {"day": "20260301"},
            "the embedded invoice is of 2026-03-01, the visible one shows the days 2026-03-31",
        ),
        (
            {"total": "12917.50"},
            "the visible invoice shows the total 12.197,50, the embedded one 12917.50",
        ),
        ({"currency": "USD"}, "the visible invoice shows the currency EUR, the embedded one USD"),
        (
            {"account": OTHER_ACCOUNT},
            f"the visible invoice shows the account {SAID['account']}, "
            f"the embedded one {OTHER_ACCOUNT}",
        ),
    ],
)
def test_what_the_visible_invoice_shows_otherwise_is_said(
    embedded: dict[str, str], words: str
) -> None:
    assert both(SHOWN, **embedded) == (words,)


def test_hidden_words_make_no_agreement() -> None:
    page = [at(50, 800, "Invoice no. RE-1"), at(50, 780, "RE-2026/17", extra="1 1 1 rg")]
    paper = read(pdf(page, files={"factur-x.xml": cii()}))
    assert "the visible invoice shows the number RE-1" in " ".join(paper.notes)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([cii(), ADVICE, answer(("10", "3", "K", "1", "2026-04-11"))]),
    st.lists(st.tuples(st.floats(0, 1), st.text(max_size=4), st.integers(0, 30)), max_size=4),
)
def test_damaged_documents_are_read_or_noted(
    data: bytes, cuts: list[tuple[float, str, int]]
) -> None:
    for place, put, gone in cuts:
        where = int(place * len(data))
        data = data[:where] + put.encode() + data[where + gone :]
    read(data, "a.xml", "application/xml")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_stand_where_their_cells_say(number: str, name: str) -> None:
    plain = [
        "".join(c for c in words if c.isprintable() and c not in "<&{}") for words in (number, name)
    ]
    paper = read(cii(number=plain[0]).replace(b"Kailun Ltd", plain[1].encode("utf-8", "replace")))
    for document in paper.documents:
        assert all(paper.text[one.start : one.end] == one.text for one in cells(document))
