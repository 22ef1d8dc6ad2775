"""Appointments (iCalendar): what, when with its zone, where, and whether it is called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from icalendar import Calendar

from domain.errors import Unreadable
from tools.papers.paper import File, Paper

_WHAT = {"VEVENT": "Appointment", "VTODO": "Task", "VJOURNAL": "Entry"}
_SAID = (
    ("DTSTART", "Starts"),
    ("DTEND", "Ends"),
    ("DUE", "Due"),
    ("DURATION", "Lasts"),
    ("RECURRENCE-ID", "Instead of"),
    ("RRULE", "Repeats"),
    ("LOCATION", "Place"),
    ("ORGANIZER", "From"),
    ("STATUS", "Status"),
)
_METHODS = {
    "CANCEL": "called off",
    "REQUEST": "asked for",
    "REPLY": "answered",
    "COUNTER": "another time proposed",
}
#: Appointments that are read of one file.
_MOST = 100


def read(file: File) -> Paper:
    """Each appointment as lines, the words of its description below."""
    try:
        calendars = Calendar.from_ical(file.data, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as fault:
        raise Unreadable("it is no calendar that can be read") from fault
    entries = [
        (str(calendar.get("METHOD", "")).upper(), one)
        for calendar in calendars
        for one in calendar.walk()
        if one.name in _WHAT
    ]
    text = "\n\n".join("\n".join(_lines(method, one)) for method, one in entries[:_MOST])
    notes = (f"only its first {_MOST} entries are read",) if len(entries) > _MOST else ()
    return Paper(text=text, notes=notes)


def _lines(method: str, entry: Any) -> Iterator[str]:
    yield f"{_WHAT[entry.name]}: {_flat(str(entry.get('SUMMARY', '')))}"
    if method in _METHODS:
        yield f"State: {_METHODS[method]}"
    for name, label in _SAID:
        if name in entry:
            yield f"{label}: {_value(entry[name])}"
    described = str(entry.get("DESCRIPTION", "")).replace("\r\n", "\n").strip()
    if described:
        yield f"\n{described}"


def _value(value: Any) -> str:
    """A value as a person writes it."""
    if isinstance(value, list):
        return _value(value[0])
    when = getattr(value, "dt", None)
    if isinstance(when, datetime):
        return f"{when:%Y-%m-%d %H:%M}{_zone(when)}"
    if isinstance(when, date):
        return when.isoformat()
    if hasattr(value, "to_ical") and not isinstance(value, str):
        return _flat(value.to_ical().decode("utf-8", "replace"))
    return _flat(str(value)).removeprefix("mailto:").removeprefix("MAILTO:")


def _zone(when: datetime) -> str:
    """The zone's name, if it has one, and what it is off by; nothing for a time without."""
    offset = when.strftime("%z")
    if not offset:
        return ""
    name = getattr(when.tzinfo, "key", "") or when.tzname() or ""
    shown = f"UTC{offset[:3]}:{offset[3:5]}"
    return f" ({name}, {shown})" if name and name != "UTC" else f" ({shown})"


def _flat(text: str) -> str:
    return " ".join(text.split())
