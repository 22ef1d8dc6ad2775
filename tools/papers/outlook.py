"""Outlook messages (.msg): an enclosed mail, history like any other, with its attachments."""

from __future__ import annotations

from oxmsg import Message

from tools.papers import limits
from tools.papers.enclosed import Enclosure, below, body_text, clean
from tools.papers.paper import File, Paper, joined
from tools.text.charset import words

#: PidTagRtfCompressed (MS-OXPROPS).
_RICH = 0x1009


def read(file: File) -> Paper:
    """Who wrote when about what, then the body; the attachments below."""
    message = Message.load(file.data)
    heads = [
        ("from", words(clean(message.sender))),
        ("date", f"{message.sent_date:%Y-%m-%d %H:%M} UTC" if message.sent_date else ""),
        ("subject", clean(message.subject)),
    ]
    rich = message.properties.binary_prop_value(_RICH)
    body, hidden = body_text(message.body, message.html_body, rich)
    lines = [f"{name}: {' '.join(value.split())}" for name, value in heads if value]
    text = "\n".join([*lines, "", body])
    letter = Paper(text=text, hidden=hidden, quoted=((0, len(text)),))
    inside = [
        Enclosure(clean(one.file_name), clean(one.mime_type), one.file_bytes or b"")
        for one in message.attachments[: limits.MEMBERS]
    ]
    return joined([letter, *below(file, inside)])
