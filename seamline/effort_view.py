"""Who carried a case and what that cost: jobs, counters, priced lines, the source of each field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.measures import account as accounts
from domain.measures import carrying
from domain.measures.account import Account, account
from domain.measures.carrying import COUNTERS, JOBS, Carried
from domain.measures.field_sources import field_sources, is_write
from domain.money import total
from graph.owing import owing
from memory import chain
from seamline.case_histories import Told
from seamline.wiring import Office


def effort(office: Office, case_id: str) -> dict[str, Any]:
    """One case: what system and people did of each job, in money, and where its writes came from.

    Unknown for a case that is not there.
    """
    case, now = office.desk.case(case_id).id, office.clock.now()
    with office.ledger.reading() as connection:
        told = office.seen.histories.of(
            connection, case, now, lambda state: owing(office.policy, state)
        )
        acts = chain.of_stream(connection, f"case:{case}", kinds=("intended",))
    rates, one = office.policy.effort, told.carried
    return {
        "case": case,
        "definition": carrying.DEFINITION,
        "jobs": _jobs([one]),
        "counters": {name: one.counter(name) for name in COUNTERS},
        "rekeyed": one.rekeyed,
        "judged": one.judged,
        "writes": [
            {"said": fact.body["said"], "fact": fact.number, "fields": field_sources(fact)}
            for fact in acts
            if is_write(fact)
        ],
        "account": _account(account(one, told.waits, told.rises, rates), rates.hour),
        "rates": rates,
        "priced": accounts.DEFINITION,
    }


def efforts(office: Office, told: Iterable[Told]) -> dict[str, Any]:
    """All cases of a period, by workflow: counters, judgements, what was spent and spared."""
    rates, groups = office.policy.effort, {"": list(told)}
    for one in groups[""]:
        groups.setdefault(one.history.state.workflow, []).append(one)
    rows = [_row(office, name, group) for name, group in groups.items()]
    return {
        "definition": f"{carrying.DEFINITION} {accounts.DEFINITION}",
        "rows": rows,
        "hour": rates.hour,
        "cases": len(groups[""]),
    }


def _row(office: Office, workflow: str, group: list[Told]) -> dict[str, Any]:
    rates, every = office.policy.effort, [one.carried for one in group]
    costs = [account(one.carried, one.waits, one.rises, rates) for one in group]
    code = rates.hour.currency
    return {
        "workflow": workflow,
        "cases": [one.case for one in every],
        "counters": {name: sum(one.counter(name) for one in every) for name in COUNTERS},
        "rekeyed": sum(one.rekeyed for one in every),
        "judged": sum(len(one.judged) for one in every),
        "jobs": _jobs(every),
        "spent": total((one.spent for one in costs), code),
        "spared": total((one.spared for one in costs), code),
    }


def _jobs(every: list[Carried]) -> list[dict[str, Any]]:
    return [
        {
            "job": job,
            **{by: sum(one.count(by, job) for one in every) for by in ("system", "person")},
        }
        for job in dict.fromkeys(JOBS.values())
    ]


def _account(one: Account, hour: Any) -> dict[str, Any]:
    lines = [
        {**line.model_dump(), "minutes": line.minutes, "said": line.said(hour)}
        for line in one.lines
    ]
    return {**one.model_dump(), "lines": lines}
