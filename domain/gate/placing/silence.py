"""Which sources fill the slots of letters and notes about silence."""

from __future__ import annotations

from domain.gate.placing.dossier import KNOWN_AS, NAMES
from domain.gate.placing.family import any_of

_NAMES = (
    NAMES
    | KNOWN_AS
    | any_of("receipts.receipt_id chases.object po_changes.po_id contacts.name contacts.contact_id")
)

KINDS: dict[str, dict[str, frozenset[str]]] = {}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "points": any_of("derived:silent_points"),
    "heading": any_of("derived:silent_heading"),
    "reasons": any_of("derived:reasons_listed"),
    "person": any_of("people.name word:function"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "silent_points": {
        "language": any_of("partners.language word:language"),
        "at": any_of("word:point"),
        "what": any_of("word:silence"),
        "name": _NAMES,
        "more": any_of(
            "purchase_order_lines.item_id documents.doc_type milestones.event chases.question "
            "receipts.delivery_note po_changes.field "
            "disputes.invoice_id claims.against word:empty"
        ),
        "qty": any_of("purchase_order_lines.qty word:empty"),
        "less": any_of("deliveries.qty receipts.qty"),
        "uom": any_of("purchase_order_lines.uom word:empty"),
        "day": any_of(
            "purchase_order_lines.need_date purchase_order_lines.promised_date documents.due_at "
            "milestones.planned_at shipments.eta customer_deliveries.ship_date receipts.posted_on "
            "po_changes.sent_on disputes.opened_on claims.agreed_on word:empty"
        ),
    },
    "silent_heading": {
        "language": any_of("partners.language word:language"),
        "subject": any_of("header:subject word:empty"),
        "company": any_of("company.value word:empty"),
    },
    "row_of": {"key": any_of("po_changes.po_id po_changes.po_line")},
    "reasons_listed": {"name": _NAMES, "reason": any_of("word:silence_reason")},
}
LETTERS: dict[str, tuple[str, ...]] = {
    "SendMessage": ("silent_first", "silent_again", "silent_last"),
    "NotifyFunction": ("note_silent_call", "note_silent_inside"),
}
