"""Opens the ledger's database: WAL, synchronous=FULL, writers that take their lock at BEGIN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event

from domain.errors import Refused

#: How long a writer waits for another process before it gives up, in milliseconds.
BUSY_MS = 30_000


def sqlite_url(path: Path) -> str:
    """The SQLAlchemy address of a SQLite file."""
    return f"sqlite+pysqlite:///{path}"


def connect(path: Path, *, writes: bool) -> Engine:
    """An engine on the file; a writing one begins every transaction with its lock taken."""
    engine = create_engine(sqlite_url(path), connect_args={"timeout": BUSY_MS / 1000})
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
        connection.exec_driver_sql(begin)

    return engine


def alembic_config(migrations: Path, database: Path) -> Config:
    """Where alembic finds the numbered migrations and the database."""
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("sqlalchemy.url", sqlite_url(database).replace("%", "%%"))
    return config


def migrate(migrations: Path, database: Path) -> None:
    """Brings the database to the newest schema; the only place where schemas change."""
    command.upgrade(alembic_config(migrations, database), "head")


def require_current(migrations: Path, database: Path) -> None:
    """Refuses a database whose schema is not the one this version knows."""
    wanted = ScriptDirectory.from_config(alembic_config(migrations, database)).get_current_head()
    engine = connect(database, writes=False)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    if found != wanted:
        raise Refused(
            f"{database.name} has schema {found or 'none'} and this version knows {wanted}; "
            "run `seamline migrate` with the newest version of Seamline"
        )
