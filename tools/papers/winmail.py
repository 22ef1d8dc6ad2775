"""Outlook's winmail.dat (TNEF): the sender's own letter, packed, with its attachments."""

from __future__ import annotations

import logging
from typing import Any

from tnefparse import TNEF

from tools.papers import limits
from tools.papers.enclosed import Enclosure, below, body_text, clean
from tools.papers.paper import File, Paper, joined

# what the library logs of a partner's file helps nobody; the notes say what matters
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


def read(file: File) -> Paper:
    """The letter, in which earlier mail is still to be told apart; the attachments below."""
    packed: Any = TNEF(file.data, do_checksum=False)
    rich = _first(packed.rtfbody)
    text, hidden = body_text(_first(packed.body), _first(packed.htmlbody), rich)
    letter = Paper(text=text, hidden=hidden, letters=((0, len(text)),) if text else ())
    inside = [
        Enclosure(clean(_first(one.long_filename())), "", bytes(one.data))
        for one in packed.attachments[: limits.MEMBERS]
    ]
    if not text and not inside:
        return Paper(notes=("it holds neither a letter nor files",))
    return joined([letter, *below(file, inside)])


def _first(value: Any) -> Any:
    """Some properties come as a list of one."""
    return value[0] if isinstance(value, (list, tuple)) and value else value
