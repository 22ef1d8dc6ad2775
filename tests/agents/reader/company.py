"""A small company for the reader's tests: partners, open orders, items, one shipment."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from domain.evidence import Part
from domain.message import Message
from domain.record import Row

PARTNERS = """
V1001|supplier|en|DMY, mixed|.|Asia/Shanghai|kailun.example
V1002|supplier|de|DMY|,|Europe/Berlin|nordmetall.example
V1003|supplier|en|DMY|.|Asia/Kolkata|raoprecision.example
V1006|supplier|en|YMD|.|Asia/Tokyo|mitsuhara.example
V1010|supplier|en|MDY|.|America/Denver|brightwell.example
V1011|supplier|sv|YMD|,|Europe/Stockholm|lindqvist.example
V1012|supplier|en|DMY|.|Europe/London|kestrelpoly.example
V1013|supplier|tr|DMY|,|Europe/Istanbul|anadoludokum.example
V1014|supplier|zh|YMD|.|Asia/Shanghai|shenwei.example
K6001|customer|en|MDY|.|America/New_York|medivale.example
"""

LINES = """
V1003|4500018611|10|SHFT-220|1500|PCS|1000|2026-03-20|ex works
V1003|4500018611|20|SHFT-222|600|PCS|0|2026-04-06|ex works
V1003|4500018611|30|SHFT-221|800|PCS|0|2026-03-20|ex works
V1001|4500018701|10|KLB-12|24400|PCS|0|2026-04-20|delivered dock
V1003|4500018745|10|HSG-09|240|PCS|0|2026-03-31|ex works
V1011|4500018776|10|PKG-78|8000|PCS|0|2025-04-02|delivered dock
V1003|4500018790|10|SHFT-222|400|PCS|0|2026-04-10|ex works
V1003|4500018802|10|HSG-09|240|PCS|0|2026-04-05|ex works
V1012|4500018815|10|POL-09|6000|KG|0|2026-04-09|ready
V1012|4500018815|20|POL-09|4000|KG|0|2026-05-07|ready
V1001|4500018822|10|KLB-12|12000|PCS|0|2026-04-06|ex works
V1001|4500018822|20|CBL-20|3000|PCS|0|2026-04-06|ex works
V1002|4500018830|10|NM-5510|12000|PCS|0|2026-04-03|ex works
V1002|4500018830|20|88-4417-A|4000|PCS|0|2026-04-03|ex works
V1006|4500018839|10|MDR-61|6000|PCS|0|2026-04-03|ex works
V1001|4500018847|10|ENC-47|1500|PCS|0|2026-04-08|ex works
V1013|4500018858|10|CST-40|400|PCS|0|2026-04-15|ready
V1013|4500018858|20|CST-41|600|PCS|0|2026-04-15|ready
V1014|4500018880|10|LID-22|40000|PCS|0|2026-04-24|FOB on board
V1014|4500018880|20|BAT-05|1000|PCS|0|2026-04-24|FOB on board
V1010|4500018910|10|CAP-18|2400|PCS|0|2026-04-10|ex works
V1010|4500018910|20|CAP-18|1200|PCS|0|2026-05-08|ex works
"""

ITEMS = ("88-4417-B", "88-4417B")


class Company:
    """`Reads` over rows in memory."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.tables: dict[str, dict[str, Row]] = {}
        for row in rows:
            self.tables.setdefault(row.table, {})[row.key] = row

    def row(self, table: str, key: str) -> Row | None:
        return self.tables.get(table, {}).get(key)

    def rows(self, table: str, **equals: str) -> list[Row]:
        found = self.tables.get(table, {})
        fits = [row for row in found.values() if all(row.text(c) == v for c, v in equals.items())]
        return sorted(fits, key=lambda row: row.key)


def company() -> Company:
    return Company([*_partners(), *_orders(), *_others()])


def _partners() -> list[Row]:
    names = ("partner_id", "kind", "language", "date_order", "decimal_mark", "time_zone")
    rows = []
    for text in PARTNERS.strip().splitlines():
        *cells, domain = text.split("|")
        values = dict(zip(names, cells, strict=True)) | {"mail_domains": domain}
        rows.append(Row(table="partners", key=cells[0], version=1, values=values))
    return rows


def _orders() -> list[Row]:
    rows = []
    for text in LINES.strip().splitlines():
        supplier, order, line, item, qty, uom, received, promised, event = text.split("|")
        header = {"po_id": order, "supplier_id": supplier, "status": "open"}
        rows.append(Row(table="purchase_orders", key=order, version=1, values=header))
        values = {
            "po_id": order,
            "line": line,
            "item_id": item,
            "qty": Decimal(qty),
            "uom": uom,
            "received_qty": Decimal(received),
            "promised_date": date.fromisoformat(promised),
            "promised_event": event,
        }
        rows.append(
            Row(table="purchase_order_lines", key=f"{order}/{line}", version=1, values=values)
        )
    return rows


def _others() -> list[Row]:
    ship = {"booking_no": "BQ240731", "vessel": "ORION OPAL", "voyage": "030E"}
    rows = [
        Row(table="shipments", key="SH20", version=1, values=ship),
        Row(table="sales_orders", key="70045512", version=1, values={"so_id": "70045512"}),
        Row(table="people", key="E001", version=1, values={"mail": "marta@harlow.example"}),
    ]
    return rows + [Row(table="items", key=item, version=1, values={}) for item in ITEMS]


def mail(
    sender: str,
    body: str,
    subject: str = "",
    quoted: Sequence[tuple[int, int]] = (),
    signature: Sequence[tuple[int, int]] = (),
    hidden: str = "",
) -> Message:
    """A message written on 2026-03-12."""
    return Message(
        sha256="5" * 64,
        key="k",
        message_id="<m@partner.example>",
        sent_at=datetime(2026, 3, 12, 9, 0, tzinfo=UTC),
        sent_offset_minutes=60,
        sender=sender,
        subject=subject,
        parts=(
            Part(name="subject", kind="text/plain", text=subject),
            Part(
                name="body",
                kind="text/plain",
                text=body,
                quoted=tuple(quoted),
                signature=tuple(signature),
                hidden=hidden,
            ),
        ),
    )
