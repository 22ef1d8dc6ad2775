"""Mappings that were taught, folded from the ledger: which are in force, and their facts."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.errors import Unknown
from domain.fact import Fact
from domain.taught import Taught
from memory import chain

_KINDS = ("taught", "untaught")


def taught(connection: Connection, partner: str = "") -> list[Taught]:
    """Every mapping in force, of one partner or of all, in the order they were taught."""
    live: dict[tuple[str, str, str, str], Taught] = {}
    versions: dict[tuple[str, str, str, str], int] = {}
    for fact in chain.of_kind(connection, *_KINDS):
        one = lesson(fact)
        if fact.kind == "untaught":
            live = {about: each for about, each in live.items() if each.id != fact.body["taught"]}
            continue
        versions[one.about] = versions.get(one.about, 0) + 1
        live[one.about] = one.model_copy(update={"version": versions[one.about]})
    found = [one for one in live.values() if partner in ("", one.partner)]
    return sorted(found, key=lambda one: one.number)


def find(connection: Connection, number: int) -> Taught:
    """The mapping in force with this number; Unknown when there is none."""
    for one in taught(connection):
        if one.number == number:
            return one
    raise Unknown(f"T{number} is no mapping in force; `seamline taught` lists them")


def fact_in_force(connection: Connection, fact_id: str) -> Fact | None:
    """The fact with this id; None for a mapping that was undone or replaced since."""
    fact = chain.by_id(connection, fact_id)
    if fact is None or fact.kind != "taught":
        return fact
    return fact if any(one.id == fact_id for one in taught(connection)) else None


def lesson(fact: Fact) -> Taught:
    """The mapping that a fact holds."""
    told = {"id": fact.id, "number": fact.number, "by": fact.actor, "at": fact.at}
    return Taught.model_validate({**fact.body["mapping"], **told})
