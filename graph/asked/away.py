"""Who is away in some days and who stands in: by the people file, by word, by automatic reply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.people import Absence, Person
from graph.answers.evidence import Line
from graph.asked.company import Company
from memory import chain


def who_is_away(asked: Company) -> list[Line]:
    """Everybody of ours, and contacts of partners, who is away in the days asked about; of people
    who are named whether they are, and when next."""
    days = asked.days()
    named = asked.persons
    lines: list[Line] = []
    for one in named or asked.deps.people.people:
        gone = list(_absences(asked, one, days.first, days.last))
        lines += gone or ([_present(asked, one)] if named else [])
    lines += [] if named else list(_contacts(asked))
    return lines or [Line(text=f"nobody is known to be away ({days.said()})")]


def stand_ins(asked: Company) -> list[Line]:
    """Who stands in for the people named, and for whom they do; for everybody who is away now
    where nobody is named."""
    people, today = asked.deps.people, asked.days().first
    if not asked.persons:
        return who_is_away(asked)
    lines: list[Line] = []
    for one in asked.persons:
        chain_of = [asked.person(each) for each in people.stand_ins(one)]
        first = chain_of[0] if chain_of else "nobody: no delegate is named in people.yaml"
        then = f"; if that one is away too: {', '.join(chain_of[1:])}" if chain_of[1:] else ""
        lines.append(Line(text=f"for {asked.person(one.id)} stands in {first}{then}"))
        lines += _absences(asked, one, today, today + timedelta(days=_AHEAD))
        others = [each for each in people.people if each.delegate == one.id]
        if others:
            told = ", ".join(asked.person(each.id) for each in others)
            lines.append(Line(text=f"{one.name} stands in for {told}"))
    return lines


#: So many days ahead a coming absence is told with who stands in.
_AHEAD = 60


def _absences(asked: Company, one: Person, first: date, last: date) -> Iterator[Line]:
    """Absences of a person that touch these days."""
    told = [one for one in _of(asked, one.id) if one.first <= last and first <= one.last]
    for absence in told:
        fact = chain.by_id(asked.connection, absence.key) if absence.key else None
        instead = asked.person(absence.stand_in) or "nobody"
        why = f" ({absence.reason})" if absence.reason else ""
        text = (
            f"{asked.person(one.id)} is away from {absence.first} to {_until(absence)}{why}; "
            f"{instead} stands in"
        )
        source = "" if fact is not None else ", by people.yaml"
        facts = (fact.number,) if fact is not None else ()
        yield Line(text=text + source, facts=facts)


def _of(asked: Company, person: str) -> list[Absence]:
    declared = [one for one in asked.deps.people.declared if one.person == person]
    filed = asked.deps.staff.get(person)
    if filed is not None and filed.absent_from is not None:
        last = filed.absent_to or date.max
        declared.append(
            Absence(person=person, first=filed.absent_from, last=last, stand_in=filed.delegate)
        )
    return sorted(declared, key=lambda one: one.first)


def _until(absence: Absence) -> str:
    return "an unknown day" if absence.last == date.max else absence.last.isoformat()


def _present(asked: Company, one: Person) -> Line:
    """That a person is not away then, and from when on next."""
    days = asked.days()
    later = [each for each in _of(asked, one.id) if each.first > days.last]
    then = f"; away next from {later[0].first} to {_until(later[0])}" if later else ""
    return Line(text=f"{asked.person(one.id)} is not known to be away ({days.said()}){then}")


def _contacts(asked: Company) -> Iterator[Line]:
    """Contacts of partners who are away today by their own automatic reply."""
    for contact, away in sorted(asked.deps.away().items()):
        row = asked.deps.reads.row("contacts", contact)
        if row is None or away.until < asked.days().first:
            continue
        whose = asked.partner(row.text("partner_id"))
        instead = f"; {away.instead} stands in" if away.instead else ""
        text = f"{row.text('name')} of {whose} is away until {away.until}, by own reply{instead}"
        yield Line(text=text, rows=(row.object,))
