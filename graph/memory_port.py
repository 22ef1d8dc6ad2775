"""What the desk needs of execution memory: an evidence table, and a place for closed cases."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Connection

from domain.precedent import Precedent
from memory.evidence_table import Asked


class MemoryPort(Protocol):
    """Execution memory; its truth lies beside the ledger, its index can be dropped."""

    def recall(self, case_id: str, situation: Asked) -> dict[str, Any]:
        """The evidence table for a case's situation, plain JSON, with why each was recalled."""
        ...

    def log(self, connection: Connection, case_id: str) -> None:
        """Notes what was last recalled for a case, in the caller's transaction."""
        ...

    def remember(self, connection: Connection, record: Precedent) -> dict[str, Any]:
        """Keeps the record of a closed case, in the caller's transaction; its plain form."""
        ...
