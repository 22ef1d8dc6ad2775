"""What a stream may still spend on the model, also while several calls are under way."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager


class TokenBudget:
    """Tokens a stream, by the longest prefix (`message:`, `case:`); no prefix means no limit."""

    def __init__(self, limits: Mapping[str, int], spent: Callable[[str], int]) -> None:
        self._limits, self._spent = dict(limits), spent
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def limit(self, stream: str) -> int | None:
        """What a stream may spend in all."""
        fitting = [prefix for prefix in self._limits if stream.startswith(prefix)]
        return self._limits[max(fitting, key=len)] if fitting else None

    @contextmanager
    def hold(self, stream: str, tokens: int) -> Iterator[bool]:
        """Whether that many more fit; they stay held until the call is recorded as spent.

        Without holding them, specialists that ask side by side would all see the same rest.
        """
        allowed = self._take(stream, tokens)
        try:
            yield allowed
        finally:
            if allowed:
                with self._lock:
                    self._held[stream] -= tokens

    def _take(self, stream: str, tokens: int) -> bool:
        limit = self.limit(stream)
        with self._lock:
            if limit is not None and self._spent(stream) + self._held[stream] + tokens > limit:
                return False
            self._held[stream] += tokens
            return True
