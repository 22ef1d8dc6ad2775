"""Letters and notes of a delay case, every word from a source the gate can look at again."""

from __future__ import annotations

from collections.abc import Collection

from domain.actions import NotifyFunction, RequestBooking, SendMessage
from domain.cells import cell
from domain.delay.context import DelayContext, LineContext
from domain.delay.slots import (
    company_slot,
    derived,
    language_slot,
    line_slot,
    lot_slots,
    message_id_slot,
    orders_slot,
    subject_slot,
)
from domain.one_language import in_one_language
from domain.provenance import Slot, fixed
from domain.record import Row


def reply_contact(context: DelayContext) -> Row | None:
    """Whom to answer: the sender if it reads mail, else the contact marked so, else the first."""
    readers = [row for row in context.contacts if reads_mail(row)]
    own = [row for row in readers if row.key == context.sender_contact]
    marked = [row for row in readers if "answer here" in row.text("note")]
    return next(iter(own + marked + readers), None)


def reads_mail(row: Row) -> bool:
    """Whether a contact is written to by mail and reads it."""
    return row.text("do_not_reply") != "yes" and bool(row.text("mail"))


def send(
    context: DelayContext,
    contact: Row,
    template: str,
    why: str,
    of: LineContext | None = None,
    **slots: Slot,
) -> SendMessage:
    """A letter to a contact on file, from a template: about the order of a line, else about all."""
    inputs = {
        "template": fixed("template", template),
        "language": language_slot(context),
        "contact_name": cell(contact, "name"),
        "subject": subject_slot(context),
        "po_id": _named(context, of),
        "company": company_slot(context),
        **slots,
    }
    return SendMessage(
        case=context.case,
        function="procurement",
        objects=(*_orders(context, of), contact.object),
        why=why,
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        template=fixed("template", template),
        subject=derived("letter_subject", **in_one_language(inputs)),
        text=derived("letter_text", **in_one_language(inputs)),
        in_reply_to=message_id_slot(context),
    )


def note(
    context: DelayContext,
    function: str,
    template: str,
    row: Row,
    why: str,
    of: LineContext | None = None,
    **slots: Slot,
) -> NotifyFunction:
    """A note to one of our functions, from a template: about the order of a line, else all."""
    inputs = {
        "template": fixed("template", template),
        "language": fixed("language", "en"),
        "po_id": _named(context, of),
        **slots,
    }
    return NotifyFunction(
        case=context.case,
        function=function,
        objects=(*_orders(context, of), row.object),
        why=why,
        recipient_function=fixed("function", function),
        text=derived("letter_text", **inputs),
    )


def _named(context: DelayContext, line: LineContext | None) -> Slot:
    return orders_slot(context) if line is None else cell(context.order_of(line), "po_id")


def _orders(context: DelayContext, line: LineContext | None) -> tuple[str, ...]:
    rows = context.orders if line is None else (context.order_of(line),)
    return tuple(row.object for row in rows)


def request_booking(
    context: DelayContext, line: LineContext, template: str, ready: Slot, **slots: Slot
) -> RequestBooking | None:
    """A request to the forwarder about the booking held; None without booking or contact."""
    if line.shipment is None or not line.forwarder_contacts:
        return None
    contact, shipment = line.forwarder_contacts[0], line.shipment
    inputs = {
        "template": fixed("template", template),
        "language": fixed("language", "en"),
        "contact_name": cell(contact, "name"),
        "booking_no": cell(shipment, "booking_no"),
        "ready_date": ready,
        "company": company_slot(context),
        **slots,
    }
    return RequestBooking(
        case=context.case,
        function="logistics",
        objects=(shipment.object, contact.object, line.row.object),
        why="the goods are ready after the cut-off of the booking held",
        shipment_id=cell(shipment, "shipment_id"),
        booking_no=cell(shipment, "booking_no"),
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        change=derived("letter_text", **inputs),
        ready_date=ready,
        seen=cell(shipment, "version"),
    )


def noted(
    context: DelayContext, language: Slot | None = None, without: Collection[str] = ()
) -> Slot:
    """The dates as stated, one line each; only lines whose dates are known, and not those named
    `without`. English unless a letter has another language."""
    inputs: dict[str, Slot] = {}
    for line in (one for one in context.lines if one.row.object not in without):
        lots = lot_slots(line)
        for index in range(1, len(lots) // 2 + 1):
            at = sum(1 for name in inputs if name.startswith("day")) + 1
            inputs[f"line{at}"] = line_slot(line, context.lines)
            inputs[f"qty{at}"] = lots[f"qty{index}"]
            if line.row.text("uom"):
                inputs[f"uom{at}"] = cell(line.row, "uom")
            inputs[f"day{at}"] = lots[f"day{index}"]
    return derived("dates_noted", language=language or fixed("language", "en"), **inputs)
