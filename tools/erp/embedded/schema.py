"""The record's tables for SQLAlchemy: the columns of an export, and what the record adds."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Integer, MetaData, Table, Text, UniqueConstraint

from tools.erp.embedded.tables import TABLES, TableSpec

metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("table_name", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    UniqueConstraint("table_name", "sha256", "as_of"),
)

#: What happened to rows, written by triggers only.
changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("table_name", Text, nullable=False),
    Column("record_key", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)

#: The journal of what this product did, by the effect's key.
effects = Table(
    "effects",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("params", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("detail", Text, nullable=False),
)


def _rows_of(spec: TableSpec) -> Table:
    filled = {*spec.key, *spec.required}
    return Table(
        spec.name,
        metadata,
        Column("record_key", Text, primary_key=True),
        *(Column(name, Text, nullable=name not in filled) for name in spec.columns),
        Column("record_version", Integer, nullable=False, server_default="1"),
        Column("external_key", Text, unique=True),
        Column("flags", Text, nullable=False, server_default="[]"),
        Column("source_id", Integer),
        Column("source_line", Integer),
    )


#: The table of each kind of row, by name.
ROWS: Mapping[str, Table] = {name: _rows_of(spec) for name, spec in TABLES.items()}
