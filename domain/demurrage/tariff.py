"""A tariff by the day: free time, how its days count, and tiers of rates after it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.record import Row
from domain.values import Value

Days = Literal["calendar", "working"]

_TIER = re.compile(r"(\d{1,3})\s?(?:-\s?(\d{1,3})|\+|and over)?\s?:\s?(\d+(?:\.\d+)?)")
_FREE = re.compile(r"\bfree\s+(\d{1,3})\s*(calendar|working|business)?\s*days?\b", re.IGNORECASE)
_START = re.compile(r"(?:from|is) the day (after|of)\b", re.IGNORECASE)
_LAST_FREE = re.compile(r"\blast free day (\d{4}-\d{2}-\d{2})\b", re.IGNORECASE)


class Tier(Value):
    """Days `first` to `last` (None: and all after) at `rate` a day."""

    first: int
    last: int | None
    rate: Decimal


class Tariff(Value):
    """What a box costs by the day once its free time is over.

    `kind`: demurrage (full, in the terminal), detention (out of it until back empty), storage.
    `starts`: free time begins on the day of the event or the day after. `free_days` None: nobody
    said. `tiers_from`: tiers count the days after free time, or all days from its start.
    `last_free_day`: named by the terminal itself, goes before counting. `assumed` is what the
    tariff does not say and is taken as most do.
    """

    kind: str
    currency: str
    tiers: tuple[Tier, ...]
    free_days: int | None = None
    free_count: Days = "calendar"
    charged_count: Days = "calendar"
    starts: Literal["same day", "day after"] = "day after"
    tiers_from: Literal["end of free time", "start"] = "end of free time"
    last_free_day: date | None = None
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    assumed: tuple[str, ...] = ()

    def rate_on(self, day: int) -> Decimal:
        """The rate of the chargeable day with that number (1 is the first); 0 where none is set."""
        fits = [
            one.rate
            for one in self.tiers
            if one.first <= day and (one.last is None or day <= one.last)
        ]
        return fits[-1] if fits else Decimal(0)


def tariff_of(rate: Row) -> Tariff | None:
    """The tariff of a `rates` row: tiers as `1-4: 150; 5-9: 225; 10+: 340`, else its rate for
    every day; free time, its kind of days and its first day from the note. None without a rate."""
    tiers = _tiers(rate)
    if not tiers:
        return None
    note = rate.text("note")
    free, start, last = _FREE.search(note), _START.search(note), _LAST_FREE.search(note)
    assumed = [] if start else ["free time starts the day after the event"]
    assumed += [] if free is None or free[2] else ["free days are calendar days"]
    return Tariff(
        kind=rate.text("mode"),
        currency=rate.text("currency"),
        tiers=tiers,
        free_days=int(free[1]) if free else None,
        free_count=_count(free[2] if free else ""),
        starts="same day" if start and start[1].lower() == "of" else "day after",
        last_free_day=_day(last[1]) if last else None,
        source=_source(rate),
        valid_from=rate.day("valid_from"),
        valid_to=rate.day("valid_to"),
        assumed=tuple(assumed),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _source(rate: Row) -> str:
    clause = rate.text("contract_id")
    return f"rate {rate.key}" + (f" of {clause}" if clause else "")


def _count(word: str | None) -> Days:
    return "working" if (word or "").lower() in ("working", "business") else "calendar"


def _tiers(rate: Row) -> tuple[Tier, ...]:
    """Tiers as written; `10+` and a lone `10` are open at the end where they stand last."""
    found = [
        Tier(first=int(one[1]), last=int(one[2]) if one[2] else None, rate=Decimal(one[3]))
        for one in _TIER.finditer(rate.text("other"))
    ]
    if not found and rate.number("rate") is not None:
        found = [Tier(first=1, last=None, rate=rate.number("rate") or Decimal(0))]
    return tuple(sorted(found, key=lambda one: one.first))
