"""Opens the record's database (erp.db): WAL, synchronous=FULL, writers that lock at BEGIN."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from domain.errors import Damaged, OutsideFailed, Refused
from domain.points import durable

#: The schema this version knows: the newest revision in `migrations`.
SCHEMA = "0002"

#: How long a writer waits for another process before it gives up, in milliseconds.
BUSY_MS = 30_000


class Database:
    """The record in one SQLite file; readers never block, writers follow one another."""

    def __init__(self, path: Path, *, busy_ms: int = BUSY_MS) -> None:
        self.path = path
        self._busy = busy_ms / 1000
        self._readers = self._engine(writes=False, fresh=False)
        self._fresh = self._engine(writes=False, fresh=True)  # keeps no connection
        self._writers = self._engine(writes=True, fresh=False)

    @contextmanager
    def reading(self, *, fresh: bool = False) -> Iterator[Connection]:
        """A read-only connection that sees one state; `fresh` opens a new one and closes it."""
        with (self._fresh if fresh else self._readers).connect() as connection:
            yield connection

    def found(self, query: str, values: Sequence[str], *, fresh: bool = False) -> list[Any]:
        """All rows of one SELECT, by the driver alone: rows are read by the hundred a case."""
        pooled = (self._fresh if fresh else self._readers).raw_connection()
        try:
            cursor = pooled.cursor()
            return list(cursor.execute(query, values).fetchall())
        finally:
            pooled.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the lock from its start; an error inside undoes all of it."""
        try:
            connection = self._writers.connect()
        except OperationalError as problem:
            raise OutsideFailed(f"{self.path.name} cannot be opened: {problem.orig}") from problem
        with connection:
            try:
                transaction = connection.begin()
            except OperationalError as problem:
                raise OutsideFailed(
                    f"{self.path.name} is busy with another process; try again"
                ) from problem
            with transaction:
                yield connection
                with durable("erp.commit"):
                    transaction.commit()

    def close(self) -> None:
        """Gives its connections back."""
        self._readers.dispose()
        self._writers.dispose()

    def _engine(self, *, writes: bool, fresh: bool) -> Engine:
        mode = "rw" if writes else "ro"
        address = f"sqlite+pysqlite:///file:{_quoted(self.path)}?mode={mode}&uri=true"
        engine = create_engine(
            address,
            connect_args={"timeout": self._busy},
            **({"poolclass": NullPool} if fresh else {}),
        )
        _prepare(engine, "BEGIN IMMEDIATE" if writes else "BEGIN")
        return engine


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _prepare(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # we say BEGIN ourselves, so that the lock is taken at once
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def open(path: Path) -> Database:
    """The record at `path`; refuses a file that is missing or has another schema."""
    if not path.is_file():
        raise Refused(f"there is no system of record at {path}; run `seamline init` first")
    database = Database(path)
    found = _schema(database)
    if found != SCHEMA:
        database.close()
        raise Refused(
            f"{path.name} has schema {found or 'none'} and this version of Seamline knows "
            f"{SCHEMA}; run `seamline migrate` with the newest version"
        )
    return database


def _schema(database: Database) -> str:
    try:
        with database.reading() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    except OperationalError:  # no such table: some other program's file, or an empty one
        return ""
    except DatabaseError as problem:
        raise Damaged(f"{database.path} is no SQLite database: {problem.orig}") from problem


def migrate(path: Path) -> None:
    """Makes the record at `path`, or brings it to the newest schema; nothing else changes it."""
    from alembic import command  # slow to import, and only two commands need it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    path.touch()
    database = Database(path)
    try:
        _refuse_foreign(database)
        _use_wal(path)
        with database.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        database.close()


def _refuse_foreign(database: Database) -> None:
    """Only an empty file or a schema up to ours may be migrated."""
    found = _schema(database)
    with database.reading() as connection:
        tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
    if found > SCHEMA or (tables and not found):
        holds = f"schema {found}" if found else "tables of another program"
        raise Refused(
            f"{database.path.name} has {holds} and this version of Seamline knows {SCHEMA}; "
            "nothing was changed"
        )


def _use_wal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
