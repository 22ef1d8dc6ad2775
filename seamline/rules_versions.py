"""Versions of policy and people: each text that was ever in force is kept and named on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.fact import NewFact
from domain.people import People
from domain.policy import Policy
from memory import chain
from memory.blobs import Blobs
from memory.ledger import Ledger


def note_policy(ledger: Ledger, blobs: Blobs, policy: Policy, text: str, now: datetime) -> None:
    """Puts a policy that is new on record before anything is ruled by it."""
    known = {"hash": policy.hash, "version": policy.version}
    _note(ledger, blobs, "policy_changed", known, text, now)


def note_people(ledger: Ledger, blobs: Blobs, people: People, text: str, now: datetime) -> None:
    """Puts people who are new, gone or changed on record before anybody of them decides."""
    known = {"hash": people.hash, "count": len(people.people)}
    _note(ledger, blobs, "people_changed", known, text, now)


def _note(
    ledger: Ledger, blobs: Blobs, kind: str, known: dict[str, Any], text: str, now: datetime
) -> None:
    with ledger.reading() as connection:
        facts = chain.of_kind(connection, kind)
    before = facts[-1].body["hash"] if facts else ""
    if before == known["hash"]:
        return
    blob = blobs.keep(text.encode("utf-8"))
    body = {**known, "text_blob": blob, "before": before, "number": len(facts) + 1}
    fact = NewFact(stream="workspace", kind=kind, at=now, actor="workspace", body=body)
    with ledger.transaction() as connection:
        chain.append(connection, [fact])
