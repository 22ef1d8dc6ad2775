"""What effects of a case mean in the record: the row each touches, and which slot fills what."""

from __future__ import annotations

from collections.abc import Mapping

from domain.ports import Reads
from domain.record import Row
from domain.values import Value


class Target(Value):
    """The row an effect writes: `fields` are its columns by the slot that fills each.

    `words` are columns that always get the same value, whatever the case.
    """

    table: str
    key: tuple[str, ...]
    fields: dict[str, str]
    words: dict[str, str] = {}

    def key_of(self, params: Mapping[str, str]) -> str:
        """The row's key by the effect's slots; an order of our own has one line, 10."""
        return "/".join(params.get(slot, "") or self.words.get(slot, "") for slot in self.key)

    def wish(self, params: Mapping[str, str]) -> dict[str, str]:
        """What each column shall hold; slots left empty ask for nothing."""
        filled = {name: params[slot] for slot, name in self.fields.items() if params.get(slot)}
        return {**self.words, **filled}


def _same(slots: str) -> dict[str, str]:
    """Slots that are called as their columns are."""
    return {name: name for name in slots.split()}


#: Effects that change a row that is there.
CHANGES: dict[str, Target] = {
    "ChangeOrderLine": Target(
        table="purchase_order_lines",
        key=("po_id", "line"),
        fields={"promised_date": "promised_date", "event": "promised_event"},
    ),
    "RepromiseCustomer": Target(
        table="sales_order_lines",
        key=("so_id", "line"),
        fields={"planned_date": "planned_date"},
    ),
    "AmendOrderLine": Target(
        table="purchase_order_lines",
        key=("po_id", "line"),
        fields={
            "qty": "qty",
            "unit_price": "unit_price",
            "promised_date": "promised_date",
            "event": "promised_event",
            "drawing_rev": "drawing_rev",
            "note": "note",
        },
    ),
    "HoldInvoice": Target(
        table="invoices", key=("invoice_id",), fields=_same("status hold_reason")
    ),
    "ApproveInvoice": Target(
        table="invoices", key=("invoice_id",), fields=_same("status hold_reason")
    ),
    "CloseClaim": Target(table="claims", key=("claim_id",), fields=_same("status")),
    "CloseOrder": Target(table="purchase_orders", key=("po_id",), fields=_same("status")),
    "CloseChase": Target(table="chases", key=("chase_id", "question_no"), fields=_same("status")),
    "UpdateShipment": Target(
        table="shipments",
        key=("shipment_id",),
        fields=_same("etd eta vessel voyage booking_no status"),
    ),
    "RecordDocument": Target(table="documents", key=("doc_id",), fields=_same("state")),
    "RecordPaper": Target(
        table="onboarding_documents",
        key=("onboarding_id", "document"),
        fields=_same("state valid_to"),
    ),
}

#: Effects that add a row; its key is new, or the row is ours already.
ADDS: dict[str, Target] = {
    "ParkInvoice": Target(
        table="invoices",
        key=("invoice_id",),
        fields={
            "invoice_kind": "kind",
            **_same(
                "invoice_id partner_id amount currency status hold_reason po_id po_line "
                "shipment_id invoice_date qty recorded_on"
            ),
        },
    ),
    "IssueCredit": Target(
        table="invoices",
        key=("invoice_id",),
        fields={
            "invoice_kind": "kind",
            **_same("invoice_id partner_id amount currency status note recorded_on"),
        },
    ),
    "DisputeCharge": Target(
        table="disputes",
        key=("dispute_id",),
        fields={
            "recorded_on": "opened_on",
            "case": "evidence",
            **_same(
                "dispute_id partner_id invoice_id charge billed expected disputed currency "
                "reason_code status"
            ),
        },
    ),
    "PostSettlement": Target(
        table="payments",
        key=("payment_id", "line_ref"),
        fields={
            "payment_kind": "kind",
            **_same("payment_id partner_id line_ref amount currency value_date recorded_on"),
        },
    ),
    "FileClaim": Target(
        table="claims",
        key=("claim_id",),
        fields={
            "claim_kind": "kind",
            "case": "evidence",
            **_same("claim_id partner_id amount currency against status"),
        },
    ),
    "Allocate": Target(
        table="reservations",
        key=("reservation_id",),
        fields={
            "reservation_kind": "kind",
            "recorded_on": "made_at",
            **_same("reservation_id case_ref object qty uom state"),
        },
    ),
}

ORDER = Target(
    table="purchase_orders",
    key=("po_id",),
    fields={
        name: name
        for name in (
            "po_id",
            "supplier_id",
            "site_id",
            "created_on",
            "buyer_id",
            "currency",
            "incoterm",
            "incoterm_place",
            "payment_terms",
            "rfq_id",
        )
    },
    words={"status": "open"},
)

ORDER_LINE = Target(
    table="purchase_order_lines",
    key=("po_id", "line"),
    fields={
        "po_id": "po_id",
        "item_id": "item_id",
        "qty": "qty",
        "uom": "uom",
        "unit_price": "unit_price",
        "need_date": "need_date",
        "promised_date": "promised_date",
        "promised_event": "promised_event",
        "price_per": "price_per",
    },
    words={"line": "10", "price_per": "1", "received_qty": "0", "invoiced_qty": "0"},
)

KINDS = frozenset({*CHANGES, *ADDS, "IssueOrder"})


def targets(kind: str) -> tuple[Target, ...]:
    """The rows an effect of this kind writes; none for a kind that writes nothing here."""
    if kind == "IssueOrder":
        return ORDER, ORDER_LINE
    found = CHANGES.get(kind) or ADDS.get(kind)
    return (found,) if found else ()


def object_of(kind: str, params: Mapping[str, str]) -> str:
    """`table:key` of the row an effect is about."""
    first = targets(kind)[0]
    return f"{first.table}:{first.key_of(params)}"


def held(reads: Reads, kind: str, params: Mapping[str, str]) -> dict[str, str]:
    """What the record holds now for each slot of an effect; nothing when its row is not there."""
    found: dict[str, str] = {}
    for target in targets(kind):
        row = reads.row(target.table, target.key_of(params))
        if row is None:
            return {}
        found |= dict(zip(target.key, row.key.split("/"), strict=False))
        found |= {slot: row.text(column) for slot, column in target.fields.items()}
    if params.get("lots") and kind == "ChangeOrderLine":
        found["lots"] = confirmed_lots(reads, params)
    return found


def confirmed_lots(reads: Reads, params: Mapping[str, str]) -> str:
    """Those of the lots that the record holds: as confirmations of the line, or in its note where
    the company keeps no confirmations."""
    place = {"po_id": params["po_id"], "line": params["line"]}
    kept = {_lot(row) for row in reads.rows("po_confirmations", **place)}
    line = reads.row("purchase_order_lines", f"{params['po_id']}/{params['line']}")
    note = line.text("note") if line else ""
    return " ".join(lot for lot in params["lots"].split() if lot in kept or lot in note.split())


def _lot(row: Row) -> str:
    qty = row.number("qty")
    size = "" if qty is None else f"{qty.normalize() if qty == qty.to_integral() else qty:f}"
    return f"{size}@{row.text('promised_date')}"
