"""Letters and notes of a delay case, every word of them from a source the gate can look at again."""

from __future__ import annotations

from domain.actions import NotifyFunction, RequestBooking, SendMessage
from domain.delay.context import DelayContext, LineContext, cell
from domain.delay.slots import (
    company_slot,
    derived,
    language_slot,
    message_id_slot,
    ready_slot,
    subject_slot,
)
from domain.provenance import Slot, fixed
from domain.record import Row


def reply_contact(context: DelayContext) -> Row | None:
    """Whom to answer: the sender if it reads mail, else the contact marked so, else the first."""
    readers = [row for row in context.contacts if _reads_mail(row)]
    own = [row for row in readers if row.key == context.sender_contact]
    marked = [row for row in readers if "answer here" in row.text("note")]
    return next(iter(own + marked + readers), None)


def _reads_mail(row: Row) -> bool:
    return row.text("do_not_reply") != "yes" and bool(row.text("mail"))


def send(
    context: DelayContext, contact: Row, template: str, why: str, **slots: Slot
) -> SendMessage:
    """A letter to a contact on file, from a template."""
    inputs = {
        "template": fixed("template", template),
        "language": language_slot(context),
        "contact_name": cell(contact, "name"),
        "subject": subject_slot(context),
        "po_id": cell(context.order, "po_id"),
        "company": company_slot(context),
        **slots,
    }
    return SendMessage(
        case=context.case,
        function="procurement",
        objects=(context.order.object, contact.object),
        why=why,
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        template=fixed("template", template),
        subject=derived("letter_subject", **inputs),
        text=derived("letter_text", **inputs),
        in_reply_to=message_id_slot(context),
    )


def note(
    context: DelayContext, function: str, template: str, row: Row, why: str, **slots: Slot
) -> NotifyFunction:
    """A note to one of our functions, from a template."""
    inputs = {
        "template": fixed("template", template),
        "language": fixed("language", "en"),
        "po_id": cell(context.order, "po_id"),
        **slots,
    }
    return NotifyFunction(
        case=context.case,
        function=function,
        objects=(context.order.object, row.object),
        why=why,
        recipient_function=fixed("function", function),
        text=derived("letter_text", **inputs),
    )


def amend_booking(context: DelayContext, line: LineContext, option: str) -> RequestBooking | None:
    """Asks the forwarder on file for the next sailing; nothing is cancelled by it."""
    if line.shipment is None or not line.forwarder_contacts:
        return None
    contact = line.forwarder_contacts[0]
    shipment = line.shipment
    inputs = {
        "template": fixed("template", "amend_booking"),
        "language": fixed("language", "en"),
        "contact_name": cell(contact, "name"),
        "booking_no": cell(shipment, "booking_no"),
        "ready_date": ready_slot(line),
        "company": company_slot(context),
    }
    return RequestBooking(
        case=context.case,
        function="logistics",
        objects=(shipment.object, contact.object, line.row.object),
        option=option,
        why="the goods are ready after the cut-off of the booking held",
        shipment_id=cell(shipment, "shipment_id"),
        booking_no=cell(shipment, "booking_no"),
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        change=derived("letter_text", **inputs),
        ready_date=ready_slot(line),
        seen=cell(shipment, "version"),
    )


def noted(context: DelayContext) -> Slot:
    """The dates as stated, one line each; only lines whose dates are known."""
    inputs: dict[str, Slot] = {}
    for line in context.lines:
        for lot in line.change.lots:
            if lot.ready_slot is not None:
                index = len(inputs) // 3 + 1
                inputs[f"line{index}"] = cell(line.row, "line")
                inputs[f"qty{index}"] = lot.qty_slot or cell(line.row, "qty")
                inputs[f"day{index}"] = lot.ready_slot
    return derived("dates_noted", **inputs)
