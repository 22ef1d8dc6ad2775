"""Customers' complaints and demands in other words, languages and numbers than the samples'."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from agents.reader import read
from domain.reading import Reading
from domain.record import Row
from tests.agents.reader.company import Company, company, mail
from tests.agents.reader.test_transport import told

#: id, kind, date order, decimal mark, zone, domain
CUSTOMERS = {
    "K71": ("customer", "MDY", ".", "EST", "acme-labs.example"),
    "K72": ("distributor", "DMY", ",", "Europe/Berlin", "nordhandel.example"),
}
ORDERS = {
    "70088001": ("K71", "AL-5501", ("10", "20")),
    "70088002": ("K72", "NH-77", ("1",)),
}


def shop() -> Company:
    rows = [row for table in company().tables.values() for row in table.values()]
    for key, (kind, order, mark, zone, domain) in CUSTOMERS.items():
        values = {"kind": kind, "date_order": order, "decimal_mark": mark, "time_zone": zone}
        values |= {"mail_domains": domain, "language": "de" if key == "K72" else "en"}
        rows.append(Row(table="partners", key=key, version=1, values=values))
    for so, (customer, po, lines) in ORDERS.items():
        order = {"so_id": so, "customer_id": customer, "customer_po": po}
        order["account_owner_id"] = "E011"
        rows.append(Row(table="sales_orders", key=so, version=1, values=order))
        for line in lines:
            values = {"so_id": so, "line": line, "item_id": "KLB-12", "qty": Decimal(300)}
            rows.append(
                Row(table="sales_order_lines", key=f"{so}/{line}", version=1, values=values)
            )
    sent = {"so_id": "70088002", "so_line": "1", "carrier_id": "C9"}
    rows.append(Row(table="customer_deliveries", key="CD-71", version=1, values=sent))
    return Company(rows)


def reading(sender: str, body: str, subject: str = "") -> Reading:
    summer = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)  # a Wednesday
    written = mail(sender, body, subject).model_copy(
        update={"sent_at": summer, "sent_offset_minutes": -240}
    )
    return read(written, shop())


def test_a_german_complaint_is_counted_by_cause() -> None:
    found = reading(
        "einkauf@nordhandel.example",
        "Guten Tag,\nzu NH-77 sind letzten Montag 12 Kartons eingetroffen.\n"
        "Davon sind 35 Stk nass und unbrauchbar. In Karton 7 liegen 15 Stk falsche Artikel.\n"
        "Wir brauchen 50 Stk Ersatz bis Freitag 19.06., sonst Deckungskauf zu EUR 11,40/Stk.\n"
        "Ersatz oder Gutschrift? Fotos folgen.\n",
    )
    fields = ("received_qty", "damaged_qty", "received_qty:wrong_item", "ordered_qty:replacement")
    assert told(found, *fields, "deadline:delivery", "actual_date:delivered") == {
        "CD-71 received_qty 12 CTN",
        "CD-71 damaged_qty 35 PCS",
        "CD-71 received_qty:wrong_item 15 PCS",
        "CD-71 ordered_qty:replacement 50 PCS",
        "CD-71 deadline:delivery 2026-06-19",
        "CD-71 actual_date:delivered 2026-06-08",
    }
    (cover,) = (one for one in found.statements if one.field == "unit_price:cover")
    assert cover.span is not None and cover.span.quote.startswith("EUR 11,40")
    asked = {one.about: one.of for one in found.questions}
    assert asked["disposition"] == "people:E011"
    assert asked["claim"] == "partners:C9"
    assert "document_request" in asked
    assert {"damage", "wrong_item", "replacement_question", "deadline"} <= set(found.intents)
    assert found.workflows == ("P4",)


def test_a_corrected_count_is_what_came_and_what_lacks() -> None:
    found = reading(
        "lager@nordhandel.example",
        "NH-77: 9 Kartons statt 11 erhalten, es fehlen also zwei. Ersatz oder Gutschrift?",
    )
    assert told(found, "received_qty", "missing_qty") == {
        "CD-71 received_qty 9 CTN",
        "CD-71 missing_qty 2 CTN",
    }


def test_demands_are_read_line_by_line_in_the_time_of_the_sender() -> None:
    found = reading(
        "buyer@acme-labs.example",
        "Second time asking about AL-5501. Line 20: we need at least 45 by June 17, or we invoke "
        "1.5% per week.\nLine 10 can wait until the end of the month.\n"
        "I need an answer by noon tomorrow.\n",
    )
    fields = ("min_partial_qty", "deadline:delivery", "penalty_pct_per_week", "deadline:reply")
    assert told(found, *fields) == {
        "70088001/20 min_partial_qty 45 PCS",
        "70088001/20 deadline:delivery 2026-06-17",
        "70088001/10 deadline:delivery 2026-06-30",
        "70088001 penalty_pct_per_week 1.5 PCT",
        "70088001 deadline:reply 2026-06-11T12:00 Etc/GMT+4",
    }
    assert {"complaint", "threat", "deadline"} <= set(found.intents)


SILENT = {
    "thanks": ("einkauf@nordhandel.example", "NH-77 ist gut angekommen, danke. 12 Kartons."),
    "a supplier": ("dock@kailun.example", "NH-77: 9 cartons not 11, 35 pcs wet"),
    "no order": ("einkauf@nordhandel.example", "Letzte Woche waren 35 Stk nass."),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_complaint_about_an_order_of_theirs_gives_none(name: str) -> None:
    found = reading(*SILENT[name])
    fields = ("received_qty", "missing_qty", "damaged_qty", "ordered_qty:replacement")
    assert told(found, *fields) == set()


def test_a_deduction_is_known_by_the_number_of_its_notice() -> None:
    found = read(
        mail(
            "buyer@acme-labs.example",
            "PO AL-5501: this amount will be deducted from your next payment: USD 97.20.",
            "OTIF deduction notice DN-26-118842 / PO AL-5501",
        ),
        shop(),
    )
    assert "claims:DN-26-118842" in {one.object for one in found.questions}
    assert told(found, "charge_amount:deduction") == {
        "DN-26-118842 charge_amount:deduction 97.20 USD"
    }
