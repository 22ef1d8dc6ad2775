"""Bytes of an export to text: UTF-8, UTF-16 with its mark, or Windows-1252, else refused."""

from __future__ import annotations

import codecs
import re

from domain.errors import BadInput

#: Characters no export has: controls, and what damaged bytes look like when read as cp1252.
_UNLIKELY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7fÿþ�]|[^\x00-\x7f]{4,}")
_REMEDY = "save the file as CSV UTF-8 and load it again"


def decoded(data: bytes, file: str) -> str:
    """The text of an export; BadInput names the line where bytes are no text."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _strictly(data, name, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _windows(data, file, problem.start)
    if "\x00" in text:
        raise _undecodable(data, data.index(b"\x00"), file)
    return text


def _strictly(data: bytes, name: str, file: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as problem:
        raise _undecodable(data, problem.start, file) from problem


def _windows(data: bytes, file: str, start: int) -> str:
    """Windows-1252, but only if nothing in the file is valid UTF-8 beyond ASCII.

    A file that mixes both is a damaged UTF-8 file: read as Windows-1252 it would come out as
    plausible nonsense, and names would be stored wrong.
    """
    mixed = any(ord(char) > 127 for char in data.decode("utf-8", errors="ignore"))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as problem:
        raise _undecodable(data, problem.start, file) from problem
    if mixed or _UNLIKELY.search(text):
        raise _undecodable(data, start, file)
    return text


def _undecodable(data: bytes, start: int, file: str) -> BadInput:
    line = data.count(b"\n", 0, start) + 1
    return BadInput("bytes here are no UTF-8 text", file=file, line=line, remedy=_REMEDY)
