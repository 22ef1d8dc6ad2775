"""The bare graph: the same steps with nothing in them and no checkpointer, as a yardstick."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, TypedDict

from langgraph.graph import END, START, StateGraph

_BEFORE = ("recall",)
_PARALLEL = ("sourcing", "logistics", "documents", "finance", "impact")
_AFTER = ("price", "weigh", "propose", "review", "await_effects", "verify", "learn")


def _add(kept: list[str], new: list[str]) -> list[str]:
    return sorted([*kept, *new])


class BareState(TypedDict, total=False):
    """Names of the steps passed."""

    seen: Annotated[list[str], _add]


def bare() -> Any:
    """Nine supersteps, five nodes in parallel, as in the case graph."""
    graph = StateGraph(BareState)

    def step(name: str) -> Any:
        async def node(state: BareState) -> BareState:
            return {"seen": [name]}

        return node

    for name in (*_BEFORE, *_PARALLEL, *_AFTER):
        graph.add_node(name, step(name))
    graph.add_edge(START, _BEFORE[0])
    for name in _PARALLEL:
        graph.add_edge(_BEFORE[0], name)
    graph.add_edge(list(_PARALLEL), _AFTER[0])
    for first, second in pairwise(_AFTER):
        graph.add_edge(first, second)
    graph.add_edge(_AFTER[-1], END)
    return graph.compile()


async def run_bare(cases: int) -> None:
    """Runs it once a case, one after the other."""
    compiled = bare()
    for _ in range(cases):
        await compiled.ainvoke({"seen": []})
