"""The ledger: one durable transaction at a time over facts, inbox, outbox and reservations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import OperationalError

import memory.recall_tables  # noqa: F401  # its tables hang on the same metadata
from domain.errors import OutsideFailed
from domain.points import durable
from memory import tables
from memory.database import Database, connect, migrate, require_current

MIGRATIONS = Path(__file__).parent / "migrations"


class Ledger:
    """The truth of a workspace. Writers follow one another; readers see committed states."""

    def __init__(self, database: Database) -> None:
        require_current(MIGRATIONS, database)
        self._writer = connect(database, writes=True)
        self._reader = connect(database, writes=False)

    @staticmethod
    def create(database: Database) -> None:
        """Makes or migrates the database; the only way its schema changes."""
        migrate(MIGRATIONS, database)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: what is done on the connection is durable when this ends well.

        OutsideFailed when another process keeps the lock too long or the disk takes no more.
        """
        try:
            with self._writer.connect() as connection, connection.begin() as transaction:
                yield connection
                with durable("ledger.commit"):
                    transaction.commit()
        except OperationalError as problem:
            raise OutsideFailed(f"the ledger cannot be written: {problem.orig}") from problem

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent picture of what is committed."""
        with self._reader.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Closes all connections."""
        self._writer.dispose()
        self._reader.dispose()


_SETTING = select(tables.settings.c.value).where(tables.settings.c.name == bindparam("wanted"))


def setting(connection: Connection, name: str, default: str = "") -> str:
    """A small mutable setting, such as the position of the replay clock."""
    value = connection.execute(_SETTING, {"wanted": name}).scalar()
    return default if value is None else str(value)


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Sets a small mutable setting."""
    change = update(tables.settings).where(tables.settings.c.name == name).values(value=value)
    if connection.execute(change).rowcount == 0:
        connection.execute(insert(tables.settings).values(name=name, value=value))
