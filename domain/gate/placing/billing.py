"""Which sources fill what bills, their disputes and payments are worked out from."""

from __future__ import annotations

from domain.gate.placing.amounts import CURRENCY, MONEY, NUMBER, PIECES, PRICE
from domain.gate.placing.family import any_of

_NOTHING = any_of("word:empty")
#: Sums that follow from tariffs, contracts, receipts and approvals.
OWED = any_of(
    "derived:box_owed derived:contract_fees derived:carriage_owed derived:waiting_owed "
    "derived:within_envelope derived:in_proportion derived:less_discount derived:worth_of_units "
    "derived:taken_off"
)
_COUNT = PIECES | any_of(
    "derived:pieces_in_all derived:pieces_of derived:per_pack deliveries.packages "
    "shipment_units.packages"
)
_SUM = MONEY | OWED
_DAY = any_of(
    "milestones.actual_at shipment_units.gate_out shipment_units.empty_return shipments.etd "
    "shipments.eta invoices.invoice_date derived:settled_day"
)
#: What may be named to whoever sent the bill, as proof: keys and days, no price of another's.
_PROOF = NUMBER | any_of(
    "contracts.contract_id contracts.clause rates.contract_id shipment_units.unit_no "
    "shipment_units.gate_out shipment_units.empty_return milestones.unit_no milestones.actual_at "
    "receipts.receipt_id deliveries.delivery_note shipments.booking_no "
    "shipments.truck_load "
    "shipments.bol shipments.master_ref purchase_orders.po_id purchase_order_lines.po_id "
    "purchase_order_lines.line invoices.invoice_date payments.value_date claims.agreed_on "
    "claims.agreed_by word:empty derived:proof_text "
    "derived:settled_day"
)
_LANGUAGE = any_of("partners.language word:language")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "ParkInvoice": {"amount": OWED},
    "ApproveInvoice": {"amount": OWED},
    "DisputeCharge": {
        "billed": OWED,
        "expected": OWED,
        "disputed": OWED,
        "invoice_id": any_of("disputes.invoice_id"),
    },
    "FileClaim": {"amount": OWED},
    "PostSettlement": {
        "amount": OWED,
        "payment_id": any_of("payments.payment_id derived:own_number"),
        "value_date": any_of("span:moment_words payments.value_date"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "accepted": _SUM,
    "disputed": OWED,
    "charges": any_of("derived:charges_text"),
    "deductions": any_of("derived:deductions_text"),
    "proof": any_of("derived:proof_text"),
    "regime": any_of("word:regime"),
    "loss": any_of("derived:loss_text"),
    "paid": _SUM,
    "day": any_of("payments.value_date"),
    "balance": any_of("human word:empty"),
    "expected": OWED,
    "amount": OWED,
    "pieces": _COUNT,
    "damaged": _COUNT | _NOTHING,
    "missing": _COUNT | _NOTHING,
    "unit_name": any_of("purchase_order_lines.uom"),
    "charge": any_of("word:row_kind"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "sum_of": {"part": OWED},
    "difference": {"whole": OWED, "less": OWED},
    "least_of": {"part": OWED | _COUNT},
    "share_of": {"whole": OWED},
    "pays_only": {"amount": OWED},
    "worth": {"qty": _COUNT, "price": any_of("po_changes.new_value")},
    "worth_of_units": {
        "qty": _COUNT,
        "price": PRICE | any_of("po_changes.new_value"),
        "per": any_of("purchase_order_lines.price_per word:empty"),
        "pieces": any_of("item_uom.base_qty"),
    },
    "pieces_left": {"whole": _COUNT, "less": _COUNT},
    "pieces_in_all": {"part": _COUNT},
    "pieces_of": {"packs": _COUNT, "size": any_of("item_uom.base_qty derived:per_pack")},
    "per_pack": {"pieces": PIECES, "packs": _COUNT},
    "box_owed": {
        "mode": any_of("rates.mode"),
        "currency": any_of("rates.currency"),
        "rate": any_of("rates.rate"),
        "other": any_of("rates.other"),
        "note": any_of("rates.note"),
        "free": any_of("shipment_units.free_days word:empty"),
        "started": _DAY,
        "ended": _DAY,
    },
    "settled_day": {"day": any_of("human")},
    "contract_fees": {
        "fees": any_of("rates.other"),
        "charge": any_of("word:charge"),
    },
    "carriage_owed": {
        "rate": any_of("rates.rate"),
        "min_charge": any_of("rates.min_charge"),
        "handling": any_of("rates.handling"),
        "other": any_of("rates.other"),
        "weight": any_of("shipment_units.gross_kg"),
    },
    "waiting_owed": {
        "minutes": any_of("span:between_times span:duration_words span:quantity_words human"),
        "terms": any_of("rates.other"),
        "currency": any_of("rates.currency"),
    },
    "within_envelope": {
        "amount": _SUM,
        "currency": CURRENCY,
        "envelope": any_of("past_cases.envelope approvals.envelope"),
        "qty": any_of("invoices.qty shipment_units.qty"),
        "mode": any_of("shipments.mode"),
        "day": _DAY,
        "used": MONEY,
    },
    "in_proportion": {"whole": MONEY, "part": _SUM | _NOTHING, "of": MONEY},
    "less_discount": {"whole": _SUM, "terms": any_of("partners.payment_terms span:payment_term")},
    "taken_off": {"amount": _SUM},
    "proof_text": {"part": _PROOF},
    "charges_text": {
        "language": _LANGUAGE,
        "currency": CURRENCY,
        "name": any_of("word:charge"),
        "billed": _SUM,
        "expected": _SUM | _NOTHING,
        "reason": any_of("word:reason"),
        "proof": any_of("derived:proof_text word:empty"),
    },
    "deductions_text": {
        "language": _LANGUAGE,
        "currency": CURRENCY,
        "kind": any_of("word:row_kind"),
        "amount": _SUM,
        "proof": any_of("derived:proof_text word:empty"),
    },
    "loss_text": {
        "language": _LANGUAGE,
        "missing": _COUNT | _NOTHING,
        "damaged": _COUNT | _NOTHING,
        "proof": any_of("derived:proof_text"),
    },
}
LETTERS: dict[str, tuple[str, ...]] = {
    "SendMessage": ("dispute_charges", "dispute_invoice", "explain_payment", "claim_notice"),
    "NotifyFunction": ("note_",),
}
