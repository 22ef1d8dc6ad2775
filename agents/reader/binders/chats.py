"""Chats that a colleague passes on: the order they are about, and the chase that runs for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.chases import open_questions
from agents.reader.letter import Letter, Line
from domain.reading import Reference
from domain.record import Row

#: `2026/05/20 20:41 - Zhou Min: words` and `[20/05/26, 20:41:10] Zhou Min: words`.
_SAID = re.compile(
    r"^\W{0,2}\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?\]?\s?"
    r"[-–:]?\s?([^:\n]{2,60}):\s(.*)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w-])\d{5,10}(?![\w-])")
_LEAST = 3


def chat_lines(letter: Letter) -> list[tuple[Line, str, int]]:
    """The lines of a chat with who said them and where their words begin; none where it is none."""
    found = []
    for line in letter.lines():
        match = _SAID.match(line.text)
        if match:
            found.append((line, match[1].strip(), match.start(2)))
    return found if len(found) >= _LEAST else []


def bind_chats(letter: Letter) -> Iterator[Reference]:
    """The order line that a passed-on chat is about, and the chase that still runs for it."""
    if not letter.sender.ours or not chat_lines(letter):
        return
    orders = _orders(letter)
    if len(orders) != 1:
        return
    written, order = next(iter(orders.items()))
    lines = letter.reads.rows("purchase_order_lines", po_id=order.key)
    about = lines[0].object if len(lines) == 1 else order.object
    yield Reference(as_written=written, object=about, how="short form of the number")
    for row in open_questions(letter, order.text("supplier_id"))[:1]:
        yield Reference(
            as_written=None, object=f"chases:{row.text('chase_id')}", how="the open chase"
        )


def _orders(letter: Letter) -> dict[str, Row]:
    """Open orders of any supplier whose number ends in one that stands in the chat."""
    known = [
        row
        for row in letter.reads.rows("purchase_orders")
        if row.text("status").lower() not in ("closed", "cancelled", "canceled")
    ]
    found: dict[str, Row] = {}
    for line in letter.lines():
        for match in _NUMBER.finditer(line.text):
            hits = [row for row in known if row.key.endswith(match[0])]
            if len(hits) == 1 and hits[0].key not in {row.key for row in found.values()}:
                found[match[0]] = hits[0]
    return found
