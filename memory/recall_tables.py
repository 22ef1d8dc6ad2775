"""Tables of the execution memory: precedents, their vectors, the index's outbox, what was recalled.

They hang on the ledger's metadata, so that remembering happens in the caller's transaction.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from memory.schema import metadata

#: One closed case a row. `action` is `decision` as it is counted: without case and outer blanks.
precedents = Table(
    "precedents",
    metadata,
    Column("case_id", String(200), primary_key=True),
    Column("workflow", String(40), nullable=False),
    Column("opened_on", String(10), nullable=False),
    Column("closed_on", String(10), nullable=False),
    Column("partner_id", String(80), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("lane", String(80), nullable=False),
    Column("situation", Text, nullable=False),
    Column("cause_party", String(40), nullable=False),
    Column("cause", String(80), nullable=False),
    Column("options", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("approver_id", String(80), nullable=False),
    Column("commitments", Text, nullable=False),
    Column("outcome", String(80), nullable=False),
    Column("days", Integer),
    Column("forecast_cost", String(40)),
    Column("actual_cost", String(40)),
    Column("currency", String(3), nullable=False),
    Column("resolved_by", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("source", String(12), nullable=False),
    Index("precedents_reason", "workflow", "cause", "closed_on"),
    Index("precedents_partner", "partner_id", "closed_on"),
    Index("precedents_closed", "closed_on"),
)

#: float16, little-endian; vectors of two models live side by side and are never compared.
precedent_vectors = Table(
    "precedent_vectors",
    metadata,
    Column("case_id", String(200), primary_key=True),
    Column("model_id", String(80), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

#: What every index has to follow, in order. `digest` chains each row to the one before: a row that
#: was indexed and then rolled back can never be taken for the row that got its number later.
index_outbox = Table(
    "index_outbox",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(200), nullable=False),
    Column("op", String(8), nullable=False),
    Column("digest", String(64), nullable=False),
)

#: How far the vectors of a model have followed the outbox. An index keeps the same beside its data.
index_state = Table(
    "index_state",
    metadata,
    Column("model_id", String(80), primary_key=True),
    Column("seq", Integer, nullable=False),
)

#: What was asked of the memory and what it showed, for every decision.
recall_log = Table(
    "recall_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("case_id", String(200), nullable=False),
    Column("stream", String(200), nullable=False),
    Column("query", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("model_id", String(80), nullable=False),
    Index("recall_log_case", "case_id"),
)
