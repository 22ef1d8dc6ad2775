"""An attached web page: the text its reader sees, what it hides apart."""

from __future__ import annotations

import re

from tools.papers.paper import File, Paper
from tools.text.charset import decode
from tools.text.limits import HTML
from tools.text.markup import to_text

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def read(file: File) -> Paper:
    """The page, its tables as rows."""
    found = _DECLARED.search(file.data[:4096])
    marked = "utf-16" if file.data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    declared = marked or file.charset or (found[1].decode() if found else "")
    source = decode(file.data, declared).replace("\r\n", "\n").replace("\r", "\n")
    text, hidden = to_text(source)
    notes = ["it hides text from its reader; it was not read"] if hidden else []
    notes += [f"only its first {HTML:,} characters are read"] if len(source) > HTML else []
    return Paper(text=text, hidden=hidden, notes=tuple(notes))
