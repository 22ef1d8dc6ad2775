"""Changes of orders that we sent and nobody answered yet: what a reply is about by data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from domain.message import Message
from domain.ports import Reads
from domain.reading import Reference

_OVER = frozenset({"accepted", "refused", "withdrawn", "closed", "in force"})
_REPLY = re.compile(
    r"\s*(?:re|aw|antw|rv|sv|vs|ynt|yanıt|odp|res|rif|回复|答复)\s?[:：]", re.IGNORECASE
)
#: An answer that comes later is about something newer.
_DAYS = timedelta(days=30)


def open_changes(order: str, reads: Reads) -> list[str]:
    """Numbers of our changes of an order that are still to be answered."""
    rows = reads.rows("po_changes", po_id=order)
    still = (row for row in rows if row.text("status").lower() not in _OVER)
    return list(dict.fromkeys(row.text("change_id") for row in still))


def is_reply(message: Message) -> bool:
    """Whether its subject is that of another mail it answers."""
    return _REPLY.match(message.subject) is not None


def is_answer(message: Message, refs: Iterable[Reference], reads: Reads) -> bool:
    """Whether a reply names one order of which a change was sent in the month before it."""
    if not (message.in_reply_to or is_reply(message)):
        return False
    named = (one.object or "" for one in refs)
    orders = {
        one.partition(":")[2].partition("/")[0]
        for one in named
        if one.startswith(("purchase_orders:", "purchase_order_lines:"))
    }
    if len(orders) != 1:
        return False
    written = (message.sent_at + timedelta(minutes=message.sent_offset_minutes)).date()
    rows = reads.rows("po_changes", po_id=orders.pop())
    days = [row.day("sent_on") for row in rows if row.text("status").lower() not in _OVER]
    return any(day is not None and timedelta(0) <= written - day <= _DAYS for day in days)
