"""The snapshot of a case: what everything that looks at it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case import CaseState
from graph.approvals import WithApprovals
from graph.deps import Deps
from graph.holds import held_by_others
from graph.workflows.contract import Workflow


def case_context(deps: Deps, state: CaseState, module: Workflow) -> Any:
    """The snapshot of a case now, with what other cases hold and people changed of its proposal."""
    now = deps.clock.now()
    with deps.ledger.reading() as connection:
        held = held_by_others(connection, state.id, now)
        reads = WithApprovals(deps.reads, lambda: connection)
        context = module.assemble(reads, state, now=now, held=held, policy=deps.policy)
    pins = state.pinned or (state.proposal.pins if state.proposal is not None else {})
    return with_less(context, {name: one.value for name, one in pins.items()})


def with_less(context: Any, values: Mapping[str, str]) -> Any:
    """A snapshot with the quantities among these values, by slot, as somebody changed them."""
    less = {name: text for name, text in values.items() if name.endswith(".qty")}
    return context.model_copy(update={"less": less}) if less else context
