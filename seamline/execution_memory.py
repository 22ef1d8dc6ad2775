"""Execution memory as the desk needs it: cases like a situation out, records of closed ones in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.ports import Embedder
from domain.precedent import Precedent
from memory.case_index import CaseIndex
from memory.evidence_table import Asked, EvidenceTable
from memory.index_feed import rebuild_index
from memory.ledger import Ledger
from memory.precedents import remember
from memory.recall import log_recall, recall


class ExecutionMemory:
    """Recalls precedents for a case and remembers it when it closes."""

    def __init__(
        self,
        ledger: Ledger,
        index: CaseIndex,
        embedder: Embedder,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger, self._index, self._embedder = ledger, index, embedder
        self._now = now
        self._tables: dict[str, EvidenceTable] = {}

    def recall(self, case_id: str, situation: Asked) -> dict[str, Any]:
        """The evidence table as plain JSON, scores as text; an empty memory says so."""
        table = self._look(situation)
        self._tables[case_id] = table
        return shown(table)

    def look(self, question: Asked) -> dict[str, Any]:
        """The evidence table for any situation."""
        return shown(self._look(question))

    def log(self, connection: Connection, case_id: str) -> None:
        """Notes what was asked and shown for a case, in the caller's transaction."""
        table = self._tables.pop(case_id, None)
        if table is not None:
            stream = f"case:{case_id}"
            log_recall(connection, table, at=self._now(), case_id=case_id, stream=stream)

    def rebuild(self) -> int:
        """Drops the index and makes it again; returns how many cases it holds."""
        with self._ledger.transaction() as connection:
            return rebuild_index(connection, self._index, self._embedder)

    def close(self) -> None:
        """Gives the index and its lock back."""
        self._index.close()

    def _look(self, question: Asked) -> EvidenceTable:
        with self._ledger.transaction() as connection:
            return recall(connection, self._index, self._embedder, question)

    def remember(self, connection: Connection, record: Precedent) -> dict[str, Any]:
        """Keeps a closed case's record in this transaction; its plain form for the ledger."""
        remember(connection, record)
        return record.model_dump(mode="json")


def shown(table: EvidenceTable) -> dict[str, Any]:
    """What goes on record of a recall: counts, cases and reasons; figures as text."""
    return {
        "says": table.says,
        "index": table.index,
        "model_id": table.model_id,
        "n_eff": f"{table.n_eff:.0f}",
        "actions": [
            {**one.model_dump(mode="json"), "success": f"{one.success:.2f}"}
            for one in table.actions
        ],
        "cases": [
            {
                "case_id": one.case_id,
                "score": f"{one.score:.2f}",
                "why": list(one.why),
                "decision": one.decision,
                "outcome": one.outcome,
                "resolved_by": one.resolved_by,
                "closed_on": one.closed_on.isoformat(),
            }
            for one in table.cases
        ],
    }
