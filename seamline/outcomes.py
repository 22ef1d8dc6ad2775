"""What workflows made of the mails played: figures per workflow, and cases beside the company's own
acts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from domain.case import CaseState
from graph.workflows.registry import workflows
from memory import chain
from memory.cases import cases

if TYPE_CHECKING:
    from seamline.wiring import Office


class Flow(NamedTuple):
    """One workflow's cases: how many, how their actions were ruled on, how many wait or closed."""

    code: str
    name: str
    cases: int
    rulings: dict[str, int]
    questions: int
    waiting: int
    closed: int


class OwnAct(NamedTuple):
    """A row that the company's own people entered on a day."""

    day: str
    table: str
    cells: dict[str, str]


def flows_of(office: Office) -> tuple[Flow, ...]:
    """A line for each workflow there is, also for those without a case."""
    with office.ledger.reading() as connection:
        states = list(cases(connection))
        ruled = {
            state.id: chain.of_stream(connection, f"case:{state.id}", kinds=("ruled",))
            for state in states
        }
    found = []
    for code, flow in workflows().items():
        mine = [state for state in states if state.workflow == flow.NAME]
        last: dict[str, str] = {}
        for state in mine:
            for fact in ruled[state.id]:
                last |= {one["action_key"]: one["outcome"] for one in fact.body["rulings"]}
        found.append(
            Flow(
                code=code,
                name=flow.NAME,
                cases=len(mine),
                rulings=dict(sorted(Counter(last.values()).items())),
                questions=sum(len(state.open_questions) for state in mine),
                waiting=sum(1 for state in mine if state.phase == "review"),
                closed=sum(1 for state in mine if state.closed is not None),
            )
        )
    return tuple(found)


def side_by_side(office: Office, company: Path) -> str:
    """A page of text: each case with what is proposed, and what the company's own people did about
    the same thing (rows of the `own` part of its feeds that name it)."""
    acts = list(_own_acts(company))
    with office.ledger.reading() as connection:
        states = list(cases(connection))
    told = ["# What Seamline would have done, beside what the company did", ""]
    for state in sorted(states, key=lambda one: one.id):
        told += [f"## {state.id}: {state.title}", "", *_proposed(state), ""]
        mine = [one for one in acts if state.order.partition(":")[2] in one.cells.values()]
        told += ["The company:", ""]
        told += [f"* {_said(one)}" for one in mine] or ["* nothing on record"]
        told.append("")
    return "\n".join(told)


def _proposed(state: CaseState) -> Iterator[str]:
    yield "Seamline:"
    yield ""
    if state.proposal is None:
        yield "* noted"
        return
    yield f"* {state.proposal.summary}"
    for action in state.proposal.actions:
        yield f"* {action.said().splitlines()[0]}"


def _own_acts(company: Path) -> Iterator[OwnAct]:
    for file in sorted(company.glob("feed/*/own/*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                cells = {name: text for name, text in row.items() if name and text}
                yield OwnAct(file.parent.parent.name, file.stem, cells)


def _said(one: OwnAct) -> str:
    return f"{one.day} {one.table}: " + ", ".join(f"{k} {v}" for k, v in one.cells.items())
