"""The snapshot of a case: what everything that looks at it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from graph.approvals import WithApprovals
from graph.deps import Deps
from graph.holds import held_by_others
from graph.workflows.contract import Workflow


def case_context(deps: Deps, state: CaseState, module: Workflow) -> Any:
    """The snapshot of a case now, with what other cases hold and people changed of its proposal."""
    with deps.ledger.reading() as connection:
        context = context_in(deps, connection, state, module)
    pins = state.pinned or (state.proposal.pins if state.proposal is not None else {})
    return with_less(context, {name: one.value for name, one in pins.items()})


def context_in(deps: Deps, connection: Connection, state: CaseState, module: Workflow) -> Any:
    """The snapshot of a case by what this connection sees, with what other cases hold."""
    now = deps.clock.now()
    held = held_by_others(connection, state.id, now)
    reads = WithApprovals(deps.reads, lambda: connection)
    return module.assemble(reads, state, now=now, held=held, policy=deps.policy)


def with_less(context: Any, values: Mapping[str, str]) -> Any:
    """A snapshot with the quantities among these values, by slot, as somebody changed them."""
    less = {name: text for name, text in values.items() if name.endswith(".qty")}
    return context.model_copy(update={"less": less}) if less else context
