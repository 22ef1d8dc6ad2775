"""A file of plain characters: its text as it stands."""

from __future__ import annotations

from tools.edi import charset_of
from tools.papers.paper import File, Paper
from tools.text.charset import decode


def read(file: File) -> Paper:
    """The text, line ends made one."""
    declared = _marked(file.data) or charset_of(file.data, file.charset)
    text = decode(file.data, declared).removeprefix("\ufeff")
    return Paper(text=text.replace("\r\n", "\n").replace("\r", "\n"))


def _marked(data: bytes) -> str:
    """The charset that a byte order mark tells."""
    return "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
