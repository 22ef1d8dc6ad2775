"""Letters and notes by which a chosen option is carried out; each travels with its option alone."""

from __future__ import annotations

from datetime import date

from domain.actions import IssueOrder, NotifyFunction, RequestBooking, SendMessage
from domain.cells import cell
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import note, reads_mail, reply_contact, request_booking, send
from domain.delay.slots import (
    bridge_slot,
    company_slot,
    derived,
    qty_slot,
    ready_by,
    ready_slot,
)
from domain.one_language import in_one_language
from domain.provenance import Slot, fixed
from domain.record import Row


def order_letter(context: DelayContext, line: LineContext, order: IssueOrder) -> SendMessage | None:
    """The order as a letter to the alternate supplier, in its language; None without a contact."""
    contact = _mail_contact(line.alternate_contacts)
    if contact is None or line.alternate is None:
        return None
    inputs = {
        "template": fixed("template", "order"),
        "language": cell(line.alternate, "language"),
        "contact_name": cell(contact, "name"),
        "company": company_slot(context),
        **{name: order.slots()[name] for name in _ORDERED},
    }
    return SendMessage(
        case=context.case,
        function="procurement",
        objects=(*order.objects, contact.object),
        option=order.option,
        why="the order needs the supplier's word",
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        template=fixed("template", "order"),
        subject=derived("letter_subject", **in_one_language(inputs)),
        text=derived("letter_text", **in_one_language(inputs)),
        in_reply_to=fixed("empty", ""),
    )


_ORDERED = ("po_id", "qty", "uom", "item_id", "unit_price", "currency", "need_date")


def _mail_contact(contacts: tuple[Row, ...]) -> Row | None:
    """The first who reads mail and is no machine's desk; sales before others."""
    people = [row for row in contacts if reads_mail(row) and row.text("role") != "EDI"]
    return min(people, key=lambda row: (row.text("role") != "sales", row.key), default=None)


def take_part(context: DelayContext, line: LineContext, part: Slot) -> SendMessage | None:
    """Tells the supplier that the part it offers is taken; None when nobody reads mail there."""
    contact = reply_contact(context)
    if contact is None:
        return None
    letter = send(context, contact, "take_part", "the part offered is taken", of=line, qty=part)
    return letter.model_copy(update={"option": "take the part offered"})


def cancel_letter(context: DelayContext, line: LineContext, option: str) -> SendMessage | None:
    """Tells the supplier that nothing more of the line is taken; None when nobody reads mail."""
    contact = reply_contact(context)
    if contact is None:
        return None
    letter = send(
        context,
        contact,
        "cancel_rest",
        "what is still to come is cancelled",
        of=line,
        order_line=derived("row_of", key1=cell(line.row, "po_id"), key2=cell(line.row, "line")),
        qty=qty_slot(line),
        uom=cell(line.row, "uom") if line.row.text("uom") else cell(line.item, "base_uom"),
        item_id=cell(line.row, "item_id"),
    )
    return letter.model_copy(update={"option": option})


def take_share(context: DelayContext, line: LineContext, option: str) -> SendMessage | None:
    """Accepts the share of the cost that the supplier offers; None when nobody reads mail there."""
    contact, share = reply_contact(context), line.change.cost_share_slot
    whole = option == "full air"
    if contact is None or share is None or not (whole or line.demand):
        return None
    letter = send(
        context,
        contact,
        "take_share",
        "the share of the cost that was offered is taken",
        of=line,
        share=share,
        qty=qty_slot(line) if whole else bridge_slot(context, line),
        uom=cell(line.item, "base_uom"),
        item_id=cell(line.row, "item_id"),
    )
    return letter.model_copy(update={"option": option})


def book_air(
    context: DelayContext, line: LineContext, option: str, ready: date
) -> RequestBooking | None:
    """Asks the forwarder on file for a flight; None when there is no forwarder or no plan."""
    whole = option == "full air"
    if not whole and not line.demand:
        return None
    day = ready_slot(line) if whole else ready_by(line, ready)
    qty = qty_slot(line) if whole else bridge_slot(context, line)
    asked = request_booking(
        context,
        line,
        "book_air",
        day,
        order_line=derived("row_of", key1=cell(line.row, "po_id"), key2=cell(line.row, "line")),
        qty=qty,
        uom=cell(line.item, "base_uom"),
        item_id=cell(line.row, "item_id"),
    )
    if asked is None:
        return None
    return asked.model_copy(update={"option": option, "why": "the goods cannot wait for the sea"})


def release_stock(context: DelayContext, line: LineContext) -> NotifyFunction:
    """Tells planning how much leaves safety stock."""
    told = note(
        context,
        "planning",
        "note_stock",
        line.row,
        "safety stock bridges the gap",
        qty=bridge_slot(context, line),
        uom=cell(line.item, "base_uom"),
        item_id=cell(line.row, "item_id"),
        of=line,
        site_id=cell(context.order_of(line), "site_id"),
    )
    return told.model_copy(update={"option": "use safety stock"})
