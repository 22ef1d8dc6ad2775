"""The journal of effects: one line a key, written with the effect, asked before any repeat."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from domain.ports import Receipt
from tools.erp.effects import object_of
from tools.erp.embedded.schema import effects


def look_up(
    connection: Connection, key: str, kind: str, params: Mapping[str, str], *, exact: bool = True
) -> Receipt | None:
    """What became of the effect under this key; `rejected` when the key was used for another.

    If not `exact`, the same row is enough: terms from master data may have changed since.
    """
    found = connection.execute(select(effects).where(effects.c.key == key)).mappings().first()
    if found is None:
        return None
    same = found["params"] == _told(params) or not exact
    if not same or (found["kind"], found["object"]) != (kind, object_of(kind, params)):
        return Receipt(outcome="rejected", detail="this key was used for another effect")
    return Receipt(outcome=found["outcome"], reference=found["object"], detail=found["detail"])


def enter(
    connection: Connection, key: str, kind: str, params: Mapping[str, str], receipt: Receipt
) -> None:
    """Keeps what was done; an effect that did nothing leaves no line, so that it can be retried."""
    if receipt.outcome not in ("applied", "already_applied"):
        return
    connection.execute(
        insert(effects).values(
            key=key,
            kind=kind,
            object=object_of(kind, params),
            params=_told(params),
            outcome=receipt.outcome,
            detail=receipt.detail,
        )
    )


def _told(params: Mapping[str, str]) -> str:
    return json.dumps(dict(params), sort_keys=True, ensure_ascii=False)
