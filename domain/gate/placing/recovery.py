"""Which sources fill the slots of claims, credits, reservations and answered questions."""

from __future__ import annotations

from domain.gate.placing.amounts import CURRENCY, MONEY, NUMBER, PARTNER, PIECES
from domain.gate.placing.family import any_of

_KIND = any_of("word:row_kind")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "FileClaim": {
        "claim_id": any_of("derived:own_number"),
        "partner_id": PARTNER,
        "claim_kind": _KIND,
        "amount": MONEY,
        "currency": CURRENCY,
        "against": NUMBER | any_of("shipments.shipment_id customer_deliveries.delivery_id"),
        "status": any_of("word:row_state=open"),
    },
    "IssueCredit": {
        "invoice_id": any_of("derived:own_number"),
        "partner_id": PARTNER,
        "invoice_kind": _KIND,
        "amount": MONEY,
        "currency": CURRENCY,
        "status": any_of("word:invoice_state=parked"),
        "note": any_of(
            "sales_order_lines.so_id customer_deliveries.delivery_id invoices.invoice_id"
        ),
    },
    "Allocate": {
        "reservation_id": any_of("derived:own_number"),
        "case_ref": any_of("sales_order_lines.so_id"),
        "reservation_kind": _KIND,
        "object": any_of("derived:row_of"),
        "qty": PIECES,
        "uom": any_of("stock.uom"),
        "state": any_of("word:row_state=firm"),
        "stock_row": any_of("derived:row_of"),
    },
    "CloseChase": {
        "chase_id": any_of("chases.chase_id"),
        "question_no": any_of("chases.question_no"),
        "status": any_of("word:row_state=answered word:row_state=stopped"),
        "seen": any_of("chases.version"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "delivery_id": any_of("customer_deliveries.delivery_id"),
    "tracking_ref": any_of("customer_deliveries.tracking_ref"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "row_of": {"key": any_of("stock.site_id stock.item_id stock.as_of")},
}
LETTERS: dict[str, tuple[str, ...]] = {}
