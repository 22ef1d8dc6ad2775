"""Which few interfaces hold most of the waiting: hand-offs and partners by hours waited (R-61)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate

from domain.measures.handoffs import HandOffTime
from domain.measures.waiting import Wait
from domain.values import Value

DEFINITION = (
    "Hours that hand-offs and partners' answers waited, by interface, the longest first, with the "
    "share of all such hours that this one and those before it make up. A hand-off counts until it "
    "was taken, refused, lapsed or withdrawn, or until now; a partner while the case waited for it."
)


class Interface(Value):
    """One interface: who waits for whom, how often and how long; shares in per cent."""

    sender: str
    receiver: str
    count: int
    hours: float
    share: float
    cumulated: float
    cases: tuple[str, ...]


def pareto(
    rows: Iterable[HandOffTime], waited: Iterable[Wait], now: datetime
) -> tuple[Interface, ...]:
    """Interfaces by hours, the longest first, equals by name."""
    found: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for row in rows:
        found.setdefault((row.sender, row.receiver), []).append((row.hours(now), row.case))
    for one in waited:
        if one.who == "partners":
            pair = ("us", f"partner {one.partner}" if one.partner else "several partners")
            found.setdefault(pair, []).append((one.hours, one.case))
    sums = {pair: sum(hours for hours, _ in told) for pair, told in found.items()}
    ordered = sorted(sums, key=lambda pair: (-sums[pair], pair))
    total = sum(sums.values())
    shares = [100 * sums[pair] / total if total else 0.0 for pair in ordered]
    return tuple(
        Interface(
            sender=pair[0],
            receiver=pair[1],
            count=len(found[pair]),
            hours=sums[pair],
            share=share,
            cumulated=cumulated,
            cases=tuple(sorted({case for _, case in found[pair]})),
        )
        for pair, share, cumulated in zip(ordered, shares, accumulate(shares), strict=True)
    )
