"""Servers that answer strangely: what they keep back is parked in the end, and holds nothing up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from imaplib import IMAP4
from threading import Event
from typing import Any

import pytest

from domain.errors import OutsideFailed
from seamline.mailboxes import MailboxLoop, Watched
from seamline.workspace import Workspace
from tests.channels.conftest import Running, opened
from tests.channels.servers import letter
from tools.accounts.endpoint import Endpoint
from tools.accounts.login import Account
from tools.imap import folder as folders
from tools.imap.folder import BATCH, BATCH_BYTES, Folder
from tools.mail import limits

Make = Callable[[str], Workspace]
ACCOUNT = Account(Endpoint(host="imap.example.com", port=993))


class Strange:
    """A session with a server that lists `mails` and does with some of them what it likes."""

    def __init__(self, mails: dict[int, bytes]) -> None:
        self.mails, self.sizes = mails, {uid: len(raw) for uid, raw in mails.items()}
        self.silent: set[int] = set()
        self.broken: set[int] = set()
        self.asked: list[tuple[tuple[int, ...], str]] = []
        self.seen: list[int] = []
        self.uidvalidity, self.next = 7, 100
        self.read_only = False

    def select_folder(self, name: str, readonly: bool) -> dict[bytes, Any]:
        return {
            b"UIDVALIDITY": self.uidvalidity,
            b"UIDNEXT": self.next,
            b"EXISTS": len(self.mails),
        }

    def search(self, criteria: Sequence[Any]) -> list[int]:
        first, _, last = criteria[1].partition(":")
        most = max(self.mails) if last == "*" else int(last)
        least = min(int(first), most)  # RFC 3501: the last mail is in `9999:*`, whatever its UID
        return [uid for uid in self.mails if least <= uid <= most]

    def fetch(self, uids: Sequence[int], what: Sequence[str]) -> dict[int, dict[bytes, Any]]:
        self.asked.append((tuple(uids), what[0]))
        if what[0] != "RFC822.SIZE" and self.broken & set(uids):
            raise IMAP4.error("FETCH failed: internal error")
        name = what[0].replace(".PEEK", "").rpartition(".")[0].encode() + b">"
        at = datetime(2026, 3, 10, tzinfo=UTC)
        return {
            uid: {b"RFC822.SIZE": self.sizes[uid], name: self.mails[uid], b"INTERNALDATE": at}
            for uid in uids
            if uid in self.mails and (what[0] == "RFC822.SIZE" or uid not in self.silent)
        }

    def add_flags(self, uids: Sequence[int], flags: Sequence[bytes], silent: bool) -> None:
        if self.read_only:
            raise IMAP4.error("STORE failed: [NOPERM] not yours")
        self.seen += uids

    def has_capability(self, name: str) -> bool:
        return False

    def logout(self) -> None:
        """Says goodbye."""

    shutdown = logout

    def socket(self) -> Any:
        raise OSError("there is none")


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Strange:
    """Three mails, on a server that so far behaves."""
    session = Strange({uid: letter(uid) for uid in (1, 2, 3)})
    monkeypatch.setattr(folders, "connect", lambda *_given: session)
    return session


@pytest.fixture
def one(workspace: Make) -> Iterator[Running]:
    with opened(workspace("")) as office:
        yield office


def look(one: Running, times: int = 1) -> None:
    """Looks, as a loop that is started anew does after a failure."""
    watched = Watched(mailbox="orders", folder="INBOX", user="orders", look_every_s=0)
    loop = MailboxLoop(one.office, ACCOUNT, watched, one.said.append)
    for _ in range(times):
        loop.turn(Event())


def test_a_mail_that_is_never_given_out_is_parked_at_the_third_look(
    strange: Strange, one: Running
) -> None:
    strange.silent = {2}
    look(one, times=2)
    assert (one.subjects(), strange.seen) == (["Letter 1", "Letter 3"], [1, 3])
    look(one, times=3)  # a program that was started anew begins to count anew
    (parked,) = one.facts("message_parked")
    assert parked["reason"] == "the mail server lists it and does not give it out"
    assert strange.seen == [1, 3]


def test_a_mail_the_server_stumbles_over_is_asked_for_alone_and_parked_in_the_end(
    strange: Strange, one: Running
) -> None:
    strange.broken = {2}
    look(one, times=3)
    assert one.subjects() == ["", "Letter 1", "Letter 3"]
    (parked,) = one.facts("message_parked")
    assert parked["reason"] == "it cannot be fetched: FETCH failed: internal error"


def test_a_size_that_was_told_wrong_is_noticed(strange: Strange, one: Running) -> None:
    strange.mails[2] = letter(2, size=limits.MESSAGE + 100)[: limits.MESSAGE + 1]
    look(one)
    (parked,) = one.facts("message_parked")
    assert parked["reason"] == "the mail has 25.0 MiB, over 25 MiB"
    assert {one for _, one in strange.asked} >= {f"BODY.PEEK[]<0.{limits.MESSAGE + 1}>"}


def test_marks_that_are_refused_are_said_and_stop_nothing(strange: Strange, one: Running) -> None:
    strange.read_only = True
    look(one, times=2)
    assert one.subjects() == ["Letter 1", "Letter 2", "Letter 3"]
    assert one.said == [
        "orders/INBOX: mails cannot be marked as read: STORE failed: [NOPERM] not yours",
        "orders/INBOX: 3 filed",
    ]


def test_a_mail_with_a_number_below_one_that_is_known_is_not_missed(
    strange: Strange, one: Running
) -> None:
    strange.mails = {1: letter(1), 3: letter(3)}
    look(one)
    strange.mails |= {2: letter(2)}
    strange.sizes[2] = 300
    look(one)
    assert one.subjects() == ["Letter 1", "Letter 2", "Letter 3"]


def test_batches_are_bounded_by_number_and_by_bytes(strange: Strange) -> None:
    strange.mails = dict.fromkeys(range(1, 131), b"")
    strange.sizes = {uid: BATCH_BYTES // 3 if uid > 100 else 1000 for uid in strange.mails}
    strange.sizes[50] = limits.MESSAGE + 1
    folder = Folder(ACCOUNT, "INBOX", marks=True)
    list(folder.fetch(folder.uids()))
    asked = [(uids, what) for uids, what in strange.asked if what != "RFC822.SIZE"]
    assert max(len(uids) for uids, _ in asked) <= BATCH
    assert ((50,), f"BODY.PEEK[HEADER]<0.{limits.HEADERS}>") in asked
    for uids, what in asked:
        assert "HEADER" in what or sum(strange.sizes[uid] for uid in uids) <= BATCH_BYTES
    assert sorted(uid for uids, _ in asked for uid in uids) == list(range(1, 131))


def test_a_folder_of_very_many_mails_is_listed_in_pieces(strange: Strange) -> None:
    strange.mails = dict.fromkeys([1, 49_999, 50_000, 50_001, 120_000, 130_500], b"")
    strange.next = 130_000
    folder = Folder(ACCOUNT, "INBOX", marks=True)
    assert folder.uids() == sorted(strange.mails)


@pytest.mark.parametrize("problem", [IMAP4.abort("EOF"), TimeoutError(), ValueError("odd")])
def test_a_session_that_breaks_is_left_and_another_is_opened(
    strange: Strange, one: Running, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def broken(*_given: object) -> list[int]:
        raise problem

    watched = Watched(mailbox="orders", folder="INBOX", user="orders", look_every_s=0)
    loop = MailboxLoop(one.office, ACCOUNT, watched, one.said.append)
    with monkeypatch.context() as while_it_lasts:
        while_it_lasts.setattr(strange, "search", broken)
        with pytest.raises(OutsideFailed, match=r"imap\.example\.com:993 INBOX: "):
            loop.turn(Event())
    loop.turn(Event())
    assert len(one.facts()) == 3
