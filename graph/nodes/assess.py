"""Assess: each specialist looks at the same snapshot, all at once."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from langgraph.runtime import Runtime

from graph.run import Run
from graph.state import CaseGraphState


class Node(Protocol):
    """A node as the graph library calls it."""

    async def __call__(self, state: CaseGraphState, *, runtime: Runtime[Run]) -> dict[str, Any]: ...


def assess(function: str) -> Node:
    """The node of one specialist; a model's answer is waited for without holding up the others."""

    async def node(state: CaseGraphState, *, runtime: Runtime[Run]) -> dict[str, Any]:
        run = runtime.context
        contribute = run.workflow.SPECIALISTS[function]
        if run.model is None:
            contribution = contribute(run.context, None)
        else:
            contribution = await asyncio.to_thread(contribute, run.context, run.model)
        return {"contributions": [contribution.model_dump(mode="json")]}

    return node
