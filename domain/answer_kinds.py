"""What an answer to a question is: a day, a quantity, a sum, yes or no, one of several, words."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.consent import begins_with
from domain.reading import Answers, Question

#: What a command line shows in an answer's place: nobody can send it off as it stands.
FORMS: dict[Answers, str] = {
    "day": "YYYY-MM-DD",
    "quantity": "QUANTITY",
    "sum": "AMOUNT",
    "yes_no": "YES_OR_NO",
    "consent": "YES_OR_NO_OR_AMOUNT",
    "one_of": "ONE_OF",
    "words": "VALUE",
}


#: A sum as people are shown it, without marks for thousands, exponents or signs.
_SUM = re.compile(r"[0-9]+(\.[0-9]+)?")


#: How slots begin in which people say what we answer to whatever a partner puts to us.
PUT = "put_"


def is_put(slot: str) -> bool:
    """Whether an answer is what we say to a partner's wish: words, which decide no amount."""
    return slot.startswith(PUT)


def slot_of(question: Question) -> str:
    """The name under which a question is answered."""
    return question.slot or question.about


#: Topics of which the answers are known beforehand: one of the choices.
_ONE_OF = frozenset({"counter_offer", "dispute", "disposition"})


def kind_of(question: Question) -> Answers:
    """What an answer to the question is: as it says itself, else by its name and its readings."""
    if question.takes:
        return question.takes
    slot = slot_of(question)
    if is_put(slot) and not question.choices:
        return "words"
    if "date" in slot or question.about.startswith("deadline"):
        return "day"
    if "qty" in slot:
        return "quantity"
    if slot.startswith("approval"):
        return "consent"
    if question.about in _ONE_OF and question.choices:
        return "one_of"
    sums = [sum_of(one) for one in question.choices]
    return "sum" if sums and None not in sums else "words"


def has_happened(question: Question) -> bool:
    """Whether it asks when something happened: such a day lies behind, never ahead."""
    return question.about.startswith("actual_date")


def witness(question: Question) -> str:
    """The id of the person of ours whose own yes or no a question asks for; empty where it is not
    one person's."""
    table, _, person = question.of.partition(":")
    named = question.about == "approval" and table == "people" and not person.startswith("/")
    return person if named and kind_of(question) == "consent" else ""


def sum_of(text: str) -> Decimal | None:
    """A plain decimal that is not below zero; None for anything else."""
    plain = text.strip()
    return Decimal(plain) if _SUM.fullmatch(plain) else None


def consents(value: str) -> str:
    """`agrees`, `denies` or `unsure` by the words an answer begins with; empty for any others."""
    found = begins_with(value)
    return found.code if found is not None and found.code != "limit" else ""


def denies(value: str) -> bool:
    """Whether an answer in words says no: what was asked about did not happen."""
    return consents(value) == "denies"
