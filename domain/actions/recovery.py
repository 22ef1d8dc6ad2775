"""Actions that make good or pursue: claims, credits, reserved stock, answered questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class FileClaim(ActionBase):
    """A claim against a carrier, insurer or supplier, on record with its amount."""

    kind: Literal["FileClaim"] = "FileClaim"
    editable: ClassVar[Mapping[str, str]] = {"amount": "at_most"}
    sentence: ClassVar[str] = "claim {amount} {currency} from {partner_id}: {claim_kind}, {against}"
    destinations: ClassVar[frozenset[str]] = frozenset({"partner_id"})
    targets: ClassVar[tuple[str, ...]] = ("partners:{partner_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "claim_id",
        "partner_id",
        "amount",
        "currency",
        "status",
    )

    claim_id: Slot
    partner_id: Slot
    claim_kind: Slot
    amount: Slot
    currency: Slot
    against: Slot
    status: Slot


class IssueCredit(ActionBase):
    """A credit note to a customer, parked for the accountants."""

    kind: Literal["IssueCredit"] = "IssueCredit"
    editable: ClassVar[Mapping[str, str]] = {"amount": "at_most"}
    sentence: ClassVar[str] = "credit {amount} {currency} to {partner_id} for {note}"
    destinations: ClassVar[frozenset[str]] = frozenset({"partner_id"})
    targets: ClassVar[tuple[str, ...]] = ("partners:{partner_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "invoice_id",
        "amount",
        "currency",
        "status",
    )

    invoice_id: Slot
    partner_id: Slot
    invoice_kind: Slot
    amount: Slot
    currency: Slot
    status: Slot
    note: Slot


class Allocate(ActionBase):
    """Stock of a site reserved for one customer order line."""

    kind: Literal["Allocate"] = "Allocate"
    editable: ClassVar[Mapping[str, str]] = {"qty": "at_most"}
    sentence: ClassVar[str] = "reserve {qty} {uom} of {object} for {case_ref}"
    targets: ClassVar[tuple[str, ...]] = ("stock:{stock_row}",)
    written: ClassVar[tuple[str, ...]] = (
        "reservation_id",
        "object",
        "qty",
        "state",
    )

    reservation_id: Slot
    case_ref: Slot
    reservation_kind: Slot
    object: Slot
    qty: Slot
    uom: Slot
    state: Slot
    stock_row: Slot


class CloseChase(ActionBase):
    """A question we asked that is answered, or heard of elsewhere: it is not chased again."""

    kind: Literal["CloseChase"] = "CloseChase"
    sentence: ClassVar[str] = "question {question_no} of {chase_id}: {status}"
    targets: ClassVar[tuple[str, ...]] = ("chases:{chase_id}/{question_no}",)
    written: ClassVar[tuple[str, ...]] = ("status",)

    chase_id: Slot
    question_no: Slot
    status: Slot
    seen: Slot
