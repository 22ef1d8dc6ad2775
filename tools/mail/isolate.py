"""Parsing in a child process with limits, so that a mail made to kill a parser kills only that.

The child is tools.mail.confined: started once, asked over a pipe, started anew after it died.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from domain.errors import OutsideFailed, Unreadable
from domain.message import Message
from tools.mail import limits
from tools.mail.confined import READY, Reply, Request
from tools.mail.parse import Parsed

#: A child that sleeps uses no CPU; this ends it. Pictures are read by a program on a busy machine.
WALL_SECONDS = 300
#: Messages with pictures whose reading is kept: each costs seconds, and is looked at several times.
KEPT = 8
_ANSWER_BYTES = 200 * 2**20


class Child:
    """One parsing child: started when first asked, restarted after it died, ended by `close`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, datetime | None], Parsed] = {}

    def parse(self, raw: bytes, received_at: datetime | None = None) -> Parsed:
        """The message with its notes; Unreadable when it must be parked."""
        key = hashlib.sha256(raw).hexdigest(), received_at
        if key in self._kept:
            return self._kept[key]
        parsed = self._parsed(raw, Request(length=len(raw), received_at=received_at))
        if any(part.recognised for part in parsed.message.parts):
            self._keep(key, parsed)
        return parsed

    def identify(self, raw: bytes, received_at: datetime | None = None) -> Parsed:
        """As `parse`, its attachments not read: enough to know which mail it is, in a tenth."""
        asked = Request(length=len(raw), received_at=received_at, attached=False)
        return self._parsed(raw, asked)

    def _parsed(self, raw: bytes, request: Request) -> Parsed:
        reply = self._ask(raw, request)
        if reply.parsed is None:
            raise Unreadable(reply.unreadable or "the mail could not be read")
        if reply.parsed.message.sha256 != hashlib.sha256(raw).hexdigest():
            self.close()  # an answer to another question: never file it under these bytes
            raise Unreadable("the mail could not be read")
        return reply.parsed

    def _keep(self, key: tuple[str, datetime | None], parsed: Parsed) -> None:
        with self._lock:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = parsed

    def attachment(self, raw: bytes, number: int) -> bytes:
        """The bytes of `attachment:number`; Unreadable when there is none."""
        reply = self._ask(raw, Request(length=len(raw), attachment=number))
        if reply.content is None:
            raise Unreadable(reply.unreadable or "the attachment could not be read")
        return base64.b64decode(reply.content)

    def domains(
        self, raw: bytes, keys: Mapping[str, str], sealers: Sequence[str]
    ) -> tuple[str, ...]:
        """Domains whose signature on the mail holds; none where it cannot be checked."""
        asked = Request(length=len(raw), keys=dict(keys), sealers=tuple(sealers))
        try:
            return self._ask(raw, asked).domains
        except Unreadable:
            return ()

    def close(self) -> None:
        """End the child; the next question starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return  # after a fork the child belongs to the other side
        _end(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()

    def _ask(self, raw: bytes, request: Request) -> Reply:
        if len(raw) > limits.MESSAGE:
            raise Unreadable(f"the mail is over {limits.MESSAGE // 2**20} MiB")
        with self._lock:
            process = self._running()
            watch = threading.Timer(WALL_SECONDS, _end, [process])
            watch.daemon = True
            watch.start()
            answer = b""
            try:
                answer = _exchange(process, request, raw)
            finally:
                watch.cancel()
                if not answer.endswith(b"\n"):  # dead, or interrupted half way through an answer
                    self.close()
        try:
            return Reply.model_validate_json(answer)
        except ValueError as fault:
            raise Unreadable("the mail needs too much time or memory to be read") from fault

    def _running(self) -> subprocess.Popen[bytes]:
        alive = self._process is not None and self._process.poll() is None
        if self._process is None or not alive or self._owner != os.getpid():
            self.close()
            self._process, self._owner = _started(), os.getpid()
            if not _says_ready(self._process):
                self.close()
                raise OutsideFailed(
                    "the mail reader does not start; `python -m tools.mail.confined` says why"
                )
        return self._process


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started for a file."""
    if process.poll() is None:  # the number of one that is gone may be another's
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _started() -> subprocess.Popen[bytes]:
    """A child with nothing of ours but the way to our code."""
    home = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "tools.mail.confined"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": home, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        close_fds=True,
        start_new_session=True,  # Ctrl-C is for the parent; a mail must not be parked for it
    )


def _says_ready(process: subprocess.Popen[bytes]) -> bool:
    return process.stdout is not None and process.stdout.readline(100) == READY


def _exchange(process: subprocess.Popen[bytes], request: Request, raw: bytes) -> bytes:
    """The child's answer line; without a line end when it died on the way."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(request.model_dump_json().encode() + b"\n" + raw)
        process.stdin.flush()
        return process.stdout.readline(_ANSWER_BYTES)
    except OSError:
        return b""


_CHILD = Child()
atexit.register(_CHILD.close)


def parse_safely(raw: bytes, received_at: datetime | None = None) -> Message:
    """`parse` in the limited child; raises Unreadable, and nothing else, to have a mail parked."""
    return _CHILD.parse(raw, received_at).message


def identify_safely(raw: bytes, received_at: datetime | None = None) -> Message:
    """`parse_safely` for whoever only asks which mail it is; no attachment is read."""
    return _CHILD.identify(raw, received_at).message


def close() -> None:
    """End the child that the functions of this file share."""
    _CHILD.close()


def proven_safely(
    raw: bytes, keys: Mapping[str, str], sealers: Sequence[str] = ()
) -> tuple[str, ...]:
    """`proven_domains` in the limited child."""
    return _CHILD.domains(raw, keys, sealers)
