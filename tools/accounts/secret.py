"""Secrets: settings say where one is found, in a variable or by a program, never what it is."""

from __future__ import annotations

import os
import re
import shlex
import subprocess

from domain.errors import OutsideFailed, Refused
from domain.points import durable

#: What settings may say instead of a secret.
FORMS = "env:NAME or command:PROGRAM ARGUMENTS"

_ENV = re.compile(r"env:([A-Za-z_]\w*)")
_SECONDS = 30


def is_pointer(text: str) -> bool:
    """Whether a text says where a secret is found, and so is none itself."""
    return bool(_ENV.fullmatch(text)) or bool(text.startswith("command:") and _words(text))


def revealed(pointer: str) -> str:
    """The secret that a pointer leads to, read anew each time: it may have been changed.

    Refused when a variable is not set, OutsideFailed when a program fails; neither repeats what
    was found.
    """
    named = _ENV.fullmatch(pointer)
    if named is None:
        return _printed(_words(pointer))
    found = os.environ.get(named[1], "")
    if not found:
        raise Refused(f"the environment variable {named[1]} is not set; it holds a secret")
    return found


def _words(pointer: str) -> list[str]:
    try:
        return shlex.split(pointer.removeprefix("command:"))
    except ValueError:
        return []


def _printed(words: list[str]) -> str:
    """The first line that a program prints; it is not run by a shell."""
    try:
        with durable("login.secret"):
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
            )
    except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
        why = getattr(problem, "strerror", None) or "it took too long"
        raise OutsideFailed(f"the program {words[0]} that knows a secret failed: {why}") from None
    first = done.stdout.decode("utf-8", "replace").partition("\n")[0].strip()
    if done.returncode or not first:
        said = f"ended with {done.returncode}" if done.returncode else "printed nothing"
        raise OutsideFailed(f"the program {words[0]} that knows a secret {said}")
    return first
