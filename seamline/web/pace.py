"""How many requests a machine or a source may make: a bucket that fills again evenly."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

#: Buckets kept at a time; who was not heard of longest is forgotten first.
_MOST = 10_000


class Pace:
    """`per_minute` requests for each name, all at once or spread; one lock for all threads."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str, now: datetime) -> bool:
        """Takes one from the bucket of this name, if there is one in it."""
        with self._lock:
            left, since = self._buckets.pop(name, (self._most, now))
            passed = max(0.0, (now - since).total_seconds())
            left = min(self._most, left + passed * self._most / 60)
            allowed = left >= 1
            self._buckets[name] = (left - 1 if allowed else left, now)
            while len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
            return allowed
