"""Packed rich text in Outlook's messages (MS-OXRTFCP): unpacked, within a length."""

from __future__ import annotations

import struct

from domain.errors import Unreadable

_SEED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096


def unpacked_rtf(data: bytes, most: int = 8 * 2**20) -> bytes:
    """The rich text; Unreadable when the bytes are none."""
    if len(data) < 16:
        raise Unreadable("its rich text is damaged")
    _, size, form = struct.unpack("<II4s", data[:12])
    if form == b"MELA":
        return data[16 : 16 + size]
    if form != b"LZFu":
        raise Unreadable("its rich text is packed in an unknown way")
    return _unpack(data, min(size, most))


def _unpack(data: bytes, size: int) -> bytes:
    """Literal bytes, and references of offset and length into the last 4096 bytes."""
    window = bytearray(_SEED.ljust(_WINDOW, b"\0"))
    write, at, out = len(_SEED), 16, bytearray()
    while at < len(data) and len(out) < size:
        flags, at = data[at], at + 1
        for bit in range(8):
            piece, at, end = _piece(data, at, bool(flags >> bit & 1), (window, write))
            if end:
                return bytes(out)
            for byte in piece:
                window[write] = byte
                write = (write + 1) % _WINDOW
            out += piece
    return bytes(out)


def _piece(
    data: bytes, at: int, refers: bool, place: tuple[bytearray, int]
) -> tuple[bytes, int, bool]:
    """The next bytes, where the one after stands, and whether the text ends here."""
    window, write = place
    if not refers:
        return data[at : at + 1], at + 1, at >= len(data)
    if at + 2 > len(data):
        return b"", at, True
    token = data[at] << 8 | data[at + 1]
    offset, length = token >> 4, (token & 15) + 2
    if offset == write:
        return b"", at, True
    step = (write - offset) % _WINDOW  # a run may repeat bytes that it has only just written
    piece = bytes(window[(offset + i % step) % _WINDOW] for i in range(length))
    return piece, at + 2, False
