"""Opens the ledger's database: writers lock it at BEGIN, readers see one committed state."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from domain.errors import Damaged, OutsideFailed, Refused

#: How long a writer waits for another process before it gives up, in milliseconds.
BUSY_MS = 30_000

#: PostgreSQL has no lock on a whole database: its writers queue for this number instead.
WRITERS = 7_326_411

#: A SQLite file, or the address of a database on a server.
Database = Path | URL


def address(database: Database) -> URL:
    """The SQLAlchemy address; a path may hold any character."""
    if isinstance(database, URL):
        return database
    return URL.create("sqlite+pysqlite", database=str(database))


def connect(database: Database, *, writes: bool, busy_ms: int = BUSY_MS) -> Engine:
    """An engine; a writing one begins every transaction with its lock taken."""
    url = address(database)
    if url.get_backend_name() == "sqlite":
        # readers are many at once (open pages), and one may ask in the middle of another's answer
        engine = create_engine(url, connect_args={"timeout": busy_ms / 1000}, max_overflow=-1)
        _prepare_sqlite(engine, writes)
    else:
        isolation = None if writes else "REPEATABLE READ"
        engine = create_engine(url, isolation_level=isolation, max_overflow=-1)
        _prepare_server(engine, writes, busy_ms)
    return engine


def _prepare_sqlite(engine: Engine, writes: bool) -> None:
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # we say BEGIN ourselves, so that the lock is taken at once
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")
        if not writes:
            raw.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        try:  # by the driver alone: it is said some hundred times a case
            connection.connection.driver_connection.execute(begin)
        except sqlite3.OperationalError as problem:
            raise _busy(engine) from problem


def _prepare_server(engine: Engine, writes: bool, busy_ms: int) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if not writes:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {busy_ms}")
        try:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
        except OperationalError as problem:
            raise _busy(engine) from problem


def _busy(engine: Engine) -> OutsideFailed:
    name = Path(engine.url.database or "").name
    return OutsideFailed(f"{name} is busy with another process; try again")


def migrate(migrations: Path, database: Database) -> None:
    """Makes the database or brings it to the newest schema; the only place where schemas change."""
    from alembic import command  # here: slow to import, and few commands need it
    from alembic.config import Config

    _refuse_foreign(migrations, database)
    engine = connect(database, writes=True)
    config = Config()  # of no file: alembic then neither prints nor touches the logging
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        with engine.begin() as connection:  # a step that fails leaves the schema as it was
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as problem:
        raise _closed(database, problem) from problem
    finally:
        engine.dispose()


def require_current(migrations: Path, database: Database) -> None:
    """Refuses a database whose schema is not the one this version knows; quick, without alembic."""
    name = _name(database)
    if isinstance(database, Path) and not database.is_file():
        raise Refused(f"there is no {name} in {database.parent}; run `seamline init` first")
    (found, _), wanted = _look(database), revisions(migrations)[-1]
    if found != wanted:
        raise Refused(
            f"{name} has schema {found or 'none'} and this version of Seamline knows {wanted}; "
            "run `seamline migrate` with the newest version"
        )


def revisions(migrations: Path) -> list[str]:
    """The numbers of the migrations, oldest first: their file names begin with them."""
    files = (migrations / "versions").glob("[0-9]*.py")
    return sorted(file.stem.partition("_")[0] for file in files)


def _refuse_foreign(migrations: Path, database: Database) -> None:
    """Only an empty database or a schema up to ours may be migrated."""
    if isinstance(database, Path) and not database.is_file():
        return
    (found, filled), known = _look(database), revisions(migrations)
    if found not in known if found else filled:
        raise Refused(
            f"{_name(database)} has {f'schema {found}' if found else 'tables of another program'} "
            f"and this version of Seamline knows {known[-1]}; nothing was changed"
        )


def _look(database: Database) -> tuple[str, bool]:
    """The revision of the schema, empty when it has none, and whether there are tables at all."""
    engine = connect(database, writes=False)
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            wanted = text("SELECT version_num FROM alembic_version")
            known = "alembic_version" in tables
            return str(connection.execute(wanted).scalar() or "") if known else "", bool(tables)
    except OperationalError as problem:
        raise _closed(database, problem) from problem
    except DatabaseError as problem:
        raise Damaged(f"{_name(database)} cannot be read: {problem.orig}") from problem
    finally:
        engine.dispose()


def _closed(database: Database, problem: OperationalError) -> OutsideFailed:
    return OutsideFailed(f"{_name(database)} cannot be opened or written: {problem.orig}")


def _name(database: Database) -> str:
    return database.name if isinstance(database, Path) else str(database.database)
