"""Recall: what execution memory holds on cases like this; shown, never weighed."""

from __future__ import annotations

import asyncio
from typing import Any

from langgraph.runtime import Runtime

from graph.run import Run
from graph.state import CaseGraphState


async def recall(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Puts the evidence table on record before anything is assessed."""
    run = runtime.context
    table = await asyncio.to_thread(run.recall, run.context)
    run.emit("recalled", "memory", run=run.id, **table)
    return {}
