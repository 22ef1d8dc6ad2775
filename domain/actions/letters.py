"""Actions that go out as words: letters, notes, booking and document requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class SendMessage(ActionBase):
    """A mail from a template to a contact on file; the address is looked up when it is sent."""

    kind: Literal["SendMessage"] = "SendMessage"
    editable: ClassVar[Mapping[str, str]] = {"text": "with_remark"}
    sentence: ClassVar[str] = "write to {contact_name} ({contact}): {subject}"
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"contact", "contact_name"})
    targets: ClassVar[tuple[str, ...]] = ("contacts:{contact}",)

    contact: Slot
    contact_name: Slot
    template: Slot
    subject: Slot
    text: Slot
    in_reply_to: Slot


class NotifyFunction(ActionBase):
    """A note to one of our own functions; stays inside the company."""

    kind: Literal["NotifyFunction"] = "NotifyFunction"
    editable: ClassVar[Mapping[str, str]] = {"text": "with_remark"}
    sentence: ClassVar[str] = "tell {recipient_function}: {text}"

    recipient_function: Slot
    text: Slot


class RequestBooking(ActionBase):
    """A booking, or the change of one that is held, asked of the forwarder on file."""

    kind: Literal["RequestBooking"] = "RequestBooking"
    sentence: ClassVar[str] = "ask {contact_name} to book or change booking {booking_no}:\n{change}"
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"contact", "contact_name"})
    targets: ClassVar[tuple[str, ...]] = ("shipments:{shipment_id}", "contacts:{contact}")

    shipment_id: Slot | None = None
    booking_no: Slot | None = None
    contact: Slot
    contact_name: Slot
    change: Slot
    ready_date: Slot | None = None
    seen: Slot | None = None


class RequestDocument(ActionBase):
    """A paper or data asked of the party that owes it."""

    kind: Literal["RequestDocument"] = "RequestDocument"
    editable: ClassVar[Mapping[str, str]] = {"text": "with_remark"}
    sentence: ClassVar[str] = "ask {contact_name} for {document}"
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"contact", "contact_name"})
    targets: ClassVar[tuple[str, ...]] = ("contacts:{contact}",)

    contact: Slot
    contact_name: Slot
    document: Slot
    text: Slot
