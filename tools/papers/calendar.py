"""Appointments (iCalendar): what, when with its zone, where, and whether it is called off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from icalendar import Calendar

from domain.errors import Unreadable
from tools.papers.paper import ANSWERS, CALLS_OFF, File, Paper, joined

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
#: `Status: CONFIRMED` is what most calendars write of whatever stands in them (RFC 5545, 3.8.1.11).
_STATUS = re.compile(r"^Status: [A-Z-]{1,20}$", re.MULTILINE)
#: Characters of an appointment's name that a note shows.
_SHOWN = 120
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
    paper = joined(_entry(method, one) for method, one in entries[:_MOST])
    cut = f"only its first {_MOST} entries are read"
    return paper.with_notes(cut) if len(entries) > _MOST else paper


def _entry(method: str, entry: Any) -> Paper:
    """One appointment. What is called off no longer holds, and an answer repeats what we wrote:
    both are history, and a note says so. So is the line that says that a calendar holds it."""
    text = "\n".join(_lines(method, entry))
    off = method == "CANCEL" or str(entry.get("STATUS", "")).upper() == "CANCELLED"
    told = CALLS_OFF if off else ANSWERS if method == "REPLY" else ""
    if not told:
        return Paper(text=text, quoted=tuple(one.span() for one in _STATUS.finditer(text)))
    when = f" of {_value(entry['DTSTART'])}" if "DTSTART" in entry else ""
    what = f"{_flat(str(entry.get('SUMMARY', '')))[:_SHOWN]}{when}"
    return Paper(text=text, quoted=((0, len(text)),), notes=(f"{told} {what!r}",))


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
