"""Verifies a trace offline, from its folder alone: every line, link, blob, and the manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.errors import Damaged
from domain.fact import ALIASES, GENESIS, Fact
from memory.links import content_hash, content_id, link_hash
from seamline.trace import (
    ENTRIES,
    FILES,
    MANIFEST,
    Manifest,
    Stub,
    line,
    manifest_bytes,
    papers,
    sha256,
)


def verify_trace(folder: Path, head: str = "") -> Manifest:
    """The manifest of a trace that holds; Damaged names the first line that does not, and why.

    With `head`, which was kept elsewhere, a cut or replaced end is found, and any change at all
    of a fact. Without it, whoever changes facts can make all later hashes and the manifest again,
    and whoever cuts the end can write a manifest that fits: what is then left proves only that
    the trace agrees with itself. In the trace of one case stubs stand for other facts: that what
    is told is true and in its place is proven, that nothing of the case is left out is not; for
    that take the whole ledger, which has the same head.
    """
    manifest = _manifest(folder)
    walk = _Walk(manifest.scope)
    try:
        with (folder / ENTRIES).open("rb") as file:
            for raw in file:
                walk.take(raw)
    except FileNotFoundError:
        raise Damaged(f"{ENTRIES}: it is missing") from None
    except ValueError as why:
        raise Damaged(f"{ENTRIES}:{walk.line}: {why}") from why
    _ends(walk, manifest, head.strip().lower())
    _files(folder, walk, manifest)
    return manifest


class _Walk:
    """Where the walk over the entries stands. A ValueError says what is wrong with a line."""

    def __init__(self, scope: str) -> None:
        self._scope = scope
        self.line, self.count, self.last = 0, 0, GENESIS
        self.hashes: dict[str, int] = {}
        self.papers: dict[str, set[str]] = {}
        self._messages: dict[str, int] = {}
        self._causes: set[str] = set()

    def take(self, raw: bytes) -> None:
        """The next line; its number in the file is the number of its fact."""
        self.line += 1
        link = _link(raw)
        self._place(link)
        if isinstance(link, Fact):
            self._told(link)
        content = content_hash(link) if isinstance(link, Fact) else link.content
        if link.hash != link_hash(link.number, content, link.prev):
            raise ValueError("its hash does not follow from it: it was changed after it was written")
        self.last = link.hash
        self.hashes[link.hash] = link.number

    def _place(self, link: Fact | Stub) -> None:
        if link.number != self.line:
            raise ValueError(f"fact {self.line} is missing: here stands fact {link.number}")
        if link.prev != self.last:
            raise ValueError("it does not follow the fact before it")
        if isinstance(link, Stub) and self._scope == "all":
            raise ValueError("a whole trace has no stubs")

    def _told(self, fact: Fact) -> None:
        if content_id(fact) != fact.id:
            raise ValueError("its id does not follow from it: it was changed after it was written")
        if self._scope not in ("all", fact.stream) and fact.stream != "workspace":
            self._of_message(fact)
        self.count += 1
        for path, sha in papers(fact).items():
            self.papers.setdefault(path, set()).add(sha)

    def _of_message(self, fact: Fact) -> None:
        if not fact.stream.startswith("message:"):
            raise ValueError(f"it is of {fact.stream}, and the trace is of {self._scope}")
