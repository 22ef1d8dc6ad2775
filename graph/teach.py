"""Teaching how a partner writes, and taking it back: facts that change only how mail is read."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from domain.errors import NotAllowed, Refused
from domain.fact import Fact, NewFact
from domain.people import Person
from domain.taught import Taught, checked
from graph.deps import Deps
from memory import chain
from memory.taught import find, lesson
from memory.taught import taught as in_force

#: From this level on people may teach.
LEVEL = "coordinator"


def teach(deps: Deps, wanted: Taught, person_id: str) -> Taught:
    """Stores a mapping for a partner; one of the same words takes the place of the older one."""
    person = _teacher(deps, person_id)
    one = checked(_on_record(deps, wanted))
    with deps.ledger.transaction() as connection:
        known = [each for each in in_force(connection, one.partner) if each.about == one.about]
        if known and known[0].value == one.value:
            raise Refused(f"that is taught already, as T{known[0].number}")
        told = {"partner", "kind", "words", "value", "item", "unit", "reason"}
        body = {"mapping": one.model_dump(mode="json", include=told)}
        fact = _note(deps, connection, "taught", person, body)
        return next(each for each in in_force(connection) if each.id == fact.id)


def unteach(deps: Deps, number: int, person_id: str, reason: str = "") -> Taught:
    """Takes a mapping back; what was read with it no longer counts as proven."""
    person = _teacher(deps, person_id)
    with deps.ledger.transaction() as connection:
        one = find(connection, number)
        told = {"taught": one.id, "reason": reason, "mapping": _mapping(connection, one)}
        _note(deps, connection, "untaught", person, told)
    return one


def _mapping(connection: Connection, one: Taught) -> dict[str, object]:
    fact = chain.by_id(connection, one.id)
    assert fact is not None  # it was found a moment ago
    return dict(fact.body["mapping"])


def _teacher(deps: Deps, person_id: str) -> Person:
    person = deps.people.actor(person_id)
    if not person.has_level(LEVEL):
        raise NotAllowed(f"{person.name} is {person.level}: teaching takes a {LEVEL} or higher")
    return person


def _on_record(deps: Deps, one: Taught) -> Taught:
    """The mapping with its unit; Refused when a partner or an item is not on record."""
    if deps.reads.row("partners", one.partner) is None:
        raise Refused(f"partner {one.partner!r} is not on record")
    if one.kind == "item":
        return _our_item(deps, one)
    if one.kind != "unit":
        if one.item:
            raise Refused(f"{one.kind} is of no item: leave --item out")
        return one
    row = deps.reads.row("items", one.item) if one.item else None
    if one.item and row is None:
        raise Refused(f"item {one.item!r} is not on record")
    return one.model_copy(update={"unit": row.text("base_uom") if row else "PCS"})


def _our_item(deps: Deps, one: Taught) -> Taught:
    if deps.reads.row("items", one.value) is None:
        raise Refused(f"item {one.value!r} is not on record")
    if deps.reads.row("items", one.words) is not None:
        raise Refused(f"{one.words!r} is an item of ours: it cannot stand for another")
    return one


def _note(
    deps: Deps, connection: Connection, kind: str, person: Person, body: Mapping[str, object]
) -> Fact:
    """The fact; `after` tells the same lesson, taught again after it was undone, from the first."""
    new = NewFact(
        stream="workspace",
        kind=kind,
        at=deps.clock.now(),
        actor=person.id,
        body={**body, "after": len(chain.of_kind(connection, "taught", "untaught"))},
    )
    return chain.append(connection, [new])[0]


__all__ = ["Taught", "in_force", "lesson", "teach", "unteach"]
