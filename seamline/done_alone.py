"""What agents did by themselves, folded: by day, then by case, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple


class DoneAlone(NamedTuple):
    """What was done in a case on a day; `place` is the case, or the mail that was answered."""

    place: str
    acts: tuple[dict[str, Any], ...]

    @property
    def is_case(self) -> bool:
        """Whether there is a case to open."""
        return not self.place.startswith("mail ")


class Day(NamedTuple):
    """What was done on a day, case by case."""

    on: date
    places: tuple[DoneAlone, ...]

    @property
    def acts(self) -> int:
        """How many acts."""
        return sum(len(one.acts) for one in self.places)


#: Days that are told: what is older is looked up in its case.
_MOST = 30


def folded(rows: Iterable[dict[str, Any]], most: int = _MOST) -> list[Day]:
    """The newest days of rows as `by_itself` of the inbox lists them, oldest first."""
    found: list[Day] = []
    for day, done in groupby(reversed(list(rows)), key=lambda one: one["day"]):
        by_place: dict[str, list[dict[str, Any]]] = {}
        for one in done:
            by_place.setdefault(one["case"], []).append(one)
        found.append(Day(day, tuple(DoneAlone(at, tuple(acts)) for at, acts in by_place.items())))
    return found[:most]
