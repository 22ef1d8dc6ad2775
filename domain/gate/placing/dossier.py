"""Which sources fill the slots of letters that every workflow has."""

from __future__ import annotations

from domain.gate.placing.family import any_of

#: Keys of rows that a letter may name; none of them is a price or an account.
NAMES = any_of(
    "purchase_orders.po_id purchase_order_lines.po_id purchase_order_lines.line "
    "sales_orders.so_id sales_order_lines.so_id sales_order_lines.line rfqs.rfq_id "
    "rfq_lines.rfq_id rfq_lines.line awards.award_id shipments.shipment_id shipments.booking_no "
    "shipment_units.unit_no documents.doc_id documents.doc_type deliveries.delivery_note "
    "invoices.invoice_id payments.payment_id letters_of_credit.lc_no claims.claim_id "
    "disputes.dispute_id items.item_id onboarding.onboarding_id onboarding_documents.onboarding_id "
    "onboarding_documents.document po_changes.change_id customer_deliveries.delivery_id "
    "chases.chase_id chases.question_no contracts.contract_id partners.partner_id "
    "milestones.milestone_id screenings.screening_id word:empty derived:row_of"
)
#: Numbers by which partners know a shipment, a delivery or an order of theirs.
KNOWN_AS = any_of(
    "shipments.booking_no shipments.master_ref shipments.truck_load "
    "customer_deliveries.tracking_ref sales_orders.customer_po"
)
_LANGUAGE = any_of("partners.language word:language")

KINDS: dict[str, dict[str, frozenset[str]]] = {}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "nth": any_of("word:nth"),
    "subject": any_of("header:subject word:empty") | NAMES,
    "questions": any_of("derived:questions_text"),
    "name": NAMES | KNOWN_AS,
    "other": NAMES,
    "words": any_of("span:words span:written"),
    "day": any_of("span:date_words span:form_date span:iso_moment span:moment_words human"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "questions_text": {
        "language": _LANGUAGE,
        "about": any_of("word:question"),
        "name": NAMES,
        "words": any_of("span:words"),
    },
    "row_of": {"key": NAMES},
}
LETTERS: dict[str, tuple[str, ...]] = {"SendMessage": ("ask_about", "ask_partner", "chase")}
