"""A payment without lines: the one set of open items that makes its amount, or a question."""

from __future__ import annotations

from collections.abc import Sequence

from domain.money import Money
from domain.payment.remittance import OpenItem, PaidLine
from domain.values import Value

#: More items than this are not tried: sets of them are too many to look through.
_MOST = 24
_STEPS = 200_000


class Lump(Value):
    """The lines that a lump sum stands for; empty with the reason where it is not certain."""

    lines: tuple[PaidLine, ...] = ()
    missing: tuple[str, ...] = ()


def lines_of_lump(paid: Money, items: Sequence[OpenItem]) -> Lump:
    """The items that add up to the amount, when exactly one set of them does.

    Credits and agreed claims are negative items and may be in it. Two sets are a question to the
    payer, and so is none: nothing is taken as likely.
    """
    fit = [one for one in items if one.open.currency == paid.currency and one.open.amount]
    if len(fit) > _MOST:
        return Lump(missing=(f"which of {len(fit)} open items {paid} is for",))
    found = _sets([one.open.minor for one in fit], paid.minor)
    if found is None:
        return Lump(missing=(f"what {paid} is for: too many sets of {len(fit)} items to try",))
    if len(found) != 1:
        many = "several sets of open items make" if found else "no set of open items makes"
        return Lump(missing=(f"what {paid} is for: {many} it",))
    chosen = [fit[at] for at in found[0]]
    return Lump(lines=tuple(PaidLine(ref=one.ref, amount=one.open) for one in chosen))


def _sets(amounts: list[int], wanted: int) -> list[tuple[int, ...]] | None:
    """Up to two sets of indices whose amounts make the sum; None when too many steps are needed.

    Reach of the rest, up and down, cuts what cannot get there any more.
    """
    highs, lows = [0], [0]
    for amount in reversed(amounts):
        highs.append(highs[-1] + max(amount, 0))
        lows.append(lows[-1] + min(amount, 0))
    found: list[tuple[int, ...]] = []
    stack: list[tuple[int, int, tuple[int, ...]]] = [(0, wanted, ())]
    steps = 0
    while stack and len(found) < 2:
        steps += 1
        if steps > _STEPS:
            return None
        at, left, chosen = stack.pop()
        rest = len(amounts) - at
        if not lows[rest] <= left <= highs[rest]:
            continue
        if not rest:
            found += [chosen] if chosen and not left else []
            continue
        stack.append((at + 1, left, chosen))
        stack.append((at + 1, left - amounts[at], (*chosen, at)))
    return found
