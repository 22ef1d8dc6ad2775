"""Links of the chain: what a fact's hashes cover, so that also a redacted link can be checked.

A link is SHA-256 over [number, content, prev]; `content` is SHA-256 over everything else of the
fact. Whoever may not see a fact can be given those four values instead of it (a stub): the chain
then still verifies from end to end, and no fact before or after it can be changed unnoticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from domain.canonical import digest, encode, encoded_list, encoded_object, plain
from domain.errors import Refused
from domain.fact import ALIASES, Fact, NewFact
from memory.instants import utc

#: What a link says of a fact besides its place in the chain.
CONTENT = ("actor", "at", "body", "causes", "id", "kind", "stream")


class Settled(NamedTuple):
    """A fact as it will be read back, its id, and the one byte form of its body."""

    id: str
    fact: NewFact
    body: bytes


def settle(new: NewFact) -> Settled:
    """The fact as it will be read back: time in UTC, body of JSON types only.

    Refused when the body holds a float (its digits depend on who prints it; write decimals as
    text) or text that is no Unicode.
    """
    body = plain(new.body)
    found = _float(body, "body")
    if found:
        raise Refused(f"a fact's numbers are whole or text, and {found} of {new.kind} is a float")
    fact = new.model_copy(update={"at": utc(new.at), "body": body})
    if fact.kind not in ALIASES:
        raise Refused(f"{fact.kind!r} is no kind of fact")
    try:
        told = encode(body)
        named = [encode(one) for one in (fact.stream, fact.kind, fact.actor, list(fact.causes))]
    except ValueError as problem:
        raise Refused(f"{new.kind} cannot be put on record: {problem}") from problem
    return Settled(_sha256(encoded_list([*named, told])), fact, told)


def seal(settled: Settled, number: int, prev: str) -> Fact:
    """The fact as link `number` of the chain whose last hash is `prev`."""
    told: dict[str, Any] = {name: getattr(settled.fact, name) for name in NewFact.model_fields}
    parts = {name: encode(told[name]) for name in CONTENT if name in told and name != "body"}
    parts |= {"id": encode(settled.id), "body": settled.body}
    linked = link_hash(number, _sha256(encoded_object(parts)), prev)
    return Fact(**told, id=settled.id, number=number, prev=prev, hash=linked)


def _sha256(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()


def content_hash(fact: Fact) -> str:
    """What the fact says, as one hash."""
    return digest({name: getattr(fact, name) for name in CONTENT})


def link_hash(number: int, content: str, prev: str) -> str:
    """The hash of a link, by which the next one names it."""
    return digest([number, content, prev])


def content_id(fact: Fact) -> str:
    """The id that the fact's content gives it, empty when it is of no known kind."""
    if fact.kind not in ALIASES:
        return ""
    told: dict[str, Any] = {name: getattr(fact, name) for name in NewFact.model_fields}
    return NewFact(**told).id


def _float(value: Any, place: str) -> str:
    """Where a float stands in a value, empty when there is none."""
    if isinstance(value, float):
        return place
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return next((found for key, item in items if (found := _float(item, f"{place}.{key}"))), "")
