"""Cases as measures look at them, each read once for as long as nothing happens to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from domain.case import CaseState, fold
from domain.fact import Fact
from domain.measures.carrying import Carried, carried
from domain.measures.delay_cost import Rise, rises
from domain.measures.history import History
from domain.measures.waiting import Owing, Wait, waits
from memory import chain
from memory.tables import facts

#: Facts that no measure looks at, and most of a case's bytes.
_UNSEEN = ("assessed", "recalled", "model_called", "remembered")
#: Facts of which, once waiting and prices are reckoned, only the time counts.
_TIMED = frozenset(
    {"proposed", "options_priced", "ruled", "case_joined", "news_replaced", "assumption_made"}
)


class Told(NamedTuple):
    """A case's history in short, its time cut into stretches, what waiting made dearer, and who
    carried it."""

    history: History
    waits: tuple[Wait, ...]
    rises: tuple[Rise, ...]
    carried: Carried

    def at(self, now: datetime) -> Told:
        """The same as it is now: an open case's last stretch goes on until then."""
        end = max(now, self.history.facts[-1].at)
        cut = (one.model_copy(update={"until": min(one.until, end)}) for one in self.waits)
        return self._replace(waits=tuple(one for one in cut if one.until > one.since))


class Histories:
    """The cases of a workspace; one whose newest fact is the same is not read again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, tuple[int, Told]] = {}

    def at(
        self, connection: Connection, now: datetime, owing: Owing, since: date | None
    ) -> tuple[list[Told], int]:
        """Cases opened since a day, in order, and how many there are at all.

        What was opened before a day began before it as well: it is not even read.
        """
        opened = _opened(connection)
        chosen = [one for one, day in opened.items() if since is None or day >= since.isoformat()]
        newest = _newest(connection)
        with self._lock:
            found = [self._told(connection, one, newest[one], owing) for one in chosen]
        return [one.at(now) for one in found], len(opened)

    def of(self, connection: Connection, case: str, now: datetime, owing: Owing) -> Told:
        """One case."""
        stream = f"case:{case}"
        newest = select(func.max(facts.c.number)).where(facts.c.stream == stream)
        with self._lock:
            number = connection.execute(newest).scalar_one()
            return self._told(connection, stream, number, owing).at(now)

    def _told(self, connection: Connection, stream: str, number: int, owing: Owing) -> Told:
        known = self._known.get(stream)
        if known is None or known[0] != number:
            known = (number, _read(connection, stream, owing))
            self._known[stream] = known
        return known[1]


def _read(connection: Connection, stream: str, owing: Owing) -> Told:
    told = chain.of_stream(connection, stream, without=_UNSEEN)
    whole = History(fold(stream.removeprefix("case:"), told), told)
    # as if nothing happened for a very long time: each look cuts off what has not come yet
    waited = waits(whole, owing, told[-1].at + timedelta(days=36_500))
    dearer = rises(whole, waited)
    short = History(_in_short(whole.state), tuple(map(_timed, told)))
    return Told(short, waited, dearer, carried(whole))


def _in_short(state: CaseState) -> CaseState:
    """What measures ask of a case: how it ended, whose it is, when its mails were sent."""
    news = tuple(one.model_copy(update={"statements": (), "questions": ()}) for one in state.news)
    kept = ("workflow", "lapsed", "decision", "closed")
    return CaseState(id=state.id, news=news, **{name: getattr(state, name) for name in kept})


def _timed(fact: Fact) -> Fact:
    if fact.kind == "intended":
        action = {name: fact.body["action"].get(name) for name in ("kind", "function")}
        return fact.model_copy(update={"body": {**fact.body, "action": action}})
    return fact.model_copy(update={"body": {}}) if fact.kind in _TIMED else fact


def _opened(connection: Connection) -> dict[str, str]:
    """Streams of cases in the order they were opened, each with the day (UTC)."""
    wanted = select(facts.c.stream, facts.c.at).where(facts.c.kind == "case_opened")
    rows = connection.execute(wanted.order_by(facts.c.number))
    return {row.stream: row.at[:10] for row in rows}


def _newest(connection: Connection) -> dict[str, int]:
    """The number of the newest fact of each case."""
    wanted = select(facts.c.stream, func.max(facts.c.number).label("newest"))
    wanted = wanted.where(facts.c.stream.startswith("case:")).group_by(facts.c.stream)
    return {row.stream: row.newest for row in connection.execute(wanted)}
