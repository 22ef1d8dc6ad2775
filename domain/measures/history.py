"""A case with its facts, as measures look at it: when it began, and when it was closed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.case import CaseState
from domain.fact import Fact
from domain.together import MERGED, MOVED_AWAY

#: A case opened again within so many days of its closing was no success (domain.md 2.11).
REOPENED_DAYS = 14

#: What opens a closed case again.
_OPENING = frozenset(
    {"reopened", "case_joined", "news_replaced", "corrected", "mail_moved", "split_off"}
)


class History(NamedTuple):
    """A case as it stands, and every fact of it in order."""

    state: CaseState
    facts: Sequence[Fact]

    @property
    def began(self) -> datetime:
        """When its first event happened, not when it was read (domain.md 2.11)."""
        told = [one.sent_at for one in self.state.news]
        return min([*told, self.facts[0].at])

    def of(self, *kinds: str) -> list[Fact]:
        """Its facts of these kinds, in order."""
        return [one for one in self.facts if one.kind in kinds]

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed for good; None while it is open."""
        closings = self.of("closed")
        return closings[-1].at if closings and self.state.closed is not None else None

    @property
    def went_on(self) -> bool:
        """Whether it was closed because all of it goes on in another case."""
        return self.state.closed is not None and self.state.closed["outcome"] in (
            MERGED,
            MOVED_AWAY,
        )

    @property
    def came_back(self) -> bool:
        """Whether it was opened again within `REOPENED_DAYS` of a closing."""
        closed: datetime | None = None
        for fact in self.facts:
            if fact.kind == "closed":
                closed = fact.at
            elif fact.kind in _OPENING and closed is not None:
                if fact.at - closed <= timedelta(days=REOPENED_DAYS):
                    return True
                closed = None
        return False
