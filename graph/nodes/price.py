"""Price: merges what the specialists brought, in one order whoever was first."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from domain.contribution import Contribution
from graph.run import Run
from graph.state import CaseGraphState


async def price(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """All options with the charges of every function; each assessment goes on record."""
    run = runtime.context
    contributions = [Contribution.model_validate(one) for one in state["contributions"]]
    for one in contributions:
        run.emit(
            "assessed",
            one.function,
            run=run.id,
            snapshot=run.context.snapshot,
            function=one.function,
            findings=[finding.model_dump(mode="json") for finding in one.findings],
            queries=[query.said() for query in one.queries],
            questions=[question.model_dump(mode="json") for question in one.questions],
        )
    options = run.workflow.price(contributions)
    return {"options": [option.model_dump(mode="json") for option in options]}
