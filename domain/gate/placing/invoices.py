"""Which sources fill the slots of invoices, disputes and payments."""

from __future__ import annotations

from domain.gate.placing.amounts import CURRENCY, MONEY, NUMBER, PARTNER, PIECES
from domain.gate.placing.family import any_of

_INVOICE = any_of("invoices.invoice_id")
_REASON = any_of("word:reason word:empty")
_KIND = any_of("word:row_kind")
_DAY = any_of("span:date_words span:form_date span:iso_moment span:last_day human")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "ParkInvoice": {
        "invoice_id": NUMBER,
        "partner_id": PARTNER,
        "invoice_kind": _KIND,
        "amount": MONEY,
        "currency": CURRENCY,
        "status": any_of("word:invoice_state=parked"),
        "hold_reason": _REASON,
        "po_id": any_of("purchase_orders.po_id"),
        "po_line": any_of("purchase_order_lines.line"),
        "shipment_id": any_of("shipments.shipment_id"),
        "invoice_date": _DAY,
        "qty": PIECES,
    },
    "HoldInvoice": {
        "invoice_id": _INVOICE,
        "status": any_of("word:invoice_state=blocked"),
        "hold_reason": _REASON,
        "seen": any_of("invoices.version"),
    },
    "ApproveInvoice": {
        "invoice_id": _INVOICE,
        "amount": MONEY,
        "currency": CURRENCY,
        "status": any_of("word:invoice_state=released"),
        "hold_reason": _REASON | any_of("derived:pays_only"),
        "seen": any_of("invoices.version"),
    },
    "DisputeCharge": {
        "dispute_id": any_of("derived:own_number"),
        "partner_id": PARTNER,
        "invoice_id": NUMBER,
        "charge": any_of("word:charge"),
        "billed": MONEY,
        "expected": MONEY | any_of("word:empty"),
        "disputed": MONEY,
        "currency": CURRENCY,
        "reason_code": any_of("word:reason"),
        "status": any_of("word:row_state=open"),
    },
    "PostSettlement": {
        "payment_id": NUMBER,
        "partner_id": PARTNER,
        "line_ref": NUMBER | any_of("letters_of_credit.lc_no word:row_kind"),
        "amount": MONEY,
        "currency": CURRENCY,
        "payment_kind": _KIND,
        "value_date": _DAY,
    },
    "CloseClaim": {
        "claim_id": any_of("claims.claim_id"),
        "status": any_of("word:row_state=settled"),
        "seen": any_of("claims.version"),
    },
    "CloseOrder": {
        "po_id": any_of("purchase_orders.po_id"),
        "status": any_of("word:row_state=closed"),
        "seen": any_of("purchase_orders.version"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "invoice_id": NUMBER,
    "payment_id": NUMBER,
    "currency": CURRENCY,
    "tasks": any_of("derived:tasks_listed"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "tasks_listed": {
        "task": any_of("word:closing_task"),
        "of": any_of("invoices.invoice_id claims.claim_id"),
    },
    "pays_only": {"amount": MONEY, "currency": CURRENCY, "reason": _REASON},
}
LETTERS: dict[str, tuple[str, ...]] = {}
