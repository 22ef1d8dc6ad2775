"""Numbers of the record however a partner sets them; what is nearly one of its own is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.reader import read
from agents.reader.check_digits import checked, waybill_checked
from agents.reader.spelling import nearly, plain, spells
from domain.reading import Reading
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.rows import row_of

CARRIER, FORWARDER = "desk@bluewater.example", "ops@seaway.example"
SUPPLIER, CUSTOMER = "lily.chen@kailun.example", "t.holm@medivale.example"
BANK = "trade@granitebank.example"
#: Forwarder F9 arranges the first four, carrier C9 sails the second; the last is done.
SHIPMENTS = """
SH41|sea|C8|F9|SW778812|BWLU5512345||booked
SH42|sea|C9|F9|SW778899|||booked
SH43|air|C8|F9|SW779001|176-12345675||booked
SH44|truck|C9||||55120|booked
SH45|air|C8|F9|SW779044|99044711203||booked
SH46|sea|C9|F9|QN661204|||delivered
"""


def harbour() -> Company:
    """The small company with shipments, a credit, an invoice and a customer's order."""
    rows = [row for table in company().tables.values() for row in table.values()]
    names = "shipment_id mode carrier_id forwarder_id booking_no master_ref truck_load status"
    for line in SHIPMENTS.strip().splitlines():
        rows.append(row_of("shipments", dict(zip(names.split(), line.split("|"), strict=True))))
    tables = {
        "partners": (
            {"partner_id": "C9", "kind": "carrier", "mail_domains": "bluewater.example"},
            {"partner_id": "F9", "kind": "forwarder", "mail_domains": "seaway.example"},
            {"partner_id": "B9", "kind": "bank", "mail_domains": "granitebank.example"},
        ),
        "shipment_units": (
            {
                "shipment_id": "SH42",
                "unit_no": "CSQU3054383",
                "po_id": "4500018701",
                "po_line": "10",
            },
            {
                "shipment_id": "SH41",
                "unit_no": "TEMU6079348",
                "po_id": "4500018847",
                "po_line": "10",
            },
        ),
        "sales_orders": (
            {"so_id": "70045599", "customer_id": "K6001", "customer_po": "MV-7731"},
            {"so_id": "70045600", "customer_id": "K6002", "customer_po": "FR-22018"},
            {"so_id": "70045589", "customer_id": "K6002", "customer_po": "FR-22019"},
        ),
        "invoices": (
            {"invoice_id": "KL-5501", "partner_id": "V1001", "amount": "900", "currency": "USD"},
        ),
        "letters_of_credit": ({"lc_no": "2026-IM-0417", "bank_id": "B9"},),
        "rfqs": ({"rfq_id": "7100341", "status": "quoted"},),
        "rfq_lines": ({"rfq_id": "7100341", "line": "10", "supplier_id": "V1001"},),
        "deliveries": ({"delivery_note": "80076540", "supplier_id": "V1001"},),
    }
    rows += [row_of(table, values) for table, cells in tables.items() for values in cells]
    return Company(rows)


RECORD = harbour()


def letter(sender: str, body: str, subject: str = "news") -> Reading:
    return read(mail(sender, body, subject), RECORD)


def bound(reading: Reading) -> set[str]:
    return {one.object for one in reading.references if one.object}


def asked(reading: Reading) -> dict[str, tuple[str, ...]]:
    found = (one for one in reading.questions if one.about == "reference")
    return {one.object.partition(":")[2]: one.choices for one in found}


SPELLED = [
    (CARRIER, "Container CSQU 305438 3 is late.", "shipment_units:CSQU3054383"),
    (CARRIER, "container csqu3054383 is late", "shipment_units:CSQU3054383"),
    (CARRIER, "Container CSQU 305 438-3 is held.", "shipment_units:CSQU3054383"),
    (FORWARDER, "Booking SW 778812 is rolled.", "shipments:SH41"),
    (FORWARDER, "Booking no. 778812 is rolled.", "shipments:SH41"),
    (FORWARDER, "B/L BWLU-5512345 is late.", "shipments:SH41"),
    (FORWARDER, "MAWB 17612345675 offloaded.", "shipments:SH43"),
    (FORWARDER, "MAWB 176 1234 5675 offloaded.", "shipments:SH43"),
    (FORWARDER, "AWB 990-44711203 offloaded.", "shipments:SH45"),
    (FORWARDER, "Booking QN 661204 was delivered.", "shipments:SH46"),
    (BANK, "Credit no. 2026IM0417: documents came.", "letters_of_credit:2026-IM-0417"),
    (BANK, "L/C IM-0417: documents came.", "letters_of_credit:2026-IM-0417"),
    (CUSTOMER, "We need our PO MV 7731 earlier.", "sales_orders:70045599"),
    (CUSTOMER, "Please change 70045599-1.", "sales_orders:70045599"),
    (SUPPLIER, "Our invoice KL 5501 is overdue.", "invoices:KL-5501"),
    (SUPPLIER, "Inv. no. kl-5501 is overdue.", "invoices:KL-5501"),
    (SUPPLIER, "RFQ 7100341-10: our quotation follows.", "rfqs:7100341"),
    (SUPPLIER, "Ihre Anfrage 7100341/10 haben wir erhalten.", "rfqs:7100341"),
    (SUPPLIER, "PO 4500018822-3 line 10 is fine.", "purchase_order_lines:4500018822/10"),
    (SUPPLIER, "18822 rel. 3 pos. 10 is fine.", "purchase_order_lines:4500018822/10"),
    (SUPPLIER, "Delivery 80076540 is late.", "deliveries:80076540"),
]


@pytest.mark.parametrize(("sender", "body", "thing"), SPELLED)
def test_a_number_is_known_however_it_is_set(sender: str, body: str, thing: str) -> None:
    reading = letter(sender, body)
    assert thing in bound(reading)
    assert not asked(reading)


@pytest.mark.parametrize(
    ("sender", "body", "written", "choices"),
    [
        (FORWARDER, "Booking SW778821 is rolled.", "SW778821", ("SW778812",)),
        (FORWARDER, "MAWB 176-12345678 offloaded.", "176-12345678", ("176-12345675",)),
        (CARRIER, "Container CSQU3054384 is late.", "CSQU3054384", ("CSQU3054383",)),
        (CUSTOMER, "Is sales order 70045598 on the way?", "70045598", ("70045599",)),
        (CUSTOMER, "Your order no. 70045959 is urgent.", "70045959", ("70045599",)),
        (SUPPLIER, "Your RFQ 7100314: see our quotation.", "7100314", ("7100341",)),
        (CARRIER, "Container CSQU 305438 4 is late.", "CSQU 305438 4", ("CSQU3054383",)),
    ],
)
def test_a_number_that_cannot_be_right_is_asked_with_those_it_is_nearly(
    sender: str, body: str, written: str, choices: tuple[str, ...]
) -> None:
    reading = letter(sender, body)
    assert asked(reading) == {written: choices}
    assert not any(one.startswith("shipment") for one in bound(reading))


@pytest.mark.parametrize(
    ("sender", "body"),
    [
        (CARRIER, "Booking SW 778812 is rolled."),  # another's booking
        (FORWARDER, "Load 55 120 is late."),  # figures alone are cut by no blank
        (FORWARDER, "We have 778812 pcs."),  # figures without a word that they number anything
        (FORWARDER, "Booking 661204 is rolled."),  # the end of one that is over
        (FORWARDER, "Booking 8812 is rolled."),  # too short an end
        (FORWARDER, "AWB 176-12345686 is new."),  # right in itself: not one of ours
        (CUSTOMER, "Our PO FR 22018 is late."),  # another customer's order
        (CUSTOMER, "Is sales order 70045589 on the way?"),  # nearly theirs, and another's
        (CUSTOMER, "Our new PO MV-7732 is attached."),  # the next number of their own
        (FORWARDER, "RFQ 7100341: our rate follows."),  # put to others
        (SUPPLIER, "Invoice KL-5502 is attached."),  # the next number is a new bill
    ],
)
def test_what_is_anothers_or_no_number_binds_nothing_and_asks_nothing(
    sender: str, body: str
) -> None:
    reading = letter(sender, body)
    own = ("shipment", "sales", "invoices:KL-5501")
    assert not any(one.startswith(own) for one in bound(reading))
    assert not asked(reading)


def test_a_new_booking_beside_one_on_record_is_not_asked_about() -> None:
    reading = letter(FORWARDER, "Booking SW778812 is replaced by SW778813.")
    assert bound(reading) == {"shipments:SH41"}
    assert not asked(reading)


def test_a_bill_on_record_is_no_new_one_however_its_number_is_set() -> None:
    body = "Our invoice KL 5501 is overdue, USD 900.00, please pay by 20 March 2026."
    reading = letter(SUPPLIER, body, "Invoice KL5501")
    invoices = {one for one in bound(reading) if one.startswith("invoices:")}
    assert invoices == {"invoices:KL-5501"}
    assert "document_request" not in {one.about for one in reading.questions}
    about = {one.object for one in reading.statements if one.field == "deadline:payment"}
    assert about == {"invoices:KL-5501"}


def test_news_of_two_boxes_go_to_the_shipment_of_each_however_it_is_set() -> None:
    body = (
        "Container CSQU 305438 3: new ETA 20 May 2026.\n"
        "Container TEMU 607934-8: new ETA 22 May 2026.\n"
    )
    reading = letter(FORWARDER, body, "arrival notice")
    days = {one.object: str(getattr(one.value, "span", "")) for one in reading.statements}
    assert days == {"shipments:SH42": "2026-05-20", "shipments:SH41": "2026-05-22"}


@given(st.sampled_from(["SW778812", "176-12345675", "CSQU3054383"]), st.data())
def test_blanks_and_strokes_never_hide_a_number(number: str, data: st.DataObject) -> None:
    signs = plain(number)
    cut = data.draw(st.integers(1, len(signs) - 1))
    written = signs[:cut] + data.draw(st.sampled_from([" ", "-", ".", "/"])) + signs[cut:]
    assert spells(f"for {written}, thanks", number)
    assert spells(written.lower(), number)
    assert not spells(f"{written}9", number)


def test_check_digits_of_containers_and_air_waybills() -> None:
    assert checked("CSQU3054383") and not checked("CSQU3054384")
    assert waybill_checked("17612345675") and not waybill_checked("17612345678")


def test_nearly_is_one_sign_or_two_that_changed_places() -> None:
    assert nearly("SW778812", "SW778821") and nearly("SW778812", "SW778822")
    assert not nearly("SW778812", "SW778812") and not nearly("SW778812", "SW77881")
    assert not nearly("SW778812", "WS778821")
