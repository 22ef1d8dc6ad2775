"""What a policy's schema cannot say: names that must exist, bands and ladders that must rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from domain.actions import KINDS
from domain.policy.conditions import MEASURES
from domain.policy.model import Delegation, Policy, WorkflowPolicy
from domain.tradeoffs import TIERS
from domain.vocabulary import CONSTRAINTS, FUNCTIONS

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
            known = ", ".join(sorted(FUNCTIONS))
            yield f"{name!r} is no function; use {known}", (*path, "acknowledged_by", index)
    shares = [rung.at_pct for rung in rules.escalation]
    if shares != sorted(set(shares)):
        yield "the rungs of the ladder do not rise", (*path, "escalation")


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
