"""Brenner, an invented company small enough to read: its export as tables, and how to write it."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

Table = list[dict[str, str]]

TEXT = {
    "company": """
        key|value|note
        hq_time_zone|Europe/Berlin|
        export_as_of|2026-03-10T18:00:00+01:00|""",
    "sites": """
        site_id|name|country|time_zone|unlocode
        BR1|Brenner plant|DE|Europe/Berlin|DEMUC""",
    "people": """
        person_id|name|delegate_id
        P1|Ada Kern|P2
        P2|Tom Rau|""",
    "partners": """
        partner_id|name|kind|country|time_zone|mail_domains|incoterm|incoterm_place|payment_terms\
|currency|account_on_file|status
        S1|Alpha Guss|supplier|DE|Europe/Berlin|alphaguss.example|FCA|Ulm|NET30\
|EUR|DE89370400440532013000|active
        S2|Beta Tools|supplier|CN|Asia/Shanghai|betatools.example|FOB|Ningbo|NET60|USD||active
        C1|Cura Clinics|customer|FR|Europe/Paris|cura.example||||EUR||active
        L1|Line One|carrier|SG|Asia/Singapore|lineone.example||||USD||active""",
    "contacts": """
        contact_id|partner_id|name|mail|do_not_reply
        T1|S1|Ines Wolf|ines@alphaguss.example|no""",
    "items": """
        item_id|description|base_uom|origin|gross_kg_per_base|dangerous_goods|drawing_rev|lead_time_days|currency
        BOLT-1|Bolt|PCS|DE|0.5|no|B|20|EUR
        CASE-2|Case|PCS|CN|2|no|A|40|USD""",
    "item_uom": """
        item_id|uom|base_qty
        BOLT-1|CTN|100""",
    "purchase_orders": """
        po_id|supplier_id|site_id|created_on|buyer_id|currency|status
        4711|S1|BR1|2026-02-01|P1|EUR|open
        4712|S2|BR1|2026-02-02|P1|USD|open""",
    "purchase_order_lines": """
        po_id|line|item_id|qty|uom|unit_price|need_date|promised_date|promised_event|gross_kg|drawing_rev
        4711|10|BOLT-1|1000|PCS|0.80|2026-04-10|2026-04-03|ex works|500|B
        4711|20|BOLT-1|2000|PCS|0.80|2026-05-10|2026-05-03|ex works|1000|B
        4712|10|CASE-2|300|PCS|9.50|2026-04-20|2026-04-05|FOB on board|600|A""",
    "po_confirmations": """
        po_id|line|recorded_on|qty|promised_date|event|source
        4711|10|2026-02-04|1000|2026-04-03|ex works|ack A-1""",
    "sales_orders": """
        so_id|customer_id|created_on|currency
        900|C1|2026-02-20|EUR""",
    "sales_order_lines": """
        so_id|line|item_id|qty|uom|unit_price|value|promised_date|planned_date
        900|1|CASE-2|10|PCS|20|200|2026-05-04|2026-05-04""",
    "stock": """
        site_id|item_id|as_of|on_hand|uom|safety_stock|blocked
        BR1|BOLT-1|2026-03-10|400|PCS|100|0
        BR1|CASE-2|2026-03-10|40|PCS|10|0""",
    "shipments": """
        shipment_id|mode|carrier_id|booking_no|etd|eta|status
        H1|sea|L1|BK77|2026-04-08T18:00|2026-05-02|booked""",
    "shipment_units": """
        shipment_id|unit_no|po_id|po_line|qty|uom|packages|package_type|gross_kg
        H1|CSQU3054383|4712|10|300|PCS|3|PLT|600""",
}


def tables() -> dict[str, Table]:
    """A clean export of Brenner, fresh for every test to spoil."""
    return {name: parsed(text) for name, text in TEXT.items()}


def parsed(text: str) -> Table:
    head, *lines = [line.strip().split("|") for line in text.strip().splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def write(folder: Path, told: Mapping[str, Iterable[Mapping[str, str]]]) -> Path:
    """The tables as CSV files in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in told.items():
        write_csv(folder / f"{name}.csv", list(rows))
    return folder


def write_csv(file: Path, rows: list[Mapping[str, str]], delimiter: str = ",") -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
