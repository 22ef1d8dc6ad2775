"""Mailbox files: one mail after the other between From lines, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tools.mail import limits

_SEPARATOR = re.compile(
    rb"From (?:\S{1,320} +)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +"
    rb"[a-z]{3} +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})?(?: +[\w+:-]{1,10}){0,3} *\r?\n?$",
    re.IGNORECASE,
)
_FIRST = re.compile(rb"From \S")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_STAMP = re.compile(
    rb"([a-z]{3}) +(\d{1,2}) +(\d{1,2}:\d{2}(?::\d{2})?)(?: +([+-]\d{4}))?.*?(\d{4})\s*$",
    re.IGNORECASE,
)
_CHUNK = 65536


class Stretch(NamedTuple):
    """One mail in the file: where it lies, its bytes unless it is too large, when it arrived."""

    start: int
    length: int
    raw: bytes | None
    received_at: datetime | None


def is_mailbox(head: bytes) -> bool:
    """Whether a file that begins so is a mailbox."""
    return _FIRST.match(head) is not None


def stretches(path: Path, *, keep: bool = True) -> Iterator[Stretch]:
    """Every mail of the file in order; `keep` False reads on without holding any bytes.

    A From line counts after a blank line, or at the very start, and only with a date: writers of
    mailboxes put `>` before other lines that begin so, and one such mark is taken off again.
    """
    with path.open("rb") as file:
        mail: _Mail | None = None
        blank = True
        at = 0
        for line in _lines(file):
            if blank and (_FIRST if mail is None else _SEPARATOR).match(line):
                if mail is not None:
                    yield mail.done()
                mail = _Mail(at + len(line), _arrived(line), keep)
            elif mail is not None:
                mail.add(line)
            blank = line in (b"\n", b"\r\n")
            at += len(line)
        if mail is not None:
            yield mail.done()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, a very long one in pieces."""
    while line := file.readline(_CHUNK):
        yield line


class _Mail:
    """The mail that is being read."""

    def __init__(self, start: int, received_at: datetime | None, keep: bool) -> None:
        self.start, self.received_at, self.keep = start, received_at, keep
        self.length = 0
        self.lines: list[bytes] = []

    def add(self, line: bytes) -> None:
        """A further line; beyond the limit only its length is kept."""
        self.length += len(line)
        if self.keep and self.length <= limits.MESSAGE:
            self.lines.append(line)
        else:
            self.lines.clear()

    def done(self) -> Stretch:
        """The mail without the blank line that a mailbox puts after it."""
        if not self.keep or self.length > limits.MESSAGE:
            return Stretch(self.start, self.length, None, self.received_at)
        if self.lines and self.lines[-1] in (b"\n", b"\r\n"):
            self.length -= len(self.lines.pop())
        raw = _QUOTED.sub(rb"\1", b"".join(self.lines))
        return Stretch(self.start, self.length, raw, self.received_at)


def _arrived(line: bytes) -> datetime | None:
    """The time in a From line; UTC where it names no offset."""
    found = _STAMP.search(line)
    if not found:
        return None
    month, day, clock, offset, year = (
        part.decode("ascii") if part else "" for part in found.groups()
    )
    text = f"{month} {day} {clock if clock.count(':') == 2 else clock + ':00'} {year}"
    try:
        naive = datetime.strptime(f"{text} {offset or '+0000'}", "%b %d %H:%M:%S %Y %z")
    except ValueError:
        return None
    return naive.astimezone(UTC)
