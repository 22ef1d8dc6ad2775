"""Weigh: hard constraints filter, then the ordered trade-offs choose, for each order line."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from langgraph.runtime import Runtime

from domain.options import Option
from domain.tradeoffs import rank
from graph.pinned import BY_COST, pinned
from graph.run import Run
from graph.state import CaseGraphState


async def weigh(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """A ranking per order line; an option a person chose by an edit goes before the order."""
    run = runtime.context
    rules = run.policy.workflows.get(run.workflow.NAME)
    tiers = rules.trade_offs if rules else ()
    options = [Option.model_validate(one) for one in state["options"]]
    rankings = []
    for name, group in groupby(options, key=lambda one: one.object):
        of_line = list(group)
        ranking = pinned(rank(_worked_out(of_line, run), tiers or BY_COST), of_line, run.state)
        rankings.append(ranking)
        run.emit(
            "options_priced",
            "pricing",
            run=run.id,
            object=name,
            options=[_shown(option) for option in of_line],
            ranking=ranking.model_dump(mode="json"),
        )
    return {"rankings": [ranking.model_dump(mode="json") for ranking in rankings]}


def _worked_out(options: list[Option], run: Run) -> list[Option]:
    """The options as they are ranked: a quantity that a person lessens leaves the choice alone."""
    if not getattr(run.context, "less", None):
        return options
    whole = run.workflow.reprice(run.context.model_copy(update={"less": {}}))
    found = {(one.object, one.name): one for one in whole}
    return [found.get((one.object, one.name), one) for one in options]


def _shown(option: Option) -> dict[str, Any]:
    """An option as it goes on record: with its cost, without the actions of those not chosen."""
    return {
        **option.model_dump(mode="json", exclude={"actions"}),
        "cost": option.cost.model_dump(mode="json"),
    }
