"""Threads: the graph's checkpoints, one a case, only the latest kept, none trusted unread."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import aiosqlite
from langgraph.checkpoint.serde import jsonplus
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command

from domain.errors import Damaged
from domain.points import durable
from graph.case_graph import CaseGraph, build
from graph.run import Run

#: The saver's tables; a test holds them against the installed version.
_TABLES = ("checkpoints", "writes")


@dataclass
class Foreign:
    """A type no checkpoint may bring back."""

    word: str


class Saver(AsyncSqliteSaver):
    """The library's saver, with its two commits marked: one point is one commit, no more."""

    async def aput(self, *given: Any, **named: Any) -> Any:
        with durable("checkpoint.commit"):
            return await super().aput(*given, **named)

    async def aput_writes(self, *given: Any, **named: Any) -> None:
        with durable("checkpoint.commit"):
            await super().aput_writes(*given, **named)


@asynccontextmanager
async def open_saver(path: Path) -> AsyncIterator[AsyncSqliteSaver]:
    """The checkpoint saver on the workspace's checkpoint file."""
    require_strict_msgpack()
    async with aiosqlite.connect(path) as connection:
        saver = Saver(connection)
        with durable("checkpoint.open"):
            await connection.execute("PRAGMA journal_mode=WAL")
            await connection.execute("PRAGMA synchronous=FULL")
            await saver.setup()
        yield saver


def require_strict_msgpack() -> None:
    """Blocked types degrade silently, so it is asserted that they are blocked at all."""
    from langgraph.checkpoint.serde import _msgpack

    if not getattr(_msgpack, "STRICT_MSGPACK_ENABLED", False):
        raise Damaged("checkpoints would accept foreign types; import seamline first")
    probe = jsonplus.JsonPlusSerializer()
    quiet = logging.getLogger("langgraph.checkpoint.serde.jsonplus")
    level = quiet.level
    quiet.setLevel(logging.ERROR)  # the probe provokes the very warning that is wanted elsewhere
    back = probe.loads_typed(probe.dumps_typed(Foreign(word="x")))
    quiet.setLevel(level)
    if isinstance(back, Foreign):
        raise Damaged("a foreign type survived a checkpoint; this langgraph version is not known")


@asynccontextmanager
async def open_threads(path: Path) -> AsyncIterator[Threads]:
    """The threads of a workspace."""
    async with open_saver(path) as saver:
        yield Threads(saver)


@cache
def compiled(functions: tuple[str, ...]) -> CaseGraph:
    """One graph a set of specialists, compiled once a process: a workspace adds its saver."""
    return build(functions)


class Threads:
    """Runs and resumes the threads of cases, and forgets what only the ledger should remember."""

    def __init__(self, saver: AsyncSqliteSaver) -> None:
        self._saver = saver
        self._graphs: dict[tuple[str, ...], CaseGraph] = {}

    async def start(self, run: Run, phase: str) -> None:
        """A new run from the ledger's facts; whatever the thread held before is dropped."""
        await self.forget(run.state.id)
        first = {
            "case": run.state.id,
            "run": run.id,
            "through": run.state.through,
            "phase": phase,
        }
        await self._invoke(first, run)

    async def resume(self, run: Run, proposal: str, decision: str) -> bool:
        """Resumes the thread if it waits for this very proposal; False when it must be rebuilt."""
        snapshot = await self.graph(run.workflow.SPECIALISTS).aget_state(self._config(run.state.id))
        opened = run.state.proposal
        waits = snapshot.next == ("review",) and opened is not None
        if not waits or opened is None or snapshot.values.get("run") != opened.run:
            return False
        if snapshot.values.get("through") != opened.through:
            return False
        await self._invoke(Command(resume={"proposal": proposal, "decision": decision}), run)
        return True

    async def forget(self, case: str) -> None:
        """Drops the thread of a case, if it has one."""
        known = " UNION ALL ".join(f"SELECT 1 FROM {one} WHERE thread_id = ?" for one in _TABLES)
        async with self._saver.lock, self._saver.conn.execute(known, (case, case)) as cursor:
            if await cursor.fetchone() is None:
                return
        with durable("checkpoint.prune"):
            await self._saver.adelete_thread(case)

    async def keep_latest(self, case: str) -> None:
        """Deletes all but the newest checkpoint of a thread (the saver itself cannot prune)."""
        newest = "SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ?"
        async with self._saver.lock, self._saver.conn.execute(newest, (case,)) as cursor:
            row = await cursor.fetchone()
        if row is None or row[0] is None:
            return
        with durable("checkpoint.prune"):
            async with self._saver.lock:
                for table in _TABLES:
                    await self._saver.conn.execute(
                        f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < ?",
                        (case, row[0]),
                    )
                await self._saver.conn.commit()

    async def _invoke(self, given: Any, run: Run) -> None:
        graph, config = self.graph(run.workflow.SPECIALISTS), self._config(run.state.id)
        await graph.ainvoke(given, config, context=run, durability="exit")

    def graph(self, functions: Iterable[str]) -> CaseGraph:
        """The graph of a workflow with these specialists, on this workspace's saver."""
        names = tuple(sorted(functions))
        if names not in self._graphs:
            self._graphs[names] = copy(compiled(names))
            self._graphs[names].checkpointer = self._saver
        return self._graphs[names]

    @staticmethod
    def _config(case: str) -> Any:
        return {"configurable": {"thread_id": case}}


def checkpoint_bytes(path: Path) -> int:
    """Bytes the checkpoint tables hold, for the benchmark."""
    with sqlite3.connect(path) as connection:
        sums = [
            connection.execute(f"SELECT coalesce(sum(length({column})), 0) FROM {table}").fetchone()
            for table, column in (("checkpoints", "checkpoint"), ("writes", "value"))
        ]
    return sum(int(row[0]) for row in sums)
