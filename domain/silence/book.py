"""What sweeps look at: rows of the record by any column, what was said, and what is owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from domain.deadlines.clock import zone_of
from domain.plausibility.codes import COUNTRY_MEANT
from domain.record import Row
from domain.silence.expected import Word
from domain.sweeps import Wait
from domain.values import Value
from domain.workdays import Workdays, later, workdays_of


class Owing(Value):
    """Something that a case waits for: a promise, a yes, or an answer of ours.

    `by` is a partner, or a function of ours; `due` is when it is late, `since` when it was asked
    for or promised; `kind` is promise, confirmation or ours.
    """

    key: str
    kind: str
    case: str
    by: str
    what: str
    objects: tuple[str, ...]
    since: datetime
    due: datetime | None = None
    informed_only: bool = False


class Told(Value):
    """What the ledger holds of it all: words by thing, what cases wait for, which open case a thing
    is in, and when a message of each partner last came at all; `bounced` are contacts whose mail
    comes back and since when, `written` those to whom letters about a thing have
    gone, `returned` how many came back, `away` contacts who have said that they are away."""

    words: Mapping[str, tuple[Word, ...]] = {}
    bounced: Mapping[str, datetime] = {}
    written: Mapping[str, tuple[str, ...]] = {}
    returned: Mapping[str, int] = {}
    away: frozenset[str] = frozenset()
    heard: Mapping[str, datetime] = {}
    owing: tuple[Owing, ...] = ()
    cases: Mapping[str, str] = {}


class Calendar(Value):
    """The days and the clock of a partner."""

    days: Workdays
    zone: str = "UTC"

    @property
    def _place(self) -> ZoneInfo:
        return zone_of(self.zone) or ZoneInfo("UTC")

    def day(self, moment: datetime) -> date:
        """The day it is there."""
        return moment.astimezone(self._place).date()

    def start(self, day: date, hour: int = 0) -> datetime:
        """When this hour of the day begins there."""
        return datetime.combine(day, time(hour), self._place).astimezone(UTC)

    def after(self, base: date | datetime, wait: Wait, mode: str = "") -> datetime:
        """When a thing is late so long after its base: at the end of a day, or to the hour."""
        if isinstance(base, datetime) and (wait.hours or wait.by_mode):
            return self._hours(base, wait, mode)
        day = self.day(base) if isinstance(base, datetime) else base
        if wait.days < 0:
            return self.start(later(day, wait.days))
        if wait.business_days:
            return self.start(later(self.days.after(day, wait.business_days), 1))
        end = self.start(later(day, wait.days + 1))
        return self._hours(end, wait, mode)

    def _hours(self, base: datetime, wait: Wait, mode: str) -> datetime:
        hours = wait.by_mode.get(mode, wait.hours)
        return datetime.fromtimestamp(base.timestamp() + hours * 3600, UTC)


class Book:
    """Rows by table and by any columns, each table read once; `now` is the moment of the sweep."""

    def __init__(self, rows: Callable[[str], Sequence[Row]], told: Told, now: datetime) -> None:
        self._rows, self.told, self.now = rows, told, now
        self._tables: dict[str, dict[str, Row]] = {}
        self._by: dict[tuple[str, ...], dict[tuple[str, ...], list[Row]]] = {}
        self._calendars: dict[str, Calendar] = {}

    def table(self, name: str) -> dict[str, Row]:
        """All rows of a table by key."""
        if name not in self._tables:
            self._tables[name] = {row.key: row for row in self._rows(name)}
        return self._tables[name]

    def all(self, name: str) -> Sequence[Row]:
        """All rows of a table."""
        return tuple(self.table(name).values())

    def row(self, name: str, key: str) -> Row | None:
        """One row by key."""
        return self.table(name).get(key)

    def by(self, name: str, **equals: str) -> Sequence[Row]:
        """Rows whose columns hold these texts."""
        columns = (name, *equals)
        if columns not in self._by:
            groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for row in self.all(name):
                groups[tuple(row.text(one) for one in equals)].append(row)
            self._by[columns] = groups
        return self._by[columns].get(tuple(equals.values()), ())

    def calendar(self, partner: str) -> Calendar:
        """The working days and the clock of a partner; weekends alone where no country is known."""
        if partner not in self._calendars:
            row = self.row("partners", partner)
            said = row.text("country") if row is not None else ""
            country = COUNTRY_MEANT.get(said, said)
            days = workdays_of(country, self.by("holidays", country=country) if country else ())
            zone = row.text("time_zone") if row is not None else ""
            self._calendars[partner] = Calendar(days=days, zone=zone if zone_of(zone) else "UTC")
        return self._calendars[partner]


def instant(row: Row, column: str, zone: str) -> datetime | None:
    """A moment of the record: with its offset as it stands, without one at the place, and a day
    until its end there."""
    value = row.values.get(column)
    place = zone_of(zone) or ZoneInfo("UTC")
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=place)).astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(23, 59, 59), place).astimezone(UTC)
    return None
