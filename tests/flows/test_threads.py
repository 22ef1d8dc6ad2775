"""Threads prune the saver's tables by their names: these are the installed version's."""

import asyncio
from pathlib import Path

import seamline  # noqa: F401  # strict checkpoints must be on before langgraph is imported
from graph.threads import _TABLES, open_saver, open_threads


def test_the_pruned_tables_are_all_the_saver_has(tmp_path: Path) -> None:
    async def tables() -> set[str]:
        async with open_saver(tmp_path / "checkpoints.db") as saver:
            found = await saver.conn.execute_fetchall(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
            return {str(row[0]) for row in found}

    assert asyncio.run(tables()) == set(_TABLES)


def test_workspaces_share_the_compiled_graph_but_no_saver(tmp_path: Path) -> None:
    async def both() -> None:
        async with open_threads(tmp_path / "a.db") as one, open_threads(tmp_path / "b.db") as two:
            first, second = one.graph(["b", "a"]), two.graph(("a", "b"))
            assert first is one.graph(("a", "b"))
            assert first.checkpointer is not second.checkpointer
            assert first.nodes is second.nodes

    asyncio.run(both())


def test_each_set_of_specialists_has_a_graph_of_its_own(tmp_path: Path) -> None:
    async def nodes() -> tuple[set[str], set[str]]:
        async with open_threads(tmp_path / "a.db") as threads:
            one, two = threads.graph(["logistics", "finance"]), threads.graph(["quality"])
            return set(one.nodes), set(two.nodes)

    one, two = asyncio.run(nodes())
    assert one - two == {"assess_logistics", "assess_finance"}
    assert two - one == {"assess_quality"}
