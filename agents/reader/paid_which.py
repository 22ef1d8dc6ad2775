"""To which of two bills a payment belongs: our books are asked, the payment stays where it is."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.deals import person
from agents.reader.decisions import home
from agents.reader.letter import Letter
from agents.reader.occasions import VENDORS
from agents.reader.put_to_us import Put
from domain.answer_kinds import PUT
from domain.words import lexicon

#: How far before the question the payment and its bills may be told, in characters.
_BEFORE = 400
_TOPIC = "paid_amount"


def ask_which_paid(
    letter: Letter, puts: Sequence[Put], workflows: tuple[str, ...]
) -> tuple[list[Put], tuple[str, ...]]:
    """Asks finance where a vendor wants to know which bill a payment was for.

    Answers with what else is put to us, and the workflows with one whose case holds the question.
    """
    rest = [*puts]
    if letter.sender.kind in VENDORS:
        for one in puts:
            bills = _bills_of(letter, one)
            if bills:
                _ask(letter, one, bills)
                rest.remove(one)
                workflows = (*workflows, *home(letter, bills[0], workflows))
    return rest, workflows


def _bills_of(letter: Letter, put: Put) -> list[str]:
    """The bills one of which was paid, where the words ask which; else none."""
    words, own = _words(put), put.passage.text
    bills = _bills(letter, words)
    said = {hit.code for hit in lexicon("came_in").find(words)}
    which = lexicon("put").has(own, "which") or len(_bills(letter, own)) > 1
    return bills if len(bills) > 1 and which and said == {"payment", "came"} else []


def _words(put: Put) -> str:
    """The question with what stands before it in its paragraph."""
    text, passage = put.passage.part.text, put.passage
    head = text[max(0, passage.start - _BEFORE) : passage.start].rpartition("\n\n")[2]
    return head + text[passage.start : passage.end]


def _ask(letter: Letter, put: Put, bills: list[str]) -> None:
    passage = put.passage
    numbers = " or ".join(one.partition(":")[2] for one in bills)
    letter.ask(
        _TOPIC,
        bills[0],
        f"{letter.sender.partner_id} got one payment that could be for {numbers}: "
        f"{' '.join(_words(put).split())[:300]!r}: which bill did we pay?",
        of=person(letter, "finance", "ap clerk", "ap manager"),
        slot=f"{PUT}{_TOPIC}",
        where=(passage.part, passage.start, passage.end),
    )


def _bills(letter: Letter, words: str) -> list[str]:
    """The bills named there, as they come; those on record first."""
    refs = [one for one in letter.refs if (one.object or "").startswith("invoices:")]
    named = [one for one in refs if one.as_written and one.as_written in words]
    objects = dict.fromkeys(
        str(one.object) for one in sorted(named, key=lambda one: words.index(str(one.as_written)))
    )
    return sorted(objects, key=lambda one: letter.row(one) is None)
