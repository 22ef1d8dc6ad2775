"""The ruling: checks in a fixed order, then the clause that speaks of the action.

Order: stop → kind and grant → references → provenance → terms → amounts → velocity → repeats →
clause → standing authority → mode. Pure: no clock, no look-up; same inputs, same ruling.
"""

from __future__ import annotations

from domain.actions import KINDS, Action
from domain.errors import Refused
from domain.gate.checks import CHECKS, Trail
from domain.gate.world import World
from domain.policy import Clause, Policy, Standing
from domain.policy.conditions import Condition
from domain.ruling import Outcome, Requirement, Ruling


def rule(action: Action, world: World, policy: Policy) -> Ruling:
    """act, ask or never for one action, with clause, values and every check made."""
    trail = Trail()
    for check in CHECKS:
        reason, detail = check(action, world, policy, trail)
        if reason:
            return _ruling(action, world, policy, trail, "never", reason, detail)
    return _by_clause(action, world, policy, trail)


def _by_clause(action: Action, world: World, policy: Policy, trail: Trail) -> Ruling:
    try:
        clause = _matching(action, world, policy)
    except Refused as error:
        return _ruling(action, world, policy, trail, "ask", "condition_error", str(error))
    if clause is None:
        return _ruling(action, world, policy, trail, "ask", "unmatched")
    trail.note("clause", True, clause=clause.id, when=clause.when)
    if clause.then == "never":
        return _ruling(action, world, policy, trail, "never", "never_clause", clause.why, clause)
    if not world.owner:
        return _ruling(action, world, policy, trail, "never", "no_owner", "", clause)
    if world.waits_for_answer and action.option:
        detail = "an input is still being asked for"
        return _ruling(action, world, policy, trail, "ask", "waits_for_answer", detail, clause)
    if clause.then == "ask":
        return _ruling(action, world, policy, trail, "ask", "by_clause", clause.why, clause)
    return _alone(action, world, policy, trail, clause)


def _alone(
    action: Action, world: World, policy: Policy, trail: Trail, clause: Clause
) -> Ruling:
    """What policy would let run by itself: only under a standing authority, only in `act`."""
    if action.option:
        return _ruling(action, world, policy, trail, "ask", "travels_with_proposal", "", clause)
    if policy.authorisation == "each":
        return _ruling(action, world, policy, trail, "ask", "each", "", clause)
    standing, why_not = _standing(action, world, policy)
    if standing is None:
        return _ruling(action, world, policy, trail, "ask", "no_standing", why_not, clause)
    trail.note("standing", True, authority=standing.id, signed_by=standing.owner)
    if world.mode != "act":
        outcome: Outcome = "never" if world.mode == "observe" else "ask"
        return _ruling(action, world, policy, trail, outcome, world.mode, "", clause, standing)
    return _ruling(action, world, policy, trail, "act", "by_clause", "", clause, standing)


def _matching(action: Action, world: World, policy: Policy) -> Clause | None:
    values = {**world.measures, "kind": action.kind, "option": action.option}
    for clause in policy.clauses:
        if action.kind in clause.kinds and clause.condition().holds(values):
            return clause
    return None


def _standing(action: Action, world: World, policy: Policy) -> tuple[Standing | None, str]:
    """The first standing authority that covers the action, or why the nearest one does not."""
    why_not = "none speaks of this kind of action"
    values = {**world.measures, "kind": action.kind, "option": action.option}
    for standing in policy.standing:
        if action.kind not in standing.kinds:
            continue
        problem = standing.defect(world.now.date()) or _bounds(standing, world)
        if not problem:
            try:
                if Condition(text=standing.when).holds(values):
                    return standing, ""
                problem = f"{standing.id} does not cover this"
            except Refused as error:
                problem = str(error)
        why_not = problem
    return None, why_not


def _bounds(standing: Standing, world: World) -> str:
    if world.spent_minor is None or world.spent_minor > standing.cap_minor:
        return f"{standing.id} ends at {standing.cap_minor} minor units a case"
    if world.standing_acts_today.get(standing.id, 0) >= standing.per_day:
        return f"{standing.id} allows {standing.per_day} acts a day"
    return ""


def _ruling(
    action: Action,
    world: World,
    policy: Policy,
    trail: Trail,
    outcome: Outcome,
    reason: str,
    detail: str = "",
    clause: Clause | None = None,
    standing: Standing | None = None,
) -> Ruling:
    asks = outcome == "ask" and clause is not None
    return Ruling(
        action_key=action.key,
        kind=action.kind if action.kind in KINDS else "",
        outcome=outcome,
        reason=reason,
        detail=detail,
        clause=clause.id if clause else "",
        standing=standing.id if standing else "",
        policy_hash=policy.hash,
        requires=_requires(clause, world, policy) if asks and clause else (),
        values={name: str(value) for name, value in sorted(world.measures.items())},
        checks=tuple(trail.checks),
    )


def _requires(clause: Clause, world: World, policy: Policy) -> tuple[Requirement, ...]:
    """Co-signers by amount; an unknown amount asks the highest level, never nobody."""
    found = []
    for name in clause.delegation:
        row = policy.row(name)
        amount = world.measures.get(row.measure) if row.measure else 0
        known = isinstance(amount, int)
        money = row.measure.endswith("_minor")
        found.append(
            Requirement(
                function=row.function,
                level=row.level_for(amount) if known else "cfo",
                amount_minor=amount if known and money else 0,
                clause=f"{clause.id}/{row.id}",
            )
        )
    return tuple(found)
