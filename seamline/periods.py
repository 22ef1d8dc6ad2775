"""Periods as people type them: a first and a last day, either of which may be missing."""

from __future__ import annotations

from datetime import date

from domain.errors import BadInput


def period(since: str, until: str) -> tuple[date | None, date | None]:
    """Both days, included; BadInput when one is no day or they stand the wrong way round."""
    first, last = _day(since), _day(until)
    if first is not None and last is not None and last < first:
        raise BadInput(f"{until} is before {since}", remedy="name the first day first")
    return first, last


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"{text!r} is no day", remedy="write it as 2026-03-31") from None
