"""One folder of a mailbox over one session: what is there, its mails in bounded batches, marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from imaplib import IMAP4
from typing import Any

from pydantic import Field

from domain.points import durable
from domain.values import Value
from tools.accounts.login import Account
from tools.imap.session import TIMEOUT_S, close, connect, speaking
from tools.mail import limits

#: Mails and bytes fetched at once.
BATCH = 50
BATCH_BYTES = 8 * 2**20
#: Goes before a head that is kept without its mail: what follows is no header of a mail any more.
ONLY_HEAD = b"Only the head of this mail was fetched. It is:\n\n"
#: UIDs a search may cover: its answer is one line, and imaplib takes a megabyte of it.
_SPAN = 50_000
#: UIDs of one command line.
_ASKED = 500


class Fetched(Value):
    """A mail as it lies in the folder; `parked` is why it is not whole.

    `raw` then holds its head, in a form that nobody can take for a mail without a text, or None
    when nothing could be had.
    """

    uid: int
    raw: bytes | None = Field(repr=False)
    parked: str = ""
    received_at: datetime | None = None


class Folder:
    """A selected folder. Faults are OutsideFailed, after which the session is of no use.

    `client` is the library's session, `mails` how many there were when it was opened.
    """

    def __init__(
        self, account: Account, name: str, *, marks: bool, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Connects; without `marks` the folder is opened so that nothing in it can change."""
        self.where = f"{account.endpoint} {name}"
        self.client: Any = connect(account, timeout_s)
        try:
            with speaking(self.where):
                told = self.client.select_folder(name, readonly=not marks)
        except BaseException:
            close(self.client)
            raise
        self.uidvalidity = int(told.get(b"UIDVALIDITY", 0))
        self.mails = int(told.get(b"EXISTS", 0))
        self._next = int(told.get(b"UIDNEXT", 1))

    def close(self) -> None:
        """Ends the session."""
        close(self.client, politely=True)

    def abandon(self) -> None:
        """Ends a session that has failed; nobody is waited for."""
        close(self.client)

    def uids(self, since: date | None = None) -> list[int]:
        """All UIDs in the folder now, or those of mails that arrived on a day or later."""
        found: set[int] = set()
        first = 1
        with speaking(self.where), durable("imap.fetch"):
            while True:
                last = first + _SPAN - 1
                whole = last >= self._next
                wanted: list[Any] = ["UID", f"{first}:*" if whole else f"{first}:{last}"]
                found.update(self.client.search([*wanted, *(["SINCE", since] if since else [])]))
                if whole:
                    self._next = max([self._next, *(uid + 1 for uid in found)])
                    return sorted(found)
                first = last + 1

    def fetch(self, uids: Sequence[int]) -> Iterator[list[Fetched]]:
        """The mails in batches, oldest first; one that is gone by now is left out."""
        for start in range(0, len(uids), _ASKED):
            sizes = self._sizes(uids[start : start + _ASKED])
            for batch in _batches(sizes):
                yield self._batch(batch, sizes)

    def mark_seen(self, uids: Sequence[int]) -> str:
        """Marks mails as read; why the server refuses it, or nothing when it was done."""
        with speaking(self.where):
            try:
                with durable("imap.seen"):
                    self.client.add_flags(uids, [b"\\Seen"], silent=True)
            except IMAP4.abort:
                raise
            except IMAP4.error as problem:
                return " ".join(str(problem).split())[:200]
        return ""

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        with speaking(self.where), durable("imap.fetch"):
            told = self.client.fetch(uids, ["RFC822.SIZE"])
        return {uid: int(told[uid].get(b"RFC822.SIZE", 0)) for uid in uids if uid in told}

    def _batch(self, uids: Sequence[int], sizes: dict[int, int]) -> list[Fetched]:
        """One answer, or one mail after the other when the server stumbles over some mail."""
        with speaking(self.where):
            try:
                return self._fetched(uids, sizes)
            except (IMAP4.abort, OSError):
                raise
            except (IMAP4.error, ValueError) as problem:
                if len(uids) == 1:
                    said = " ".join(str(problem).split())[:200]
                    return [Fetched(uid=uids[0], raw=None, parked=f"it cannot be fetched: {said}")]
        return [one for uid in uids for one in self._batch([uid], sizes)]

    def _fetched(self, uids: Sequence[int], sizes: dict[int, int]) -> list[Fetched]:
        """One byte more than is taken is asked for: a size that was told wrong is noticed."""
        large = sizes[uids[0]] > limits.MESSAGE
        part = "HEADER" if large else ""
        most = limits.HEADERS if large else limits.MESSAGE + 1
        with durable("imap.fetch"):
            told = self.client.fetch(uids, [f"BODY.PEEK[{part}]<0.{most}>", "INTERNALDATE"])
        name = f"BODY[{part}]<0>".encode()
        found = []
        for uid in uids:
            if name in told.get(uid, {}):
                raw = told[uid][name] or b""
                size = max(sizes[uid], len(raw))
                at = told[uid].get(b"INTERNALDATE")
                found.append(_one(uid, raw, size, at))
        return found


def _one(uid: int, raw: bytes, size: int, received_at: datetime | None) -> Fetched:
    if size <= limits.MESSAGE:
        return Fetched(uid=uid, raw=raw, received_at=received_at)
    why = f"the mail has {size / 2**20:.1f} MiB, over {limits.MESSAGE // 2**20} MiB"
    head = ONLY_HEAD + raw[: limits.HEADERS]
    return Fetched(uid=uid, raw=head, parked=why, received_at=received_at)


def _batches(sizes: dict[int, int]) -> Iterator[list[int]]:
    """UIDs in order, each batch within its limits; one too large for us is asked for alone."""
    batch: list[int] = []
    held = 0
    for uid, size in sorted(sizes.items()):
        large = size > limits.MESSAGE
        if batch and (large or len(batch) >= BATCH or held + size > BATCH_BYTES):
            yield batch
            batch, held = [], 0
        if large:
            yield [uid]
            continue
        batch.append(uid)
        held += size
    if batch:
        yield batch
