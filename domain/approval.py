"""Approvals: who may give one, which requirements are still open, and four eyes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.people import LEVELS, People, Person
from domain.policy import OwnerRule
from domain.ruling import Requirement


def owner_requirement(rule: OwnerRule, constraint: str) -> Requirement:
    """The function that holds the constraint owns the decision."""
    return Requirement(function=rule.function, role=rule.role, clause=f"owner/{constraint}")


def may_satisfy(person: Person, need: Requirement, people: People, day: date) -> bool:
    """Whether a person's approval fulfils a requirement: by function, level and limit.

    An owner's role may be exercised by its delegate while the owner is away.
    """
    if need.role:
        holders = people.in_role(need.function, need.role)
        acting = [people.acting(holder, day) for holder in holders]
        return person in holders or person in [one for one in acting if one is not None]
    in_function = need.function in ("", person.function)
    return in_function and person.has_level(need.level) and _within(person, need.amount_minor)


def _within(person: Person, amount_minor: int) -> bool:
    if amount_minor <= 0:
        return True
    return person.limit is not None and person.limit.minor >= amount_minor


def merged(needs: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Requirements with those dropped that a stronger one of the same function includes."""
    kept: list[Requirement] = []
    for need in sorted(needs, key=lambda one: (one.role == "", -LEVELS.index(one.level))):
        if not any(_includes(other, need) for other in kept):
            kept.append(need)
    return tuple(kept)


def _includes(stronger: Requirement, need: Requirement) -> bool:
    if stronger.role or need.role:
        return (stronger.function, stronger.role) == (need.function, need.role) and bool(need.role)
    return (
        stronger.function == need.function
        and LEVELS.index(stronger.level) >= LEVELS.index(need.level)
        and stronger.amount_minor >= need.amount_minor
    )


def still_missing(
    needs: Sequence[Requirement],
    approvers: Sequence[Person],
    requested_by: str,
    people: People,
    day: date,
) -> tuple[Requirement, ...]:
    """Requirements no given approval fulfils; whoever asked for it does not count."""
    counted = [one for one in approvers if one.id != requested_by]
    return tuple(
        need for need in needs if not any(may_satisfy(one, need, people, day) for one in counted)
    )


def whom_to_ask(need: Requirement, people: People, day: date, requested_by: str) -> Person | None:
    """The person to ask: the owner or delegate, else the lowest level whose limit suffices."""
    if need.role:
        acting = [people.acting(one, day) for one in people.in_role(need.function, need.role)]
        return next((one for one in acting if one is not None and one.id != requested_by), None)
    able = [
        one
        for one in people.people
        if one.id != requested_by and may_satisfy(one, need, people, day) and not one.is_absent(day)
    ]
    return min(able, key=lambda one: (LEVELS.index(one.level), one.id), default=None)
