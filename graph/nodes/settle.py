"""Await effects, verify, learn: what was decided is seen through to the outcome contract."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from graph.run import Run
from graph.state import CaseGraphState


async def await_effects(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Looks whether every effect has come to rest; the ledger knows, the state only points."""
    effects = runtime.context.state.effects
    restless = [one for one in effects if one.state in ("intended", "unknown", "awaiting_erp")]
    return {"settled": not restless}


async def verify(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Holds the case against its outcome contract."""
    run = runtime.context
    missing = run.workflow.missing_outcome(run.state)
    if missing:
        run.emit("stuck", "workflow", because="; ".join(missing))
    return {"complete": not missing}


async def learn(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Closes the case; the desk derives the memory record from its facts as it commits."""
    runtime.context.closes = True
    return {}
