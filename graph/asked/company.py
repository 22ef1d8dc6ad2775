"""What a question about everything is held against: the record, the cases, who asks, which days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from domain.case import CaseState
from domain.people import Person
from domain.record import Row
from domain.words import lexicon
from graph.answers.evidence import Line
from graph.answers.naming import contacts_in, partners_in, persons_in, telling_names
from graph.answers.topics import without_courtesy
from graph.asked.period import Period, period_in
from graph.deps import Deps

#: Words that look at what was.
_PAST = ("decide", "reject", "override", "new", "mail", "ended", "opened")


@dataclass(frozen=True)
class Company:
    """A question about everything with what it names; `asker` is who asks, if that is known, `case`
    the case it is asked in."""

    deps: Deps
    connection: Connection
    question: str
    asker: Person | None = None
    case: str = ""
    ideas: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words, asked = lexicon("asked"), without_courtesy(self.question)
        found = frozenset(hit.code for hit in words.find(asked))
        # "tell me about" is courtesy before a question; before a name it asks for all that is known
        know = {"know"} if words.has(self.question.lower(), "know") else set()
        object.__setattr__(self, "ideas", found | know)

    @property
    def now(self) -> datetime:
        """Business time."""
        return self.deps.clock.now()

    @cached_property
    def period(self) -> Period | None:
        """The days it names."""
        past = bool(self.ideas & frozenset(_PAST))
        return period_in(self.question, self.now.date(), past=past)

    @cached_property
    def partners(self) -> list[Row]:
        """Partners that it names."""
        return partners_in(self.deps.reads.rows("partners"), self.question)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """People of ours that it names; whoever asks, where it says I."""
        named = persons_in(self.deps.people, self.question)
        mine = "me" in self.ideas and self.asker is not None
        return named or ((self.asker,) if mine and self.asker is not None else ())

    @cached_property
    def contacts(self) -> list[Row]:
        """Contacts of partners that it names; a partner's name names none of them."""
        named = contacts_in(self.deps.reads.rows("contacts"), self.question)
        if not self.partners:
            return named
        own = {word for one in self.partners for word in telling_names(one)}
        rest = re.sub(rf"\b(?:{'|'.join(map(re.escape, own))})\b", "", self.question, flags=re.I)
        beside = contacts_in(named, rest) if own else named
        return beside or [one for one in named if one.text("name").lower() in self.question.lower()]

    @cached_property
    def open(self) -> list[CaseState]:
        """Open cases, newest news first."""
        states = [one for one in self.deps.cases() if one.closed is None]
        return sorted(states, key=lambda one: -one.through)

    def days(self, otherwise: date | None = None) -> Period:
        """The days it names, else the one given, else today."""
        day = otherwise or self.now.date()
        return self.period or Period(first=day, last=day, words="today")

    def partner(self, partner_id: str) -> str:
        """A partner's name with its id."""
        row = self.deps.reads.row("partners", partner_id) if partner_id else None
        return f"{row.text('name')} ({partner_id})" if row is not None else partner_id

    def person(self, person_id: str) -> str:
        """A person's name with role and id."""
        one = self.deps.people.get(person_id) if person_id else None
        return f"{one.name} ({one.role}, {one.id})" if one is not None else person_id


def first_of(lines: Iterator[Line] | list[Line], most: int, more: str) -> list[Line]:
    """So many lines, and how many there are besides, with where to see them."""
    told = list(lines)
    rest = len(told) - most
    if rest < 2:
        return told
    return [*told[:most], Line(text=f"and {rest} more: {more}")]
