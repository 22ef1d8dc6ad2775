"""Medians and percentiles by nearest rank: always a value that was really measured."""

from __future__ import annotations

from collections.abc import Sequence


def nearest_rank(values: Sequence[float], per_cent: int) -> float | None:
    """The smallest value that at least so many per cent of the values do not exceed; None of
    nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * per_cent // 100) - 1)]


def median(values: Sequence[float]) -> float | None:
    """The middle value, of two middle ones the mean; None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
