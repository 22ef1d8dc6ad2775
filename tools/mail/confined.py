"""The child in which mails are parsed: its limits, and one answer a request.

Run as `python -m tools.mail.confined` by tools.mail.isolate. A request is a line of JSON and the
mail's bytes; an answer is one line of JSON. It holds no file but its pipes and can write none.
"""

from __future__ import annotations

import base64
import os
import resource
import sys
from datetime import datetime
from typing import Any

from domain.errors import Unreadable
from domain.values import Value
from tools.mail.attached import unread
from tools.mail.parse import Parsed, attachment, parse_noted
from tools.mail.signatures import proven_domains
from tools.papers.apart import Apart

MEMORY_BYTES = 512 * 2**20
CPU_SECONDS = 5
#: The first line the child writes.
READY = b"ready\n"


class Request(Value):
    """What the child is asked; the mail's bytes follow.

    `keys` asks which domains signed the mail, `attachment` for one part's bytes; neither of them
    for the message, `attached` with what its attachments say.
    """

    length: int
    received_at: datetime | None = None
    attached: bool = True
    attachment: int | None = None
    keys: dict[str, str] | None = None
    sealers: tuple[str, ...] = ()


class Reply(Value):
    """What the child found, or why the mail cannot be read."""

    parsed: Parsed | None = None
    content: str | None = None
    domains: tuple[str, ...] = ()
    unreadable: str = ""


def serve() -> None:
    """The child's life: limits first, then one answer a request until the pipe closes."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 1)  # nothing that prints by accident may reach the parent
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    answers.write(READY)
    answers.flush()
    while line := asked.readline():
        request = Request.model_validate_json(line)
        _allow_cpu()
        reply = _answer(request, asked.read(request.length))
        answers.write(reply.model_dump_json().encode() + b"\n")
        answers.flush()


def _allow_cpu() -> None:
    """Seconds for this request on top of what was used; the kernel ends the process beyond."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _answer(request: Request, raw: bytes) -> Reply:
    fields: dict[str, Any]
    try:
        if request.keys is not None:
            fields = {"domains": proven_domains(raw, request.keys, request.sealers)}
        elif request.attachment is None:
            read = Apart().read if request.attached else unread
            fields = {"parsed": parse_noted(raw, request.received_at, read)}
        else:
            content = base64.b64encode(attachment(raw, request.attachment)).decode("ascii")
            fields = {"content": content}
    except Unreadable as fault:
        fields = {"unreadable": str(fault)}
    return Reply(**fields)


if __name__ == "__main__":
    serve()
