"""How long a case may act: a span from its newest word on, alone only while that is fresh."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.case import CaseState


def lasts(state: CaseState, now: datetime, span: timedelta) -> dict[str, datetime]:
    """When the grant of a case ends, and until when its news are fresh.

    Old mail that is filed today opens a case that people can decide; nothing runs by itself on it.
    A mail may date itself ahead: it is no newer than today.
    """
    told = [min(one.sent_at, now) for one in state.news] + [one.at for one in state.notes]
    opened = state.opened_at or now
    return {
        "expires_at": max([*told, opened]) + span,
        "fresh_until": max(told, default=opened) + span,
    }
