"""ZIP files, looked at before they are unpacked: how many members, how large, how dense."""

from __future__ import annotations

import io
import sys
import zlib
from zipfile import BadZipFile, ZipFile, ZipInfo

from domain.errors import Unreadable
from tools.papers import limits

_ENTRY = b"PK\x01\x02"
_CHUNK = 1 << 18


def open_zip(data: bytes, most: int = limits.OFFICE_MEMBERS) -> ZipFile:
    """The archive; Unreadable when it is broken, locked, or would unpack to too much."""
    if data.count(_ENTRY) > most:  # before a directory of a million names is built
        raise Unreadable(f"it packs more than {most} files; it is not opened")
    try:
        archive = ZipFile(io.BytesIO(data))
    except BadZipFile as fault:
        raise Unreadable("it is damaged: its list of contents cannot be read") from fault
    members = archive.infolist()
    if any(one.flag_bits & 0x1 for one in members):
        raise Unreadable("it is locked with a password; ask for it without one")
    _refuse_bomb(sum(one.file_size for one in members), len(data))
    return archive


def unpacked(archive: ZipFile, member: ZipInfo, most: int = limits.UNPACKED) -> bytes:
    """The bytes of a member, however small it says it is; Unreadable beyond `most`."""
    member.file_size = sys.maxsize  # what it says is not believed; reading stops below
    pieces, size = [], 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise Unreadable(_too_large())
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
        raise Unreadable("it is damaged: a member cannot be unpacked") from fault
    return b"".join(pieces)


def refuse_bombs(data: bytes) -> None:
    """Unpack everything once and forget it, for libraries that unpack without looking."""
    archive = open_zip(data)
    left = limits.UNPACKED
    for member in archive.infolist():
        left -= len(unpacked(archive, member, left))
    _refuse_bomb(limits.UNPACKED - left, len(data))


def _refuse_bomb(size: int, packed: int) -> None:
    if size > limits.UNPACKED:
        raise Unreadable(_too_large())
    if size > limits.RATIO_FROM and size > limits.RATIO * packed:
        raise Unreadable(f"it unpacks to {size // max(packed, 1)} times its size; it is not opened")


def _too_large() -> str:
    return f"it unpacks to over {limits.UNPACKED // 2**20} MiB; it is not opened"
