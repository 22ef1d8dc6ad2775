"""Numbers and names a partner gives things itself: its confirmations, notes, seals and vessels."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.rows import row_of

KAILUN, KESTREL = "lily.chen@kailun.example", "nigel.parr@kestrelpoly.example"
CARRIER, CUSTOMER = "desk@bluewater.example", "t.holm@medivale.example"
#: Two shipments on one vessel to one port, one to another port, one of another carrier.
SHIPMENTS = """
SH51|C9|BLUE STAR|014W|USLAX|booked
SH52|C9|BLUE MOON|022E|USLAX|booked
SH53|C9|BLUE MOON|022E|USLAX|booked
SH54|C9|BLUE DAWN|007S|USLAX|booked
SH55|C9|BLUE DAWN|007S|USSEA|booked
SH56|C8|RED STAR|014W|USLAX|booked
SH57|C9|BLUE STAR|013W|USLAX|delivered
"""
ACKNOWLEDGED = {
    "4500018701/10": "KL-A-2207",
    "4500018822/10": "KL-A-2250",
    "4500018822/20": "KL-A-2250",
    "4500018847/10": "KL-A-2299",
    "4500018815/10": "KP/77120",
    "4500018815/20": "KP/77120",
}


def office() -> Company:
    """The small company with numbers that partners gave."""
    rows = [row for table in company().tables.values() for row in table.values()]
    names = "shipment_id carrier_id vessel voyage pod status"
    for line in SHIPMENTS.strip().splitlines():
        cells = dict(zip(names.split(), line.split("|"), strict=True))
        rows.append(row_of("shipments", cells | {"mode": "sea"}))
    rows += [
        row_of(
            "partners", {"partner_id": "C9", "kind": "carrier", "mail_domains": "bluewater.example"}
        ),
        row_of(
            "shipment_units",
            {
                "shipment_id": "SH51", "unit_no": "CSQU3054383", "seal": "BW88121",
                "po_id": "4500018701", "po_line": "10",
            },
        ),
        row_of("items", {"item_id": "KLB12"}),
        row_of("sales_orders", {"so_id": "70045599", "customer_id": "K6001"}),
        row_of("sales_order_lines", {"so_id": "70045599", "line": "1", "item_id": "X"}),
        row_of("sales_order_lines", {"so_id": "70045599", "line": "2", "item_id": "Y"}),
    ]  # fmt: skip
    for note, day in (("80076540", "2026-04-03"), ("80076111", "2026-03-02")):
        cells = {"delivery_note": note, "supplier_id": "V1012", "ship_date": day}
        rows.append(row_of("deliveries", cells | {"po_id": "4500018815", "line": "20", "qty": "1"}))
    record = Company(rows)
    for key, number in ACKNOWLEDGED.items():
        row = record.tables["purchase_order_lines"][key]
        values = {**row.values, "supplier_ack_no": number}
        record.tables["purchase_order_lines"][key] = row.model_copy(update={"values": values})
    return record


RECORD = office()


def letter(sender: str, body: str, subject: str = "news") -> Reading:
    return read(mail(sender, body, subject), RECORD)


def told(reading: Reading, field: str) -> dict[str, str]:
    found = (one for one in reading.statements if one.field == field)
    return {one.object.partition(":")[2]: stated_text(one.value) for one in found}


@pytest.mark.parametrize(
    ("sender", "body", "line"),
    [
        (KAILUN, "Our confirmation KL-A-2207: ready 27 April 2026, a week late.", "4500018701/10"),
        (KAILUN, "Our confirmation kl a 2207: ready 27 April 2026, a week late.", "4500018701/10"),
        (KAILUN, "KL-A-2250 item 20: delayed to 27 April 2026.", "4500018822/20"),
        (KESTREL, "Delivery note 80076540 is delayed to 27 April 2026.", "4500018815/20"),
        (KAILUN, "ENC 47 is delayed to 27 April 2026.", "4500018847/10"),
        (KAILUN, "ENC47 is delayed to 27 April 2026.", "4500018847/10"),
    ],
)
def test_a_delay_under_the_suppliers_own_number_is_that_of_the_line(
    sender: str, body: str, line: str
) -> None:
    assert told(letter(sender, body), "promised_date") == {line: "2026-04-27"}


@pytest.mark.parametrize(
    ("sender", "body"),
    [
        (KESTREL, "Delivery note 80076111 is delayed to 27 April 2026."),  # it has gone already
        (KESTREL, "Our confirmation KL-A-2207 is delayed to 27 April 2026."),  # another supplier's
        (KAILUN, "KLB12 is delayed to 27 April 2026."),  # an item of its own
        (KAILUN, "We make ENC 47 pcs a day, delayed to 27 April 2026."),  # a count
    ],
)
def test_what_is_no_number_of_a_line_moves_none(sender: str, body: str) -> None:
    assert told(letter(sender, body), "promised_date") == {}


def test_a_confirmation_of_several_orders_is_asked() -> None:
    record = office()
    row = record.tables["purchase_order_lines"]["4500018847/10"]
    values = {**row.values, "supplier_ack_no": "KL-A-2207"}
    record.tables["purchase_order_lines"][row.key] = row.model_copy(update={"values": values})
    reading = read(mail(KAILUN, "KL-A-2207 is delayed to 27 April 2026."), record)
    assert not reading.statements
    asked = [(one.about, one.choices) for one in reading.questions]
    assert asked == [("reference", ("4500018701", "4500018847"))]


@pytest.mark.parametrize(
    "body",
    [
        "The box with seal BW88121 is late. New ETA 20 May 2026.",
        "BLUE STAR 014W: ETA now 20 May 2026.",
        "Blue Star v. 014W is late.\nNew ETA: 20 May 2026.",
    ],
)
def test_a_seal_or_a_vessel_with_its_voyage_stands_for_the_shipment(body: str) -> None:
    assert told(letter(CARRIER, body), "eta") == {"SH51": "2026-05-20"}


def test_all_that_a_vessel_brings_to_one_port_comes_with_it() -> None:
    reading = letter(CARRIER, "BLUE MOON 022E: ETA now 20 May 2026.")
    assert told(reading, "eta") == {"SH52": "2026-05-20", "SH53": "2026-05-20"}
    assert told(reading, "voyage") == {}


def test_of_a_vessel_only_what_the_named_order_travels_on_is_meant() -> None:
    record = office()
    unit = {"shipment_id": "SH53", "unit_no": "TEMU6079348", "po_line": "10", "po_id": "4500018847"}
    row = row_of("shipment_units", unit)
    record.tables["shipment_units"][row.key] = row
    for order, days in (("4500018847", {"SH53": "2026-05-20"}), ("4500018701", {})):
        body = f"Goods of PO {order} on BLUE MOON 022E: new ETA 20 May 2026."
        assert told(read(mail(CARRIER, body), record), "eta") == days


@pytest.mark.parametrize(
    "body",
    [
        "BLUE DAWN 007S: ETA now 20 May 2026.",  # to two ports
        "RED STAR 014W: ETA now 20 May 2026.",  # another carrier's
        "BLUE STAR 013W: ETA now 20 May 2026.",  # over
        "BLUE STAR 014W and BLUE MOON 022E: ETA now 20 May 2026.",  # of which?
        "BLUE STAR: ETA now 20 May 2026.",  # on which voyage?
    ],
)
def test_a_vessel_that_is_not_one_sailing_of_the_carrier_moves_nothing(body: str) -> None:
    assert told(letter(CARRIER, body), "eta") == {}


def test_a_line_behind_the_number_of_a_sales_order_is_its_line() -> None:
    reading = letter(CUSTOMER, "Our order 70045599-1: please confirm.")
    assert "sales_order_lines:70045599/1" in {one.object for one in reading.references}
    ten = letter(CUSTOMER, "Our order 70045599-10-2026: please confirm.")
    assert not any((one.object or "").startswith("sales_order_lines") for one in ten.references)
