"""People: roles, limits, delegates and absence from the people file, and who is said to be away."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from functools import cached_property
from typing import Any

import yaml
from pydantic import Field, ValidationError

from domain.canonical import digest
from domain.errors import BadInput, NotAllowed, Unknown
from domain.money import Money
from domain.values import Value

#: From least to most authority; delegation of authority speaks in these levels. A `viewer` (an
#: auditor, say) sees everything, is asked nothing, stands in for nobody and does nothing.
LEVELS = ("viewer", "none", "clerk", "coordinator", "lead", "director", "vp", "cfo")

#: From this level on a person co-signs for every function, not for the own one alone.
COMPANY_WIDE = "vp"


class Person(Value):
    """Someone who may decide. `limit` is what one may commit a case to, cumulatively."""

    id: str
    name: str
    mail: str = ""
    function: str
    role: str
    level: str = "none"
    limit: Money | None = None
    delegate: str = ""
    absent_from: date | None = None
    absent_to: date | None = None

    def is_absent(self, day: date) -> bool:
        """Whether the person is away on that day (both ends included)."""
        if self.absent_from is None:
            return False
        return self.absent_from <= day and (self.absent_to is None or day <= self.absent_to)

    @property
    def only_sees(self) -> bool:
        """Whether the person may look at everything and do nothing."""
        return self.level == LEVELS[0]

    def has_level(self, level: str) -> bool:
        """At least that level."""
        return LEVELS.index(self.level) >= LEVELS.index(level)


class Absence(Value):
    """Somebody said to be away from `first` to `last`, both included; `key` is the fact of it.

    `stand_in` acts meanwhile: the delegate of people.yaml, or whom that one's delegation leads to.
    """

    key: str = ""
    person: str
    first: date
    last: date
    stand_in: str = ""
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.first <= day <= self.last


class People(Value):
    """Everyone the workspace knows. Its `hash` is what decisions name as in force.

    `declared` are absences that people said beside the file, which `origin` is the hash of.
    """

    people: tuple[Person, ...] = Field(default=())
    declared: tuple[Absence, ...] = ()
    origin: str = ""

    @cached_property
    def hash(self) -> str:
        """Digest of the file: everyone with role, limit, delegate and absence."""
        return self.origin or digest({"people": self.people})

    def on(self, day: date, declared: Iterable[Absence]) -> People:
        """Everyone as of a day, with who is said to be away then and who stands in."""
        said = tuple(declared)
        away = {one.person: one for one in said if one.covers(day)}
        people = tuple(_away(one, away[one.id]) if one.id in away else one for one in self.people)
        return People(people=people, declared=said, origin=self.hash)

    def leaves(self, person: Person, day: date) -> date | None:
        """The first day after this one from which a person is away."""
        days = [one.first for one in self.declared if one.person == person.id]
        days += [person.absent_from] if person.absent_from is not None else []
        return min((one for one in days if one > day), default=None)

    def stand_ins(self, person: Person) -> tuple[str, ...]:
        """Who may stand in for a person: the delegate, the delegate's own, and so on."""
        found: list[str] = []
        current = self.get(person.delegate) if person.delegate else None
        while current is not None and current.id not in (person.id, *found):
            found.append(current.id)
            current = self.get(current.delegate) if current.delegate else None
        return tuple(found)

    def get(self, person_id: str) -> Person | None:
        """By id or by mail address."""
        wanted = person_id.strip().lower()
        hits = (one for one in self.people if wanted in (one.id.lower(), one.mail.lower()))
        return next(hits, None)

    def require(self, person_id: str) -> Person:
        """By id or mail address; Unknown when there is nobody of that name."""
        found = self.get(person_id)
        if found is None:
            raise Unknown(f"{person_id!r} is not in people.yaml; add the person or use another id")
        return found

    def actor(self, person_id: str) -> Person:
        """The person as one who acts; NotAllowed for whoever only sees."""
        found = self.require(person_id)
        if found.only_sees:
            raise NotAllowed(only_sees(found))
        return found

    def in_role(self, function: str, role: str = "") -> tuple[Person, ...]:
        """Those of a function, and of a role if named, who may be asked something."""
        return tuple(
            one
            for one in self.people
            if one.function == function and role in ("", one.role) and not one.only_sees
        )

    def taking(self, function: str, known: Container[str]) -> str:
        """The function that takes what is for `function`: that one if anybody is in it, else that
        of the administrator, else that of whoever has most authority, of those in `known`."""
        if self.in_role(function):
            return function
        others = [one for one in self.people if one.function in known and not one.only_sees]
        admin = [one for one in others if "administrator" in one.role.lower()]
        highest = max(others, key=lambda one: LEVELS.index(one.level), default=None)
        found = next(iter(admin), highest)
        return found.function if found is not None else function

    def acting(self, person: Person, day: date) -> Person | None:
        """The person, or the delegate chain's first who is present; None when all are away."""
        seen: set[str] = set()
        current: Person | None = person
        while current is not None and current.id not in seen:
            if not current.is_absent(day):
                return current
            seen.add(current.id)
            current = self.get(current.delegate) if current.delegate else None
        return None


def only_sees(person: Person) -> str:
    """Why a viewer does nothing, in words."""
    return (
        f"{person.name} ({person.role}) may see everything and do nothing: the level in "
        f"people.yaml is {person.level}"
    )


def _away(person: Person, absence: Absence) -> Person:
    return person.model_copy(
        update={
            "absent_from": absence.first,
            "absent_to": absence.last,
            "delegate": absence.stand_in,
        }
    )


def load_people(text: str, file: str = "people.yaml") -> People:
    """People from YAML text; errors name the file and the entry."""
    try:
        data: Any = yaml.load(text, Loader=yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        raise BadInput("this is no valid YAML", file=file, line=line) from None
    entries = data.get("people") if isinstance(data, dict) else data
    entries = [] if entries is None else entries
    if not isinstance(data, dict) or not isinstance(entries, list):
        raise BadInput("`people` must be a list of persons", file=file)
    people = tuple(_person(entry, index, file) for index, entry in enumerate(entries, 1))
    _check_references(people, file)
    return People(people=people)


def _person(entry: Any, index: int, file: str) -> Person:
    try:
        return Person.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "entry"
        raise BadInput(f"person {index}: {where}: {first['msg']}", file=file) from None


def _check_references(people: tuple[Person, ...], file: str) -> None:
    ids, viewers = [one.id for one in people], [one.id for one in people if one.only_sees]
    for one in people:
        if ids.count(one.id) > 1:
            raise BadInput(f"person {one.id} stands twice", file=file, remedy="keep one entry")
        if one.level not in LEVELS:
            raise BadInput(
                f"person {one.id}: level {one.level!r} is unknown",
                file=file,
                remedy=f"use one of {', '.join(LEVELS)}",
            )
        if one.delegate in viewers:
            raise BadInput(
                f"person {one.id}: delegate {one.delegate} only sees, and acts for nobody",
                file=file,
                remedy="name somebody of another level",
            )
        if one.delegate and one.delegate not in ids:
            raise BadInput(
                f"person {one.id}: delegate {one.delegate} is not in the file", file=file
            )
