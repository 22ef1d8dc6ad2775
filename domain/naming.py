"""Names in a mail: words that look like a number of an order, a part or a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.message import Message
from domain.reading import Reading

#: A word with a digit in it, as orders, parts and papers are called.
_NAME = re.compile(r"(?<![\w.@-])(?=[\w./-]{0,39}\d)[A-Za-z0-9][\w./-]{2,39}(?![\w./@-])", re.ASCII)
_RUN = re.compile(r"\d{5,}")

#: So many names of one mail are kept, found in so many of its characters.
MOST = 200
_LONGEST = 60_000

#: A short form of a number is at least so long: `18822` for `4500018822`.
SHORT = 5


def left_unbound(message: Message, reading: Reading) -> tuple[str, ...]:
    """Names in a mail that nothing on record bears, or that the reading made nothing of."""
    bound = {one for ref in reading.references if ref.object for one in _of(ref.as_written or "")}
    found: dict[str, None] = {}
    for part in message.parts:
        found.update(dict.fromkeys(_of(part.text[:_LONGEST])))
    return tuple(name for name in found if name not in bound)[:MOST]


def _of(text: str) -> Iterable[str]:
    """The names in a text as they are compared, with the long numbers inside them."""
    for match in _NAME.finditer(text):
        yield from compared(match[0])


def compared(name: str) -> tuple[str, ...]:
    """A name in capitals without what may surround it, and the long numbers inside it."""
    plain = name.strip("./-_").upper()
    return (plain, *(run for run in _RUN.findall(plain) if run != plain))


def shortened(name: str) -> Iterable[str]:
    """The short forms under which people write a long number."""
    for run in _RUN.findall(name):
        for length in range(SHORT, len(run)):
            yield run[-length:]


def goes_by(name: str, wanted: str) -> bool:
    """Whether a person means this object: `10`, `4500018822/10` and
    `purchase_order_lines:4500018822/10` name the same line."""
    key = name.partition(":")[2]
    return wanted.strip() in (name, key, key.rpartition("/")[2])
