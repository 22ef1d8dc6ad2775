"""What agents did by themselves, folded: by day and case, the newest first, each in one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple


class DoneAlone(NamedTuple):
    """What was done in a case on a day; `place` is the case, or the mail that was answered."""

    day: date
    place: str
    acts: tuple[dict[str, Any], ...]

    @property
    def is_case(self) -> bool:
        """Whether there is a case to open."""
        return not self.place.startswith("mail ")


def folded(rows: Iterable[dict[str, Any]]) -> list[DoneAlone]:
    """The newest groups of rows as `by_itself` of the inbox lists them, oldest first."""
    found: list[DoneAlone] = []
    for day, done in groupby(reversed(list(rows)), key=lambda one: one["day"]):
        by_place: dict[str, list[dict[str, Any]]] = {}
        for one in done:
            by_place.setdefault(one["case"], []).append(one)
        found += [DoneAlone(day, place, tuple(acts)) for place, acts in by_place.items()]
    return found
