"""Who somebody is and how to reach them: people of ours by the people file, contacts by record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.people import Person
from domain.record import Row
from graph.answers.evidence import Line
from graph.answers.naming import persons_in
from graph.asked.company import Company
from graph.asked.profile import profile

#: What such a question says besides a name; with any other word it asks for something else.
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        "who is s whos the a phone telephone number numbers mail email e address contact details "
        "of for at by from role job title function what whats how do does can could i we reach "
        "call to please give me us show tell and his her their our has have which on file name",
    )
)


def is_who(asked: Company) -> bool:
    """Whether it asks who somebody named is, or how to reach them, and nothing else."""
    rows = [*asked.contacts, *asked.partners]
    names = [*(one.name for one in asked.persons), *(row.text("name") for row in rows)]
    names += [asked.partner(row.text("partner_id")) for row in asked.contacts]
    known = {word for name in names for word in re.findall(r"\w+", name.lower())}
    named = asked.persons or asked.contacts or (asked.partners and "who" in asked.ideas)
    return bool(named) and not {*re.findall(r"\w+", asked.question.lower())} - known - _FILLERS


def who(asked: Company) -> list[Line]:
    """People of ours and contacts who are named, with role, mail, phone, limit and stand-in; a
    partner where nobody is."""
    named = persons_in(asked.deps.people, asked.question)
    # "can I reach Lily?" is not about whoever asks
    people = named if asked.contacts or asked.partners else asked.persons
    lines = [line for one in people for line in _person(asked, one)]
    lines += [_contact(asked, row) for row in asked.contacts]
    return lines or profile(asked)


def _person(asked: Company, one: Person) -> Iterator[Line]:
    limit = f"commits up to {one.limit}" if one.limit is not None else "commits no money"
    instead = f"{asked.person(one.delegate)} stands in" if one.delegate else ""
    told = [one.function, one.mail, f"level {one.level}", limit, instead]
    yield Line(text=f"{asked.person(one.id)}: {', '.join(filter(None, told))}, by people.yaml")
    if re.search(r"phone|\bcall\b", asked.question.lower()):
        yield Line(text=f"no phone number of {one.name} is on record")


def _contact(asked: Company, row: Row) -> Line:
    told = [row.text("role"), row.text("mail"), row.text("phone_on_file") or "no phone on file"]
    told += [row.text("note")] if row.text("note") else []
    of = asked.partner(row.text("partner_id"))
    return Line(text=f"{row.text('name')} of {of}: {', '.join(told)}", rows=(row.object,))
