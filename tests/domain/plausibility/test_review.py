"""One wrong cell, one flagged row: every rule fires on its fault and on nothing else."""

import pytest

from tests.domain.plausibility.invented import brenner, flagged, objects, sentences, spoilt
from tests.tools.erp.company import tables

LINE_10 = "purchase_order_lines:4711/10"


def test_a_clean_company_is_left_in_peace() -> None:
    assert flagged(tables()) == {}


#: The table, the row, the cells that are wrong, the row that is told, a part of what is said.
FAULTS = [
    ("shipment_units", 0, {"unit_no": "CSQU3054384"}, "shipment_units:H1/CSQU3054384/4712/10",
     "container number CSQU3054384 has a wrong check digit (ISO 6346: 3)"),
    ("shipment_units", 0, {"unit_no": "CSQU305438"}, "shipment_units:H1/CSQU305438/4712/10",
     "has 6 digits; ISO 6346 has 7"),
    ("partners", 0, {"account_on_file": "DE89370400440532013001"}, "partners:S1",
     "is no valid IBAN"),
    ("partners", 0, {"account_on_file": "DE8937040044053201300"}, "partners:S1", "no valid IBAN"),
    ("partners", 0, {"country": "UK"}, "partners:S1",
     "country UK is no ISO 3166 code (GB is meant?)"),
    ("partners", 0, {"country": "de"}, "partners:S1", "(DE is meant?)"),
    ("partners", 0, {"country": "XX"}, "partners:S1", "country XX is no ISO 3166 code"),
    ("sites", 0, {"country": "GER"}, "sites:BR1", "country GER is no ISO 3166 code"),
    ("sites", 0, {"unlocode": "FRLIO"}, "sites:BR1", "unlocode FRLIO does not lie in DE"),
    ("sites", 0, {"unlocode": "DEMUNICH"}, "sites:BR1", "no UN/LOCODE"),
    ("items", 0, {"origin": "EU"}, "items:BOLT-1", "origin EU is no ISO 3166 code"),
    ("partners", 1, {"time_zone": "EST"}, "partners:S2", "time_zone EST is no area name"),
    ("partners", 1, {"time_zone": "CET"}, "partners:S2", "no area name"),
    ("partners", 1, {"time_zone": "Asia/Peking"}, "partners:S2", "no area name"),
    ("partners", 1, {"mail_domains": "BetaTools.example"}, "partners:S2", "has capital letters"),
    ("partners", 1, {"mail_domains": "betatools.example "}, "partners:S2", "blank at its end"),
    ("partners", 1, {"mail_domains": "betatools"}, "partners:S2", "is no domain"),
    ("contacts", 0, {"mail": "ines.alphaguss.example"}, "contacts:T1", "is no address"),
    ("contacts", 0, {"mail": "ines@a1phaguss.example"}, "contacts:T1",
     "is not within alphaguss.example"),
    ("purchase_order_lines", 0, {"need_date": "2026-01-10"}, LINE_10,
     "need_date 2026-01-10 is before the order was created on 2026-02-01 "
     "(day and month changed over: 2026-10-01?)"),
    ("purchase_order_lines", 1, {"promised_date": "2025-05-03"}, "purchase_order_lines:4711/20",
     "promised_date 2025-05-03 is before the order was created on 2026-02-01"),
    ("purchase_order_lines", 1, {"promised_date": "2062-05-03"}, "purchase_order_lines:4711/20",
     "is years after the order of 2026-02-01"),
    ("purchase_order_lines", 0, {"promised_date": "2026-03-04"}, LINE_10,
     "may have day and month changed over: it was confirmed for 2026-04-03"),
    ("purchase_order_lines", 2, {"promised_date": "2026-12-04"}, "purchase_order_lines:4712/10",
     "may have day and month changed over: it is needed on 2026-04-20"),
    ("sales_order_lines", 0, {"planned_date": "2025-05-04"}, "sales_order_lines:900/1",
     "planned_date 2025-05-04 is before the order was created"),
    ("shipments", 0, {"eta": "2026-02-05"}, "shipments:H1",
     "eta 2026-02-05 is before etd 2026-04-08"),
    ("items", 0, {"gross_kg_per_base": "0.05"}, "items:BOLT-1", "10 times apart"),
    ("items", 0, {"gross_kg_per_base": "500"}, "items:BOLT-1", "1000 times apart"),
    ("purchase_order_lines", 1, {"gross_kg": "500"}, "purchase_order_lines:4711/20",
     "gross_kg makes 0.25 kg a unit, but BOLT-1 weighs 0.5 kg"),
    ("purchase_order_lines", 1, {"gross_kg": "10000"}, "purchase_order_lines:4711/20",
     "gross_kg makes 5 kg a unit"),
    ("shipment_units", 0, {"gross_kg": "630"}, "purchase_order_lines:4712/10",
     "gross_kg 600, but packed in CSQU3054383 it weighs 630 kg"),
    ("items", 0, {"drawing_rev": "A"}, "items:BOLT-1",
     "drawing revision A, but order line 4711/10 needs B"),
    ("purchase_order_lines", 0, {"drawing_rev": "A"}, LINE_10,
     "drawing revision A, but the current one of BOLT-1 is B"),
    ("items", 0, {"lead_time_days": "300"}, "items:BOLT-1", "no order of it gave more than 98"),
    ("stock", 0, {"safety_stock": ""}, "stock:BR1/BOLT-1/2026-03-10",
     "safety stock is empty; BR1 keeps one for its other items"),
    ("stock", 0, {"blocked": "500"}, "stock:BR1/BOLT-1/2026-03-10", "blocked 500 of 400 on hand"),
    ("stock", 0, {"on_hand": "-4"}, "stock:BR1/BOLT-1/2026-03-10", "on_hand is -4"),
    ("stock", 0, {"uom": "CRATE"}, "stock:BR1/BOLT-1/2026-03-10",
     "unit CRATE is not known for BOLT-1"),
    ("purchase_order_lines", 1, {"uom": "KG"}, "purchase_order_lines:4711/20",
     "unit KG is not known for BOLT-1 (kept in PCS, see item_uom)"),
    ("purchase_order_lines", 1, {"unit_price": "-1"}, "purchase_order_lines:4711/20",
     "unit_price is -1"),
    ("item_uom", 0, {"base_qty": "0"}, "item_uom:BOLT-1/CTN", "base_qty is 0"),
    ("purchase_orders", 0, {"currency": "EURO"}, "purchase_orders:4711",
     "currency EURO is no ISO 4217"),
    ("sales_order_lines", 0, {"value": "2000"}, "sales_order_lines:900/1",
     "value 2000 is not 10 x 20"),
    ("items", 0, {"dangerous_goods": "yes"}, "items:BOLT-1", "dangerous goods without a UN number"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "at", "wrong", "told", "says"), FAULTS, ids=[f"{one[0]} {one[2]}" for one in FAULTS]
)
def test_a_fault_is_told_on_its_row_and_on_no_other(
    table: str, at: int, wrong: dict[str, str], told: str, says: str
) -> None:
    company = spoilt(table, at, **wrong)
    assert says in sentences(company, told)
    assert objects(company) == {told}


#: Rows that look odd to a person in a hurry and are right.
RIGHT = [
    ("partners", 0, {"account_on_file": "DE89 3704 0044 0532 0130 00"}),
    ("partners", 1, {"account_on_file": "CN-ACCT-6222-0817"}),
    ("partners", 1, {"mail_domains": "betatools.example; mail.beta.example"}),
    ("partners", 1, {"time_zone": "America/Argentina/Buenos_Aires"}),
    ("contacts", 0, {"mail": "Ines@mail.alphaguss.example"}),
    ("items", 0, {"gross_kg_per_base": "0.55"}),
    ("items", 0, {"drawing_rev": "n/a"}),
    ("purchase_order_lines", 0, {"need_date": "2026-02-01"}),
    ("purchase_order_lines", 0, {"uom": "CTN", "qty": "10"}),
    ("purchase_order_lines", 0, {"uom": "EA"}),
    ("shipment_units", 0, {"unit_no": "PLANNED-1"}),
    ("shipment_units", 0, {"qty": "150", "gross_kg": "310"}),
    ("shipments", 0, {"eta": "2026-04-08"}),
    ("stock", 0, {"safety_stock": "0"}),
]


@pytest.mark.parametrize(("table", "at", "cells"), RIGHT, ids=[str(one[2]) for one in RIGHT])
def test_what_is_unusual_and_right_is_left_in_peace(
    table: str, at: int, cells: dict[str, str]
) -> None:
    assert flagged(spoilt(table, at, **cells)) == {}


def test_no_safety_stock_anywhere_is_how_a_site_works() -> None:
    company = tables()
    for row in company["stock"]:
        row["safety_stock"] = ""
    assert flagged(company) == {}


def test_several_reasons_stand_beside_each_other_each_once() -> None:
    company = spoilt("items", 0, gross_kg_per_base="0.05", drawing_rev="A")
    assert len(flagged(company)["items", "BOLT-1"]) == 3, "the weight, and two lines' drawings"
    assert objects(company) == {"items:BOLT-1"}


LINES = (
    "po_id|line|item_id|qty|uom|unit_price|need_date|promised_date|promised_event|gross_kg|"
    "drawing_rev\n"
)


def test_of_weights_that_disagree_the_one_alone_is_told() -> None:
    company = brenner(purchase_order_lines=f"{LINES}4711|30|BOLT-1|100|PCS|0.80||||500|B")
    assert objects(company) == {"purchase_order_lines:4711/30"}


def test_a_price_per_hundred_entered_per_piece_is_told() -> None:
    company = brenner(purchase_order_lines=f"{LINES}4711|30|BOLT-1|100|PCS|80||||50|B")
    assert "price is 80 EUR a unit; BOLT-1 else costs about 0.8" in sentences(
        company, "purchase_order_lines:4711/30"
    )
    assert objects(company) == {"purchase_order_lines:4711/30"}


def test_a_price_that_is_not_the_offers_is_told() -> None:
    offer = "rfq_id|line|item_id|supplier_id|quoted_price|price_per|currency\n"
    company = brenner(rfq_lines=f"{offer}Q1|10|CASE-2|S2|950|100|USD")
    assert flagged(company) == {}
    company["purchase_order_lines"][2]["unit_price"] = "950"
    assert objects(company) == {"purchase_order_lines:4712/10"}


@pytest.mark.parametrize(
    ("item_kg", "line_kg", "told"),
    [("0.2", "600", "items:CASE-2"), ("2", "60", "purchase_order_lines:4712/10")],
)
def test_of_an_item_and_its_only_line_the_less_dense_is_told(
    item_kg: str, line_kg: str, told: str
) -> None:
    company = spoilt("items", 1, gross_kg_per_base=item_kg)
    del company["shipment_units"]
    for row, volume in zip(company["items"], ("0.0025", "0.01"), strict=True):
        row["m3_per_base"] = volume
    company["purchase_order_lines"][2].update(gross_kg=line_kg, m3="3")
    assert objects(company) == {told}


def test_an_order_created_after_all_its_dates_is_told_itself() -> None:
    assert objects(spoilt("purchase_orders", 0, created_on="2026-06-01")) == {
        "purchase_orders:4711"
    }


PARTNER = (
    "partner_id|name|kind|country|time_zone|mail_domains|incoterm|incoterm_place|payment_terms|"
    "currency|account_on_file|status\n"
)


@pytest.mark.parametrize(
    ("twin", "says"),
    [
        ("S7|ALPHA-GUSS GMBH|supplier|DE|Europe/Berlin|alt.example||||EUR||active",
         "has the name of"),
        ("A0|Other|supplier|DE|Europe/Berlin|other.example||||EUR|DE89370400440532013000|active",
         "has the account of"),
        ("S7|Quite Other|supplier|DE|Europe/Berlin|alphaguss.example||||EUR||active",
         "writes from the mail domain of"),
        ("S-1|Quite Other|supplier|DE|Europe/Berlin|other.example||||EUR||active",
         "has but for signs the number of"),
    ],
)  # fmt: skip
def test_the_unused_one_of_two_partners_that_are_one_is_told(twin: str, says: str) -> None:
    company = brenner(partners=PARTNER + twin)
    told = f"partners:{twin.partition('|')[0]}"
    assert says in sentences(company, told)
    assert objects(company) == {told}


def test_partners_without_an_account_are_no_twins() -> None:
    more = "B1|First Bank|bank|DE|Europe/Berlin|first.example|||||n/a|active"
    other = "B2|Second Bank|bank|DE|Europe/Berlin|second.example|||||n/a|active"
    assert flagged(brenner(partners=f"{PARTNER}{more}\n{other}")) == {}


def test_an_item_filed_twice_is_told_once() -> None:
    item = (
        "item_id|description|base_uom|origin|gross_kg_per_base|dangerous_goods|drawing_rev|"
        "lead_time_days|currency\nBOLT1|Bolt (new)|PCS|DE|0.5|no||20|EUR"
    )
    assert objects(brenner(items=item)) == {"items:BOLT1"}


def test_items_numbered_in_a_row_are_no_twins() -> None:
    item = (
        "item_id|description|base_uom|origin|gross_kg_per_base|dangerous_goods|drawing_rev|"
        "lead_time_days|currency\nBOLT-2|Bolt 2|PCS|DE|0.5|no|A|20|EUR"
    )
    assert flagged(brenner(items=item)) == {}


DELIVERY = "delivery_note|supplier_id|po_id|line|qty|uom|packages\n"
SOLD = "delivery_id|so_id|so_line|qty|uom|packages|package_type\n"


def test_a_supplier_who_packs_otherwise_speaks_against_the_file() -> None:
    company = brenner(deliveries=f"{DELIVERY}N1|S1|4711|10|1000|PCS|7")
    assert sentences(company, "item_uom:BOLT-1/CTN") == (
        "holds 100, but deliveries N1 has 1000 in 7 packages: 143 each"
    )
    assert objects(company) == {"item_uom:BOLT-1/CTN"}


def test_a_delivery_against_others_that_fit_is_told_itself() -> None:
    company = brenner(deliveries=f"{DELIVERY}N1|S1|4711|10|1000|PCS|10\nN2|S1|4711|20|2000|PCS|25")
    assert sentences(company, "deliveries:N2") == (
        "25 packages for 2000 of BOLT-1, but 100 to a CTN make 20"
    )
    assert objects(company) == {"deliveries:N2"}


def test_our_own_delivery_that_does_not_fit_the_file_is_told() -> None:
    company = spoilt("sales_order_lines", 0, item_id="BOLT-1", qty="1000", value="20000")
    company["customer_deliveries"] = brenner(customer_deliveries=f"{SOLD}D1|900|1|950|PCS|20|CTN")[
        "customer_deliveries"
    ]
    assert objects(company) == {"customer_deliveries:D1"}
    company["customer_deliveries"][0]["packages"] = "10"  # the tenth is not full
    assert flagged(company) == {}


AWARD = (
    "award_id|rfq_id|line|supplier_id|share_pct|price|currency|incoterm|incoterm_place|"
    "payment_terms|decided_on\n"
)


def test_terms_on_file_that_an_award_contradicts_are_told() -> None:
    company = brenner(awards=f"{AWARD}W1|Q1|10|S1|60|1|EUR|FCA|Ulm|NET60|2026-02-01")
    assert sentences(company, "partners:S1") == "payment terms NET30, but award W1 says NET60"
    assert objects(company) == {"partners:S1"}


def test_an_offer_that_its_award_contradicts_is_told() -> None:
    company = brenner(
        awards=f"{AWARD}W1|Q1|10|S1|60|1|EUR|FCA|Ulm|NET30|2026-02-01",
        rfq_lines="rfq_id|line|item_id|supplier_id|incoterm|incoterm_place\n"
        "Q1|10|BOLT-1|S1|EXW|Ulm",
    )
    assert sentences(company, "rfq_lines:Q1/10/S1") == "EXW Ulm, but award W1 says FCA Ulm"


def test_goods_needed_sooner_after_the_award_than_the_lead_time_allows_are_told() -> None:
    company = brenner(awards=f"{AWARD}W1|Q1|10|S1|60|1|EUR|FCA|Ulm|NET30|2026-03-30")
    for row in company["purchase_orders"]:
        row["rfq_id"] = "Q1"
    assert "awarded on 2026-03-30 it is needed on 2026-04-10" in sentences(company, "items:BOLT-1")


def test_shares_that_are_more_than_all_are_told() -> None:
    first = "W1|Q1|10|S1|60|1|EUR|FCA|Ulm|NET30|2026-02-01"
    second = "W2|Q1|10|S2|50|1|USD|FOB|Ningbo|NET60|2026-02-01"
    assert objects(brenner(awards=f"{AWARD}{first}\n{second}")) == {"awards:W2"}


def test_containers_beyond_what_a_booking_was_costed_for_are_told() -> None:
    rate = "rate_id|partner_id|mode|origin|destination|basis|rate|currency\n"
    company = brenner(
        rates=f"{rate}R1|L1|sea|CNNGB|DEHAM|per container|2000|USD",
        shipment_units="shipment_id|unit_no|po_id|po_line|qty|uom|packages|package_type|gross_kg\n"
        "H1|TEXU3070079|4711|10|10|PCS|1|PLT|5",
    )
    booked = {"forwarder_id": "L1", "pol": "CNNGB", "pod": "DEHAM"}
    company["shipments"][0].update(booked, freight_should_cost="2300")
    assert objects(company) == {"shipment_units:H1/TEXU3070079/4711/10"}
    company["shipments"][0].update(freight_should_cost="4300")
    assert flagged(company) == {}


def test_a_bill_that_comes_twice_under_another_number_is_told() -> None:
    bill = "invoice_id|partner_id|kind|invoice_date|due_date|amount|currency|po_ref_as_printed\n"
    said = "S1|supplier|2026-03-01|2026-03-31|800|EUR|4711"
    assert objects(brenner(invoices=f"{bill}F-1|{said}\nF-2|{said}")) == {"invoices:F-2"}


def test_money_paid_back_may_be_negative() -> None:
    bill = "invoice_id|partner_id|kind|invoice_date|due_date|amount|currency\n"
    note = "CN-1|S1|credit note|2026-03-01|2026-03-01|-80|EUR"
    assert flagged(brenner(invoices=bill + note)) == {}
