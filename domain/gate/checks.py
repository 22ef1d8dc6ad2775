"""The gate's checks in their order; each answers with its own reason, or nothing when it passes."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from domain.actions import KINDS, Action, IssueOrder, action_from
from domain.gate.recompute import recompute
from domain.gate.sources import letter_problem, misplaced
from domain.gate.trail import Trail
from domain.gate.world import Grant, Trust, World, leaf_key
from domain.money import Money
from domain.policy import Policy
from domain.provenance import (
    MasterRef,
    MasterRows,
    PolicyText,
    Slot,
    WasOnRecord,
    leaves,
)

#: A check returns (reason, detail); an empty reason passes.
CheckFunction = Callable[[Action, World, Policy, Trail], tuple[str, str]]
PASSED = ("", "")

#: Slots that carry dates, amounts and quantities need at least a partner that a person vouches for.
_FACT_SLOTS = frozenset(
    {
        "promised_date", "lots", "planned_date", "ready_date", "qty", "unit_price", "currency",
        "need_date", "amount", "billed", "expected", "disputed", "etd", "eta", "payment_id",
        "line_ref",
    }
)  # fmt: skip


def not_stopped(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """A stop takes effect before the next effect."""
    trail.note("stop", not world.stopped, stopped=world.stopped or "no")
    return ("stopped", world.stopped) if world.stopped else PASSED


def well_formed(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """A known kind with all its slots and nothing besides, whatever made it."""
    kind = str(getattr(action, "kind", ""))
    if kind not in KINDS:
        return "unknown_kind", kind
    try:
        same = action_from(action.model_dump(mode="json", warnings=False)) == action
    except (ValidationError, ValueError, TypeError):
        same = False
    trail.note("schema", same, kind=kind)
    return PASSED if same else ("schema", kind)


def granted(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """The case's grant: kind, case, expiry, and every row it touches or names."""
    grant = world.grant
    touched = {*action.objects, *action.named()}
    strangers = sorted(touched - grant.objects)
    trail.note("grant", not strangers, objects=", ".join(sorted(touched)))
    if action.kind not in grant.kinds:
        return "kind_not_granted", action.kind
    if world.now > grant.expires_at:
        return "grant_expired", grant.expires_at.isoformat()
    if action.case != grant.case or strangers:
        return "not_in_case", ", ".join(strangers) or action.case
    return PASSED


def addressed(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Destinations come straight from master data by id, and belong to the case's partners."""
    for name in sorted(type(action).destinations):
        slot = action.slots()[name]
        problem = misplaced(action, name, slot)
        if not isinstance(slot.source, MasterRef) or problem:
            return "destination", f"{name} comes from {problem or slot.source.kind}"
    contact = action.slots().get("contact")
    if contact is not None and contact.value not in world.grant.contacts:
        return "not_in_case", f"contact {contact.value}"
    if world.recipient_problem:
        return "recipient_not_usable", world.recipient_problem
    trail.note("recipient", True, contact=contact.value if contact else "inside")
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


#: Kinds that put on record what a party reports, in a fixed word that proves nothing by itself.
_REPORTED = frozenset({"UpdateShipment", "RecordDocument", "RecordPaper", "CloseChase"})


def reported(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """What a party reports goes on record, but not when all that reports it is forged."""
    refused = world.forged and action.kind in _REPORTED
    trail.note("reported", not refused, kind=action.kind)
    why = "all mail of the case failed its sender's check"
    return ("sender_not_trusted", why) if refused else PASSED


def _least(name: str, action: Action) -> Trust:
    if name in type(action).destinations:
        return Trust.MASTER
    return Trust.VOUCHED if name in _FACT_SLOTS else Trust.UNKNOWN_SENDER


def in_place(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """True values stand where they may: right column, right letter, own case, one row a table."""
    slots = action.slots()
    for name, slot in slots.items():
        problem = misplaced(action, name, slot)
        if problem:
            fixed = isinstance(slot.source, PolicyText)
            return "forged_policy_text" if fixed else "wrong_source", f"{name} from {problem}"
    words = letter_problem(action.kind, slots)
    if words:
        return "wrong_letter", words
    strangers = _unread(slots, world) + _mixed(action)
    trail.note("sources", not strangers, strange=", ".join(strangers) or "none")
    return ("not_in_case", ", ".join(strangers)) if strangers else PASSED


def _unread(slots: dict[str, Slot], world: World) -> list[str]:
    """Rows behind the values that are no part of the case."""
    known = world.grant.objects | world.grant.reads
    found = {_row_of(leaf) for slot in slots.values() for leaf in leaves(slot)}
    return sorted(found - known - {""})


def _row_of(leaf: Slot) -> str:
    if isinstance(leaf.source, MasterRef):
        return f"{leaf.source.table}:{leaf.source.key}"
    if isinstance(leaf.source, WasOnRecord):
        return leaf.source.object
    if isinstance(leaf.source, MasterRows):
        return f"{leaf.source.table}:{'/'.join(leaf.source.equals.values())}"
    return ""


def _mixed(action: Action) -> list[str]:
    """Rows that slots are read from although the action is about another row of that table."""
    found = {_row_of(slot) for slot in action.slots().values()} - {""}
    return sorted(found - {*action.objects, *action.named()}) + [
        row
        for row in sorted(found)
        if len([one for one in found if _table(one) == _table(row)]) > 1
    ]


def _table(row: str) -> str:
    return row.partition(":")[0]


def in_terms(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Business terms of the order or contract that the authority found broken."""
    trail.note("terms", not world.terms, broken="; ".join(world.terms) or "none")
    return ("beyond_terms", "; ".join(world.terms)) if world.terms else PASSED


def in_amount(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """What the case commits in all stays under its cap; an unknown amount never passes."""
    spent, cap = world.spent_minor, world.grant.cap_minor
    trail.note("amount", spent is not None and spent <= cap, spent=spent, cap=cap)
    if spent is None:
        binding = isinstance(action, IssueOrder) or bool(action.option)
        return (
            ("unknown_amount", world.unpriced or "a rate or a price is missing")
            if binding
            else PASSED
        )
    return ("cap", _over(spent, world.grant, policy.currency)) if spent > cap else PASSED


def _over(spent: int, grant: Grant, currency: str) -> str:
    """By how much; where the limit could not be reckoned, what is missing and how it gets there."""
    if not grant.lacks:
        most = Money.of_minor(grant.cap_minor, currency)
        return f"{Money.of_minor(spent, currency)}, and {most} is the most a case of its worth may"
    return (
        f"how much that is cannot be reckoned while the record lacks {'; '.join(grant.lacks)}; "
        "it is entered in the ERP and loaded with its next export (`seamline load FOLDER`)"
    )


def in_pace(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """Not too many outward acts towards one partner on one day."""
    fast = type(action).outward and world.acts_today >= policy.outward_per_partner_day
    trail.note("velocity", not fast, today=world.acts_today)
    return ("velocity", f"{world.acts_today} acts today") if fast else PASSED


def not_repeated(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """The same effect is never intended twice."""
    repeated = action.key in world.intended_keys
    trail.note("once", not repeated, key=action.key)
    return ("already_done", "") if repeated else PASSED


CHECKS: tuple[CheckFunction, ...] = (
    not_stopped,
    well_formed,
    addressed,
    granted,
    proven,
    reported,
    in_place,
    in_terms,
    in_amount,
    in_pace,
    not_repeated,
)


#: Columns that the case's own effects write: they may well be others by now.
_OURS = frozenset({"promised_date", "promised_event", "planned_date", "version"})


def still_so(action: Action, world: World, policy: Policy, trail: Trail) -> tuple[str, str]:
    """The values on record that it rests on are what they were, whatever else changed there."""
    slots = [leaf for slot in action.slots().values() for leaf in leaves(slot)]
    moved = sorted({_row_of(slot) for slot in slots if _moved(slot, world)})
    trail.note("still so", not moved, changed=", ".join(moved) or "none")
    return ("forged_master", ", ".join(moved)) if moved else PASSED


def _moved(slot: Slot, world: World) -> bool:
    source = slot.source
    if not isinstance(source, MasterRef | MasterRows):
        return False
    if isinstance(source, MasterRef) and source.field in _OURS:
        return False
    now = world.resolved.get(leaf_key(slot))
    return now is None or now.value != slot.value


#: What an effect that was decided before is held against once more.
AGAIN: tuple[CheckFunction, ...] = (
    well_formed,
    addressed,
    granted,
    still_so,
    in_terms,
    in_pace,
)
