"""Processes by name: this one in leases, and whether the one of another lease has surely ended."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path

_PROC = Path("/proc")

#: States in which a process runs no more: ended and not yet collected by its parent.
_ENDED = ("Z", "X")


def own_name() -> str:
    """`HOST:PID:BORN` of this process. BORN tells it from a later one with the same number."""
    return f"{socket.gethostname()}:{os.getpid()}:{_born(os.getpid())}"


def is_gone(owner: str) -> bool:
    """Whether the process that a lease names (`HOST:PID:BORN:ANY`) has surely ended.

    Only what ran on this very system, since it was started and in the same room of process
    numbers, can be judged: of anything else, and where the system tells nothing, the answer is
    no, and its lease is waited for.
    """
    parts = owner.rsplit(":", 3)
    if len(parts) != 4 or not parts[1].isdecimal() or not parts[2]:
        return False
    host, number, born = parts[0], int(parts[1]), parts[2]
    place = born.rpartition("-")[0]
    if host != socket.gethostname() or not place or place != _place():
        return False
    return not _exists(number) or _born(number) not in ("", born) or _state(number) in _ENDED


def _born(number: int) -> str:
    """When and where a process began, as the system counts; empty where it does not say."""
    place, stat = _place(), _stat(number)
    return f"{place}-{stat[19]}" if place and len(stat) > 19 else ""


def _state(number: int) -> str:
    stat = _stat(number)
    return stat[0] if stat else ""


def _stat(number: int) -> list[str]:
    """Fields of a process from its state on; its name before them may hold blanks and brackets."""
    try:
        text = (_PROC / str(number) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


@cache
def _place() -> str:
    """This start of the system and this room of process numbers; empty where it does not say."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        room = os.readlink(_PROC / "self/ns/pid")
    except OSError:
        return ""
    digits = "".join(one for one in room if one.isdecimal())
    return f"{boot.replace('-', '')[:12]}-{digits}"


def _exists(number: int) -> bool:
    """Whether a process of that number is there, also one of another user."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
