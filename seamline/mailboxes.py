"""Mail out of a folder on a server: filed once each, marked as read after that is committed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from threading import Event

from sqlalchemy import Connection

from domain.values import Value
from graph.desk import Arrival
from memory.cursors import cursor, set_cursor
from seamline.wiring import Office
from tools.accounts.login import Account
from tools.imap.folder import Fetched, Folder
from tools.imap.idle import wait
from tools.imap.uids import Uids

#: A mail that a server shows but does not give out is parked after this many turns.
TRIES = 3
#: Ranges of UIDs that are kept of a folder.
_RANGES = 500


class Watched(Value):
    """A folder to read. `mailbox` is the name in the settings; days before `since` are left."""

    mailbox: str
    folder: str
    user: str
    marks: bool = True
    since: date | None = None
    look_every_s: float = 300


class MailboxLoop:
    """Reads one folder: a full look, then waiting for news, over one session while it lives."""

    def __init__(
        self, office: Office, account: Account, watched: Watched, say: Callable[[str], None]
    ) -> None:
        self._office, self._account, self._watched, self._say = office, account, watched, say
        self._folder: Folder | None = None
        self._tried: Counter[int] = Counter()
        self._now: set[int] = set()
        self.name = f"{watched.mailbox}/{watched.folder}"
        self._source = ["imap", account.endpoint.host, watched.user, watched.folder]

    def turn(self, stopping: Event) -> None:
        """Files what is new and waits for more; any fault ends the session first."""
        folder = self._folder or self._opened()
        self._now.clear()
        try:
            while self._look(folder, stopping) and not stopping.is_set():
                pass  # while mails were filed, more may have come and been announced in vain
            wait(folder, self._watched.look_every_s, stopping)
        except BaseException:
            self._folder = None
            folder.abandon()
            raise

    def close(self) -> None:
        """Ends the session."""
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.close()

    def _opened(self) -> Folder:
        folder = Folder(self._account, self._watched.folder, marks=self._watched.marks)
        self._folder = folder
        return folder

    def _look(self, folder: Folder, stopping: Event) -> int:
        """A full look at which UIDs are there: nothing rests on what a server announces.

        How many mails were dealt with.
        """
        there = folder.uids(self._watched.since)
        missing = self._filed(folder).missing(there)
        counted: Counter[str] = Counter()
        given: set[int] = set()
        for batch in folder.fetch(missing):
            done = [one for one in batch if not stopping.is_set() and self._file(one, counted)]
            given.update(one.uid for one in batch)
            self._note(folder, done, there)
            if stopping.is_set():
                break
        else:
            self._note(folder, self._withheld(missing, given, counted), there)
        if counted:
            self._say(f"{self.name}: {', '.join(f'{n} {name}' for name, n in counted.items())}")
        return counted.total()

    def _file(self, mail: Fetched, counted: Counter[str]) -> bool:
        """Files one mail; False when it is to be tried again at the next look."""
        raw = mail.raw
        if raw is None:
            if not self._is_given_up(mail.uid):
                return False
            raw = self._stand_in(mail.uid)
        origin = f"{self.name} uid {mail.uid}"
        at = mail.received_at
        arrived = Arrival(at=at, by="the mail server") if at is not None else None
        filed = self._office.desk.file(
            raw, origin=origin, channel="imap", parked=mail.parked, arrived=arrived
        )
        counted[filed.outcome] += 1
        return True

    def _is_given_up(self, uid: int) -> bool:
        """Counts one try a turn: a server that is only busy is given time."""
        if uid not in self._now:
            self._now.add(uid)
            self._tried[uid] += 1
        return self._tried[uid] >= TRIES

    def _withheld(
        self, missing: list[int], given: set[int], counted: Counter[str]
    ) -> list[Fetched]:
        """UIDs that the server lists and never answers for, once they are parked."""
        why = "the mail server lists it and does not give it out"
        rest = [Fetched(uid=one, raw=None, parked=why) for one in missing if one not in given]
        return [one for one in rest if self._file(one, counted)]

    def _stand_in(self, uid: int) -> bytes:
        """What is kept of a mail of which nothing could be had; the same at every try."""
        return f"nothing could be fetched of {' '.join(self._source)} uid {uid}\n".encode()

    def _note(self, folder: Folder, done: list[Fetched], there: list[int]) -> None:
        """What is filed is marked as read, then kept as filed; a crash between repeats that.

        A mail that was not fetched as a whole stays unread: somebody must look at it there.
        """
        if not done:
            return
        whole = [one.uid for one in done if not one.parked]
        if self._watched.marks and whole and (refused := folder.mark_seen(whole)):
            self._say(f"{self.name}: mails cannot be marked as read: {refused}")
        with self._office.ledger.transaction() as connection:
            known = _known(cursor(connection, self._source), folder.uidvalidity)
            known |= Uids.of(one.uid for one in done)
            if len(known.ranges) > _RANGES:
                known = known.closed(known.missing(there), _RANGES)
            self._keep(connection, folder.uidvalidity, known)

    def _filed(self, folder: Folder) -> Uids:
        """What is filed of the folder, by the numbers it has now."""
        with self._office.ledger.reading() as connection:
            kept = cursor(connection, self._source)
        if kept and kept["uidvalidity"] != folder.uidvalidity:
            self._say(f"{self.name}: the server numbered its mails anew; all are looked at again")
            with self._office.ledger.transaction() as connection:
                self._keep(connection, folder.uidvalidity, Uids())
        return _known(kept, folder.uidvalidity)

    def _keep(self, connection: Connection, uidvalidity: int, known: Uids) -> None:
        said = {"uidvalidity": uidvalidity, "filed": str(known)}
        set_cursor(connection, self._source, said)


def _known(kept: dict[str, object], uidvalidity: int) -> Uids:
    """The UIDs filed under this numbering; numbers of an older one say nothing."""
    if kept.get("uidvalidity") != uidvalidity:
        return Uids()
    return Uids.read(str(kept["filed"]))
