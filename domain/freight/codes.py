"""Charge codes: which charge the words on a freight bill mean, and what it is charged per."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from domain.rulebook import loaded
from domain.values import Value


class ChargeKind(Value):
    """A charge: what one is charged per, and what it needs beside a contract.

    `needs`: `event` (what happened) and `approval` (said yes before) must have evidence.
    `computed`: days on record say what is right, not a fixed amount.
    """

    code: str
    per: str
    needs: tuple[str, ...] = ()
    computed: bool = False


def charge_code(text: str) -> str:
    """The code the words mean by the longest name in them; empty when none is known."""
    folded = _folded(text)
    return next((code for said, code in _words() if f" {said} " in folded), "")


def charge_kind(code: str) -> ChargeKind | None:
    """What is known of a charge by its code."""
    row = _table().get(code)
    if row is None:
        return None
    return ChargeKind(
        code=code,
        per=row["per"],
        needs=tuple(row.get("needs", ())),
        computed=bool(row.get("computed", False)),
    )


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, str], ...]:
    pairs = [
        (_folded(str(word)).strip(), code)
        for code, row in _table().items()
        for word in (code, *row["words"])
    ]
    return tuple(sorted(pairs, key=lambda one: (-len(one[0]), one[0])))


def _table() -> dict[str, Any]:
    return dict(loaded("domain.freight", "charges")["charges"])


def _folded(text: str) -> str:
    """Words with one blank between and around them; bounded, since bills are the sender's."""
    words = re.findall(r"[^\W_]+", text[:400].lower())
    return f" {' '.join(words)} "
