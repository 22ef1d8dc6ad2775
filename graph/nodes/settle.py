"""Await effects, verify, learn: what was decided is seen through to the outcome contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime

from domain.case import CaseState
from domain.settling import is_doubtful
from graph.owing import owing
from graph.run import Run
from graph.state import CaseGraphState

#: Effects that are still under way.
_RESTLESS = ("intended", "unknown", "awaiting_erp")


#: What a partner still has time to answer; the clock looks after it.
_ASKED = ("confirmation", "silence", "matter")


async def await_effects(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Looks whether every effect has come to rest; the ledger knows, the state only points."""
    run = runtime.context
    effects = run.state.effects
    restless = [one for one in effects if one.state in _RESTLESS]
    if restless:
        doubtful = [one for one in effects if is_doubtful(one.state)]
        _say_stuck(run, [f"{one.kind} is {one.state}: {one.detail}" for one in doubtful])
    return {"settled": not restless}


async def verify(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Holds the case against its outcome contract."""
    run = runtime.context
    owed = owing(run.policy, _with_matters(run))
    missing = list(run.workflow.missing_outcome(run.state))
    # an answer that a partner still has time for is with the clock, not with people
    loud = [one.said() for one in owed if not (one.kind in _ASKED and one.is_quiet)]
    _say_stuck(run, [*missing, *loud])
    return {"complete": not missing and not owed}


def _with_matters(run: Run) -> CaseState:
    """The case with what the record does not show yet and what it brought up waits for."""
    looks = getattr(run.workflow, "outstanding", None)
    is_rejected = (run.state.decision or {}).get("verb") == "reject"
    found = tuple(looks(run.context, run.state)) if looks and not is_rejected else ()
    if found != run.state.outstanding:
        matters = [one.model_dump(mode="json") for one in found]
        run.emit("outstanding", "workflow", matters=matters, through=run.state.through)
    return run.state.model_copy(update={"outstanding": found})


def _say_stuck(run: Run, reasons: Sequence[str]) -> None:
    """Says aloud what keeps the case, once as long as it stays the same."""
    because = "; ".join(reasons)
    if because and because != run.state.stuck:
        run.emit("stuck", "workflow", because=because, through=run.state.through)


async def learn(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Closes the case; the desk derives the memory record from its facts as it commits."""
    runtime.context.closes = True
    return {}
