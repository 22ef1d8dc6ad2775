"""One byte form for everything that is hashed: RFC 8785 JSON, decimals and dates as strings."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import rfc8785
from pydantic import BaseModel


def plain(value: Any) -> Any:
    """`value` as JSON types only; decimals become strings so that no digit is lost."""
    if isinstance(value, BaseModel):
        return plain(value.model_dump(mode="python"))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value
        return [plain(item) for item in items]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return str(value)  # RFC 8785 numbers are doubles: a larger integer would lose digits
    return value


def encode(value: Any) -> bytes:
    """The RFC 8785 (JCS) bytes of `value`."""
    return rfc8785.dumps(plain(value))


def digest(value: Any) -> str:
    """SHA-256 over the canonical bytes of `value`, as 64 hex digits."""
    return hashlib.sha256(encode(value)).hexdigest()
