"""Schema 0002: space and capacity that partners give us for a period."""

from __future__ import annotations

from alembic import op

from tools.erp.embedded.feed import install

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE capacities (
    record_key TEXT NOT NULL PRIMARY KEY,
    "capacity_id" TEXT NOT NULL, "kind" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "item_id" TEXT,
    "mode" TEXT, "origin" TEXT, "destination" TEXT, "first_day" TEXT, "last_day" TEXT,
    "amount" TEXT NOT NULL, "committed" TEXT, "uom" TEXT NOT NULL, "owner" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
)
"""


def upgrade() -> None:
    """Makes the table, and has it feed the changes as every table of rows does."""
    connection = op.get_bind()
    connection.exec_driver_sql(_TABLE)
    install(connection, "capacities")
