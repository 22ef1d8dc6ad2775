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
    """Partners whose id, or a telling word of whose name, stands in the question; a name that
    begins with a word of three letters also by that word as it is written there: Rao."""
    written = set(re.findall(r"\w+", question))
    words = {one.lower() for one in written}
    return [
        one
        for one in partners
        if (telling_names(one) | {one.key.lower()}) & words or _short_name(one) in written
    ]


def _short_name(partner: Row) -> str:
    found = re.match(r"[A-Z]\w\w\b", partner.text("name"))
    return found[0] if found and found[0].lower() not in LEGAL else ""


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


def contacts_in(contacts: Sequence[Row], question: str) -> list[Row]:
    """Contacts whose whole name, or a part of it that has a capital there and here, stands in the
    question; those of the whole name alone where there are any."""
    words = re.findall(r"\w+", question)
    low = {one.lower() for one in words}
    whole = [one for one in contacts if one.text("name") and _parts(one) <= low]
    if whole:
        return whole
    names = {one for one in words if len(one) >= 4 and one[0].isupper()}
    return [one for one in contacts if {*re.findall(r"\w+", one.text("name"))} & names]


def _parts(contact: Row) -> set[str]:
    return {one.lower() for one in re.findall(r"\w+", contact.text("name"))}
