"""What a policy's schema cannot say: names that must exist, bands and ladders that must rise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from domain.actions import KINDS
from domain.policy.conditions import MEASURES
from domain.policy.model import Delegation, Policy, WorkflowPolicy
from domain.sweeps import KINDS as KINDS_OF_SILENCE
from domain.sweeps import Silence
from domain.tradeoffs import TIERS
from domain.vocabulary import CONSTRAINTS, FUNCTIONS, VOCABULARIES

#: A problem in words and the path to the place it is at.
Problem = tuple[str, tuple[Any, ...]]


def problems(policy: Policy) -> Iterator[Problem]:
    """Every problem, each with its path in the file."""
    for name, rules in policy.workflows.items():
        yield from _in_workflow(rules, ("workflows", name))
    for index, row in enumerate(policy.delegation):
        yield from _in_row(row, ("delegation", index))
    yield from _in_clauses(policy)
    for index, standing in enumerate(policy.standing):
        yield from _kinds(standing.kinds, ("standing", index, "kinds"))
    yield from _in_silence(policy.silence)
    for section, names in (
        ("clauses", [one.id for one in policy.clauses]),
        ("delegation", [one.id for one in policy.delegation]),
        ("standing", [one.id for one in policy.standing]),
    ):
        yield from _twins(names, section, (section,), "id")


def _in_workflow(rules: WorkflowPolicy, path: tuple[Any, ...]) -> Iterator[Problem]:
    constraints = [rule.constraint for rule in rules.owners]
    yield from _twins(constraints, "owners", (*path, "owners"), "constraint")
    for index, tier in enumerate(rules.trade_offs):
        if tier.measure not in TIERS:
            known = ", ".join(TIERS)
            yield (
                f"{tier.measure!r} is no tier; use {known}",
                (*path, "trade_offs", index, "measure"),
            )
    for index, name in enumerate(rules.hard):
        if name not in CONSTRAINTS:
            known = ", ".join(sorted(CONSTRAINTS))
            yield f"{name!r} is no constraint; use {known}", (*path, "hard", index)
    yield from _kinds(rules.confirmed or (), (*path, "confirmed"))
    for index, name in enumerate(rules.acknowledged_by):
        if name not in FUNCTIONS:
            yield _no_function(name, (*path, "acknowledged_by", index))
    shares = [rung.at_pct for rung in rules.escalation]
    if shares != sorted(set(shares)):
        yield "the rungs of the ladder do not rise", (*path, "escalation")


def _in_silence(rules: Silence) -> Iterator[Problem]:
    """A sweep may name only what its kind of expectation knows, and functions that there are."""
    names = [one.id for one in rules.sweeps]
    yield from _twins(names, "sweeps", ("silence", "sweeps"), "id")
    if rules.stop_asks not in FUNCTIONS:
        yield _no_function(rules.stop_asks, ("silence", "stop_asks"))
    for index, sweep in enumerate(rules.sweeps):
        path = ("silence", "sweeps", index)
        kind = KINDS_OF_SILENCE.get(sweep.expects)
        if kind is None:
            known = ", ".join(KINDS_OF_SILENCE)
            yield f"{sweep.expects!r} is nothing a sweep expects; use {known}", (*path, "expects")
            continue
        if sweep.object != kind.object:
            yield f"{sweep.expects} is expected of {kind.object}", (*path, "object")
        yield from _known(sweep.base, kind.bases, (*path, "base"), "base")
        for place, name in enumerate(sweep.not_when):
            yield from _known(name, kind.conditions, (*path, "not_when", place), "condition")
        yield from _known(sweep.question, VOCABULARIES["silence"], (*path, "question"), "question")
        if sweep.opens:
            yield from _known(sweep.opens, kind.workflows, (*path, "opens"), "workflow")
        if sweep.then not in FUNCTIONS:
            yield _no_function(sweep.then, (*path, "then"))


def _known(
    name: str, known: Collection[str], path: tuple[Any, ...], what: str
) -> Iterator[Problem]:
    if name not in known:
        yield f"{name!r} is no {what} here; use {', '.join(sorted(known)) or 'none'}", path


def _no_function(name: str, path: tuple[Any, ...]) -> Problem:
    return f"{name!r} is no function; use {', '.join(sorted(FUNCTIONS))}", path


def _in_row(row: Delegation, path: tuple[Any, ...]) -> Iterator[Problem]:
    if row.measure and MEASURES.get(row.measure, (None, ""))[0] is not int:
        yield f"{row.measure!r} is no whole number of a case", (*path, "measure")
    limits = [band.to for band in row.bands]
    closed = [limit for limit in limits if limit is not None]
    if closed != sorted(set(closed)) or None in limits[:-1]:
        yield f"bands of {row.id} do not rise", (*path, "bands")


def _in_clauses(policy: Policy) -> Iterator[Problem]:
    rows = {row.id for row in policy.delegation}
    for index, clause in enumerate(policy.clauses):
        yield from _kinds(clause.kinds, ("clauses", index, "kinds"))
        for name in clause.delegation:
            if name not in rows:
                yield f"no delegation row {name!r}", ("clauses", index, "delegation")


def _kinds(kinds: tuple[str, ...], path: tuple[Any, ...]) -> Iterator[Problem]:
    for kind in kinds:
        if kind not in KINDS:
            yield f"{kind!r} is no kind of action; use {', '.join(KINDS)}", path


def _twins(
    names: Sequence[str], section: str, path: tuple[Any, ...], column: str
) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield f"{name!r} stands twice in {section}", (*path, index, column)
