"""Mails with EDI for the reader's tests, and what was read from them in short."""

from datetime import date
from decimal import Decimal

from agents.reader import read
from domain.reading import DateStated, Reading, Statement, stated_text
from domain.record import Row
from domain.sender import Knows, nothing_taught
from tests.agents.reader.company import Company, company
from tests.tools.edi.test_parts import mail
from tools.mail.parse import parse

Short = tuple[str, str, str, str, str]


def reading_of(
    body: str,
    *files: str | tuple[bytes, str, str],
    sender: str = "lily.chen@kailun.example",
    record: Company | None = None,
    knows: Knows = nothing_taught,
) -> Reading:
    """What is read from a mail with an interchange, or another file, attached."""
    raw = mail(body, *(_file(files[0]) if files else ()))
    raw = raw.replace(b"lily.chen@kailun.example", sender.encode())
    return read(parse(raw), record or company(), None, knows)


def _file(file: str | tuple[bytes, str, str]) -> tuple[bytes, str, str]:
    return (file.encode(), "application/edi-consent", "file.edi") if isinstance(file, str) else file


def short(one: Statement) -> Short:
    """Object, field, value, event and the quantity it holds for."""
    event = one.value.span.event if isinstance(one.value, DateStated) else ""
    size = f"{one.for_qty.n:f} {one.for_qty.unit}" if one.for_qty else ""
    return one.object, one.field, stated_text(one.value), event, size


def told(reading: Reading, *fields: str) -> set[Short]:
    """The statements in short, of these fields or of all."""
    return {short(one) for one in reading.statements if not fields or one.field in fields}


def values(reading: Reading) -> dict[tuple[str, str], str]:
    """Values by object and field; the last one where there are several."""
    return {(one.object, one.field): stated_text(one.value) for one in reading.statements}


def traded() -> Company:
    """The small company with terms, prices, carriers and shipments on file."""
    found = company()
    for order, (currency, incoterm) in {"4500018822": ("USD", "FCA"), "4500018830": ("EUR", "FCA"),
                                        "4500018611": ("USD", "DDP")}.items():  # fmt: skip
        _change(found, "purchase_orders", order, currency=currency, incoterm=incoterm)
    terms = {"unit_price": Decimal("18.40"), "price_per": Decimal(1)}
    _change(found, "purchase_order_lines", "4500018822/10", **terms, need_date=date(2026, 5, 20))
    _change(found, "partners", "V1002", currency="EUR")
    for row in (
        _row("partners", "C2002", kind="carrier", mail_domains="heritage.example",
             time_zone="America/Chicago", currency="USD"),
        _row("sites", "US20", time_zone="America/Chicago"),
        _row("shipments", "SH05", truck_load="LD-77201", bol="BOL-9", carrier_id="C2002",
             final_site="US20", eta=date(2026, 5, 8)),
        _row("shipments", "SH01", booking_no="BQ240771", master_ref="ORNL6123771",
             final_site="US20", eta=date(2026, 4, 29), place_tz_cutoffs="Asia/Shanghai"),
        _row("shipment_units", "QZKU3045126", unit_no="QZKU3045126", shipment_id="SH01"),
        _row("sales_orders", "70045512", customer_po="PO-A77", customer_id="K6001"),
        _row("sales_order_lines", "70045512/2", so_id="70045512", line="2", item_id="CTL-9",
             uom="PCS"),
    ):  # fmt: skip
        found.tables.setdefault(row.table, {})[row.key] = row
    return found


def _row(table: str, key: str, **values: object) -> Row:
    return Row(table=table, key=key, version=1, values=values)


def _change(found: Company, table: str, key: str, **values: object) -> None:
    row = found.tables[table][key]
    found.tables[table][key] = row.model_copy(update={"values": {**row.values, **values}})
