"""A call-back: before another account counts, one of us calls a number on file, under four eyes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from domain.errors import Refused
from domain.news import Answer
from domain.people import People, Person
from domain.reading import Question

#: The topic of a question that only a call answers.
CALL_BACK = "call_back"

#: Who keeps bank data where a question names nobody.
KEEPERS = "finance"

#: A number as it is dialled from abroad: anything shorter or plainer may be a bill's or a day's.
_DIALLED = re.compile(r"(?<![\w+])(?:\+|00)\d[\d ()/.-]{5,}\d")


def is_call_back(question: Question) -> bool:
    """Whether only a call to a number on file answers it."""
    return question.about == CALL_BACK


def callers(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Who called back: what is paid on it is for others to approve."""
    return tuple(sorted({one.person for one in answers if one.slot.startswith(CALL_BACK)}))


def may_call(person: Person, question: Question, people: People) -> bool:
    """Whether a person is one to call: whom the question names, who may stand in, and everybody
    of that one's function; anybody at all where people.yaml has nobody of it."""
    table, _, key = question.of.partition(":")
    named = people.get(key) if table == "people" else None
    if named is not None and person.id in (named.id, *people.stand_ins(named)):
        return True
    function = named.function if named else key.removeprefix("/") if table == "people" else KEEPERS
    return person.function == function or not people.in_role(function)


def require_record(slot: str, value: str, reason: str, on_file: Sequence[str]) -> None:
    """A call leaves who was spoken to and when, and any number it tells is one of `on_file`.

    Rule: call-back to a number on file, never one of the mail; domain.md 2.7, domain_presets.md
    (bank proof).
    """
    known = f": {', '.join(on_file)}" if on_file else ", and none is: have one entered first"
    if not reason.strip():
        raise Refused(
            f"{slot} is asked on a number on file{known}; say whom you spoke to and when: "
            "--reason TEXT"
        )
    kept = {_digits(one) for one in on_file}
    for dialled in _DIALLED.findall(f"{value}\n{reason}"):
        if _digits(dialled) not in kept:
            raise Refused(f"{dialled} is no number on file{known}; call one that is")


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).removeprefix("00")
