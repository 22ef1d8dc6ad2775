"""The case graph: recall → assess → price → weigh → propose → review → effects → verify → learn."""

from __future__ import annotations

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from graph.nodes.assess import assess
from graph.nodes.price import price
from graph.nodes.propose import propose
from graph.nodes.recall import recall
from graph.nodes.review import review
from graph.nodes.settle import await_effects, learn, verify
from graph.nodes.weigh import weigh
from graph.run import Run
from graph.state import CaseGraphState

#: The compiled graph.
CaseGraph = CompiledStateGraph[CaseGraphState, Run, CaseGraphState, CaseGraphState]


def build(functions: tuple[str, ...], saver: BaseCheckpointSaver[Any] | None = None) -> CaseGraph:
    """The compiled graph for workflows whose specialists are `functions`."""
    graph = StateGraph(CaseGraphState, context_schema=Run)
    graph.add_node("recall", recall)
    for name in functions:
        graph.add_node(f"assess_{name}", assess(name))
        graph.add_edge("recall", f"assess_{name}")
    graph.add_node("price", price)
    graph.add_node("weigh", weigh)
    graph.add_node("propose", propose)
    graph.add_node("review", review)
    graph.add_node("await_effects", await_effects)
    graph.add_node("verify", verify)
    graph.add_node("learn", learn)
    graph.add_conditional_edges(START, _enter, ["recall", "await_effects"])
    graph.add_edge([f"assess_{name}" for name in functions], "price")
    graph.add_edge("price", "weigh")
    graph.add_edge("weigh", "propose")
    graph.add_edge("propose", "review")
    graph.add_edge("review", "await_effects")
    graph.add_conditional_edges("await_effects", _settled, ["verify", END])
    graph.add_conditional_edges("verify", _complete, ["learn", END])
    graph.add_edge("learn", END)
    return graph.compile(checkpointer=saver)


def _enter(state: CaseGraphState) -> str:
    return "await_effects" if state.get("phase") == "effects" else "recall"


def _settled(state: CaseGraphState) -> str:
    return "verify" if state.get("settled") else END


def _complete(state: CaseGraphState) -> str:
    return "learn" if state.get("complete") else END
