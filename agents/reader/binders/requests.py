"""The request for quotation an offer answers, where it is the only one the sender was asked."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.deals import open_requests, orders_named, speaks_of
from agents.reader.letter import Letter
from agents.reader.mentions import ITEM_ON_ORDER, ITEM_TAUGHT
from domain.reading import Reference

_BY_ITEM = (ITEM_ON_ORDER, ITEM_TAUGHT)


def requests(letter: Letter) -> Iterator[Reference]:
    """By data: supplier and open request; only for an offer that names no number of ours."""
    named = [one for table in ("rfqs", "invoices", "shipments") for one in letter.bound(table)]
    named += orders_named(letter)
    if letter.sender.kind != "supplier" or named or not speaks_of(letter, "quotation"):
        return
    still = open_requests(letter)
    if len(still) == 1:
        yield Reference(as_written=None, object=still[0], how="by data: the sender's open request")


def items_of_requests(letter: Letter) -> tuple[Reference, ...]:
    """The references where items named beside a request are items, not lines of old orders."""
    if not letter.bound("rfqs") or orders_named(letter):
        return letter.refs
    return tuple(_item(letter, one) for one in letter.refs)


def _item(letter: Letter, one: Reference) -> Reference:
    """An item that was taken for a line of an old order, as the item it is."""
    row = letter.row(one.object) if one.object and one.how in _BY_ITEM else None
    item = row.text("item_id") if row is not None else ""
    return one.model_copy(update={"object": f"items:{item}", "how": "item"}) if item else one
