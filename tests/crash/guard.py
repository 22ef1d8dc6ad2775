"""The guard: no write and no outer call of the product passes unless a registered point is open.

Three witnesses. The interpreter's audit hook sees files opened for writing, moved or removed,
sockets and processes. Every SQLite handle of Python is traced, so that a COMMIT of something is
seen. The kernel tells what changed in the workspace, whoever wrote it: Chroma is native code.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from domain.points import watched
from tests.crash.kernel import Changes

#: What may happen outside a point, and why that is no hole. The end of a path or a command.
ALLOWED = {
    "/dev/null": "keeps nothing",
    "tools.mail.confined": "the mail parser's child: asked over a pipe, it may write nothing",
    "/chroma/owner.lock": "a lock says who is there, and holds nothing",
    "/apply-in-erp/.lock": "a lock says who is there, and holds nothing",
    "-wal": "SQLite's own log: what becomes durable by it is a COMMIT, and those are traced",
    "-shm": "SQLite's own index of its log, made anew after a crash",
}
#: Files that Python's SQLite handles write: traced statement by statement instead.
TRACED = ("/ledger.db", "/erp.db", "/checkpoints.db")

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Audit events that write or reach out, and which of their arguments says where.
_ACTS = {
    "os.rename": 1,
    "os.remove": 0,
    "os.rmdir": 0,
    "os.link": 1,
    "os.symlink": 1,
    "os.truncate": 0,
    "os.system": 0,
    "os.posix_spawn": 0,
    "os.exec": 0,
    "subprocess.Popen": 1,
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
}
_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


class Guard:
    """Watches one process from `on` to the end; `outside` is what passed without a point."""

    def __init__(self, workspace: Path) -> None:
        self.outside: list[str] = []
        self._workspace = workspace
        self._open = 0
        self._handles = 0
        self._changes: Changes | None = None

    @contextmanager
    def on(self) -> Iterator[None]:
        """Guards what is done inside."""
        self._changes = Changes(self._workspace)
        sys.addaudithook(self._audited)
        with watched(self._passed), self._traced(sqlite3), self._traced(sqlite3.dbapi2):
            yield
        self._seen_by_the_kernel()
        self._changes = None
        if self._handles:
            self.outside.append(f"{self._handles} SQLite handles were opened past the trace")

    @contextmanager
    def _traced(self, module: Any) -> Iterator[None]:
        """Traces every handle that is opened through a module's `connect`."""
        connect = module.connect

        def traced(*given: Any, **named: Any) -> sqlite3.Connection:
            handle: sqlite3.Connection = connect(*given, **named)
            handle.set_trace_callback(partial(_traced, handle, self._committed, []))
            self._handles -= 1
            return handle

        with patch.object(module, "connect", traced):
            yield

    def _passed(self, _point: str, phase: str) -> None:
        if phase == "before":
            self._seen_by_the_kernel()
            self._open += 1
        else:
            self._seen_by_the_kernel()
            self._open -= 1

    def _audited(self, event: str, given: tuple[Any, ...]) -> None:
        if self._changes is None:
            return
        if event == "sqlite3.connect/handle":
            self._handles += 1
        elif event == "open" and given[2] & _WRITES and not isinstance(given[0], int):
            self._tell("open", given[0])  # a number is a pipe, or a file that was told before
        elif event in _ACTS:
            self._tell(event, given[_ACTS[event]])

    def _committed(self, statement: str) -> None:
        self._tell("commit of", statement[:200])

    def _seen_by_the_kernel(self) -> None:
        assert self._changes is not None
        for path in self._changes.taken():
            # a folder says nothing by itself, and one that holds something is told with it
            if not str(path).endswith(TRACED) and not path.is_dir():
                self._tell("the kernel saw a change of", path)

    def _tell(self, what: str, where: object) -> None:
        said = " ".join(map(str, where)) if isinstance(where, list | tuple) else str(where)
        if self._open or said.endswith(tuple(ALLOWED)):
            return
        frames = traceback.extract_stack()[:-3]
        ours = [one for one in frames if "site-packages" not in one.filename]
        at = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(ours[-4:]))
        self.outside.append(f"{what} {said} ({at})")


def _traced(
    handle: sqlite3.Connection, committed: Callable[[str], None], changes: list[str], sql: str
) -> None:
    """Tells of a COMMIT that makes a change durable, and of a change that needs no COMMIT."""
    word = sql.lstrip().split(None, 1)[0].upper().rstrip(";") if sql.strip() else ""
    if word in ("COMMIT", "END") and changes:
        committed("; ".join(changes))
    if word in ("BEGIN", "COMMIT", "END", "ROLLBACK"):
        changes.clear()
    elif word in _CHANGES and handle.in_transaction:
        changes.append(sql)
    elif word in _CHANGES:
        committed(sql)
