"""The gate's checks in their order; each answers with its own reason, or nothing when it passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.actions import KINDS, Action, IssueOrder
from domain.gate.recompute import recompute
from domain.gate.world import Trust, World
from domain.policy import Policy
from domain.provenance import MasterRef
from domain.ruling import Check


class Trail:
    """Collects the checks with the values they looked at."""

    def __init__(self) -> None:
        self.checks: list[Check] = []

    def note(self, name: str, passed: bool, **values: Any) -> None:
        """Adds one check."""
        text = {key: str(value) for key, value in values.items()}
        self.checks.append(Check(name=name, passed=passed, values=text))


#: A check returns (reason, detail); an empty reason passes.
CheckFunction = Callable[[Action, World, Policy, Trail], tuple[str, str]]
PASSED = ("", "")

#: Slots that carry dates, amounts and quantities need at least a partner we can prove.
_FACT_SLOTS = frozenset(
    {"promised_date", "planned_date", "ready_date", "qty", "unit_price", "currency", "need_date"}
)


def not_stopped(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """A stop takes effect before the next effect."""
    trail.note("stop", not world.stopped, stopped=world.stopped or "no")
    return ("stopped", world.stopped) if world.stopped else PASSED


def granted(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """The case's grant: kind, case, expiry and every object it touches."""
    grant = world.grant
    strangers = sorted(set(action.objects) - grant.objects)
    trail.note("grant", not strangers, objects=", ".join(sorted(action.objects)))
    if action.kind not in KINDS:
        return "unknown_kind", str(action.kind)
    if action.kind not in grant.kinds:
        return "kind_not_granted", action.kind
    if world.now > grant.expires_at:
        return "grant_expired", grant.expires_at.isoformat()
    if action.case != grant.case or strangers:
        return "not_in_case", ", ".join(strangers) or action.case
    return PASSED


def proven(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Every slot is recomputed from its source and must be trusted enough for what it is."""
    for name, slot in action.slots().items():
        found = recompute(slot, world.resolved)
        enough = found.trust >= _least(name, action)
        trail.note(
            f"slot {name}",
            not found.reason and enough,
            value=slot.value[:120],
            source=slot.source.kind,
            trust=found.trust.name,
        )
        if found.reason:
            return found.reason, f"{name} = {slot.value[:80]!r}"
        if not enough:
            return "sender_not_trusted", f"{name} rests on {found.trust.name.lower()}"
    return PASSED


def _least(name: str, action: Action) -> Trust:
    if name in type(action).destinations:
        return Trust.MASTER
    return Trust.AUTHENTICATED_PARTNER if name in _FACT_SLOTS else Trust.UNKNOWN_SENDER


def addressed(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Destinations come straight from master data by id, and belong to the case's partners."""
    for name in sorted(type(action).destinations):
        slot = action.slots()[name]
        if not isinstance(slot.source, MasterRef):
            return "destination", f"{name} comes from {slot.source.kind}"
        if name == "contact" and slot.source.field != "contact_id":
            return "destination", f"{name} is read from column {slot.source.field}"
    contact = action.slots().get("contact")
    if contact is not None and contact.value not in world.grant.contacts:
        return "not_in_case", f"contact {contact.value}"
    if world.recipient_problem:
        return "recipient_not_usable", world.recipient_problem
    trail.note("recipient", True, contact=contact.value if contact else "inside")
    return PASSED


def in_terms(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Business terms of the order or contract that the authority found broken."""
    trail.note("terms", not world.terms, broken="; ".join(world.terms) or "none")
    return ("beyond_terms", "; ".join(world.terms)) if world.terms else PASSED


def in_amount(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """What the case commits in all stays under its cap; an unknown amount never passes."""
    trail.note("amount", True, spent=world.spent_minor, cap=world.grant.cap_minor)
    if world.spent_minor is None:
        binding = isinstance(action, IssueOrder) or bool(action.option)
        return ("unknown_amount", "a rate or a price is missing") if binding else PASSED
    if world.spent_minor > world.grant.cap_minor:
        return "cap", f"{world.spent_minor} of {world.grant.cap_minor} minor units"
    return PASSED


def in_pace(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Not too many outward acts towards one partner on one day."""
    if type(action).outward and world.acts_today >= policy.outward_per_partner_day:
        trail.note("velocity", False, today=world.acts_today)
        return "velocity", f"{world.acts_today} acts today"
    trail.note("velocity", True, today=world.acts_today)
    return PASSED


def not_repeated(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """The same effect is never intended twice."""
    repeated = action.key in world.intended_keys
    trail.note("once", not repeated, key=action.key)
    return ("already_done", "") if repeated else PASSED


CHECKS: tuple[CheckFunction, ...] = (
    not_stopped,
    granted,
    addressed,
    proven,
    in_terms,
    in_amount,
    in_pace,
    not_repeated,
)
