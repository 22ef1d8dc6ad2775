"""How old an export is: what company.csv says, else its folder's date, else its newest entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, func, select

from domain.dates import end_of_day
from domain.errors import BadInput
from tools.erp.embedded.cells import typed
from tools.erp.embedded.entries import Entry
from tools.erp.embedded.schema import ROWS, sources
from tools.erp.embedded.tables import RECORDING

_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)


def age_of(
    connection: Connection, load: Mapping[str, list[Entry]], places: Iterable[Path]
) -> datetime:
    """When the export was made, in UTC; a day alone counts to its end at headquarters."""
    company = {entry.key: entry.cells.get("value") for entry in load.get("company", [])}
    zone = company.get("hq_time_zone") or _told(connection, "hq_time_zone") or "UTC"
    said = company.get("export_as_of")
    if said:
        return _moment(said, zone)
    day = _named_day(places) or _newest_entry(load)
    if day is not None:
        return _end(day, zone)
    known = connection.execute(select(func.max(sources.c.as_of))).scalar()
    if known:
        return datetime.fromisoformat(known)
    raise BadInput(
        "nothing says when this export was made",
        file="company.csv",
        remedy="add a line export_as_of with the date and time, or name the folder after the day",
    )


def _told(connection: Connection, key: str) -> str | None:
    company = ROWS["company"]
    return connection.execute(select(company.c.value).where(company.c.key == key)).scalar()


def _moment(said: str, zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said.strip())
    except ValueError as problem:
        raise BadInput(
            f"export_as_of is {said!r}",
            file="company.csv",
            remedy="write a date and time such as 2026-03-10T18:00:00-05:00",
        ) from problem
    if len(said.strip()) == 10:
        return _end(moment.date(), zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=_zone(zone))).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _end(day: date, zone: str) -> datetime:
    return end_of_day(day, _zone(zone).key)


def _named_day(places: Iterable[Path]) -> date | None:
    """The last day in a path such as feed/2026-03-11/world; of several paths, the latest."""
    days = []
    for place in places:
        for found in reversed(_DAY.findall(str(place.absolute()))):
            try:
                days.append(date.fromisoformat(found))
            except ValueError:
                continue
            break
    return max(days, default=None)


def _newest_entry(load: Mapping[str, list[Entry]]) -> date | None:
    """The latest day on which something was written down."""
    texts = {
        text
        for entries in load.values()
        for entry in entries
        for column, text in entry.cells.items()
        if column in RECORDING and text
    }
    days = (typed("day", text) for text in texts)
    return max((day for day in days if isinstance(day, date)), default=None)
