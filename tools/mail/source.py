"""Mails from files: .eml files, mailbox files, mail folders (maildir), and folders of those."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field

from domain.errors import BadInput
from domain.values import Value
from tools.mail import limits
from tools.mail.mbox import is_mailbox, stretches

_REMEDY = "name .eml files, mailbox files, mail folders, or a folder that holds some"
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*[!-9;-~]{1,80}:|From \S|>From \S")
_OF_MAIL = re.compile(
    rb"^(?:from|to|date|subject|received|return-path|delivered-to|message-id|mime-version):",
    re.IGNORECASE | re.MULTILINE,
)
#: The second of a delivery, from 2001 to 2096.
_STAMP = re.compile(r"([1-3][0-9]{9})[.,_]")
_CHUNK = 1 << 20


class Incoming(Value):
    """One mail as it was found: its bytes, or the reason why it is parked unread.

    `chunks` gives the raw bytes in either case, so that a parked mail is stored too without ever
    being held in memory. `received_at` is when it arrived, by the word of `received_by`.
    """

    origin: str
    raw: bytes | None = Field(default=None, repr=False)
    parked: str = ""
    path: Path
    start: int = 0
    length: int = 0
    received_at: datetime | None = None
    received_by: str = ""

    def chunks(self) -> Iterator[bytes]:
        """The raw bytes, a piece at a time; OSError when the file is gone by now."""
        if self.raw is not None:
            yield self.raw
            return
        with self.path.open("rb") as file:
            file.seek(self.start)
            left = self.length
            while left > 0 and (piece := file.read(min(left, _CHUNK))):
                left -= len(piece)
                yield piece


class _File(Value):
    """A file that holds mail, the name it is shown by, and whether it is a mailbox of many."""

    path: Path
    shown: str
    mailbox: bool


def messages(paths: Sequence[Path | str]) -> Iterator[Incoming]:
    """Every mail under these paths, in order of name; BadInput at once for a wrong path.

    A file that cannot be read, or is too large, comes as a parked mail and stops nothing.
    """
    files = _files(paths)
    return (one for file in files for one in _read(file))


def may_be_mail(path: Path) -> bool:
    """Whether a file may hold mail: by its name or place, or by headers that stand at its top.

    EDIFACT and XML begin with a word and a colon as well, so a line of a mail's own is wanted.
    """
    if path.suffix.lower() in (".eml", ".mbox", ".mbx") or path.parent.name in ("cur", "new"):
        return True
    head = _head(path) or b""
    return is_mailbox(head) or (_HEADER.match(head) and _OF_MAIL.search(head)) is not None


def count(paths: Sequence[Path | str]) -> int:
    """How many mails `messages` gives for these paths."""
    total = 0
    for file in _files(paths):
        try:
            total += sum(1 for _ in stretches(file.path, keep=False)) if file.mailbox else 1
        except OSError:
            total += 1
    return total


def _files(paths: Sequence[Path | str]) -> list[_File]:
    found: dict[Path, _File] = {}
    for one in paths:
        path = Path(one)
        below = list(_below(path)) if path.is_dir() else [_single(path)]
        if not below:
            raise BadInput("no mail in this folder", file=str(path), remedy=_REMEDY)
        for file in below:
            found.setdefault(file.path.resolve(), file)
    if not found:
        raise BadInput("no path was given", remedy=_REMEDY)
    return list(found.values())


def _single(path: Path) -> _File:
    """A file that was named itself: whatever its ending, it must look like mail."""
    if not path.exists():
        raise BadInput("no such file or folder", file=str(path), remedy=_REMEDY)
    if not path.is_file():
        raise BadInput("neither a file nor a folder", file=str(path), remedy=_REMEDY)
    head = _head(path)
    if head is None:
        raise BadInput("the file cannot be opened", file=str(path), remedy="allow reading it")
    if path.suffix.lower() != ".eml" and not _HEADER.match(head):
        raise BadInput("the file holds no mail", file=str(path), remedy=_REMEDY)
    return _File(path=path, shown=path.name, mailbox=_is_mailbox(path, head))


def _below(folder: Path) -> Iterator[_File]:
    """The mail in a folder and all folders in it, by name; other files are left alone."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        in_maildir = Path(place).name in ("cur", "new")
        if Path(place).name == "tmp" and (Path(place).parent / "cur").is_dir():
            continue  # a maildir's mails that are still being written
        for name in sorted(names):
            path = Path(place) / name
            if not path.is_file() or (name.startswith(".") and not in_maildir):
                continue
            shown = str(path.relative_to(folder))
            if in_maildir or path.suffix.lower() == ".eml":
                yield _File(path=path, shown=shown, mailbox=False)
            elif path.suffix.lower() in (".mbox", ".mbx", "") and is_mailbox(_head(path) or b""):
                yield _File(path=path, shown=shown, mailbox=True)


def _head(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError:
        return None


def _is_mailbox(path: Path, head: bytes) -> bool:
    """A .eml file may begin with an envelope line and is one mail all the same."""
    return is_mailbox(head) and path.suffix.lower() != ".eml"


def _read(file: _File) -> Iterator[Incoming]:
    try:
        if file.mailbox:
            yield from _mailbox(file)
        else:
            yield _one(file)
    except OSError as fault:
        why = f"the file cannot be read ({fault.strerror or type(fault).__name__})"
        yield Incoming(origin=file.shown, parked=why, path=file.path)


def _one(file: _File) -> Incoming:
    size = file.path.stat().st_size
    if size > limits.MESSAGE:
        return Incoming(origin=file.shown, parked=_too_large(size), path=file.path, length=size)
    raw = file.path.read_bytes()
    return Incoming(
        origin=file.shown,
        raw=raw,
        path=file.path,
        length=len(raw),
        received_at=_delivered(file.path),
        received_by="the mail folder",
    )


def _delivered(path: Path) -> datetime | None:
    """When a mail was laid into a maildir: its name begins with the second of it.

    So says cr.yp.to/proto/maildir.html. The times of the file change with every copy.
    """
    stamp = _STAMP.match(path.name) if path.parent.name in ("cur", "new") else None
    return datetime.fromtimestamp(int(stamp[1]), UTC) if stamp else None


def _mailbox(file: _File) -> Iterator[Incoming]:
    for number, one in enumerate(stretches(file.path), start=1):
        yield Incoming(
            origin=f"{file.shown} message {number}",
            raw=one.raw,
            parked="" if one.raw is not None else _too_large(one.length),
            path=file.path,
            start=one.start,
            length=one.length,
            received_at=one.received_at,
            received_by="the mailbox file",
        )


def _too_large(size: int) -> str:
    return f"the mail has {size / 2**20:.1f} MiB, over {limits.MESSAGE // 2**20} MiB"
