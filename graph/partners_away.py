"""Contacts who are away: until when, and who stands in, by their own automatic replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.delay.correspondence import reads_mail
from domain.fact import Fact
from domain.message import HEARD
from domain.ports import Reads
from domain.reading import DateStated, Reading, stated_text
from domain.record import Row
from memory.folded import Running

#: So long a partner is waited for of whom everybody is away; then somebody has to answer for it.
WAITS = timedelta(days=14)


class Away(NamedTuple):
    """A contact's last automatic reply: when it was sent, the last day away, and who stands in: a
    contact on file (`contacts:ID`) or a name as written; empty where nobody is named."""

    at: datetime
    until: date
    instead: str


def aways() -> Running[str, Away]:
    """By contact, whoever wrote of their own absence; a letter since shows that they are back."""
    return Running(("message_read",), _note)


def _note(table: dict[str, Away], fact: Fact) -> None:
    sender, contact = fact.body["sender"], str(fact.body["sender"]["contact_id"])
    if not contact or sender["verdict"] not in HEARD:
        return
    at = datetime.fromisoformat(fact.body["sent_at"])
    before = table.get(contact)
    if before is not None and before.at > at:
        return
    until, instead = _said(Reading.model_validate(fact.body["reading"]), f"contacts:{contact}")
    if until is not None:
        table[contact] = Away(at, until, instead)
    elif before is not None and "auto_reply" not in fact.body["reading"]["intents"]:
        table.pop(contact)


def _said(reading: Reading, contact: str) -> tuple[date | None, str]:
    mine = [one for one in reading.statements if one.object == contact]
    days = [
        one.value.span.latest
        for one in mine
        if one.field == "absent_until" and isinstance(one.value, DateStated)
    ]
    named = [stated_text(one.value) for one in mine if one.field == "delegate"]
    return max(days, default=None), next(iter(named), "")


def away_on(table: Mapping[str, Away], day: date) -> dict[str, Away]:
    """Who is away on a day."""
    return {contact: one for contact, one in table.items() if one.until >= day}


def nobody_until(away: Mapping[str, Away], readers: Iterable[Row], day: date) -> date | None:
    """The first day on which one of these is away no more, where all are; None where somebody is
    there, or they stay away for so long that somebody else has to answer."""
    known = [row for row in readers if reads_mail(row)]
    if not known or any(row.key not in away for row in known):
        return None
    back = min(away[row.key].until for row in known) + timedelta(days=1)
    return back if back - day <= WAITS else None


def present(away: Mapping[str, Away], rows: Iterable[Row]) -> list[Row]:
    """The contacts in their order, whoever stands in before the one who is away; those away only
    where nobody else is left."""
    known = list(rows)
    by_name = {row.object: row for row in known}
    stand_ins = [
        by_name[away[row.key].instead]
        for row in known
        if row.key in away and away[row.key].instead in by_name
    ]
    here = [row for row in (*stand_ins, *known) if row.key not in away]
    return list({row.key: row for row in here or known}.values())


def said(away: Away, contact: Row, reads: Reads) -> str:
    """That a contact is away, in words."""
    row = reads.row("contacts", away.instead.removeprefix("contacts:")) if away.instead else None
    name = f"{row.text('name')} ({row.key})" if row is not None else away.instead
    unknown = "" if row is not None else ", who is no contact on file"
    rest = f"; stands in: {name}{unknown}" if name else ""
    return f"{contact.text('name')} ({contact.key}) is away until {away.until}{rest}"
