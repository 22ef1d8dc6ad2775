"""Why a bill differs: each part put to a cause that has evidence, the rest is unknown and asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from domain.money import Money, total
from domain.options import CostComponent
from domain.values import Value

Cause = Literal[
    "quantity shortfall",
    "contract amendment",
    "approved freight exception",
    "route diversion",
    "customs charge",
    "unknown",
]

#: What accounts for a difference first: what was counted and agreed before what was allowed.
ORDER: tuple[Cause, ...] = (
    "quantity shortfall",
    "contract amendment",
    "customs charge",
    "route diversion",
    "approved freight exception",
)


class Account(Value):
    """What can account for a difference, and the evidence of it (ids of facts or rows).

    `covers` names the parts it can explain (`quantity`, `price`, a charge code such as `BAF`);
    empty covers any. `at_most` is all it explains: an envelope, a diversion's extra freight, a
    duty. Without evidence it explains nothing.
    """

    cause: Cause
    at_most: Money
    evidence: tuple[str, ...]
    covers: frozenset[str] = frozenset()


class Explained(Value):
    """A piece of a difference with its cause; `unknown` has no evidence and must be asked."""

    part: str
    cause: Cause
    money: Money
    evidence: tuple[str, ...] = ()


def explain(parts: Sequence[CostComponent], accounts: Sequence[Account]) -> tuple[Explained, ...]:
    """Puts every part of a difference to causes; the pieces add up to the difference exactly.

    Each account is spent once, in ORDER; what is left of a part is unknown. Negative parts (less
    was billed) are explained by negative accounts alone.
    """
    left = {at: one.at_most for at, one in enumerate(accounts) if one.evidence}
    ranked = sorted(left, key=lambda at: (_rank(accounts[at].cause), at))
    found: list[Explained] = []
    for one in parts:
        rest = one.money
        for at in ranked:
            taken = _taken(one.name, rest, accounts[at], left[at])
            if taken.amount:
                left[at], rest = left[at] - taken, rest - taken
                found.append(_piece(one.name, accounts[at], taken))
        if rest.amount:
            found.append(Explained(part=one.name, cause="unknown", money=rest))
    return tuple(found)


def _rank(cause: Cause) -> int:
    return ORDER.index(cause) if cause in ORDER else len(ORDER)


def _piece(name: str, account: Account, money: Money) -> Explained:
    return Explained(part=name, cause=account.cause, money=money, evidence=account.evidence)


def _taken(name: str, rest: Money, account: Account, left: Money) -> Money:
    """How much of the rest this account explains, with the sign of the rest."""
    nothing = rest.times(0)
    fits = not account.covers or name in account.covers
    if not fits or left.currency != rest.currency or account.cause == "unknown":
        return nothing
    if rest.amount * left.amount <= 0:
        return nothing
    return rest if abs(rest.amount) <= abs(left.amount) else left


def by_cause(pieces: Sequence[Explained], currency: str) -> dict[str, Money]:
    """Money by cause, in ORDER, unknown last."""
    causes = [*ORDER, "unknown"]
    sums = {
        cause: total((one.money for one in pieces if one.cause == cause), currency)
        for cause in causes
    }
    return {cause: money for cause, money in sums.items() if money.amount}
