"""Ordered trade-offs: walk the tiers, keep what is within each tier's bound, say which decided.

Rule: keep the options within the tier's bound of that tier's best (bound 0 = ties only); stop
when one is left; then cost, then name. Hard constraints filter before the walk.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.options import Option
from domain.values import Value

#: What options are weighed by, and the unit of a bound; less is better in all of them.
TIERS: dict[str, str] = {
    "safety_compliance": "open points",
    "key_customer_contract": "days a key account is late",
    "line_down": "days production stands",
    "other_service": "days another customer is late",
    "service": "days any customer is late",
    "cost": "cents of the order's currency",
    "working_capital": "cents of the order's currency",
    "co2": "kilograms",
}


class Tier(Value):
    """A measure and how far an option may be from the best and still stay (same unit)."""

    measure: str
    bound: int = 0


class Step(Value):
    """One tier of the walk: the best value, and who stayed and who left."""

    tier: str
    best: int
    kept: tuple[str, ...]
    left: tuple[str, ...]


class Flip(Value):
    """Another order or a relaxed constraint, and the option that would win under it."""

    change: str
    winner: str


class Ranking(Value):
    """The chosen option's name (empty = no candidate), the tier that decided, and the walk;
    `chosen_by` is the person who chose instead."""

    object: str
    winner: str
    decided_by: str
    chosen_by: str = ""
    steps: tuple[Step, ...] = ()
    order: tuple[str, ...] = ()
    excluded: dict[str, str] = {}
    flips: tuple[Flip, ...] = ()


def measure(option: Option, tier: str) -> int:
    """The option's whole number on a tier; cost in minor units; a tier it does not name is 0."""
    return option.cost.minor if tier == "cost" else option.measures.get(tier, 0)


def walk(options: Sequence[Option], tiers: Sequence[Tier]) -> tuple[list[Option], list[Step], str]:
    """The options that stay, the steps, and the last tier that parted them."""
    live, steps, decided = list(options), [], ""
    for tier in tiers:
        if len(live) <= 1:
            break
        best = min(measure(option, tier.measure) for option in live)
        kept = [one for one in live if measure(one, tier.measure) <= best + tier.bound]
        left = [one for one in live if one not in kept]
        steps.append(
            Step(
                tier=tier.measure,
                best=best,
                kept=tuple(one.name for one in kept),
                left=tuple(one.name for one in left),
            )
        )
        if left:
            decided = tier.measure
        live = kept
    return live, steps, decided


def choose(options: Sequence[Option], tiers: Sequence[Tier]) -> tuple[str, str, list[Step]]:
    """Winner's name, the tier that decided, the steps; empty names when nothing is a candidate."""
    candidates = [option for option in options if option.is_candidate]
    if not candidates:
        return "", "", []
    live, steps, decided = walk(candidates, tiers)
    if len(live) > 1:
        live.sort(key=lambda option: (option.cost.minor, option.name))
        decided = "cost" if live[0].cost.minor != live[1].cost.minor else "name"
    if len(candidates) == 1:
        decided = "only candidate"
    return live[0].name, decided, steps


def rank(options: Sequence[Option], tiers: Sequence[Tier]) -> Ranking:
    """The ranking of the options of one order line, with where the choice flips."""
    winner, decided, steps = choose(options, tiers)
    return Ranking(
        object=options[0].object if options else "",
        winner=winner,
        decided_by=decided,
        steps=tuple(steps),
        order=tuple(tier.measure for tier in tiers),
        excluded={one.name: _reason(one) for one in options if not one.is_candidate},
        flips=tuple(_flips(options, tiers, winner)),
    )


def _reason(option: Option) -> str:
    broken = [f"breaks {name}" for name in option.violates]
    return "; ".join(broken + [f"not known: {name}" for name in option.unknown])


def _flips(options: Sequence[Option], tiers: Sequence[Tier], winner: str) -> list[Flip]:
    """What else would win: cost first, each hard constraint as if it were soft, each offer gone."""
    flips: list[Flip] = []
    cost_first = [tier for tier in tiers if tier.measure == "cost"] or [Tier(measure="cost")]
    rest = [tier for tier in tiers if tier.measure != "cost"]
    other = choose(options, [*cost_first, *rest])[0]
    if other != winner:
        flips.append(Flip(change="cost before everything else", winner=other))
    for broken in sorted({name for option in options for name in option.violates}):
        relaxed = [_without(option, broken) for option in options]
        other = choose(relaxed, tiers)[0]
        if other != winner:
            flips.append(Flip(change=f"if {broken} may be broken", winner=other))
    for offer in sorted({name for option in options for name in option.offers}):
        left = [one for option in options if (one := option.without_offer(offer)) is not None]
        other = choose(left, tiers)[0]
        if other != winner:
            flips.append(Flip(change=f"without the offered {offer}", winner=other))
    return flips


def _without(option: Option, constraint: str) -> Option:
    kept = tuple(name for name in option.violates if name != constraint)
    return option.model_copy(update={"violates": kept})
