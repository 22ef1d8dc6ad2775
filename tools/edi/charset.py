"""The character set an EDIFACT interchange names itself by its syntax identifier (UNB 0001)."""

from __future__ import annotations

import re

_SYNTAX = re.compile(rb"\s{0,40}(?:UNA.{6}\s{0,40})?UNB.(UNO[A-Z])", re.DOTALL)
_BOM = b"\xef\xbb\xbf"
#: Parts of ISO 8859 by level (ISO 9735-10); levels A and B are ASCII, Y and W are Unicode.
_CODECS = {
    b"UNOC": "iso8859-1",
    b"UNOD": "iso8859-2",
    b"UNOE": "iso8859-5",
    b"UNOF": "iso8859-7",
    b"UNOG": "iso8859-3",
    b"UNOH": "iso8859-4",
    b"UNOI": "iso8859-6",
    b"UNOJ": "iso8859-8",
    b"UNOK": "iso8859-9",
    b"UNOW": "utf-8",
    b"UNOY": "utf-8",
}


def charset_of(data: bytes, declared: str = "") -> str:
    """The codec to read the bytes by: the declared one where it says more than ASCII, else the one
    an EDIFACT file asks for; empty when neither says anything of use."""
    if declared.lower() not in ("", "us-ascii", "ascii"):
        return declared
    found = _SYNTAX.match(data[:200].removeprefix(_BOM))
    if found is None or data.startswith(_BOM):
        return declared
    return _CODECS.get(found[1], declared)
