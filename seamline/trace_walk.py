"""A walk over a trace's entries: each line is what it must be and follows the one before it."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from domain.errors import Damaged
from domain.fact import GENESIS, Fact
from memory.links import content_hash, content_id, link_hash
from seamline.trace import ENTRIES, MANIFEST, Manifest, Stub, line, papers


class Walk:
    """A walk over the entries: where it stands, and which files the facts so far speak of."""

    def __init__(self, scope: str, head: str) -> None:
        self._scope, self._head = scope, head
        self._line, self._count, self._last = 0, 0, GENESIS
        self._head_seen = 0
        self.papers: dict[str, set[str]] = {}

    def take(self, raw: bytes) -> None:
        """The next line, which has the number of its fact."""
        self._line += 1
        try:
            link = _link(raw)
            self._place(link)
            if isinstance(link, Fact):
                self._told(link)
            content = content_hash(link) if isinstance(link, Fact) else link.content
        except (ValueError, RecursionError) as why:
            raise self._broken(str(why)) from why
        if link.hash != link_hash(link.number, content, link.prev):
            raise self._broken("its hash does not follow from it: it was changed")
        self._last = link.hash
        self._head_seen = self._line if link.hash == self._head else self._head_seen

    def end(self, manifest: Manifest) -> None:
        """Compares the end that was reached with the one that is told."""
        told = (manifest.head_number, manifest.head_hash)
        if (self._line, self._last) != told:
            raise self._broken(f"the entries end here, and {MANIFEST} ends with fact {told[0]}")
        if self._count != manifest.count:
            raise self._broken(
                f"{self._count} facts are told, and {MANIFEST} says {manifest.count}"
            )
        if self._head and self._head != self._last:
            where = f"it stands in line {self._head_seen}" if self._head_seen else "it is nowhere"
            raise self._broken(f"the entries do not end with the head given ({where})")

    def _place(self, link: Fact | Stub) -> None:
        if link.number != self._line:
            raise ValueError(f"fact {self._line} is due, and this is fact {link.number}")
        if link.prev != self._last:
            raise ValueError("it does not follow the fact before it")
        if isinstance(link, Stub) and self._scope == "all":
            raise ValueError("it is a stub, and the trace is of everything")

    def _told(self, fact: Fact) -> None:
        of_scope = self._scope in ("all", fact.stream) or fact.stream == "workspace"
        if not of_scope and not fact.stream.startswith("message:"):
            raise ValueError(f"it is of {fact.stream!r}, and the trace is of {self._scope!r}")
        if content_id(fact) != fact.id:
            raise ValueError("its id does not follow from it: it was changed")
        self._count += 1
        for path, sha in papers(fact).items():
            self.papers.setdefault(path, set()).add(sha)

    def _broken(self, why: str) -> Damaged:
        return Damaged(f"{ENTRIES}:{self._line}: {why}")


def _link(raw: bytes) -> Fact | Stub:
    """A line as the link it tells; ValueError when it could have been written otherwise."""
    told = json_object(raw)
    alias = told.pop("alias", None)
    try:
        link = (Stub if alias is None else Fact).model_validate(told)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from problem
    if line(link) != raw:
        raise ValueError("its bytes or its alias are not those of the fact it tells")
    return link


def json_object(raw: bytes) -> dict[str, Any]:
    """A JSON object without floats; ValueError says what else it is."""
    try:
        told = json.loads(raw, parse_float=_float, parse_constant=_float)
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"it is no JSON of texts and whole numbers ({problem})") from problem
    if not isinstance(told, dict):
        raise ValueError("it is no JSON object")
    return told


def _float(text: str) -> float:
    raise ValueError(f"{text} is a float")
