"""What is late at large: by the record, and by open cases as decided, by each way, or as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from domain.case import CaseState
from domain.partner_kinds import acts_as
from domain.record import Row
from graph.answers.evidence import Line
from graph.answers.late import late_lines
from graph.answers.lateness import lateness
from graph.asking import found
from graph.deps import Deps
from memory import chain

#: So many lines of a case are told where nobody is named; the case has the rest.
_FEW = 2


def late(deps: Deps, connection: Connection, question: str, partners: Sequence[Row]) -> list[Line]:
    """Lines and shipments late on record, then what open cases know of it; of these partners, or
    of all when none is named."""
    keys = [one.key for one in partners]
    today = deps.clock.now().date()
    return [*late_lines(deps.reads, keys, today), *_of_cases(deps, connection, question, keys)]


def _of_cases(
    deps: Deps, connection: Connection, question: str, partners: Sequence[str]
) -> Iterator[Line]:
    for state in deps.cases():
        if state.closed is not None or not _is_of_days(connection, state):
            continue
        told = lateness(found(deps, question, chain.of_stream(connection, f"case:{state.id}")))
        mine = told if _may_touch(deps, state, partners) else []
        for one in mine if partners else [one for one in mine if _tells(one)][:_FEW]:
            yield one.model_copy(update={"text": f"{state.id}: {one.text.strip()}"})


def _tells(one: Line) -> bool:
    """Whether a line says that anything is late."""
    return bool(re.search(r"[1-9]\d* d late|\blater\b|no longer holds|\(over\)", one.text))


def _is_of_days(connection: Connection, state: CaseState) -> bool:
    """Whether any look found anything in it: without one nothing is known of days."""
    return bool(chain.of_stream(connection, f"case:{state.id}", kinds=["assessed"]))


def _may_touch(deps: Deps, state: CaseState, partners: Sequence[str]) -> bool:
    """Whether a case may be about one of these: a customer is found by its lines alone, anybody
    else by whose case it is."""
    if not partners:
        return True
    kinds = {acts_as(row) for row in deps.reads.rows("partners") if row.key in partners}
    return bool(kinds & {"customer", "distributor"}) or state.partner in partners
