"""Actions on invoices, disputes and payments in the ERP."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class ParkInvoice(ActionBase):
    """An invoice that a partner sent, on record and blocked until somebody decides."""

    kind: Literal["ParkInvoice"] = "ParkInvoice"
    sentence: ClassVar[str] = (
        "park invoice {invoice_id} of {partner_id}: {amount} {currency} ({hold_reason})"
    )
    destinations: ClassVar[frozenset[str]] = frozenset({"partner_id"})
    targets: ClassVar[tuple[str, ...]] = ("partners:{partner_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "invoice_id",
        "amount",
        "currency",
        "status",
        "hold_reason",
    )

    invoice_id: Slot
    partner_id: Slot
    invoice_kind: Slot
    amount: Slot
    currency: Slot
    status: Slot
    hold_reason: Slot
    po_id: Slot | None = None
    po_line: Slot | None = None
    shipment_id: Slot | None = None
    invoice_date: Slot | None = None
    qty: Slot | None = None


class HoldInvoice(ActionBase):
    """An invoice on record blocked for payment, with its reason."""

    kind: Literal["HoldInvoice"] = "HoldInvoice"
    sentence: ClassVar[str] = "block invoice {invoice_id}: {hold_reason}"
    targets: ClassVar[tuple[str, ...]] = ("invoices:{invoice_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "status",
        "hold_reason",
    )

    invoice_id: Slot
    status: Slot
    hold_reason: Slot
    seen: Slot


class ApproveInvoice(ActionBase):
    """An invoice released for payment: this amount of it and no more."""

    kind: Literal["ApproveInvoice"] = "ApproveInvoice"
    sentence: ClassVar[str] = (
        "release invoice {invoice_id}: pay {amount} {currency} ({hold_reason})"
    )
    targets: ClassVar[tuple[str, ...]] = ("invoices:{invoice_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "status",
        "hold_reason",
    )

    invoice_id: Slot
    amount: Slot
    currency: Slot
    status: Slot
    hold_reason: Slot
    seen: Slot


class DisputeCharge(ActionBase):
    """One charge of an invoice contested, with what it should be."""

    kind: Literal["DisputeCharge"] = "DisputeCharge"
    sentence: ClassVar[str] = (
        "dispute {charge} of invoice {invoice_id}: billed {billed}, "
        "expected {expected} {currency} ({reason_code})"
    )
    destinations: ClassVar[frozenset[str]] = frozenset({"partner_id"})
    targets: ClassVar[tuple[str, ...]] = (
        "invoices:{invoice_id}",
        "partners:{partner_id}",
    )
    written: ClassVar[tuple[str, ...]] = (
        "dispute_id",
        "invoice_id",
        "charge",
        "disputed",
        "status",
    )

    dispute_id: Slot
    partner_id: Slot
    invoice_id: Slot
    charge: Slot
    billed: Slot
    expected: Slot
    disputed: Slot
    currency: Slot
    reason_code: Slot
    status: Slot


class PostSettlement(ActionBase):
    """One line of a payment posted against what it settles."""

    kind: Literal["PostSettlement"] = "PostSettlement"
    sentence: ClassVar[str] = "post payment {payment_id} line {line_ref}: {amount} {currency}"
    destinations: ClassVar[frozenset[str]] = frozenset({"partner_id"})
    targets: ClassVar[tuple[str, ...]] = ("partners:{partner_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "payment_id",
        "line_ref",
        "amount",
        "currency",
    )

    payment_id: Slot
    partner_id: Slot
    line_ref: Slot
    amount: Slot
    currency: Slot
    payment_kind: Slot
    value_date: Slot | None = None
