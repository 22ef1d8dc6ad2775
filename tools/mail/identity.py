"""Which mail a mail is: a key that mailboxes, mail folders and transfer encodings do not change."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from domain.canonical import digest
from tools.mail.entity import Entity
from tools.mail.headers import Block
from tools.text.charset import storable

_LINE_END = re.compile(rb"\r\n|\r")
#: mailbox files put `>` before a line that begins with From; several copies add several.
_FROM = re.compile(rb"^>+From ", re.MULTILINE)

#: A mail that re-uses a Message-ID under another sender or with another answer address is another.
_HEADERS = ("from", "reply-to", "date", "subject")


def key_of(message_id: str, block: Block, root: Entity) -> str:
    """The mail's identity, 64 hex digits: its Message-ID, who, when, what about, and its content.

    Content counts with its transfer encoding undone, line ends made one, the mailbox's From-quotes
    taken off and line ends at its end left out. What a transport adds on top does not count.
    """
    headers = [" ".join(storable(block.text(name)).split()) for name in _HEADERS]
    return digest([message_id, headers, list(_contents(root))])


def _contents(entity: Entity) -> Iterator[list[str]]:
    below = entity.below()
    for one in below:
        yield from _contents(one)
    if not below:
        yield [storable(entity.get_content_type()), hashlib.sha256(_canonical(entity)).hexdigest()]


def _canonical(entity: Entity) -> bytes:
    data = entity.data()
    encoded = entity.header("content-transfer-encoding").strip().lower() == "base64"
    if encoded and entity.get_content_maintype() != "text":
        return data
    return _FROM.sub(b"From ", _LINE_END.sub(b"\n", data)).rstrip(b"\n")
