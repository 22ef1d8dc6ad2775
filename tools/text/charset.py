"""Bytes into text: declared charsets that lie, encoded words, and characters no store can hold."""

from __future__ import annotations

import binascii
import codecs
import re

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]*)\?=")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

#: What senders mean when they say …: the superset that their software really writes.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
}
#: Text codecs that are no charset of a mail; some take quadratic time.
_NEVER = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}


def decode(data: bytes, declared: str = "") -> str:
    """`data` as text by its declared charset, else UTF-8, else Windows-1252; never raises."""
    name = _codec(declared)
    tries = ("utf-8", name) if name in ("", "cp1252") else (name, "utf-8")
    for one in filter(None, tries):
        try:
            return storable(data.decode(one))
        except (UnicodeError, LookupError, ValueError):
            continue
    if name not in ("", "cp1252", "utf-8"):
        return storable(data.decode(name, "replace"))
    return storable(data.decode("cp1252", "replace"))


def _codec(declared: str) -> str:
    """The codec for a declared charset; empty when unknown or not one that mail may use."""
    declared = declared.strip().strip("\"'")
    if not _NAME.fullmatch(declared):
        return ""
    try:
        found = codecs.lookup(declared)
        "".encode(found.name)  # codecs from bytes to bytes (zlib, hex) say so only when used
    except (LookupError, ValueError):
        return ""
    return "" if found.name in _NEVER else _MEANT.get(found.name, found.name)


def storable(text: str) -> str:
    """`text` with lone surrogates and NUL replaced one for one: JSON and UTF-8 cannot hold them."""
    return _UNSTORABLE.sub("\ufffd", text)


def raw_text(value: str) -> str:
    """A header's raw characters (8-bit bytes kept as surrogates) as text."""
    return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))


def words(value: str) -> str:
    """A header's text with its encoded words decoded.

    Neighbouring words of one charset are joined as bytes first: many senders split a character
    between two of them.
    """
    out: list[str] = []
    held, charset, last = b"", "", 0
    for match in _WORD.finditer(value):
        between = value[last : match.start()]
        name = match[1].partition("*")[0].lower()  # RFC 2231: charset*language
        adjacent = last > 0 and not between.strip()
        if not (adjacent and name == charset):
            out.append(decode(held, charset) if held else "")
            out.append("" if adjacent else raw_text(between))
            held = b""
        held, charset, last = held + _unword(match[2], match[3]), name, match.end()
    out.append(decode(held, charset) if held else "")
    out.append(raw_text(value[last:]))
    return storable("".join(out))


def _unword(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    return unbase64(data) if encoding in "bB" else binascii.a2b_qp(data, header=True)


def unbase64(data: bytes) -> bytes:
    """Base64 with whatever stands between its characters ignored and its padding mended."""
    data = _NOT_BASE64.sub(b"", data)
    if len(data) % 4 == 1:
        data = data[:-1]
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
