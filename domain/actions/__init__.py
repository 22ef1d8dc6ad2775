"""Actions: typed effects a proposal may ask for; each slot carries its provenance."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from domain.actions.base import ActionBase
from domain.actions.invoices import (
    ApproveInvoice,
    DisputeCharge,
    HoldInvoice,
    ParkInvoice,
    PostSettlement,
)
from domain.actions.letters import NotifyFunction, RequestBooking, RequestDocument, SendMessage
from domain.actions.onboarding import RecordPaper
from domain.actions.orders import AmendOrderLine, ChangeOrderLine, IssueOrder, RepromiseCustomer
from domain.actions.protocol import AcknowledgeInterchange
from domain.actions.recovery import Allocate, CloseChase, FileClaim, IssueCredit
from domain.actions.settlement import CloseClaim, CloseOrder
from domain.actions.shipments import RecordDocument, UpdateShipment

Action = Annotated[
    SendMessage
    | NotifyFunction
    | ChangeOrderLine
    | IssueOrder
    | RequestBooking
    | RepromiseCustomer
    | RequestDocument
    | AmendOrderLine
    | ParkInvoice
    | HoldInvoice
    | ApproveInvoice
    | DisputeCharge
    | PostSettlement
    | CloseClaim
    | CloseOrder
    | FileClaim
    | IssueCredit
    | Allocate
    | CloseChase
    | UpdateShipment
    | RecordDocument
    | AcknowledgeInterchange
    | RecordPaper,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Action] = TypeAdapter(Action)

#: Every kind a proposal may hold; the gate refuses any other for good.
KINDS: tuple[str, ...] = (
    "SendMessage",
    "NotifyFunction",
    "ChangeOrderLine",
    "IssueOrder",
    "RequestBooking",
    "RepromiseCustomer",
    "RequestDocument",
    "AmendOrderLine",
    "ParkInvoice",
    "HoldInvoice",
    "ApproveInvoice",
    "DisputeCharge",
    "PostSettlement",
    "CloseClaim",
    "CloseOrder",
    "FileClaim",
    "IssueCredit",
    "Allocate",
    "CloseChase",
    "UpdateShipment",
    "RecordDocument",
    "RecordPaper",
)

#: Kinds that follow from settings alone, outside of any case.
PROTOCOL: tuple[str, ...] = ("AcknowledgeInterchange",)

#: Kinds that go out as mail; all others are written to the system of record.
MAILED = ("SendMessage", "NotifyFunction", "RequestBooking", "RequestDocument")


def action_from(data: dict[str, Any]) -> Action:
    """An action from plain JSON; unknown kinds, extra or missing fields raise ValidationError."""
    return _ADAPTER.validate_python(data)


__all__ = [
    "KINDS",
    "MAILED",
    "PROTOCOL",
    "AcknowledgeInterchange",
    "Action",
    "ActionBase",
    "Allocate",
    "AmendOrderLine",
    "ApproveInvoice",
    "ChangeOrderLine",
    "CloseChase",
    "CloseClaim",
    "CloseOrder",
    "DisputeCharge",
    "FileClaim",
    "HoldInvoice",
    "IssueCredit",
    "IssueOrder",
    "NotifyFunction",
    "ParkInvoice",
    "PostSettlement",
    "RecordDocument",
    "RecordPaper",
    "RepromiseCustomer",
    "RequestBooking",
    "RequestDocument",
    "SendMessage",
    "UpdateShipment",
    "action_from",
]
