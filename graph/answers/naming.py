"""Whom a question names: partners by id or a telling word of their name, people by name or id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.people import People, Person
from domain.record import Row

#: Words of partners' names that tell nobody from another.
LEGAL = frozenset(
    re.findall(
        r"\w+",
        "gmbh inc ltd limited corp company group lines line logistics electronics sons bros "
        "and the international services industries customs freight cargo air port terminal bank "
        "tools stores hospitals instruments plastics distribution forwarding brokers",
    )
)


def partners_in(partners: Sequence[Row], question: str) -> list[Row]:
    """Partners whose id, or a telling word of whose name, stands in the question."""
    words = {one.lower() for one in re.findall(r"\w+", question)}
    return [one for one in partners if (telling_names(one) | {one.key.lower()}) & words]


def telling_names(partner: Row) -> set[str]:
    """Words of a partner's name that tell it from others, in small letters."""
    words = {one.lower() for one in re.findall(r"\w{4,}", partner.text("name"))}
    return words - LEGAL


def persons_in(people: People, question: str) -> tuple[Person, ...]:
    """People of ours whose id, or one of whose names, stands in the question."""
    words = {one.lower() for one in re.findall(r"\w+", question)}
    return tuple(
        one
        for one in people.people
        if {*(word.lower() for word in re.findall(r"\w{3,}", one.name)), one.id.lower()} & words
    )
