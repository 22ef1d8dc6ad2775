"""What is folded from the whole ledger and kept: carried on from where it stood, never made anew.

Facts are only ever appended, so that what was folded up to a number is right for ever; a look folds
what came since. One holder serves all threads of a process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection, select

from domain.case import CaseState, fold
from domain.fact import Fact
from memory import chain
from memory.tables import facts

K = TypeVar("K")
V = TypeVar("V")

#: Facts that say nothing of how a case stands, and are most of its bytes.
UNTOLD = ("assessed", "options_priced", "recalled", "model_called", "remembered")


class Running(Generic[K, V]):
    """A table over all facts of some kinds, to which each fact adds by `step`."""

    def __init__(self, kinds: Sequence[str], step: Callable[[dict[K, V], Fact], None]) -> None:
        self._kinds, self._step = tuple(kinds), step
        self._lock = Lock()
        self._through = 0
        self._table: dict[K, V] = {}

    def at(self, connection: Connection) -> dict[K, V]:
        """The table now, in the order in which its keys came."""
        with self._lock:
            head, _ = chain.head(connection)
            if head > self._through:
                for fact in chain.since(connection, self._through, self._kinds):
                    self._step(self._table, fact)
                    self._through = fact.number  # a look that ends half-way has seen it
                self._through = head
            return dict(self._table)


class Latest(Generic[K, V]):
    """What was made last, given again while what it was made from is the same."""

    def __init__(self) -> None:
        self._last: tuple[K, V] | None = None

    def of(self, source: K, make: Callable[[], V]) -> V:
        """What `make` gives for this source."""
        last = self._last
        if last is None or last[0] != source:
            last = self._last = source, make()
        return last[1]


class Cases:
    """All cases as lists of them need them: of closed ones what was proposed is left out."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._through = 0
        self._states: dict[str, CaseState] = {}

    def at(self, connection: Connection) -> list[CaseState]:
        """Every case now, in the order in which they were opened."""
        with self._lock:
            head, _ = chain.head(connection)
            if head > self._through:
                for stream in _moved(connection, self._through):
                    self._carry_on(connection, stream)
                self._through = head
            return [one for one in self._states.values() if one.opened_at is not None]

    def _carry_on(self, connection: Connection, stream: str) -> None:
        name = stream.removeprefix("case:")
        known = self._states.get(name)
        if known is not None and known.closed is not None:
            known = None  # what was left out of it may matter again
        after = known.through if known is not None else 0  # also where a look ended half-way
        told = chain.of_stream(connection, stream, after=after, without=UNTOLD)
        self._states[name] = _in_short(fold(name, told, known))


class Whole:
    """Single cases with all that they hold, the `kept` ones looked at last carried on.

    The hash of a fact stands for every fact before it: what was folded up to one is right wherever
    that number has that hash, also in a transaction, whose own facts may yet be undone.
    """

    def __init__(self, kept: int = 256) -> None:
        self._lock, self._kept = Lock(), kept
        self._states: OrderedDict[str, tuple[CaseState, int, str]] = OrderedDict()

    def of(self, connection: Connection, name: str) -> CaseState:
        """The case after all its facts, as this connection sees them; empty where there is none of
        this id."""
        with self._lock:
            state, number, link = self._states.pop(name, _NOTHING)
        if number and chain.link(connection, number) != link:
            state, number, link = _NOTHING
        told = chain.of_stream(connection, f"case:{name}", number)
        state = fold(name, told, state)
        if told:
            number, link = told[-1].number, told[-1].hash
        with self._lock:
            self._states[name] = (state, number, link)
            while len(self._states) > self._kept:
                self._states.popitem(last=False)
        return state


_NOTHING: tuple[CaseState | None, int, str] = (None, 0, "")

#: The cases of this process: one holder for all ledgers, for no two facts have the same hash.
WHOLE = Whole()


def _moved(connection: Connection, since: int) -> list[str]:
    """Streams of cases with facts after a number, by their first one."""
    wanted = (
        select(facts.c.stream)
        .where(facts.c.number > since, facts.c.stream.startswith("case:"))
        .order_by(facts.c.number)
    )
    return list(dict.fromkeys(connection.execute(wanted).scalars()))


def _in_short(state: CaseState) -> CaseState:
    """A closed case without its proposal, the rulings on it and what its mails state."""
    if state.closed is None:
        return state
    decided = state.decision_fact
    return state.model_copy(
        update={
            "proposal": None,
            "proposal_fact": None,
            "rulings": (),
            "decision_fact": decided and decided.model_copy(update={"body": {}}),
            "news": tuple(
                one.model_copy(update={"statements": (), "questions": ()}) for one in state.news
            ),
        }
    )
