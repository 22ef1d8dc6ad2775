"""The change feed: triggers that write each row's before and after, whoever changed it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from domain.values import Value

#: What tells when a row is worth feeding: a new flag alone is no change of the row.
_CHANGED = "WHEN old.record_version IS NOT new.record_version"


class Change(Value):
    """One entry of the feed; `before` and `after` hold the row's cells as text, None if absent.

    `seq` only grows, in the order of commits: hand in the last one seen to get what came later.
    """

    seq: int
    table: str
    key: str
    op: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def source(self) -> int:
        """The load that brought the row as it is now; 0 for what no load ever brought."""
        return int((self.after or {}).get("source_id") or 0)


class Load(Value):
    """A file that was loaded: its table, how old the export was, and how many rows it had."""

    id: int
    table: str
    file: str
    as_of: str
    rows: int


def install(connection: Connection, table: str) -> None:
    """Has inserts, updates and deletes of `table` written to the feed, replacing older triggers."""
    columns = [
        str(name)
        for _, name, *_ in connection.exec_driver_sql(f"PRAGMA table_info({table})")
        if name not in ("record_key", "flags", "source_line")
    ]
    before, after = (_pictured(side, columns) for side in ("old", "new"))
    for op, side, when, images in (
        ("insert", "new", "", f"NULL, {after}"),
        ("update", "new", _CHANGED, f"{before}, {after}"),
        ("delete", "old", "", f"{before}, NULL"),
    ):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{op}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_{op} AFTER {op.upper()} ON {table} {when} BEGIN "
            "INSERT INTO changes (table_name, record_key, op, before, after) "
            f"VALUES ('{table}', {side}.record_key, '{op}', {images}); END"
        )


def _pictured(side: str, columns: list[str]) -> str:
    """The row as a JSON object."""
    pairs = ", ".join(f"'{name}', {side}.\"{name}\"" for name in columns)
    return f"json_object({pairs})"
