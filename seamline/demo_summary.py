"""What the demo came to: cases by workflow, how many ended how, and why the rest is still open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from domain.case import CaseState
from graph.owing import owing
from graph.workflows.registry import workflows

if TYPE_CHECKING:
    from seamline.wiring import Office


class Flow(NamedTuple):
    """A workflow's cases: how many there were, and how many ended how, by outcome."""

    code: str
    name: str
    cases: int
    ended: Counter[str]


def flows(office: Office) -> list[Flow]:
    """A line for each workflow that had a case; one that was merged is counted where it went on."""
    found = []
    for code, flow in sorted(workflows().items(), key=lambda one: (one[0][0] == "P", one[0])):
        mine = [one for one in _cases(office) if one.workflow == flow.NAME]
        if mine:
            ended = Counter(str(one.closed["outcome"]) for one in mine if one.closed is not None)
            found.append(Flow(code, flow.NAME, len(mine), ended))
    return found


class Open(NamedTuple):
    """Cases of a workflow that wait for the same party: what the first of them waits for."""

    code: str
    who: str
    cases: tuple[str, ...]
    why: str


def still_open(office: Office) -> list[Open]:
    """Why cases are still open: by workflow and by whom they wait for."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in (each for each in _cases(office) if each.closed is None):
        who, why = _waits_for(office, one)
        found.setdefault((one.id.partition("-")[0], who), []).append((one.id, why))
    return [
        Open(code, who, tuple(case for case, _ in told), told[0][1])
        for (code, who), told in sorted(found.items(), key=lambda one: one[0][0][0] == "P")
    ]


def owing_names(office: Office, case: CaseState) -> list[str]:
    """Who owes a decided case something, by name."""
    return sorted({_name(office, one.who) for one in owing(office.policy, case)})


def _waits_for(office: Office, case: CaseState) -> tuple[str, str]:
    """Whom an open case waits for, and what it is that they have to do."""
    if case.stuck and case.proposal is None:
        return "whoever owns it", case.stuck
    if _waits(case):
        summary = case.proposal.summary if case.proposal is not None else "to be looked at"
        return " or ".join(sorted(_asked(office, case))), f"to decide: {case.stuck or summary}"
    for one in owing(office.policy, case):
        name = _name(office, one.who)
        return name, f"still to come: {one.what.removeprefix(f'{name}: ')}"
    return "nobody now", "what is due comes later"


def _cases(office: Office) -> list[CaseState]:
    every = sorted(office.deps.cases(), key=lambda one: one.id)
    return [one for one in every if (one.closed or {}).get("outcome") != "merged"]


def _waits(case: CaseState) -> bool:
    return case.closed is None and case.phase == "review"


def _asked(office: Office, case: CaseState) -> set[str]:
    """The roles that a case waits for."""
    people = [office.people.get(one) for one in (case.asked.people if case.asked else ())]
    return {one.role for one in people if one is not None} or {"somebody"}


def _name(office: Office, who: str) -> str:
    row = office.reads.row("partners", who) if who else None
    return row.text("name") if row is not None else who or "ourselves"
