"""Schema 0002: precedents, their vectors, the outbox of the indexes, what was recalled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table of the execution memory."""
    _precedents()
    op.create_table(
        "precedent_vectors",
        sa.Column("case_id", sa.String(200), primary_key=True),
        sa.Column("model_id", sa.String(80), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "index_outbox",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.String(200), nullable=False),
        sa.Column("op", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_table(
        "index_state",
        sa.Column("model_id", sa.String(80), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
    )
    op.create_table(
        "recall_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(200), nullable=False),
        sa.Column("stream", sa.String(200), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("model_id", sa.String(80), nullable=False),
    )
    op.create_index("recall_log_case", "recall_log", ["case_id"])


def _precedents() -> None:
    op.create_table(
        "precedents",
        sa.Column("case_id", sa.String(200), primary_key=True),
        sa.Column("workflow", sa.String(40), nullable=False),
        sa.Column("opened_on", sa.String(10), nullable=False),
        sa.Column("closed_on", sa.String(10), nullable=False),
        sa.Column("partner_id", sa.String(80), nullable=False),
        sa.Column("item_id", sa.String(80), nullable=False),
        sa.Column("lane", sa.String(80), nullable=False),
        sa.Column("situation", sa.Text, nullable=False),
        sa.Column("cause_party", sa.String(40), nullable=False),
        sa.Column("cause", sa.String(80), nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("approver_id", sa.String(80), nullable=False),
        sa.Column("commitments", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(80), nullable=False),
        sa.Column("days", sa.Integer),
        sa.Column("forecast_cost", sa.String(40)),
        sa.Column("actual_cost", sa.String(40)),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("resolved_by", sa.Text, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("source", sa.String(12), nullable=False),
    )
    op.create_index("precedents_reason", "precedents", ["workflow", "cause", "closed_on"])
    op.create_index("precedents_partner", "precedents", ["partner_id", "closed_on"])
    op.create_index("precedents_closed", "precedents", ["closed_on"])
