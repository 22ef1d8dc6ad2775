"""Measures of a workspace: autonomy, hand-offs, cycle time, interfaces, delay, who carries."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.measures import autonomy, delay_cost, handoffs, pareto, waiting
from domain.measures.history import History
from domain.measures.working_time import WorkingTime
from domain.workdays import workdays_of
from graph.owing import owing
from memory import chain
from memory.cases import case_ids
from seamline.case_histories import Told
from seamline.effort_view import efforts
from seamline.flow_names import flow
from seamline.wiring import Office


def measures(
    office: Office, since: date | None = None, until: date | None = None
) -> dict[str, Any]:
    """Every measure with its definition and the cases it rests on; with days, of the cases whose
    first event fell between them, both included."""
    now = office.clock.now()

    def owed(state: Any) -> Any:
        return owing(office.policy, state)

    with office.ledger.reading() as connection:
        head, _ = chain.head(connection)
        every, known = office.seen.histories.at(connection, now, owed, since)
    told = [one for one in every if _within(one.history, since, until)]
    chosen = [one.history for one in told]
    waited = {one.history.state.id: one.waits for one in told}
    handed = handoffs.hand_offs(chosen, office.people, _awaited(office))
    stretches = [stretch for one in waited.values() for stretch in one]
    rated = [_rated(one) for one in _by_flow(autonomy.autonomy(chosen))]
    waiting_at = pareto.pareto(handed, stretches, now)
    return {
        "as_of": now,
        "head": head,
        "since": since,
        "until": until,
        "cases": len(chosen),
        "left_out": known - len(chosen),
        "autonomy": {
            "definition": autonomy.DEFINITION,
            "rows": rated,
            "cases": rated[0]["ended"],
        },
        "handoffs": {
            "definition": handoffs.DEFINITION,
            "rows": handoffs.pairs(handed, now, _head_office(office)),
            "cases": len({one.case for one in handed}),
        },
        "cycle": {
            "definition": waiting.DEFINITION,
            "rows": _by_flow(waiting.cycles(chosen, waited)),
            "cases": len(chosen),
        },
        "pareto": {
            "definition": pareto.DEFINITION,
            "rows": waiting_at,
            "cases": len({case for one in waiting_at for case in one.cases}),
        },
        "delay": _delay(told),
        "carrying": _carrying(office, told),
    }


def case_count(office: Office) -> int:
    """How many cases there are."""
    with office.ledger.reading() as connection:
        return len(case_ids(connection))


def _within(one: History, since: date | None, until: date | None) -> bool:
    day = one.began.date()
    return (since is None or since <= day) and (until is None or day <= until)


def _head_office(office: Office) -> WorkingTime:
    """The days that the head office works: the office in the company's own time zone."""
    named = office.reads.row("company", "hq_time_zone")
    zone = named.text("value") if named is not None else ""
    sites = office.reads.rows("sites", time_zone=zone) if zone else []
    country = next((one.text("country") for one in sites), "")
    days = workdays_of(country, list(office.reads.rows("holidays", country=country)))
    return WorkingTime(days=days, zone=zone or "UTC")


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


def _carrying(office: Office, told: list[Told]) -> dict[str, Any]:
    found = efforts(office, told)
    ordered = [found["rows"][0], *sorted(found["rows"][1:], key=lambda one: flow(one["workflow"]))]
    return {**found, "rows": ordered}


def _delay(told: list[Told]) -> dict[str, Any]:
    chosen, found = [one.history for one in told], [rise for one in told for rise in one.rises]
    return {
        "definition": delay_cost.DEFINITION,
        "rows": [{**one.model_dump(mode="json"), "by": one.by} for one in found],
        "totals": [
            {"who": who, "currency": currency, "by": by}
            for (who, currency), by in sorted(delay_cost.totals(found).items())
        ],
        "cases": sum(1 for one in chosen if len(one.of("options_priced")) > 1),
        "lapses": [lapse for one in chosen for lapse in delay_cost.lapses(one)],
    }
