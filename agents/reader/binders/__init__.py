"""Binders: what a letter speaks of without a number of it, found by data of the record.

A binder looks at the letter with what its numbers name and answers with further references: the
onboarding of the sender, our change of the day named, the shipment of an invoice. One family a
file; binders know nothing of each other, and topics see what all of them found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from agents.reader.binders.bills import bind_bills, bind_boxes_of_bills, bind_delivery_notes
from agents.reader.binders.chases import bind_chases
from agents.reader.binders.chats import bind_chats
from agents.reader.binders.items import bind_items_of_order
from agents.reader.binders.order_changes import order_changes
from agents.reader.binders.papers import bind_papers, bind_papers_of_shipment
from agents.reader.binders.payments import bind_payments
from agents.reader.binders.registrations import registrations
from agents.reader.binders.requests import items_of_requests, requests
from agents.reader.binders.sales import bind_sales
from agents.reader.binders.vessels import bind_vessels
from agents.reader.letter import Letter
from domain.reading import Reference

#: Finds one family of things by data.
Binder = Callable[[Letter], Iterable[Reference]]

BINDERS: tuple[Binder, ...] = (
    bind_vessels,
    bind_papers,
    bind_papers_of_shipment,
    bind_chases,
    bind_sales,
    bind_chats,
    order_changes,
    registrations,
    requests,
    bind_bills,
    bind_delivery_notes,
    bind_items_of_order,
    bind_boxes_of_bills,
    bind_payments,
)


def bind(letter: Letter) -> Letter:
    """The letter with everything the binders found; what was named already stays as it was."""
    known = {one.object for one in letter.refs if one.object}
    found = {
        (one.object or one.as_written): one
        for binder in BINDERS
        for one in binder(letter)
        if one.object not in known
    }
    bound = replace(letter, refs=(*letter.refs, *found.values()))
    return replace(bound, refs=items_of_requests(bound))
