"""Files read one by one in a process of their own: one that kills its reader costs only itself.

A fork of a process that is already limited (tools.mail.confined): its memory is fresh, its time is
counted from nothing, and what it leaves behind ends with it.
"""

from __future__ import annotations

import os
import resource
import select
import signal
from typing import NoReturn

from tools.papers import limits
from tools.papers.forms import form_of
from tools.papers.paper import Paper
from tools.papers.read import prepare, read_paper

_TOO_DEAR = Paper(notes=("it needs too much time or memory to be read",))
_NO_TIME = Paper(notes=("it is not read: the attachments before it took all the time there is",))
#: Forms whose reader does nothing that could fail or last.
_PLAIN = frozenset({"text", "unknown", "office", "archive", "locked", "mail", "silent"})
_CHUNK = 1 << 20


class Apart:
    """Reads the files of one message, all within `limits.ALL_SECONDS` of processor time."""

    def __init__(self) -> None:
        self._used = 0.0

    def read(self, data: bytes, kind: str, name: str, charset: str = "") -> Paper:
        """As `read_paper`; a file whose reader dies is a note."""
        form = form_of(data, kind, name)
        if form in _PLAIN:
            return read_paper(data, kind, name, charset)
        if self._used >= limits.ALL_SECONDS:
            return _NO_TIME
        prepare(form)
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            _answer_and_end(theirs, data, kind, name, charset)
        os.close(theirs)
        try:
            answer = _received(ours)
        finally:
            os.close(ours)
            os.kill(child, signal.SIGKILL)  # it has answered, or never will
            _, _, usage = os.wait4(child, 0)
        self._used += usage.ru_utime + usage.ru_stime
        try:
            return Paper.model_validate_json(answer)
        except ValueError:
            return _TOO_DEAR


def _answer_and_end(pipe: int, data: bytes, kind: str, name: str, charset: str) -> NoReturn:
    """The fork's life; it must never run on in its parent's name."""
    try:
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, hard))
        answer = read_paper(data, kind, name, charset).model_dump_json().encode()
        while answer:
            answer = answer[os.write(pipe, answer) :]
    finally:
        os._exit(0)


def _received(pipe: int) -> bytes:
    """All that comes through the pipe, or nothing when it takes too long."""
    pieces: list[bytes] = []
    while select.select([pipe], [], [], limits.WALL_SECONDS)[0]:
        piece = os.read(pipe, _CHUNK)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
    return b""
