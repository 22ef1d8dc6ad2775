"""Mail addresses: one strict address or a reason why there is none, and a lenient list."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tools.mail import limits
from tools.text.charset import words

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_STRICT = re.compile(rf"{_ATOM}(?:\.{_ATOM}){{0,20}}@(?:{_LABEL}\.){{1,20}}{_LABEL}")
_BETWEEN = re.compile(r"[\s<>,;:\"()\[\]]+")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f]")
_OUTSIDE = {
    "(": "it holds a comment",
    ")": "it holds a comment",
    ",": "it names more than one address",
    ";": "it names a group",
    ":": "it names a group",
    "[": "it holds a domain literal",
}


class Mailbox(NamedTuple):
    """One strict address with its display name, or an empty address and what is wrong."""

    address: str
    display: str = ""
    fault: str = ""


def strict(text: str) -> bool:
    """Whether `text` is one plain address: dot-atom, @, and a domain of at least two labels."""
    return len(text) <= 254 and _STRICT.fullmatch(text) is not None


def domain_of(address: str) -> str:
    """The domain in lower case."""
    return address.rpartition("@")[2].lower()


def one_mailbox(value: str) -> Mailbox:
    """The single address of a raw header value.

    Ours, because parsers disagree on `ops@v.example <x@evil.net>`: a value that two parsers could
    read as two senders has no address here.
    """
    value = value.strip()
    if strict(value):
        return Mailbox(_folded(value))
    outside, quoted, fault = _scan(value)
    if fault:
        return Mailbox("", words(value)[:200], fault)
    display_raw, _, rest = outside.partition("<")
    address, closing, after = rest.partition(">")
    if not closing or after.strip() or "<" in rest or ">" in display_raw or not strict(address):
        return Mailbox("", words(value)[:200], "it is not one plain address")
    display = words(display_raw.strip() + quoted)
    fault = _shown(display, address)
    return Mailbox("" if fault else _folded(address), display[:200], fault)


def _folded(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def _scan(value: str) -> tuple[str, str, str]:
    """What stands outside quotes, what stands inside, and the first thing that is not allowed."""
    outside: list[str] = []
    inside: list[str] = []
    in_quotes = escaped = False
    for char in value:
        if escaped:
            escaped = False
            inside.append(char)
        elif in_quotes and char == "\\":
            escaped = True
        elif char == '"':
            in_quotes = not in_quotes
        elif in_quotes:
            inside.append(char)
        elif char in _OUTSIDE:
            return "", "", _OUTSIDE[char]
        else:
            outside.append(char)
    return "".join(outside), "".join(inside), "a quote in it does not end" if in_quotes else ""


def _shown(display: str, address: str) -> str:
    """What is wrong with the display name beside this address; empty when nothing."""
    if _TURNING.search(display):
        return "its display name holds control characters"
    shown = unicodedata.normalize("NFKC", display)
    others = [word for word in _BETWEEN.split(shown) if "@" in word.strip("@")]
    if any(word.strip(".'").lower() != address.lower() for word in others):
        return "its display name shows another address"
    return ""


def listed(values: list[str]) -> tuple[str, ...]:
    """Every address in these raw values, in order, each once; for display and threading only."""
    found: dict[str, None] = {}
    for value in values:
        for word in _BETWEEN.split(value):
            if strict(word):
                found.setdefault(_folded(word))
    return tuple(found)[: limits.ADDRESSES]
