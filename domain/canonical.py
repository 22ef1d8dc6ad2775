"""One byte form for everything that is hashed: RFC 8785 JSON, decimals and dates as strings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import rfc8785
from pydantic import BaseModel


def plain(value: Any) -> Any:
    """`value` as JSON types only; decimals become strings so that no digit is lost."""
    return _plain(value, [])


def _plain(value: Any, odd: list[Any]) -> Any:
    """The same; floats, and objects with keys beyond ASCII, are added to `odd`."""
    if value is None or type(value) is str or type(value) is bool:
        return value
    if isinstance(value, dict):  # leaves are mostly text: a call for each would cost the most
        told = {
            str(key): item if type(item) is str else _plain(item, odd)
            for key, item in value.items()
        }
        if not "".join(told).isascii():
            odd.append(told)
        return told
    if isinstance(value, (list, tuple)):
        return [item if type(item) is str else _plain(item, odd) for item in value]
    return _plain_word(value, odd)


def _plain_word(value: Any, odd: list[Any]) -> Any:
    if isinstance(value, int):  # RFC 8785 numbers are doubles: a larger one would lose digits
        return str(value) if abs(value) >= 2**53 else value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return [_plain(item, odd) for item in sorted(value, key=repr)]
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(mode="python"), odd)
    if isinstance(value, float):
        odd.append(value)
    return value


def encode(value: Any) -> bytes:
    """The RFC 8785 (JCS) bytes of `value`.

    Without floats and with ASCII keys the standard library writes the very same bytes much
    faster; a test compares the two. Everything else goes through the reference implementation.
    """
    odd: list[Any] = []
    shape = _plain(value, odd)
    return rfc8785.dumps(shape) if odd else _WRITE(shape).encode("utf-8")


_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def encoded_list(parts: Iterable[bytes]) -> bytes:
    """The bytes of a list whose items are encoded already."""
    return b"[" + b",".join(parts) + b"]"


def encoded_object(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of an object whose values are encoded already; names are plain ASCII."""
    told = (b'"%s":%s' % (name.encode(), parts[name]) for name in sorted(parts))
    return b"{" + b",".join(told) + b"}"


def digest(value: Any) -> str:
    """SHA-256 over the canonical bytes of `value`, as 64 hex digits."""
    return hashlib.sha256(encode(value)).hexdigest()
