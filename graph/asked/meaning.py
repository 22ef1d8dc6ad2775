"""How a question is meant: which reference leads anywhere, which name is nearly one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from domain.thread import meant_by
from graph.answers.distinct import sought
from graph.answers.evidence import Answer, none
from graph.answers.naming import contacts_in, partners_in, persons_in
from graph.answers.topics import topic
from graph.asked.following import whole_question
from graph.asked.naming import REFERENCE, Named, named_in, near_references, nearly
from graph.asked.plain import plain
from graph.deps import Deps
from memory import chain
from memory.cases import named as case_named


class Meant(NamedTuple):
    """A question as it is meant, and what is to be said of how it was read, if anything."""

    question: str
    note: str = ""


def meant(deps: Deps, connection: Connection, question: str) -> Meant | Answer:
    """The question with a name that is nearly one taken for that; where that cannot be told, or a
    number leads nowhere, an answer that says so with what is near."""
    partners, people = deps.reads.rows("partners"), deps.people
    if not re.search(r"\w{3,}", question):
        return none(question, "a question: name an order, partner or person, or ask what waits")
    if named_references(deps, connection, question) or partners_in(partners, question):
        return Meant(question)
    lost = _lost(question)
    if lost:
        near = near_references(lost, _known_references(deps, connection))
        told = f"; near to it is {', '.join(near)}: ask again with what you mean" if near else ""
        return none(question, f"anything that is called {lost}{told}")
    if persons_in(people, question) or contacts_in(deps.reads.rows("contacts"), question):
        return Meant(question)
    for one in nearly(question, partners, people):
        if len(one.names) > 1:
            either = " or ".join(one.names)
            return none(question, f"anybody called {one.word}; did you mean {either}?")
        read = re.sub(rf"\b{re.escape(one.word)}\b", one.names[0], question, flags=re.IGNORECASE)
        return Meant(read, f"nobody is called {one.word}: read as {one.names[0]}")
    alone = _ALONE.match(question)
    if alone is not None and not topic(question):
        return none(question, f"anybody or anything that is called {alone[1]}")
    return Meant(question)


#: A name and no more, put in the place of one that was asked about before.
_ALONE = re.compile(
    r"^\W*(?:(?:and|but|or|also|what about|how about)\W+)+(?:(?:for|of|with|about|at|to) +)?"
    r"([A-Z]\w{2,})\W*$"
)


def _lost(question: str) -> str:
    """A number or name with digits that leads nowhere."""
    found = (one.strip(".,:;") for one in REFERENCE.findall(_QUANTITY.sub("", question)))
    return next((one for one in found if len(re.findall(r"\d", one)) >= _DIGITS), "")


#: So many pieces are no number by which anything goes.
_QUANTITY = re.compile(r"\b\d+\s?(?:pcs|pieces?|pc|units?|kg|t)\b", re.IGNORECASE)
#: A reference has so many digits; days have them with hyphens or points between.
_DIGITS = 5


def named_references(deps: Deps, connection: Connection, question: str) -> list[str]:
    """References of the question that lead anywhere, each once."""
    found = []
    for one in dict.fromkeys(REFERENCE.findall(question)):
        name = one.strip(".,:;")
        if len(name) >= 4 and (meant_by(deps.reads, name) or is_case(connection, name)):
            found.append(name)
    return found


def is_case(connection: Connection, name: str) -> bool:
    return bool(chain.last_number(connection, f"case:{case_named(connection, name)}"))


def _known_references(deps: Deps, connection: Connection) -> Iterator[str]:
    """Numbers by which orders, shipments, bills, containers and cases go."""
    for table, columns in _NUMBERS:
        for row in deps.reads.rows(table):
            yield row.key
            yield from (row.text(one) for one in columns if row.text(one))
    yield from (one.id for one in deps.cases())


_NUMBERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("purchase_orders", ()),
    ("sales_orders", ("customer_po",)),
    ("shipments", ("booking_no", "master_ref", "bol")),
    ("shipment_units", ("unit_no",)),
    ("invoices", ()),
    ("rfqs", ()),
)


def in_full(
    deps: Deps,
    connection: Connection,
    question: str,
    before: str,
    ask: Callable[[str], Answer],
) -> str:
    """A question with what it takes over from the one asked before it."""
    partners, people = deps.reads.rows("partners"), deps.people

    def leads(name: str) -> bool:
        return bool(meant_by(deps.reads, name)) or is_case(connection, name)

    def named(text: str) -> Named:
        return named_in(text, partners, people, leads)

    asked = plain(question)
    own = bool(named(asked).spans or sought(asked, ()).words)
    told = whole_question(asked, plain(before), named, ask, stands_alone=own)
    return question if told == asked else told
