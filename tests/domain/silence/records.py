"""A small record for tests of sweeps: rows as texts, typed as the record types them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.policy import load_policy
from domain.record import Row
from domain.silence.book import Book, Told
from domain.silence.found import Found, find_silence
from domain.sweeps import Silence
from seamline.demo_company import OPENS

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)  # a Monday

#: The sweeps that ship.
_POLICY = (OPENS.folder / "policy.yaml").read_text(encoding="utf-8")
RULES: Silence = load_policy(_POLICY).silence

_KEYS = {
    "partners": "partner_id", "contacts": "contact_id", "items": "item_id",
    "purchase_orders": "po_id", "purchase_order_lines": "po_id line", "shipments": "shipment_id",
    "documents": "doc_id", "milestones": "milestone_id", "receipts": "receipt_id",
    "customer_deliveries": "delivery_id", "chases": "chase_id question_no",
    "invoices": "invoice_id", "disputes": "dispute_id", "claims": "claim_id",
    "po_changes": "change_id", "shipment_units": "shipment_id unit_no po_id po_line",
    "sales_order_lines": "so_id line", "deliveries": "delivery_note", "holidays": "country day",
    "letters_of_credit": "lc_no", "payments": "payment_id line_ref",
    "po_confirmations": "po_id line recorded_on promised_date qty",
}  # fmt: skip
_NUMBERS = {"qty", "price_per", "unit_price", "received_qty", "invoiced_qty", "amount"}

SUPPLIER = {"partner_id": "V1", "country": "DE", "time_zone": "Europe/Berlin", "status": "active"}
CONTACT = {"contact_id": "C1", "partner_id": "V1", "mail": "a@v.example", "do_not_reply": "no"}
ORDER = {"po_id": "45", "supplier_id": "V1", "created_on": "2026-03-02", "status": "open"}
LINE = {
    "po_id": "45", "line": "10", "item_id": "I", "qty": "100", "unit_price": "2", "price_per": "1",
    "need_date": "2026-09-01", "promised_event": "ex works",
}  # fmt: skip
NAME = "purchase_order_lines:45/10"


def row(table: str, flags: tuple[str, ...] = (), **cells: str) -> Row:
    """A row with typed cells; what looks like a date or a moment is one."""
    key = "/".join(cells.get(name, "") for name in _KEYS[table].split())
    values = {name: _typed(name, text) for name, text in cells.items()}
    return Row(table=table, key=key, version=1, values=values, flags=flags)


def _typed(name: str, text: str) -> Any:
    if not text:
        return None
    if name in _NUMBERS:
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text


def record(**tables: Sequence[Mapping[str, str]]) -> dict[str, list[Row]]:
    """One supplier with a contact and one order of one line, or what a test puts in their place."""
    base: dict[str, Sequence[Mapping[str, str]]] = {
        "partners": [SUPPLIER],
        "contacts": [CONTACT],
        "items": [{"item_id": "I"}],
        "purchase_orders": [ORDER],
        "purchase_order_lines": [LINE],
    }
    return {
        name: [row(name, **cells) for cells in rows] for name, rows in {**base, **tables}.items()
    }


def look(
    rows: Mapping[str, Sequence[Row]],
    told: Told | None = None,
    *,
    now: datetime = NOW,
    letters: Mapping[str, Sequence[datetime]] | None = None,
    only: str = "",
    rules: Silence = RULES,
) -> Found:
    """What is silent, by all sweeps or by one."""
    chosen = tuple(one for one in rules.sweeps if only in ("", one.id))
    book = Book(lambda name: rows.get(name, ()), told or Told(), now)
    return find_silence(book, rules.model_copy(update={"sweeps": chosen}), letters or {})
