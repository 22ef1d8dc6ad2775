"""The ruling: checks in a fixed order, then the clause that speaks of the action.

Order: stop → form → destinations → kind and grant → provenance → reports → sources → terms →
amounts → velocity → repeats → clause → delegation → standing authority → mode. Pure: no clock,
no look-up; same inputs, same ruling.
"""

from __future__ import annotations

from domain.actions import KINDS, Action
from domain.canonical import digest
from domain.errors import Refused
from domain.gate.checks import AGAIN, CHECKS
from domain.gate.delegated import requirements, reserved
from domain.gate.trail import Trail
from domain.gate.world import World
from domain.money import Money
from domain.policy import Clause, Condition, Policy, Standing
from domain.ruling import Outcome, Requirement, Ruling


def rule(action: Action, world: World, policy: Policy) -> Ruling:
    """act, ask or never for one action, with clause, values and every check made."""
    case = _Ruled(action, world, policy)
    for check in CHECKS:
        reason, detail = check(action, world, policy, case.trail)
        if reason:
            return case.ruling("never", reason, detail)
    return _by_clause(case)


def rule_again(action: Action, world: World, policy: Policy) -> Ruling:
    """act or never for an effect that was decided before and was never done.

    What was proven of it then is bound by its hash. Looked at again is what may have changed
    since: whom it goes to, the case's grant, today's pace, the values on record it rests on, what
    the policy forbids and whether the workflow may act at all.
    """
    case = _Ruled(action, world, policy)
    for check in AGAIN:
        reason, detail = check(action, world, policy, case.trail)
        if reason:
            return case.ruling("never", reason, detail)
    case.clause, _, _ = _matching(case)
    if case.clause is not None and case.clause.then == "never":
        return case.ruling("never", "never_clause", case.clause.why)
    if world.mode == "observe":
        return case.ruling("never", "observe")
    return case.ruling("act", "by_clause")


class _Ruled:
    """One action on its way through the gate, with what was found so far."""

    def __init__(self, action: Action, world: World, policy: Policy) -> None:
        self.action, self.world, self.policy = action, world, policy
        self.trail = Trail()
        self.clause: Clause | None = None
        self.standing: Standing | None = None

    @property
    def values(self) -> dict[str, object]:
        """What conditions may look at."""
        named = {"kind": self.action.kind, "option": self.action.option}
        return {**self.world.measures, **named}

    def ruling(self, outcome: Outcome, reason: str, detail: str = "") -> Ruling:
        """The ruling as found; a clause that asks also says who must co-sign."""
        action, known = self.action, getattr(self.action, "kind", "") in KINDS
        formed = reason not in ("unknown_kind", "schema")
        return Ruling(
            action_key=action.key if formed else digest(repr(action)),
            kind=action.kind if known else "",
            outcome=outcome,
            reason=reason,
            detail=detail,
            clause=self.clause.id if self.clause else "",
            standing=self.standing.id if self.standing else "",
            policy_hash=self.policy.hash,
            requires=self._requires() if outcome == "ask" else (),
            values={name: str(value) for name, value in sorted(self.world.measures.items())},
            checks=tuple(self.trail.checks),
        )

    def _requires(self) -> tuple[Requirement, ...]:
        """Co-signers by the clause; where none could be found, by every clause for this kind."""
        policy = self.policy
        fitting = [one for one in policy.clauses if self.action.kind in one.kinds]
        clauses = [self.clause] if self.clause else fitting
        found = [need for one in clauses for need in requirements(one, self.values, policy)]
        return tuple(dict.fromkeys(found))


def _by_clause(case: _Ruled) -> Ruling:
    clause, reason, detail = _matching(case)
    case.clause = clause
    if clause is not None and clause.then == "never":
        return case.ruling("never", "never_clause", clause.why)
    if not case.world.owner:
        return case.ruling("never", "no_owner")
    if clause is None:
        return case.ruling("ask", reason, detail)
    if case.world.waits_for_answer and case.action.option:
        return case.ruling("ask", "waits_for_answer", "an input is still being asked for")
    if clause.then == "ask":
        return case.ruling("ask", "by_clause", clause.why)
    return _alone(case, clause)


def _matching(case: _Ruled) -> tuple[Clause | None, str, str]:
    """The first clause that speaks of the action, or the reason and detail why none does."""
    fitting = [one for one in case.policy.clauses if case.action.kind in one.kinds]
    try:
        found = next((one for one in fitting if one.condition().holds(case.values)), None)
    except Refused as error:
        return None, "condition_error", str(error)
    if found is None:
        return None, "unmatched", ""
    case.trail.note("clause", True, clause=found.id, when=found.when)
    return found, "", ""


def _alone(case: _Ruled, clause: Clause) -> Ruling:
    """What policy would let run by itself: only under a standing authority, only in `act`."""
    if case.action.option:
        return case.ruling("ask", "travels_with_proposal")
    kept = reserved(clause, case.values, case.policy)
    case.trail.note("delegation", not kept, reserved=kept or "no")
    if kept:
        return case.ruling("ask", "always_human", kept)
    if case.policy.authorisation == "each":
        return case.ruling("ask", "each")
    case.standing, why_not = _standing(case)
    if case.standing is None:
        return case.ruling("ask", "no_standing", why_not)
    fresh = case.world.grant.fresh_until
    if fresh is not None and case.world.now > fresh:
        return case.ruling("ask", "old_news", fresh.date().isoformat())
    signed = case.standing.owner
    case.trail.note("standing", True, authority=case.standing.id, signed_by=signed)
    if case.world.mode != "act":
        return case.ruling("never" if case.world.mode == "observe" else "ask", case.world.mode)
    return case.ruling("act", "by_clause")


def _standing(case: _Ruled) -> tuple[Standing | None, str]:
    """The first standing authority that covers the action, or why the nearest one does not."""
    why_not, nearest = "none speaks of this kind of action", ""
    for standing in case.policy.standing:
        if case.action.kind not in standing.kinds:
            continue
        uncovered = _uncovered(standing, case)
        defect = standing.defect(case.world.now.date()) or _bounds(standing, case)
        if not defect and not uncovered:
            return standing, ""
        nearest = nearest or ("" if uncovered else defect)  # it speaks of this, and does not hold
        why_not = defect or uncovered
    return None, nearest or why_not


def _uncovered(standing: Standing, case: _Ruled) -> str:
    try:
        covers = Condition(text=standing.when).holds(case.values)
    except Refused as error:
        return str(error)
    return "" if covers else f"{standing.id} does not cover this"


def _bounds(standing: Standing, case: _Ruled) -> str:
    world = case.world
    if world.spent_minor is None or world.spent_minor > standing.cap_minor:
        most = Money.of_minor(standing.cap_minor, case.policy.currency)
        return f"{standing.id} ends at {most} a case"
    if world.standing_acts_today.get(standing.id, 0) >= standing.per_day:
        return f"{standing.id} allows {standing.per_day} acts a day"
    return ""
