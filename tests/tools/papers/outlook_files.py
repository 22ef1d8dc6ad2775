"""Outlook's files for tests, written out by hand: compound files with a message, and TNEF."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SECTOR = 512
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


class _Node(NamedTuple):
    """An entry of the directory: a stream with data, or a storage with children."""

    name: str
    data: bytes
    children: list[_Node]


def msg(subject: str, sender: str, body: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """A message with attachments as Outlook saves it (MS-OXMSG)."""
    properties = {0x0037: subject, 0x0C1F: sender, 0x1000: body}
    children = [_properties([(pid, 0x001F) for pid in properties], 32)]
    children += [_text(pid, words) for pid, words in properties.items()]
    for number, (name, data) in enumerate((files or {}).items()):
        inside = [
            _properties([(0x3701, 0x0102), (0x3707, 0x001F)], 8),
            _Node("__substg1.0_37010102", data, []),
            _text(0x3707, name),
        ]
        children.append(_Node(f"__attach_version1.0_#{number:08X}", b"", inside))
    return _compound(children)


def _text(pid: int, words: str) -> _Node:
    return _Node(f"__substg1.0_{pid:04X}001F", words.encode("utf-16-le"), [])


def _properties(present: Sequence[tuple[int, int]], header: int) -> _Node:
    entries = (struct.pack("<HHIQ", kind, pid, 6, 0) for pid, kind in present)
    return _Node("__properties_version1.0", bytes(header) + b"".join(entries), [])


class _Chains:
    """Sectors of one size, and the table that says which sector follows which."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.sectors: list[bytes] = []
        self.table: list[int] = []

    def store(self, data: bytes) -> int:
        """The number of the first sector of the data."""
        first = len(self.sectors)
        pieces = [data[at : at + self.size] for at in range(0, len(data), self.size)] or [b""]
        for piece in pieces:
            self.sectors.append(piece.ljust(self.size, b"\0"))
            self.table.append(len(self.sectors))
        self.table[-1] = END
        return first


def _flat(nodes: list[_Node], flat: list[tuple[_Node, int, int]]) -> int:
    """Lays the nodes out, each with its first child and next sibling; the number of the first."""
    first = FREE
    for node in nodes:
        number = len(flat)
        flat.append((node, FREE, FREE))
        flat[number] = (node, _flat(node.children, flat), first)
        first = number + 1  # the root stands before them all
    return first


def _compound(children: list[_Node]) -> bytes:
    """A compound file (MS-CFB); streams under 4096 bytes lie in the small sectors."""
    flat: list[tuple[_Node, int, int]] = []
    top = _flat(children, flat)
    large, small = _Chains(SECTOR), _Chains(64)
    entries = []
    for node, child, after in flat:
        chains = large if len(node.data) >= 4096 else small
        kind, start = (1, 0) if node.children else (2, chains.store(node.data))
        entries.append(_entry(node.name, kind, child, after, start, len(node.data)))
    stream = b"".join(small.sectors)
    root = _entry("Root Entry", 5, top, FREE, large.store(stream), len(stream))
    directory = large.store(b"".join([root, *entries]))
    followers = small.table + [FREE] * (-len(small.table) % 128)
    following = large.store(struct.pack(f"<{len(followers)}I", *followers))
    return _header(large, directory, following, len(followers) // 128)


def _header(large: _Chains, directory: int, following: int, count: int) -> bytes:
    """The header, the sectors, and at their end the table of the sectors."""
    needed = len(large.table) // 127 + 1
    places = [len(large.table) + number for number in range(needed)]
    table = large.table + [0xFFFFFFFD] * needed
    table += [FREE] * (needed * 128 - len(table))
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head = struct.pack("<8s16xHHHHH6x", magic, 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, needed, directory, 0, 4096, following, count, END, 0)
    head += struct.pack("<109I", *places, *([FREE] * (109 - len(places))))
    return head + b"".join(large.sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, child: int, after: int, start: int, size: int) -> bytes:
    """A directory entry; siblings hang to the right of each other."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    packed = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    packed += struct.pack("<III", FREE, after, child) + bytes(36)
    return packed + struct.pack("<IQ", start, size)


def tnef(body: str, files: Mapping[str, bytes] | None = None, rich: bytes = b"") -> bytes:
    """A winmail.dat (MS-OXTNEF)."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    if body:
        out += _attribute(1, 0x0002800C, body.encode("cp1252") + b"\0")
    if rich:
        padded = rich.ljust((len(rich) + 3) // 4 * 4, b"\0")
        one = struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(rich)) + padded
        out += _attribute(1, 0x00069003, one)
    for name, data in (files or {}).items():
        out += _attribute(2, 0x00069002, bytes(14))
        out += _attribute(2, 0x00018010, name.encode("cp1252") + b"\0")
        out += _attribute(2, 0x0006800F, data)
    return out


def _attribute(level: int, name: int, data: bytes) -> bytes:
    return (
        struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    )
