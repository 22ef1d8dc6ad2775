"""The registered points at which something becomes durable or leaves: a crash test stops at each.

A write or an outer call that is not wrapped in `durable(NAME)` is a fault that the crash
harness finds: it watches the operating system's calls and knows which point is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Every durable write and outer call of the product, and what it leaves behind.
POINTS: dict[str, str] = {
    "blob.write": "raw bytes of a message kept by their hash",
    "ledger.commit": "facts, inbox, outbox and reservations of one transaction",
    "checkpoint.open": "the checkpoint file and its tables, made when they are missing",
    "checkpoint.commit": "the case graph's checkpoint of a thread",
    "checkpoint.prune": "older checkpoints of a thread removed",
    "erp.commit": "a change of the embedded system of record",
    "erp.handover": "a row for people to apply in their ERP",
    "mail.write": "an outgoing mail in the outgoing folder",
    "mail.open": "a session with the mail server: connected and logged in",
    "mail.begin": "a note that a mail is about to be handed to the mail server",
    "mail.send": "an outgoing mail handed to the mail server",
    "mail.keep": "the copy of a mail that the mail server took",
    "mail.forget": "the note removed of a mail that the mail server did not take",
    "webhook.post": "a line posted into a chat room",
    "edi.keep": "the copy of an EDI answer that is about to be laid into a partner's folder",
    "edi.ready": "an EDI answer in a partner's folder, under a name nobody picks up",
    "edi.handover": "an EDI answer given the name under which it is picked up",
    "index.open": "the disposable memory index, brought up to its own log",
    "index.write": "an entry of the disposable memory index",
    "dns.lookup": "a question to the DNS for the key of a mail's signature",
    "imap.open": "a session with a mailbox: connected and logged in",
    "imap.fetch": "mails listed or fetched from a mailbox; nothing is changed in it",
    "imap.seen": "mails in a mailbox marked as read, after they were filed",
    "imap.find": "a mailbox asked whether a mail that was sent is in it",
    "drop.done": "a file of a watched folder put away, after its mails were filed",
    "login.secret": "a program asked for the secret of an account",
    "login.token": "an access token asked for at an identity provider",
    "model.call": "a call to the language model",
}

_watchers: list[Callable[[str, str], None]] = []


@contextmanager
def durable(name: str) -> Iterator[None]:
    """Marks one durable write or outer call; watchers see `before` and `after` or `failed`."""
    if name not in POINTS:
        raise LookupError(f"{name!r} is no registered point")
    _tell(name, "before")
    try:
        yield
    except BaseException:
        _tell(name, "failed")
        raise
    _tell(name, "after")


def _tell(name: str, phase: str) -> None:
    for watcher in _watchers:
        watcher(name, phase)


@contextmanager
def watched(watcher: Callable[[str, str], None]) -> Iterator[None]:
    """Calls `watcher(point, phase)` at every point while inside."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)
