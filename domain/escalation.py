"""Escalation clocks: rungs at shares of the time left to the latest useful decision time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.policy import Rung, WorkflowPolicy
from domain.ruling import Requirement


def ladder(
    asked_at: datetime, until: datetime, rungs: Sequence[Rung]
) -> list[tuple[datetime, Rung]]:
    """When each rung is due. A timeout is never consent: the last rung only records the lapse."""
    left = until - asked_at
    return [(asked_at + left * rung.at_pct / 100, rung) for rung in rungs]


def soonest_useful(
    deadlines: Sequence[tuple[datetime, str]], now: datetime, otherwise: tuple[datetime, str]
) -> tuple[datetime, str]:
    """The earliest deadline that is still ahead: the latest useful decision time and why."""
    ahead = [one for one in deadlines if one[0] > now]
    return min(ahead) if ahead else otherwise


def above(rules: WorkflowPolicy | None, needs: Sequence[Requirement]) -> list[str]:
    """Roles over those who were asked, the nearest first: whom the ladder names, the lines of
    those whose word it takes, and whoever answers for the whole flow."""
    named = [role for rung in (rules.escalation if rules else ()) for role in rung.to]
    lines = [need.line for need in needs]
    depth = max(map(len, lines), default=0)
    higher = [line[place] for place in range(depth) for line in lines if place < len(line)]
    flow = [rules.flow_owner] if rules and rules.flow_owner else []
    return list(dict.fromkeys((*named, *higher, *flow)))
