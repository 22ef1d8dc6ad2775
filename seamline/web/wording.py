"""Sentences of the program as the desk says them: without what only helps at a terminal."""

from __future__ import annotations

import re

#: Words that help at a terminal alone.
_TERMINAL = (
    (
        r"[;,:]?\s*(?:see|with|use|, then)?\s*`seamline [^`]*`(?: lists (?:it|them)\b)?",
        "",
    ),
    (r":?\s*--reason TEXT", ""),
    (r"--set (\w+)=\S+", r"\1"),
    (r"--(\w[\w-]*)", r"\1"),
)


def at_the_desk(said: str) -> str:
    """A refusal without what only helps at a terminal."""
    for words, instead in _TERMINAL:
        said = re.sub(words, instead, said)
    return said.strip()
