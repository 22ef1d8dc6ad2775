"""A call-back: before another account counts, one of us calls a number on file, under four eyes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from domain.errors import Refused
from domain.news import Answer
from domain.people import People, Person
from domain.reading import Question

#: The topic of a question that only a call answers.
CALL_BACK = "call_back"

#: Who keeps bank data where a question names nobody.
KEEPERS = "finance"

#: What may stand between the digits of a number, and the zero that is dialled within a country.
_BETWEEN = r"[\s()/._\u00b7\u2010-\u2015\u2212-]*"
_TRUNK = re.compile(r"\(\s*0\s*\)")
#: So many digits in a row are a number that can be dialled, however they are written.
_RUN = re.compile(rf"\+?\d(?:{_BETWEEN}\d){{6,}}")
_DIALLED = 7
#: Days, which are as long as a number and none.
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}-[01]\d-[0-3]\d|[0-3]?\d\.[01]?\d\.\d{4}|[0-3]?\d/[0-3]?\d/\d{4})(?!\d)"
)
#: The account that a question is about, as its words begin.
_ACCOUNT = re.compile(r"\baccount ([A-Z]{0,4}\d[\d -]{4,36}\d)")


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


def named_in(question: Question) -> tuple[str, ...]:
    """The bill and the account that a question is about: they may be told beside the call."""
    account = _ACCOUNT.search(question.text)
    key = question.object.partition(":")[2]
    return (key, account[1]) if account else (key,)


def require_record(
    slot: str, value: str, reason: str, on_file: Sequence[str], names: Sequence[str] = ()
) -> None:
    """A call leaves who was spoken to and when, and any number it tells is one of `on_file`, but
    for those of `names`: bills and accounts.

    Rule: call-back to a number on file, never one of the mail; domain.md 2.7, domain_presets.md
    (bank proof).
    """
    known = f": {', '.join(on_file)}" if on_file else ", and none is: have one entered first"
    if len(reason.split()) < 2:
        raise Refused(
            f"{slot} is asked on a number on file{known}; say whom you spoke to and when: "
            "--reason TEXT"
        )
    may_stand = [*(way for one in on_file for way in _ways(one)), *map(_bare, names)]
    for told in (value, reason):
        if dialled := _RUN.search(_without(_plain(told), may_stand)):
            raise Refused(
                f"{dialled[0]} is no number on file{known}; call one that is, and tell no other"
            )


def _plain(text: str) -> str:
    """The text as it is read: every digit a plain one, and nothing in it that cannot be seen."""
    seen = "".join(one for one in text if unicodedata.category(one) != "Cf")
    plain = unicodedata.normalize("NFKC", seen)
    return _TRUNK.sub(
        "", "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in plain)
    )


def _ways(number: str) -> tuple[str, ...]:
    """A number on file as it is dialled from abroad, and within its country."""
    digits = re.sub(r"\D", "", _plain(number)).removeprefix("00")
    return (f"00{digits}", digits, *(f"0{digits[code:]}" for code in (1, 2, 3)))


def _bare(name: str) -> str:
    return "".join(one for one in _plain(name) if one.isalnum())


def _without(text: str, may_stand: Iterable[str]) -> str:
    """What is told beside numbers that may stand in it, and days."""
    for one in sorted(may_stand, key=len, reverse=True):
        if sum(char.isdecimal() for char in one) >= _DIALLED:
            spelled = _BETWEEN.join(map(re.escape, one))
            text = re.sub(rf"(?<![\w+])\+?{spelled}(?!\w)", ";", text, flags=re.IGNORECASE)
    return _DAY.sub(";", text)
