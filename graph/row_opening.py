"""Cases that the record opens, by what an export changed or by a day that has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import Fact, NewFact
from domain.ports import Reads
from domain.record_change import PLANNED, RowChange
from domain.silence.expected import Silent
from domain.together import MERGED
from graph.case_ids import cases_about
from graph.deps import Deps
from graph.withdraw import withdraw
from graph.word import note
from graph.workflows.contract import Workflow
from graph.workflows.registry import workflow, workflows
from memory import chain, inbox

#: Who opens such cases.
RECORD = "record"


def open_by_rows(
    deps: Deps, connection: Connection, changes: Sequence[RowChange], loaded: Fact
) -> tuple[str, ...]:
    """Opens a case for what each workflow takes of these rows, unless a case is about it; the ids.

    One cause is one case: whatever a case is open about, or did itself, opens none.
    """
    known, opened, taken = deps.cases(), [], set[str]()
    for module in workflows().values():
        for subject, because in seeds_of_rows(module, deps.reads, changes).items():
            if subject in taken or _is_known(known, subject, changes):
                continue
            taken.add(subject)
            body = {"reason": because, "before": before(subject, changes)}
            opened.append(_open(deps, connection, module, subject, body, RECORD, loaded))
    return tuple(opened)


def open_by_sweep(
    deps: Deps, connection: Connection, silent: Iterable[Silent], swept: Fact
) -> None:
    """Opens a case for each of these that no case is about; once for each time it became late."""
    known = deps.cases()
    for one in silent:
        module, subject = workflow(one.opens), one.expected.object
        *past, _ = cases_about(connection, module.CODE, subject, ("case_opened",))
        was = {facts[0].body.get("sweep") for _, facts in past}
        if one.key not in was and not _is_known(known, subject, ()):
            body = {"reason": one.expected.said, "sweep": one.key}
            _open(deps, connection, module, subject, body, "clock", swept)


def before(subject: str, changes: Iterable[RowChange]) -> dict[str, dict[str, str]]:
    """What planned days that were changed held before: of the subject and what sails with it."""
    changed = {one.object: one for one in changes if one.before}
    voyage = _voyage(changed[subject]) if subject in changed else None
    mine = [
        one
        for name, one in changed.items()
        if name == subject or (voyage is not None and _voyage(one) == voyage)
    ]
    cells = {
        one.object: {name: one.was(name) for name in PLANNED if one.differs(name)} for one in mine
    }
    return {name: was for name, was in cells.items() if was}


def _voyage(one: RowChange) -> tuple[str, str] | None:
    return (one.now("vessel"), one.now("voyage")) if one.now("vessel") else None


def seeds_of_rows(
    module: Workflow, reads: Reads, changes: Sequence[RowChange]
) -> Mapping[str, str]:
    """What the workflow opens a case about, and why, in words: nothing where it declares none."""
    seeds: Callable[[Reads, Sequence[RowChange]], Iterable[tuple[str, str]]] | None
    seeds = getattr(module, "seeds_of_rows", None)
    return dict(seeds(reads, changes)) if seeds is not None else {}


def give_way(deps: Deps, connection: Connection, subject: str, to: str, cause: Fact) -> None:
    """A case of the record that nobody has said anything of goes on in the one that a mail about
    the same thing opened."""
    for one in deps.cases():
        untouched = one.is_bare and not (one.opened_by or one.notes or one.decision or one.effects)
        if one.id == to or one.order != subject or one.closed is not None or not untouched:
            continue
        now, because = deps.clock.now(), f"a mail about it opened {to}"
        withdraw(connection, one, now=now, because=because)
        body = {"to": to, "reason": because}
        note(connection, one.id, "merged", RECORD, now, body, (cause.id,))
        closed = {"outcome": MERGED, "resolved_by": f"goes on in {to}", "merged_into": to}
        note(connection, one.id, "closed", RECORD, now, closed, (cause.id,))


def _open(
    deps: Deps,
    connection: Connection,
    module: Workflow,
    subject: str,
    why: dict[str, Any],
    actor: str,
    cause: Fact,
) -> str:
    *_, (case_id, _) = cases_about(connection, module.CODE, subject)
    stream, now = f"case:{case_id}", cause.at
    body = {
        "workflow": module.NAME,
        "order": subject,
        "lines": [],
        "partner": module.partner(deps.reads, subject),
        "title": module.title(subject),
        **why,
    }
    new = NewFact(
        stream=stream, kind="case_opened", at=now, actor=actor, causes=(cause.id,), body=body
    )
    fact = chain.append(connection, [new])[0]
    inbox.enqueue(connection, stream, "opened", {"fact": fact.id}, now)
    return case_id


def _is_known(cases: Iterable[CaseState], subject: str, changes: Iterable[RowChange]) -> bool:
    new = {
        value
        for one in changes
        if one.object == subject
        for name, value in one.after.items()
        if value and str(value) != one.was(name)
    }
    return any(_speaks(one, subject) or _did(one, subject, new) for one in cases)


def _speaks(state: CaseState, subject: str) -> bool:
    """Whether an open case is about it, was told something of it, or proposes or did something."""
    if state.closed is not None:
        return False
    told = {one.object for news in state.news for one in news.statements}
    named = {name for news in state.news for name in news.kept.get("names", "").split("\n")}
    acts = [*(state.proposal.actions if state.proposal else ()), *state.effects]
    done = {name for one in acts for name in one.objects}
    return subject in {*state.abouts, *state.origin.before, *told, *named, *done}


def _did(state: CaseState, subject: str, new: set[object]) -> bool:
    """Whether the row shows what a case asked for itself."""
    mine = [one for one in state.effects if subject in one.objects]
    return any(new & set(one.wanted.values()) for one in mine)
