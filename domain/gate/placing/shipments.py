"""Which sources fill the slots of shipments, their papers, and agreed changes of order lines."""

from __future__ import annotations

from domain.gate.placing.amounts import PIECES, PRICE
from domain.gate.placing.family import any_of

_DAY = any_of(
    "span:date_words span:form_date span:iso_moment span:moment_words span:last_day human"
)
#: What a partner can report of a paper; that it is accepted, filed or checked is for people to say.
_PAPER_STATES = "discrepant missing requested pending received query held released"

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "UpdateShipment": {
        "shipment_id": any_of("shipments.shipment_id"),
        "etd": _DAY,
        "eta": _DAY,
        "vessel": any_of("span:words span:written"),
        "voyage": any_of("span:words span:written"),
        "booking_no": any_of("span:words span:written span:row_key"),
        "status": any_of("word:row_state=rolled word:row_state=confirmed word:row_state=delayed"),
        "seen": any_of("shipments.version"),
    },
    "RecordDocument": {
        "doc_id": any_of("documents.doc_id"),
        "document": any_of("documents.doc_type"),
        "state": frozenset(f"word:row_state={one}" for one in _PAPER_STATES.split()),
        "seen": any_of("documents.version"),
    },
    "AmendOrderLine": {
        "po_id": any_of("purchase_order_lines.po_id"),
        "line": any_of("purchase_order_lines.line"),
        "qty": PIECES | any_of("po_changes.new_value"),
        "unit_price": PRICE | any_of("po_changes.new_value"),
        "promised_date": _DAY | any_of("po_changes.new_value"),
        "event": any_of("word:event purchase_order_lines.promised_event"),
        "drawing_rev": any_of("po_changes.new_value items.drawing_rev"),
        "seen": any_of("purchase_order_lines.version"),
    },
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "document": any_of("documents.doc_type onboarding_documents.document"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {}
LETTERS: dict[str, tuple[str, ...]] = {}
