"""Schema 0001: facts that are only ever added, inbox, leases, outbox, reservations, model calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table of the ledger; an empty chain has its head at the genesis hash."""
    _facts()
    _work()
    _outbox()
    _reservations()
    op.create_table(
        "model_calls",
        sa.Column("request_hash", sa.String(64), primary_key=True),
        sa.Column("stream", sa.String(200), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("tokens", sa.Integer, nullable=False),
    )
    op.create_index("model_calls_stream", "model_calls", ["stream"])
    op.create_table(
        "settings",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("stream", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(120), nullable=False),
        sa.Column("causes", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("facts_stream", "facts", ["stream", "number"])
    op.create_index("facts_kind", "facts", ["kind", "number"])
    head = op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": "0" * 64}])
    dialect = op.get_bind().dialect.name
    for statement in {"sqlite": _ONLY_ADDED_SQLITE, "postgresql": _ONLY_ADDED_POSTGRESQL}[dialect]:
        op.execute(statement)


def _work() -> None:
    op.create_table(
        "inbox",
        sa.Column("event_id", sa.String(64), primary_key=True),
        sa.Column("stream", sa.String(200), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("due_at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, server_default="pending"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("stream", "seq"),
    )
    op.create_index("inbox_pending", "inbox", ["state", "due_at"])
    op.create_table(
        "leases",
        sa.Column("stream", sa.String(200), primary_key=True),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False, unique=True),
        sa.Column("case_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("partner", sa.String(120), nullable=False, server_default=""),
        sa.Column("standing", sa.String(60), nullable=False, server_default=""),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("fact_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, server_default="pending"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("receipt", sa.Text, nullable=False, server_default="{}"),
    )
    op.create_index("outbox_state", "outbox", ["state", "position"])
    op.create_index("outbox_case", "outbox", ["case_id"])
    op.create_index("outbox_day", "outbox", ["day", "partner"])


def _reservations() -> None:
    op.create_table(
        "reservations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("case_id", sa.String(200), nullable=False),
        sa.Column("proposal", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("object", sa.String(200), nullable=False),
        sa.Column("qty", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(12), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
    )
    op.create_index("reservations_object", "reservations", ["object", "state"])


#: The third closes INSERT OR REPLACE, which deletes rows without asking the second.
_ONLY_ADDED_SQLITE = (
    "CREATE TRIGGER facts_keep BEFORE UPDATE ON facts "
    "BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END",
    "CREATE TRIGGER facts_stay BEFORE DELETE ON facts "
    "BEGIN SELECT RAISE(ABORT, 'facts are never removed'); END",
    "CREATE TRIGGER facts_once BEFORE INSERT ON facts "
    "WHEN EXISTS (SELECT 1 FROM facts WHERE number = NEW.number OR id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'facts are never replaced'); END",
)

_ONLY_ADDED_POSTGRESQL = (
    "CREATE FUNCTION facts_only_added() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'facts are never changed or removed'; END $$",
    "CREATE TRIGGER facts_keep BEFORE UPDATE OR DELETE ON facts "
    "FOR EACH ROW EXECUTE FUNCTION facts_only_added()",
    "CREATE TRIGGER facts_stay BEFORE TRUNCATE ON facts "
    "FOR EACH STATEMENT EXECUTE FUNCTION facts_only_added()",
)
