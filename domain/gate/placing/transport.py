"""Which sources fill what bookings, exceptions on the way, papers and complaints need."""

from __future__ import annotations

from domain.gate.placing.amounts import PIECES
from domain.gate.placing.family import any_of

_DAY = any_of("span:date_words span:form_date span:iso_moment span:moment_words human")
_MOMENT = _DAY | any_of("derived:at_clock")

_SHARE = any_of("derived:allocated")
_DOCK = any_of("derived:moved_with derived:docked")
_MEASURE = any_of(
    "span:measure_words span:bare_measure span:quantity_words span:plain_number span:packs "
    "span:sum_of_lots human"
)
_VOYAGE = any_of("span:words span:written")

KINDS: dict[str, dict[str, frozenset[str]]] = {
    "UpdateShipment": {
        "etd": _MOMENT,
        "eta": _MOMENT,
        "vessel": any_of("derived:vessel_of"),
        "voyage": any_of("derived:voyage_of"),
    },
    "RequestBooking": {"ready_date": any_of("derived:latest_of")},
    "RepromiseCustomer": {"planned_date": _DOCK},
    "Allocate": {"qty": _SHARE},
}
LETTER_INPUTS: dict[str, frozenset[str]] = {
    "papers": any_of("derived:papers_listed"),
    "order_no": any_of("sales_orders.customer_po"),
    "plan": any_of("derived:plan_text"),
    "at": _MOMENT,
    "name": any_of("shipments.shipment_id"),
    "cargo": any_of("derived:cargo_listed"),
    "losses": any_of("derived:losses_listed"),
    "item": any_of("sales_order_lines.item_id"),
    "mode": any_of("rates.mode"),
    "boxes": any_of("derived:boxes_of word:empty"),
}
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    "at_clock": {"day": _DAY, "clock": any_of("span:clock_words")},
    "papers_listed": {
        "language": any_of("partners.language word:language"),
        "paper": any_of("documents.doc_type"),
        "state": any_of("word:row_state documents.state"),
        "due": any_of("documents.due_at"),
    },
    "moved_with": {
        "need": any_of("purchase_order_lines.need_date"),
        "rule": any_of("company.value word:empty"),
        "old": any_of("shipments.eta before:shipments.eta"),
        "new": _DAY | any_of("shipments.eta"),
    },
    "latest_of": {"day": any_of("purchase_order_lines.promised_date")},
    "vessel_of": {"words": _VOYAGE},
    "voyage_of": {"words": _VOYAGE},
    "allocated": {
        "supply": any_of("derived:pieces_left"),
        "pack": any_of("item_uom.base_qty"),
        "place": any_of("word:place"),
        "segment": any_of("word:segment"),
        "turn": any_of("word:place"),
        "qty": any_of("sales_order_lines.qty"),
        "least": any_of("sales_order_lines.min_partial_qty") | PIECES,
    },
    "pieces_left": {
        "less": any_of("stock.blocked stock.safety_stock reservations.qty reserved") | _SHARE,
    },
    "plan_text": {
        "language": any_of("partners.language word:language"),
        "line": any_of("sales_order_lines.line"),
        "item": any_of("sales_order_lines.item_id"),
        "qty": any_of("sales_order_lines.qty derived:pieces_left") | _SHARE,
        "day": _DOCK | any_of("sales_order_lines.planned_date"),
    },
    "docked": {"day": _DAY | any_of("shipments.eta")},
    "boxes_of": {"count": any_of("word:place"), "box": any_of("word:equipment")},
    "cargo_listed": {
        "language": any_of("partners.language word:language"),
        "po": any_of("purchase_order_lines.po_id"),
        "line": any_of("purchase_order_lines.line"),
        "item": any_of("purchase_order_lines.item_id"),
        "qty": any_of("purchase_order_lines.qty") | _MEASURE,
        "packages": _MEASURE,
        "kg": _MEASURE,
        "cube": _MEASURE,
        "term": any_of("purchase_orders.incoterm"),
        "at": any_of("purchase_orders.incoterm_place"),
        "need": any_of("purchase_order_lines.need_date"),
        "danger": any_of("human"),
    },
    "own_number": {"of": any_of("stock.site_id sales_order_lines.so_id")},
    "packed_pieces": {
        "packs": _MEASURE | any_of("span:corrected_count span:count_of"),
        "qty": any_of("customer_deliveries.qty"),
        "packages": any_of("customer_deliveries.packages"),
    },
    "liability_of": {
        "gross": any_of("customer_deliveries.gross_kg"),
        "whole": any_of("customer_deliveries.qty"),
        "part": PIECES | any_of("derived:packed_pieces"),
        "rate": any_of("contracts.value"),
        "unit": any_of("contracts.unit"),
    },
    "losses_listed": {
        "language": any_of("partners.language word:language"),
        "cause": any_of("word:reason"),
        "pieces": PIECES | any_of("derived:packed_pieces"),
    },
    "least_of": {"part": any_of("derived:liability_of")},
    "worth": {"qty": any_of("derived:packed_pieces")},
}
LETTERS: dict[str, tuple[str, ...]] = {
    "RequestBooking": ("book_cargo",),
    "SendMessage": (
        "loss_notice",
        "dock_time",
        "file_now",
        "new_dates",
        "papers_follow",
        "we_cover",
        "we_credit",
        "we_replace",
    ),
}
