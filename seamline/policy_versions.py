"""Policy versions: each text that was ever in force is kept and named in the ledger."""

from __future__ import annotations

from datetime import datetime

from domain.fact import NewFact
from domain.policy import Policy
from memory import chain
from memory.blobs import Blobs
from memory.ledger import Ledger


def note_policy(ledger: Ledger, blobs: Blobs, policy: Policy, text: str, now: datetime) -> None:
    """Puts a policy that is new on record before anything is ruled by it."""
    with ledger.reading() as connection:
        known = chain.of_kind(connection, "policy_changed")
    if known and known[-1].body["hash"] == policy.hash:
        return
    blob = blobs.keep(text.encode("utf-8"))
    before = known[-1].body["hash"] if known else ""
    fact = NewFact(
        stream="workspace",
        kind="policy_changed",
        at=now,
        actor="workspace",
        body={
            "hash": policy.hash,
            "version": policy.version,
            "text_blob": blob,
            "before": before,
            "number": len(known) + 1,
        },
    )
    with ledger.transaction() as connection:
        chain.append(connection, [fact])
