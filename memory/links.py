"""Links of the chain: what a fact's hashes cover, so that also a redacted link can be checked.

A link is SHA-256 over [number, content, prev]; `content` is SHA-256 over everything else of the
fact. Whoever may not see a fact can be given those four values instead of it (a stub): the chain
then still verifies from end to end, and no fact before or after it can be changed unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.canonical import digest, plain
from domain.errors import Refused
from domain.fact import ALIASES, Fact, NewFact
from memory.instants import utc

#: What a link says of a fact besides its place in the chain.
CONTENT = ("actor", "at", "body", "causes", "id", "kind", "stream")


def settled(new: NewFact) -> tuple[str, NewFact]:
    """The fact as it will be read back, and its id: time in UTC, body of JSON types only.

    Refused when the body holds a float (its digits depend on who prints it; write decimals as
    text) or text that is no Unicode.
    """
    body = plain(new.body)
    found = _float(body, "body")
    if found:
        raise Refused(f"a fact's numbers are whole or text, and {found} of {new.kind} is a float")
    fact = new.model_copy(update={"at": utc(new.at), "body": body})
    try:
        return fact.id, fact
    except ValueError as problem:
        raise Refused(f"{new.kind} cannot be put on record: {problem}") from problem


def seal(fact_id: str, new: NewFact, number: int, prev: str) -> Fact:
    """`new` as link `number` of the chain whose last hash is `prev`."""
    told: dict[str, Any] = {name: getattr(new, name) for name in NewFact.model_fields}
    fact = Fact(**told, id=fact_id, number=number, prev=prev, hash="")
    return fact.model_copy(update={"hash": link_hash(number, content_hash(fact), prev)})


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
