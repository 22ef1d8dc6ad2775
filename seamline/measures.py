"""Measures of a workspace: autonomy, hand-offs, cycle time, interfaces, the cost of delay."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from domain.case import fold
from domain.fact import Fact
from domain.measures import autonomy, delay_cost, handoffs, pareto, waiting
from domain.measures.history import History
from graph.owing import owing
from memory import chain
from seamline.flow_names import flow
from seamline.wiring import Office


def measures(
    office: Office, since: date | None = None, until: date | None = None
) -> dict[str, Any]:
    """Every measure with its definition and the cases it rests on; with days, of the cases whose
    first event fell between them, both included."""
    every, head = _histories(office)
    chosen = [one for one in every if _within(one, since, until)]
    now = office.clock.now()

    def owed(state: Any) -> Any:
        return owing(office.policy, state)

    waited = {one.state.id: waiting.waits(one, owed, now) for one in chosen}
    handed = handoffs.hand_offs(chosen, office.people, _awaited(office))
    stretches = [stretch for one in waited.values() for stretch in one]
    return {
        "as_of": now,
        "head": head,
        "since": since,
        "until": until,
        "cases": len(chosen),
        "left_out": len(every) - len(chosen),
        "autonomy": {
            "definition": autonomy.DEFINITION,
            "rows": [_rated(one) for one in _by_flow(autonomy.autonomy(chosen))],
        },
        "handoffs": {"definition": handoffs.DEFINITION, "rows": handoffs.pairs(handed, now)},
        "cycle": {
            "definition": waiting.DEFINITION,
            "rows": _by_flow(waiting.cycles(chosen, owed, now)),
        },
        "pareto": {
            "definition": pareto.DEFINITION,
            "rows": pareto.pareto(handed, stretches, now),
        },
        "delay": _delay(chosen, waited),
    }


def _histories(office: Office) -> tuple[list[History], int]:
    """All cases with their facts, from one state of the ledger, and its number."""
    found: dict[str, list[Fact]] = defaultdict(list)
    with office.ledger.reading() as connection:
        head, _ = chain.head(connection)
        for fact in chain.all_facts(connection):
            if fact.stream.startswith("case:") and fact.kind != "model_called":
                found[fact.stream.removeprefix("case:")].append(fact)
    return [History(fold(name, facts), facts) for name, facts in found.items()], head


def _within(one: History, since: date | None, until: date | None) -> bool:
    day = one.began.date()
    return (since is None or since <= day) and (until is None or day <= until)


def _awaited(office: Office) -> Any:
    def is_awaited(workflow: str, function: str) -> bool:
        rules = office.policy.workflows.get(workflow)
        return rules is not None and function in rules.acknowledged_by

    return is_awaited


def _by_flow(rows: Any) -> list[Any]:
    """The row of all first, then workflows in the order of their codes."""
    return [rows[0], *sorted(rows[1:], key=lambda one: flow(one.workflow))]


def _rated(one: autonomy.Autonomy) -> dict[str, Any]:
    return {
        **one.model_dump(mode="json"),
        "ended": one.ended,
        "strict_pct": one.per_cent(one.strict),
        "supervised_pct": one.per_cent(one.supervised),
    }


def _delay(chosen: list[History], waited: dict[str, tuple[waiting.Wait, ...]]) -> dict[str, Any]:
    found = [rise for one in chosen for rise in delay_cost.rises(one, waited[one.state.id])]
    return {
        "definition": delay_cost.DEFINITION,
        "rows": [{**one.model_dump(mode="json"), "by": one.by} for one in found],
        "totals": [
            {"who": who, "currency": currency, "by": by}
            for (who, currency), by in sorted(delay_cost.totals(found).items())
        ],
        "lapses": [lapse for one in chosen for lapse in delay_cost.lapses(one)],
    }
