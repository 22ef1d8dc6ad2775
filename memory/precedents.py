"""What closed cases left: remembered once each, in the transaction of whoever closes the case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from domain.canonical import plain
from domain.precedent import Precedent
from memory.recall_tables import index_outbox, precedents

#: SQLite takes 32,766 parameters a statement, older builds 999.
PARAMETERS = 500


def remember(connection: Connection, precedent: Precedent) -> bool:
    """Keeps a precedent under its case id and tells the indexes; False when nothing changed."""
    row = _row(precedent)
    known = connection.execute(
        select(precedents).where(precedents.c.case_id == precedent.case_id)
    ).one_or_none()
    if known is not None and dict(known._mapping) == row:
        return False
    if known is None:
        connection.execute(insert(precedents).values(row))
    else:
        connection.execute(
            update(precedents).where(precedents.c.case_id == precedent.case_id).values(row)
        )
    _tell(connection, precedent.case_id, "upsert", json.dumps(row, sort_keys=True))
    return True


def forget(connection: Connection, case_id: str) -> bool:
    """Takes a precedent out of the memory, not its facts; False when it was not there."""
    gone = connection.execute(delete(precedents).where(precedents.c.case_id == case_id))
    if gone.rowcount:
        _tell(connection, case_id, "delete", "")
    return bool(gone.rowcount)


def precedent(connection: Connection, case_id: str) -> Precedent | None:
    """The precedent that this case left, or None."""
    found = precedents_of(connection, [case_id])
    return found.get(case_id)


def precedents_of(connection: Connection, case_ids: Sequence[str]) -> dict[str, Precedent]:
    """The precedents of these cases, by case id; cases that left none are not in it."""
    found: dict[str, Precedent] = {}
    for start in range(0, len(case_ids), PARAMETERS):
        wanted = precedents.c.case_id.in_(case_ids[start : start + PARAMETERS])
        for row in connection.execute(select(precedents).where(wanted)).mappings():
            found[row["case_id"]] = _precedent(row)
    return found


def all_precedents(connection: Connection, *, before: date | None = None) -> Iterator[Precedent]:
    """Every precedent in the order the cases closed; with `before`, those closed earlier."""
    wanted = select(precedents).order_by(precedents.c.closed_on, precedents.c.case_id)
    if before is not None:
        wanted = wanted.where(precedents.c.closed_on < before.isoformat())
    return (_precedent(row) for row in connection.execute(wanted).mappings())


def action_of(decision: str) -> str:
    """A decision as it is counted: "Split air " and "split air" are one action."""
    return " ".join(decision.casefold().split())


def _tell(connection: Connection, case_id: str, op: str, content: str) -> None:
    last = connection.execute(
        select(index_outbox.c.seq, index_outbox.c.digest)
        .order_by(index_outbox.c.seq.desc())
        .limit(1)
    ).one_or_none()
    seq, before = (last.seq, last.digest) if last else (0, "")
    digest = hashlib.sha256("\n".join((before, op, case_id, content)).encode()).hexdigest()
    connection.execute(
        insert(index_outbox).values(seq=seq + 1, case_id=case_id, op=op, digest=digest)
    )


def _row(kept: Precedent) -> dict[str, Any]:
    return {
        **kept.model_dump(mode="json", exclude={"options"}),
        "options": json.dumps(plain(kept.options), ensure_ascii=False),
        "action": action_of(kept.decision),
    }


def _precedent(row: RowMapping) -> Precedent:
    fields = {name: value for name, value in row.items() if name not in ("action", "options")}
    return Precedent(**fields, options=tuple(json.loads(row["options"])))
