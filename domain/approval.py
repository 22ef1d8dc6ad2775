"""Approvals: who may give one, which requirements are still open, and four eyes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date

from domain.people import COMPANY_WIDE, LEVELS, People, Person
from domain.policy import OwnerRule, WorkflowPolicy
from domain.ruling import Requirement


def owner_requirement(rule: OwnerRule, constraint: str) -> Requirement:
    """The function that holds the constraint owns the decision."""
    clause = f"owner/{constraint}"
    return Requirement(
        function=rule.function, role=rule.role, clause=clause, line=rule.escalates_to
    )


def may_satisfy(
    person: Person, need: Requirement, people: People, day: date, askers: Set[str] = frozenset()
) -> bool:
    """Whether a person's approval fulfils a requirement: by function, level and limit.

    An owner's role may be exercised by its delegate while the owner is away, or is one of the
    `askers`: whoever has asked for this very thing, or put a value right that it rests on. Where
    the delegate is one of them too, the next role in the owner's line exercises it.
    From `vp` on a level counts for every function, as the last column of the delegation of
    authority does, but where a row asks for the function's own.
    """
    if person.only_sees:
        return False
    if need.role:
        holders = people.in_role(need.function, need.role)
        return person in holders or person in _able(need, people, day, askers)
    company_wide = person.has_level(COMPANY_WIDE) and not need.own
    in_function = need.function in ("", person.function) or company_wide
    return in_function and person.has_level(need.level) and _within(person, need.amount_minor)


def may_answer(person: Person, needs: Sequence[Requirement], people: People, day: date) -> bool:
    """Whether a person may answer what a case asks: whoever may fulfil one of its requirements,
    anybody of a function that is asked, and the delegates of the role that is asked."""
    if person.only_sees:
        return False
    functions = {need.function for need in needs} - {""}
    holders = [
        one for need in needs if need.role for one in people.in_role(need.function, need.role)
    ]
    return (
        person.function in functions
        or person.id in {one.delegate for one in holders}
        or any(may_satisfy(person, need, people, day) for need in needs)
    )


def may_set_modes(person: Person, rules: WorkflowPolicy, people: People, day: date) -> bool:
    """Whether a person may say how far a workflow goes: the flow's owner, the owner's delegate
    while the owner is away, or anybody of the level that policy names."""
    if person.only_sees:
        return False
    owners = [one for one in people.people if rules.flow_owner and one.role == rules.flow_owner]
    acting = [people.acting(one, day) for one in owners]
    return person in owners or person in acting or person.has_level(rules.mode_level)


def _able(need: Requirement, people: People, day: date, askers: Set[str]) -> list[Person]:
    """Who exercises a role now: its holders or who acts for them; where all of these have asked
    for the very thing, the first role of the owner's line that somebody holds who has not."""
    holders = people.in_role(need.function, need.role)
    found = [_acting(one, people, day, askers) for one in holders]
    able = [one for one in found if one is not None]
    return able or _above(need, people, day, askers)


def _above(need: Requirement, people: People, day: date, askers: Set[str]) -> list[Person]:
    if not _all_asked(need, people, askers):
        return []
    for role in need.line:
        above = [
            one
            for one in people.people
            if one.role == role and one.id not in askers and not one.only_sees
        ]
        acting = [people.acting(one, day) for one in above]
        able = [one for one in acting if one is not None and one.id not in askers]
        if able:
            return able
    return []


def _all_asked(need: Requirement, people: People, askers: Set[str]) -> bool:
    """Whether owners and their delegates are all askers: nobody is merely away."""
    holders = people.in_role(need.function, need.role)
    stand_ins = {one.delegate for one in holders} - {""}
    return bool(holders) and all(one in askers for one in {one.id for one in holders} | stand_ins)


def moved_up(
    needs: Sequence[Requirement], people: People, day: date, askers: Set[str]
) -> tuple[str, ...]:
    """Whose decision is somebody's further up the line now, and why, in words."""
    found = []
    for need in needs:
        above = _able(need, people, day, askers) if need.role else []
        if above and _all_asked(need, people, askers):
            names = " or ".join(f"{one.name} ({one.role})" for one in above)
            found.append(f"{names} decides: {need.said()} and the delegate asked for this")
    return tuple(found)


def _acting(holder: Person, people: People, day: date, askers: Set[str]) -> Person | None:
    """Who exercises the role now: four eyes put the delegate in the requester's place."""
    if holder.id not in askers:
        return people.acting(holder, day)
    delegate = people.get(holder.delegate) if holder.delegate else None
    found = people.acting(delegate, day) if delegate is not None else None
    return None if found is not None and found.id in askers else found


def _within(person: Person, amount_minor: int) -> bool:
    if amount_minor <= 0:
        return True
    return person.limit is not None and person.limit.minor >= amount_minor


def merged(needs: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Requirements with those dropped that a stronger one of the same function includes."""
    kept: list[Requirement] = []
    for need in sorted(needs, key=_strength):
        if not any(_includes(other, need) for other in kept):
            kept.append(need)
    return tuple(kept)


def _strength(need: Requirement) -> tuple[bool, int, int, bool]:
    """Owners first, then the highest level and amount, a named function before any."""
    level = LEVELS.index(need.level)
    return (need.role == "", -level, -need.amount_minor, need.function == "")


def _includes(stronger: Requirement, need: Requirement) -> bool:
    if stronger.role or need.role:
        return (stronger.function, stronger.role) == (need.function, need.role) and bool(need.role)
    return (
        need.function in ("", stronger.function)
        and (stronger.own or not need.own)
        and LEVELS.index(stronger.level) >= LEVELS.index(need.level)
        and stronger.amount_minor >= need.amount_minor
    )


def still_missing(
    needs: Sequence[Requirement],
    approvers: Sequence[Person],
    askers: Set[str],
    people: People,
    day: date,
) -> tuple[Requirement, ...]:
    """Requirements no given approval fulfils; whoever asked for it does not count."""
    counted = [one for one in approvers if one.id not in askers]

    def fulfilled(need: Requirement) -> bool:
        return any(may_satisfy(one, need, people, day, askers) for one in counted)

    return tuple(need for need in needs if not fulfilled(need))


def gaps(
    needs: Sequence[Requirement], people: People, day: date, askers: Set[str]
) -> tuple[str, ...]:
    """What cannot be fulfilled now, in words: by nobody at all, or by nobody who is there."""
    found = []
    for need in needs:
        if whom_to_ask(need, people, day, askers) is not None:
            continue
        able = [
            one
            for one in people.people
            if one.id not in askers and may_satisfy(one, need, people, day, askers)
        ]
        row = f" ({need.clause})" if need.clause else ""
        if able:
            found.append(f"everybody who can sign as {need.said()}{row} is away")
        else:
            found.append(f"nobody in people.yaml can sign as {need.said()}{row}")
    return tuple(found)


def whom_to_ask(need: Requirement, people: People, day: date, askers: Set[str]) -> Person | None:
    """The owner or delegate, else the lowest level that suffices, of the function if it can."""
    if need.role:
        able = _able(need, people, day, askers)
        return next((one for one in able if one.id not in askers), None)
    able = [
        one
        for one in people.people
        if one.id not in askers and may_satisfy(one, need, people, day) and not one.is_absent(day)
    ]

    def nearest(one: Person) -> tuple[bool, int, str]:
        return (one.function != need.function, LEVELS.index(one.level), one.id)

    return min(able, key=nearest, default=None)
