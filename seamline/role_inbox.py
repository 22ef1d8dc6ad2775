"""The inbox of a person or of a function: what waits for them by their roles, and what they see."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from domain.errors import Unknown
from domain.functions import function_named
from domain.people import People
from graph.handing import acts_for


class Reader(NamedTuple):
    """Whose inbox it is: persons by id, the functions they act for today, and a name for them."""

    name: str
    people: frozenset[str]
    functions: frozenset[str]


def reader_of(people: People, who: str, now: datetime) -> Reader:
    """A person by id or mail address, else all of a function, by whatever name the trade has for
    it; Unknown when it is neither."""
    person = people.get(who)
    if person is not None:
        functions = acts_for(people, person, now.date())
        return Reader(f"{person.name} ({person.role})", frozenset({person.id}), functions)
    there = functions_of(people)
    function = function_named(there, who)
    if function is None:
        raise Unknown(
            f"{who!r} is nobody and no function of people.yaml; there are {', '.join(there)}"
        )
    of = frozenset(one.id for one in people.people if one.function == function)
    return Reader(function, of, frozenset({function}))


def functions_of(people: People) -> tuple[str, ...]:
    """Every function that somebody is of, by name."""
    return tuple(sorted({one.function for one in people.people}))


def inbox_of(inbox: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """Of the whole inbox what concerns a reader.

    `waiting`: they are asked, or hold it. `may_answer`: somebody else of their function is asked.
    `handed_over` and `to_acknowledge`: offered or told to their function, and to be taken. `told`:
    cases that have told their function, or that they hold, and that wait for others or for nobody.
    """
    waiting = [one for one in inbox["waiting"] if _is_asked(one, reader) or _holds(one, reader)]
    others = [one for one in inbox["waiting"] if one not in waiting]
    going = [*others, *inbox["observed"], *inbox["under_way"]]
    answering = [one for one in others if reader.functions & set(one["functions"])]
    offered = [
        {**one, "handoffs": offers}
        for one in inbox["handed_over"]
        if (offers := _offers(one, reader))
    ]
    shown = {one["case"] for one in (*answering, *offered)}
    return {
        "for": reader.name,
        "functions": sorted(reader.functions),
        "now": inbox["now"],
        "waiting": waiting,
        "may_answer": answering,
        "handed_over": offered,
        "to_acknowledge": [one for one in inbox["to_acknowledge"] if one["to"] in reader.functions],
        "snoozed": [
            one for one in inbox["snoozed"] if _is_asked(one, reader) or _holds(one, reader)
        ],
        "told": [
            one
            for one in going
            if one["case"] not in shown
            and (reader.functions & set(one["told"]) or _holds(one, reader))
        ],
    }


def _is_asked(row: dict[str, Any], reader: Reader) -> bool:
    return any(one["id"] in reader.people and not one["approved"] for one in row["people"])


def _holds(row: dict[str, Any], reader: Reader) -> bool:
    return row["holder"] is not None and row["holder"]["id"] in reader.people


def _offers(row: dict[str, Any], reader: Reader) -> list[dict[str, Any]]:
    open_ = (one for one in row["handoffs"] if one["state"] == "offered")
    return [one for one in open_ if one["to"] in reader.functions]
