"""What a durable point is about: the facts of its transaction, the effect that is carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from sqlalchemy import Connection

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.actions import Action
from domain.fact import Fact, NewFact
from graph.executor import Executor
from memory import chain
from memory.outbox import Effect


class Subject:
    """Says what is being written at this moment, in a word or two."""

    def __init__(self) -> None:
        self._effect, self._facts = "", set[str]()

    def __call__(self, phase: str) -> str:
        """What the point is about that is passed now; after it, nothing has been said yet."""
        said = " ".join([self._effect, *sorted(self._facts)]).strip()
        if phase == "after":
            self._facts.clear()
        return said

    @contextmanager
    def told(self) -> Iterator[None]:
        """Listens to facts that are appended and effects that are applied inside."""
        append, apply = chain.append, Executor._apply

        def appended(connection: Connection, new: Sequence[NewFact]) -> list[Fact]:
            self._facts |= {one.kind for one in new}
            return append(connection, new)

        def applied(executor: Executor, effect: Effect, action: Action) -> int:
            self._effect = effect.kind
            try:
                return apply(executor, effect, action)
            finally:
                self._effect = ""

        with patch.object(chain, "append", appended), patch.object(Executor, "_apply", applied):
            yield
