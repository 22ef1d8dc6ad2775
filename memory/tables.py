"""Tables of the ledger: facts, chain head, inbox, leases, outbox, reservations, calls."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from memory.schema import metadata

facts = Table(
    "facts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("stream", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("causes", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("facts_stream", "stream", "number"),
    Index("facts_kind", "kind", "number"),
)

#: One row: locking it makes appends of several processes follow one another.
chain_head = Table(
    "chain_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

#: Work to do, in order within a stream; a timer is a row whose due time has not come.
inbox = Table(
    "inbox",
    metadata,
    Column("event_id", String(64), primary_key=True),
    Column("stream", String(200), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("due_at", String(32), nullable=False),
    Column("state", String(10), nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),
    UniqueConstraint("stream", "seq"),
    Index("inbox_pending", "state", "due_at"),
)

#: Who works on a stream; a commit must carry the fence that is in force.
leases = Table(
    "leases",
    metadata,
    Column("stream", String(200), primary_key=True),
    Column("owner", String(120), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", String(32), nullable=False),
)

#: Intended effects, written with the decision that allows them; `key` is what the effect is.
outbox = Table(
    "outbox",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("position", Integer, nullable=False, unique=True),
    Column("case_id", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("partner", String(120), nullable=False, server_default=""),
    Column("standing", String(60), nullable=False, server_default=""),
    Column("day", String(10), nullable=False),
    Column("action", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("fact_id", String(64), nullable=False),
    Column("state", String(16), nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("receipt", Text, nullable=False, server_default="{}"),
    Index("outbox_state", "state", "position"),
    Index("outbox_case", "case_id"),
    Index("outbox_day", "day", "partner"),
)

reservations = Table(
    "reservations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("case_id", String(200), nullable=False),
    Column("proposal", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("object", String(200), nullable=False),
    Column("qty", String(40), nullable=False),
    Column("unit", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Index("reservations_object", "object", "state"),
)

#: Answers of the model by the hash of the request; derived from `model_called` facts.
model_calls = Table(
    "model_calls",
    metadata,
    Column("request_hash", String(64), primary_key=True),
    Column("stream", String(200), nullable=False),
    Column("answer", Text, nullable=False),
    Column("tokens", Integer, nullable=False),
    Index("model_calls_stream", "stream"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
