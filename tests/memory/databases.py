"""Databases the ledger is tested on: SQLite, and every server SEAMLINE_TEST_DATABASES names.

That variable holds SQLAlchemy addresses, blanks between them; the user must be allowed to make
databases (and to switch triggers off, as an intruder would). Each test gets an empty one.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text

from memory.database import Database

KINDS = ("sqlite", *os.environ.get("SEAMLINE_TEST_DATABASES", "").split())


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[Database]:
    """An empty database of this kind, gone afterwards."""
    if kind == "sqlite":
        yield folder / f"{uuid.uuid4().hex}.db"
        return
    url = make_url(kind).set(database=f"seamline_test_{uuid.uuid4().hex}")
    server = create_engine(make_url(kind), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {url.database}"))
    try:
        yield url
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {url.database} WITH (FORCE)"))
        server.dispose()


def told(database: Database) -> str:
    """The database as one argument of a command."""
    if isinstance(database, Path):
        return str(database)
    return database.render_as_string(hide_password=False)


def meant(argument: str) -> Database:
    """The database such an argument names."""
    return make_url(argument) if "://" in argument else Path(argument)


def unguarded(connection: Connection) -> Connection:
    """The connection, once whoever may write the file has taken the triggers off."""
    if connection.dialect.name == "sqlite":
        for name in ("facts_keep", "facts_stay", "facts_once"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
    else:
        connection.execute(text("ALTER TABLE facts DISABLE TRIGGER USER"))
    return connection
