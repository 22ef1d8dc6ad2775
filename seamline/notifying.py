"""Notices to our own people, so that nobody has to watch a page: planned, and sent once each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from threading import Event
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.canonical import digest
from domain.errors import OutsideFailed, Refused
from domain.people import Person
from domain.ports import Receipt
from domain.workdays import workdays_of
from memory.notices import Notice
from seamline import notice_texts as texts
from seamline.glance import Glance, mine
from seamline.notice_book import Book
from seamline.role_inbox import reader_of
from seamline.wiring import MAIL_NOTICE, POST_NOTICE, Office

#: Seconds between two looks at what is to be told.
LOOK_S = 10.0
#: How long a notice is tried, and one in doubt looked for; afterwards it is no news any more.
AT_MOST = timedelta(days=1)
_SENT = ("applied", "already_applied")


class Notifier:
    """Tells people of people.yaml what waits for them, as settings say. A stop holds it."""

    name = "notices"

    def __init__(self, office: Office, say: Callable[[str], None]) -> None:
        self._office, self._say, self._settings = office, say, office.settings.notify
        self._glance = Glance(office)
        self._worker = f"{office.deps.worker()}:notices"
        self._book = Book(office, self._worker)
        self._asked_for_times: dict[str, int] = {}

    def turn(self, stopping: Event) -> None:
        """One look, then a pause."""
        self.look()
        stopping.wait(LOOK_S)

    def close(self) -> None:
        """Nothing is open."""

    def look(self) -> int:
        """Writes down what is to be told now and hands over what is due; how many went out."""
        wanted = {one.key: one for one in self._wanted()}
        self._book.open()
        for one in wanted.values():
            self._book.write(one)
        return sum(self._go_on(one, wanted) for one in self._book.open())

    def _go_on(self, one: Notice, wanted: dict[str, Notice]) -> bool:
        now = self._office.clock.wall()
        if one.state == "begun":
            return self._may_ask(one, now) and self._recover(one, now)
        if one.key not in wanted:
            self._book.settle(one, "notice_failed", "nobody waits for it any more")
            return False
        if one.state == "put off" and now < one.at + _pause(one.attempts):
            return False
        if not self._book.begin(one):
            return False
        return self._settle(one, self._asked("apply", one), now)

    def _may_ask(self, one: Notice, now: datetime) -> bool:
        """Whether what was begun is ours to look after, and was not asked for just before."""
        if one.worker != self._worker and not self._office.deps.gone(one.worker):
            return False
        tries = self._asked_for_times.get(one.key, 0)
        if tries and now < one.at + _pause(tries):
            return False
        self._asked_for_times[one.key] = tries + 1
        return True

    def _recover(self, one: Notice, now: datetime) -> bool:
        """One that was begun is asked for before it is sent again."""
        return self._settle(one, self._asked("find", one), now, was_begun=True)

    def _settle(
        self, one: Notice, receipt: Receipt, now: datetime, *, was_begun: bool = False
    ) -> bool:
        if receipt.outcome in _SENT:
            self._book.settle(one, "notice_sent", receipt.reference)
            return True
        over = now - one.written > AT_MOST
        in_doubt = receipt.outcome == "unknown" and (was_begun or bool(receipt.reference))
        if in_doubt and not over and one.kind != "chat":
            return False  # it is looked for again
        again = (receipt.outcome == "rejected") if was_begun else (receipt.outcome == "unknown")
        if again and not in_doubt and not over:
            self._book.settle(one, "notice_put_off", receipt.detail)
            return False
        self._book.settle(one, "notice_failed", receipt.detail)
        self._say(f"a notice to {one.to} about {one.case or 'what waits'} failed: {receipt.detail}")
        return False

    def _asked(self, what: Literal["apply", "find"], one: Notice) -> Receipt:
        kind = POST_NOTICE if one.kind == "chat" else MAIL_NOTICE
        hand = self._office.deps.hands[kind]
        try:
            params = self._params(one)
            done = hand.apply if what == "apply" else hand.find
            return done(one.key, kind, params)
        except Refused as error:
            return Receipt(outcome="conflict", detail=str(error))
        except OutsideFailed as error:
            return Receipt(outcome="unknown", detail=str(error))

    def _params(self, one: Notice) -> dict[str, Any]:
        """What a hand needs; the recipient is looked up as the notice leaves."""
        if one.kind == "chat":
            return {"to": one.to, "text": one.text}
        person = self._office.people.require(one.to)
        if not person.mail:
            raise Refused(f"people.yaml has no mail address of {person.id}; add it")
        mail = {"to": [person.mail], "subject": one.subject, "text": one.text}
        return {**mail, "date": format_datetime(one.written), "automatic": True}

    def _wanted(self) -> Iterator[Notice]:
        inbox = self._glance.inbox()
        for row in inbox["waiting"]:
            yield from self._asked_for(row)
        for person in self._office.people.people:
            yield from self._digest(inbox, person)
            yield from self._overdue(inbox, person)

    def _asked_for(self, row: dict[str, Any]) -> Iterator[Notice]:
        if not row["hash"] or not row["people"]:
            return
        desk, today = self._settings.desk, self._office.clock.now().date()
        for one in row["people"] if self._settings.approvals else ():
            person = self._office.people.require(one["id"])
            if person.mail and not one["approved"] and not person.is_absent(today):
                said = texts.approval(row, person, desk)
                yield self._made("approval", person.id, row["hash"], said, row)
        for pointer in self._settings.webhooks:
            yield self._made("chat", pointer, row["hash"], ("", texts.chat(row, desk)), row)

    def _overdue(self, inbox: dict[str, Any], person: Person) -> Iterator[Notice]:
        """One note a working day about all that is past its time, to those who were rung for it; a
        digest says it already."""
        today = self._office.clock.now().astimezone(ZoneInfo(self._settings.timezone)).date()
        late = [one for one in inbox["waiting"] if person.id in one["rung"]]
        on = self._settings.approvals and not self._settings.digest_at
        if on and late and person.mail and self._works(person, today):
            said = texts.overdue_mail(late, person, self._settings.desk)
            yield self._made("overdue", person.id, today.isoformat(), said, {})

    def _works(self, person: Person, day: date) -> bool:
        closed = workdays_of(self._settings.country, self._office.reads.rows("holidays"))
        return closed.is_open(day) and not person.is_absent(day)

    def _digest(self, inbox: dict[str, Any], person: Person) -> Iterator[Notice]:
        now = self._office.clock.now().astimezone(ZoneInfo(self._settings.timezone))
        passed = [one for one in self._settings.digest_at if time.fromisoformat(one) <= now.time()]
        if not passed or not person.mail or not self._works(person, now.date()):
            return
        seen = mine(inbox, reader_of(self._office.people, person.id, self._office.clock.now()))
        if seen.waiting or seen.to_take:
            slot = f"{now.date()} {max(passed, key=time.fromisoformat)}"
            said = texts.digest_mail(seen, person, self._settings.desk)
            yield self._made("digest", person.id, slot, said, {})

    def _made(
        self,
        kind: Literal["approval", "digest", "overdue", "chat"],
        to: str,
        what: str,
        said: tuple[str, str],
        row: dict[str, Any],
    ) -> Notice:
        case, now = row.get("case", ""), self._office.clock.wall()
        return Notice(
            key=digest(["notice", kind, to, case, what]),
            kind=kind,
            to=to,
            case=case,
            workflow=row.get("workflow", ""),
            partner=row.get("partner", ""),
            subject=said[0],
            text=said[1],
            written=now,
            at=now,
        )


def _pause(attempts: int) -> timedelta:
    """How long a notice waits before it is tried once more: doubled each time."""
    return min(timedelta(minutes=2**attempts), timedelta(hours=6))


def notices(office: Office, say: Callable[[str], None]) -> list[Notifier]:
    """The loop that tells people, where settings want any of it."""
    return [Notifier(office, say)] if office.settings.notify.is_on else []
