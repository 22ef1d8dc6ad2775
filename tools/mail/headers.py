"""The header block of a mail, read from its raw bytes: one field a line, nothing decoded yet."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from domain.errors import Unreadable
from tools.mail import limits
from tools.text.charset import decode, raw_text, words

_LINE_END = re.compile(rb"\r\n|\r|\n")
_BARE = re.compile(rb"\r(?!\n)")
_BLANK = re.compile(rb"(?:\r\n|\r(?!\n)|\n){2}")
_FIELD = re.compile(rb"([!-9;-~]{1,100})([ \t]*):", re.DOTALL)
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)


class Field(NamedTuple):
    """One header field: lower-case name and unfolded value, 8-bit bytes kept as surrogates."""

    name: str
    value: str


class Block(NamedTuple):
    """All fields from the top down, what is wrong with how they are written, and which are cut."""

    fields: tuple[Field, ...]
    faults: tuple[str, ...]
    cuts: tuple[str, ...] = ()

    def all(self, name: str) -> list[str]:
        """The values of every field of that name, topmost first."""
        return [field.value for field in self.fields if field.name == name]

    def first(self, name: str) -> str:
        """The topmost value, empty when there is none."""
        return next((field.value for field in self.fields if field.name == name), "")

    def text(self, name: str) -> str:
        """The topmost value, decoded."""
        return words(self.first(name))


def body_start(raw: bytes) -> bytes:
    """`raw` without the byte order mark or blank lines that a file put before its first header."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def read_block(raw: bytes) -> Block:
    """The header block; Unreadable when it is larger than mail may have."""
    raw = body_start(raw)
    found = _BLANK.search(raw, 0, limits.HEADER_SCAN)
    if found is None and len(raw) > limits.HEADER_SCAN:
        raise Unreadable("the mail's headers do not end")
    head = raw[: found.start()] if found else raw
    lines = _LINE_END.split(head)
    faults = ["a header line ends in a bare carriage return"] if _BARE.search(head) else []
    if b"\0" in head:
        faults.append("a header holds a NUL character")
    if lines[0].startswith((b"From ", b">From ")) and not _FIELD.match(lines[0]):
        lines = lines[1:]  # a mailbox's envelope line; "From :" is a header
    cuts: list[str] = []
    fields = tuple(_fields(lines, faults, cuts))
    if sum(len(field.name) + len(field.value) for field in fields) > limits.HEADERS:
        raise Unreadable(f"the mail's headers are over {limits.HEADERS // 1024} KiB")
    return Block(fields, tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(cuts)))


def _fields(lines: list[bytes], faults: list[str], cuts: list[str]) -> list[Field]:
    gathered: list[tuple[str, list[bytes]]] = []
    for line in lines:
        start = _FIELD.match(line)
        if line[:1] in (b" ", b"\t") and gathered:
            gathered[-1][1].append(line)
        elif start:
            gathered.append((start[1].decode("ascii").lower(), [line[start.end() :]]))
            if start[2]:
                faults.append("a header has a blank before its colon")
        else:
            faults.append("a header line is malformed")
    return [Field(name, _value(name, parts, cuts)) for name, parts in gathered]


def _value(name: str, parts: list[bytes], cuts: list[str]) -> str:
    value = b"".join(parts).strip(b" \t")
    if len(value) > limits.HEADER:
        cuts.append(name)
        value = value[: limits.HEADER]
    return value.decode("utf-8", "surrogateescape")


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The main value in lower case and the parameters, RFC 2231 forms joined and decoded."""
    head = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, str]] = {}
    for match in _PARAMETER.finditer(value, len(value.partition(";")[0])):
        name, text = match[1].lower(), _unquote(match[2].strip())
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, words(text))
        elif rest.rstrip("*").isdecimal() or not rest:
            pieces.setdefault(base, {})[int(rest.rstrip("*")[:4] or 0)] = text
    for base, numbered in pieces.items():
        plain[base] = _extended("".join(numbered[number] for number in sorted(numbered)))
    return head, plain


def _unquote(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
    return text


def _extended(text: str) -> str:
    """RFC 2231: charset'language'percent-encoded; senders leave the charset out at will."""
    parts = text.split("'", 2)
    charset, data = (parts[0], parts[2]) if len(parts) == 3 else ("", text)
    if "%" not in data:
        return raw_text(data)
    return decode(unquote_to_bytes(data.encode("utf-8", "surrogateescape")), charset)
