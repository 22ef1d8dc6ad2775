"""Times as the ledger's tables keep them: one form, so that texts sort as the instants do."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.errors import Refused


def utc(at: datetime) -> datetime:
    """The same instant in UTC; a time without its zone is Refused, as nobody knows which it is."""
    if at.tzinfo is None:
        raise Refused(f"the time {at.isoformat()} lacks its zone; give it with an offset")
    return at.astimezone(UTC)


def stamp(at: datetime) -> str:
    """The instant as text: UTC, always with microseconds and always 32 characters long."""
    return utc(at).isoformat(timespec="microseconds")
