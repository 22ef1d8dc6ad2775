"""Who wrote a message, as the record knows them, and how they write dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.datewords import When
from domain.message import Message
from domain.partner_kinds import acts_as
from domain.ports import Reads
from domain.record import Row
from domain.taught import Habits
from domain.values import Value


class Label(NamedTuple):
    """A label of a sender's, by where it ends, and the event its date is the date of."""

    end: int
    event: str


@lru_cache(maxsize=256)
def _label(words: str) -> re.Pattern[str]:
    said = r"[\s-]{1,3}".join(re.escape(one) for one in words.split())
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)


#: Who knows what was taught about a partner.
Knows = Callable[[str], Habits]


def nothing_taught(partner_id: str) -> Habits:
    """Nothing was taught about anybody."""
    return Habits()


class Sender(Value):
    """The partner (or our own colleague) a message comes from; empty fields are unknown.

    `written_on` is the day of writing where they are, `dated_on` that of the Date as it stands.
    """

    partner_id: str = ""
    kind: str = ""
    language: str = ""
    date_order: str = ""
    decimal: str = "."
    tz: str = "UTC"
    ours: bool = False
    written_on: date = date.min
    dated_on: date = date.min
    sent_at: datetime | None = None
    habits: Habits = Habits()

    @property
    def object(self) -> str:
        """`partners:ID`, empty for a stranger."""
        return f"partners:{self.partner_id}" if self.partner_id else ""

    def when(self, event: str = "") -> When:
        """How this sender's dates are to be understood."""
        return When(
            reference=self.written_on,
            order=self.date_order,
            language=self.language,
            tz=self.tz,
            event=event,
        )

    def labelled(self, text: str) -> Label | None:
        """The last label in the text that was taught for this sender, with the event it means."""
        hits = [
            Label(match.end(), event)
            for words, event in self.habits.labels.items()
            for match in _label(words).finditer(text)
        ]
        return max(hits, default=None)

    def date_arguments(self, event: str = "") -> dict[str, str]:
        """The same as arguments of a recipe."""
        return {
            "reference": self.written_on.isoformat(),
            "order": self.date_order,
            "language": self.language,
            "tz": self.tz,
            "event": event,
        }


def sender_of(message: Message, reads: Reads, knows: Knows = nothing_taught) -> Sender:
    """The sender by contact, else by mail domain; a stranger keeps the words' plain meaning.

    What was taught about a partner goes before what master data say of how it writes.
    """
    dated_on = (message.sent_at + timedelta(minutes=message.sent_offset_minutes)).date()
    whoever = Sender(written_on=dated_on, dated_on=dated_on, sent_at=message.sent_at)
    address = message.sender.lower()
    if any(row.text("mail").lower() == address for row in reads.rows("people")):
        return whoever.model_copy(update={"ours": True, "kind": "ours"})
    partner = _partner(address, reads)
    if partner is None:
        return whoever
    habits = knows(partner.key)
    return Sender(
        partner_id=partner.key,
        kind=acts_as(partner),
        language=partner.text("language"),
        date_order=habits.date_order or partner.text("date_order"),
        decimal=habits.decimal or partner.text("decimal_mark") or ".",
        tz=_zone(partner.text("time_zone"), message.sent_offset_minutes),
        written_on=_day_there(message, partner.text("time_zone")) or dated_on,
        dated_on=dated_on,
        sent_at=message.sent_at,
        habits=habits,
    )


def _day_there(message: Message, zone: str) -> date | None:
    """The day of writing in the zone on file, where the Date is in UTC, as many servers and tools
    write it wherever their users are; None where it tells the writer's own clock."""
    if message.sent_offset_minutes != 0 or "/" not in zone:
        return None
    try:
        return message.sent_at.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return None


def _zone(on_file: str, offset_minutes: int) -> str:
    """The zone on file where it names a place; `EST` knows no summer: then the mail's offset."""
    if "/" in on_file:
        return on_file
    hours, rest = divmod(offset_minutes, 60)
    if rest or not -12 <= hours <= 14:
        return "UTC"
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"  # these names count westwards


def _partner(address: str, reads: Reads) -> Row | None:
    for row in reads.rows("contacts"):
        if row.text("mail").strip().lower() == address:
            return reads.row("partners", row.text("partner_id"))
    domain = address.rpartition("@")[2]
    for row in reads.rows("partners"):
        if domain and domain in re.split(r"[;,\s]+", row.text("mail_domains").lower()):
            return row
    return None
