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
    if value is None or type(value) is str or type(value) is bool:
        return value
    if isinstance(value, dict):  # leaves are mostly text: a call for each would cost the most
        return {str(key): item if type(item) is str else plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [item if type(item) is str else plain(item) for item in value]
    return _plain_word(value)


def _plain_word(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return plain(value.model_dump(mode="python"))
    if isinstance(value, (set, frozenset)):
        return [plain(item) for item in sorted(value, key=repr)]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return str(value)  # RFC 8785 numbers are doubles: a larger integer would lose digits
    return value


def encode(value: Any) -> bytes:
    """The RFC 8785 (JCS) bytes of `value`.

    Without floats and with ASCII keys the standard library writes the very same bytes much
    faster; a test compares the two. Everything else goes through the reference implementation.
    """
    shape = plain(value)
    if _is_simple(shape):
        return _WRITE(shape).encode("utf-8")
    return rfc8785.dumps(shape)


_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _is_simple(shape: Any) -> bool:
    if type(shape) is str:
        return True
    if isinstance(shape, dict):
        return "".join(shape).isascii() and _are_simple(shape.values())
    return _are_simple(shape) if isinstance(shape, list) else not isinstance(shape, float)


def _are_simple(shapes: Iterable[Any]) -> bool:
    return all(type(one) is str or _is_simple(one) for one in shapes)


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
