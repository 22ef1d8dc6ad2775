"""What tests need not pay for: a disk that keeps its promise, SQL compiled for each engine, and
a sample mail parsed for each test.
"""

import os
import shutil
from functools import lru_cache
from pathlib import Path

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import base
from sqlalchemy.util import LRUCache

from tools.mail import isolate

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes; a run holds about one of them at its height


def in_memory() -> None:
    """Puts the tests' folders into memory where there is room: they kill processes, never machines.

    Every durable write waits for the disk, some thousand times a run; a folder that the caller
    names (`--basetemp`, PYTEST_DEBUG_TEMPROOT) stays what it is.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def share_compiled_sql() -> None:
    """One cache of compiled statements for all engines of SQLite in this process.

    SQLAlchemy keeps one for each engine, keyed by its dialect; a test opens a dozen engines, which
    all say the same, where an installation opens a few once.
    """
    shared = LRUCache(4000)
    made = base.Engine.__init__

    def make(engine: base.Engine, *args: object, **named: object) -> None:
        made(engine, *args, **named)
        if isinstance(engine.dialect, SQLiteDialect_pysqlite):
            engine._compiled_cache = shared

    base.Engine.__init__ = make
    SQLiteDialect_pysqlite.__eq__ = lambda one, other: type(one) is type(other)
    SQLiteDialect_pysqlite.__hash__ = lambda one: hash(type(one))


def parse_once() -> None:
    """A mail that this process had parsed in the child is not parsed there again.

    What is parsed follows from the bytes alone, and hundreds of tests file the same few samples;
    tests of the child have it asked each time. Mails that cannot be read are tried each time.
    """
    isolate.parse_safely = lru_cache(maxsize=256)(isolate.parse_safely)
    isolate.identify_safely = lru_cache(maxsize=256)(isolate.identify_safely)
