"""How many requests a person, a machine or a source may make: a bucket that fills again evenly."""

from __future__ import annotations

import math
from collections import OrderedDict
from datetime import datetime
from threading import Lock

from domain.errors import Refused

#: Buckets kept at a time; who was not heard of longest is forgotten first.
_MOST = 10_000


class TooOften(Refused):
    """Somebody asks more often than settings let them; nothing was done."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many requests; wait {seconds} s and send it again")
        #: What the answer says of when to come again (RFC 9110, 10.2.3).
        self.headers = {"Retry-After": str(seconds)}


class Pace:
    """`per_minute` requests for each name, all at once or spread; one lock for all threads."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str, now: datetime) -> bool:
        """Takes one from the bucket of this name, if there is one in it."""
        return self.seconds(name, now) == 0

    def require(self, name: str, now: datetime) -> None:
        """The same; TooOften when there is none."""
        if wait := self.seconds(name, now):
            raise TooOften(wait)

    def seconds(self, name: str, now: datetime) -> int:
        """Takes one and says 0, or in how many seconds there will be one."""
        with self._lock:
            left, since = self._buckets.pop(name, (self._most, now))
            passed = max(0.0, (now - since).total_seconds())
            left = min(self._most, left + passed * self._most / 60)
            allowed = left >= 1
            self._buckets[name] = (left - 1 if allowed else left, now)
            while len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) * 60 / self._most))
