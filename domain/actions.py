"""Actions: typed effects a proposal may ask for; each slot carries its provenance."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, TypeAdapter

from domain.canonical import digest
from domain.provenance import Slot
from domain.values import Value


class ActionBase(Value):
    """What all actions have: the case, the function it is for, and why in plain words.

    `objects` are the `table:key` names it touches; the gate checks that they belong to the case.
    """

    #: What a person reads: "…" with slot names in braces.
    sentence: ClassVar[str] = ""
    #: Whether the effect leaves the company.
    outward: ClassVar[bool] = False
    #: Slots that only master data may fill: destinations and accounts.
    destinations: ClassVar[frozenset[str]] = frozenset()
    #: Rows of the record that its values name, as `table:key` with slot names in braces.
    targets: ClassVar[tuple[str, ...]] = ()

    case: str
    function: str
    objects: tuple[str, ...]
    option: str = ""
    why: str = ""

    def slots(self) -> dict[str, Slot]:
        """The slots by name."""
        found = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: value for name, value in found if isinstance(value, Slot)}

    def params(self) -> dict[str, str]:
        """The values alone: what a hand carries out."""
        return {name: slot.value for name, slot in self.slots().items()}

    def named(self) -> tuple[str, ...]:
        """The rows its values name: what a hand would touch, whatever `objects` claims."""
        return tuple(target.format(**self.params()) for target in self.targets)

    @cached_property
    def key(self) -> str:
        """Digest of what the effect is: kind, case, objects and values; the idempotency key."""
        kind = getattr(self, "kind", "")
        return digest([kind, self.case, sorted(self.objects), self.params()])

    def said(self) -> str:
        """One sentence of what will happen."""
        return self.sentence.format(**self.params())


class SendMessage(ActionBase):
    """A mail from a template to a contact on file; the address is looked up when it is sent."""

    kind: Literal["SendMessage"] = "SendMessage"
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
    sentence: ClassVar[str] = "tell {recipient_function}: {text}"

    recipient_function: Slot
    text: Slot


class ChangeOrderLine(ActionBase):
    """The date a supplier now confirms, written on the purchase order line."""

    kind: Literal["ChangeOrderLine"] = "ChangeOrderLine"
    sentence: ClassVar[str] = (
        "order {po_id} line {line}: confirmed date {promised_date} ({event}) in the ERP"
    )
    targets: ClassVar[tuple[str, ...]] = ("purchase_order_lines:{po_id}/{line}",)

    po_id: Slot
    line: Slot
    promised_date: Slot
    event: Slot
    confirmation_source: Slot
    seen: Slot


class IssueOrder(ActionBase):
    """A purchase order to an approved supplier; it binds us to pay."""

    kind: Literal["IssueOrder"] = "IssueOrder"
    sentence: ClassVar[str] = (
        "order {qty} {uom} {item_id} from {supplier_id} at {unit_price} {currency}, "
        "needed {need_date}"
    )
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"supplier_id", "site_id"})
    targets: ClassVar[tuple[str, ...]] = ("partners:{supplier_id}", "items:{item_id}")

    po_id: Slot
    supplier_id: Slot
    site_id: Slot
    buyer_id: Slot
    item_id: Slot
    qty: Slot
    uom: Slot
    unit_price: Slot
    currency: Slot
    need_date: Slot
    promised_date: Slot


class RequestBooking(ActionBase):
    """A change of a transport booking, asked of the forwarder on file."""

    kind: Literal["RequestBooking"] = "RequestBooking"
    sentence: ClassVar[str] = "ask {contact_name} to change booking {booking_no}: {change}"
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"contact", "contact_name"})
    targets: ClassVar[tuple[str, ...]] = ("shipments:{shipment_id}", "contacts:{contact}")

    shipment_id: Slot
    booking_no: Slot
    contact: Slot
    contact_name: Slot
    change: Slot
    ready_date: Slot
    seen: Slot


class RepromiseCustomer(ActionBase):
    """A later date on a sales order line; the note to the customer stays a draft."""

    kind: Literal["RepromiseCustomer"] = "RepromiseCustomer"
    sentence: ClassVar[str] = "sales order {so_id} line {line}: new date {planned_date}"
    targets: ClassVar[tuple[str, ...]] = ("sales_order_lines:{so_id}/{line}",)

    so_id: Slot
    line: Slot
    planned_date: Slot
    seen: Slot


class RequestDocument(ActionBase):
    """A paper or data asked of the party that owes it."""

    kind: Literal["RequestDocument"] = "RequestDocument"
    sentence: ClassVar[str] = "ask {contact_name} for {document}"
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"contact", "contact_name"})
    targets: ClassVar[tuple[str, ...]] = ("contacts:{contact}",)

    contact: Slot
    contact_name: Slot
    document: Slot
    text: Slot


Action = Annotated[
    SendMessage
    | NotifyFunction
    | ChangeOrderLine
    | IssueOrder
    | RequestBooking
    | RepromiseCustomer
    | RequestDocument,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Action] = TypeAdapter(Action)

#: Every kind the gate knows; an unknown kind is refused for good.
KINDS: tuple[str, ...] = (
    "SendMessage",
    "NotifyFunction",
    "ChangeOrderLine",
    "IssueOrder",
    "RequestBooking",
    "RepromiseCustomer",
    "RequestDocument",
)


def action_from(data: dict[str, Any]) -> Action:
    """An action from plain JSON; unknown kinds, extra or missing fields raise ValidationError."""
    return _ADAPTER.validate_python(data)
