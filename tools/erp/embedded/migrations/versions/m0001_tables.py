"""Schema 0001: the tables of an export, where each row came from, the feed, the effects."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

from tools.erp.embedded.feed import install

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Tables that are the record's own and no row of the company's.
OWN = frozenset({"sources", "changes", "effects", "alembic_version"})


def upgrade() -> None:
    """Makes every table, and has each table of rows feed the changes."""
    connection = op.get_bind()
    for statement in _statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (name,) in names.fetchall():
        if name not in OWN and not name.startswith("sqlite_"):
            install(connection, name)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
