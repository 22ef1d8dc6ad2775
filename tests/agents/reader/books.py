"""A company's books for the reader's tests: bills, payments, credits, boxes, disputes, people."""

from domain.record import Row
from tests.agents.reader.company import Company
from tests.agents.reader.rows import row_of

TABLES = {
    "partners": """
        partner_id name kind country time_zone language date_order decimal_mark mail_domains \
account_on_file
        S1|Brenner Guss GmbH|supplier|DE|Europe/Berlin|de|DMY|,|brennerguss.example|\
DE89370400440532013000
        S2|Rivage Moulage|supplier|FR|Europe/Paris|fr|DMY|,|rivage.example|\
FR7630006000011234567890189
        S3|Hale Fasteners|supplier|US|America/Chicago|en|MDY|.|halefast.example|
        S4|Sakura Seiki|supplier|JP|Asia/Tokyo|en|YMD|.|sakuraseiki.example|
        S5|Officine Dora|supplier|IT|Europe/Rome|it|DMY|,|officinedora.example|
        S6|Tornillos Ebro|supplier|ES|Europe/Madrid|es|DMY|,|ebro.example|
        S7|Ningbo Luoda|supplier|CN|Asia/Shanghai|zh|YMD|.|luoda.example|
        C1|Pelican Line|carrier|SG|Asia/Singapore|en|DMY|.|pelicanline.example|
        C2|Juniper Trucking|carrier|US|America/Denver|en|MDY|.|junipertruck.example|
        C3|Nordfrakt AB|carrier|SE|Europe/Stockholm|sv|YMD|,|nordfrakt.example|
        F1|Harbour Forwarding|forwarder|DE|Europe/Berlin|de|DMY|,|harbourfwd.example|
        F2|Aduanas Sol|forwarder|MX|America/Mexico_City|es|DMY|.|aduanassol.example|
        W1|Lager Ost|warehouse|DE|Europe/Berlin|de|DMY|,|lagerost.example|
        W2|Almacén Norte|warehouse|ES|Europe/Madrid|es|DMY|,|almacennorte.example|
        B1|Granite Bank|bank|US|America/Chicago|en|MDY|.|granitebank.example|
        B2|Banque Alpine|bank|FR|Europe/Paris|fr|DMY|,|banquealpine.example|
        K1|Lakeside Clinic|customer|US|America/New_York|en|MDY|.|lakeside.example|""",
    "people": """
        person_id name mail function role
        E1|Nora Blanck|nora@ours.example|procurement|buyer
        E2|Victor Amsel|victor@ours.example|finance|AP manager
        E3|Ilse Korn|ilse@ours.example|finance|AP master data
        E4|Paul Drey|paul@ours.example|logistics|logistics lead
        E5|Tom Weir|tom@ours.example|warehouse|dock supervisor
        E6|Greta Olm|greta@ours.example|finance|treasury manager""",
    "purchase_orders": """
        po_id supplier_id currency status
        5100000417|S1|EUR|open
        5100000471|S1|EUR|open
        5100000522|S2|EUR|open
        5100000630|S3|USD|open
        5100000744|S4|JPY|open""",
    "purchase_order_lines": """
        po_id line item_id qty uom unit_price received_qty
        5100000417|10|GH-80|4000|PCS|2.15|0
        5100000471|10|GH-81|1200|PCS|7.40|0
        5100000522|10|MO-11|2000|PCS|1.80|0
        5100000630|10|FS-06|50000|PCS|0.08|0
        5100000744|10|SK-9|6000|PCS|310|0""",
    "deliveries": """
        delivery_note supplier_id po_id line qty uom shipment_id
        90011223|S1|5100000471|10|1200|PCS|
        5518|S2|5100000522|10|2000|PCS|SX3""",
    "shipments": """
        shipment_id mode carrier_id booking_no truck_load bol
        SX1|sea|C1|PB100200||
        SX2|truck|C2||66120|7741900
        SX3|road|C3||44871|""",
    "shipment_units": """
        shipment_id unit_no po_id po_line gate_out empty_return free_days
        SX1|CSQU3054383|5100000744|10|2026-02-09|2026-02-20|5
        SX1|TEMU6079348|5100000744|10|||5""",
    "invoices": """
        invoice_id partner_id kind invoice_date due_date amount currency shipment_id status
        PL-7001|C1|detention|2026-02-25|2026-03-12|1350.00|USD|SX1|blocked
        HF-2290|F1|freight|2026-01-20|2026-02-19|2480.00|EUR|SX1|blocked
        AS-118|F2|demurrage|2026-02-28|2026-03-30|1120.00|USD|SX1|blocked
        BG-88012|S1|supplier|2026-01-12|2026-02-11|8880.00|EUR||posted
        RM-3310|S2|supplier|2026-01-15|2026-03-16|3600.00|EUR||posted
        HL-4401|S3|supplier|2026-01-22|2026-02-21|4000.00|USD||posted
        HL-4412|S3|supplier|2026-01-29|2026-02-28|2500.00|USD||posted
        HL-C09|S3|credit note|2026-02-02|2026-02-02|-300.00|USD||posted""",
    "payments": """
        payment_id line_ref partner_id value_date amount currency
        Q-0219|HL-4401|S3|2026-02-19|4000.00|USD
        Q-0219|HL-4412|S3|2026-02-19|2500.00|USD
        Q-0219|HL-C09|S3|2026-02-19|-300.00|USD
        Q-0219|CL-7|S3|2026-02-19|-750.00|USD
        Q-0220|RM-3310|S2|2026-02-20|3420.00|EUR""",
    "claims": """
        claim_id partner_id kind amount currency against status
        CL-7|S3|shortage|750.00|USD|HL-4401|agreed""",
    "disputes": """
        dispute_id partner_id invoice_id charge billed expected disputed currency opened_by \
status evidence
        D-1|F1|HF-2290|fuel surcharge|310.00|240.00|70.00|EUR|E4|open|contract
        D-2|F1|HF-2290|waiting time|180.00|0.00|180.00|EUR|E4|open|gate log""",
    "letters_of_credit": """
        lc_no beneficiary_id bank_id amount currency latest_shipment shipment_id
        LC-88-2041|S4|B2|1860000|JPY|2026-02-10|SX1
        ALP/26/0031|S6|B2|54200.00|EUR|2026-02-20|""",
    "contracts": """
        contract_id clause partner_id kind value unit text
        K-20|4|C2|detention|60.00|USD per hour|free 120 minutes
        K-31|2|F2|demurrage|70.00|USD per day|free 7 days from discharge""",
    "milestones": """
        milestone_id shipment_id unit_no event actual_at
        M-1|SX1|TEMU6079348|gate out full|2026-02-10
        M-2|SX1|TEMU6079348|empty return|2026-02-14""",
    "holidays": """
        country day name
        DE|2026-03-13|Testtag
        MX|2026-03-16|Natalicio""",
}  # fmt: skip


def books() -> Company:
    """The rows as the record would hold them."""
    return Company([row for table, text in TABLES.items() for row in _rows(table, text)])


def _rows(table: str, text: str) -> list[Row]:
    head, *lines = [line.strip() for line in text.strip().splitlines()]
    names = head.split()
    return [row_of(table, dict(zip(names, line.split("|"), strict=True))) for line in lines]
