"""Answers from a case's facts alone: the questions execution memory must answer, with citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from domain.case import CaseState
from domain.fact import Fact
from domain.owed import Owed
from domain.people import People, Person
from graph.answers.approvals import approver, expedite
from graph.answers.bills import invoice
from graph.answers.causes import cause
from graph.answers.counts import counts
from graph.answers.customers import hit
from graph.answers.days import arrival, late
from graph.answers.done import done
from graph.answers.endings import resolution
from graph.answers.evidence import Answer, Found
from graph.answers.letters import told, words
from graph.answers.money import cost, held, paid
from graph.answers.options import options
from graph.answers.papers import customs
from graph.answers.precedents import last_time
from graph.answers.promises import commitments
from graph.answers.rests import awards, rests, trust
from graph.answers.searching import search
from graph.answers.spoken import hearsay
from graph.answers.standing import answered, lapse, opened, since, standing, waits
from graph.answers.topics import topic


class Beside(NamedTuple):
    """What a case's facts do not hold: see `Found`."""

    names: dict[str, str]
    named: dict[str, str]
    persons: tuple[Person, ...]
    owes: Callable[[CaseState], Sequence[Owed]]
    customer_of: Callable[[str], str]


#: The questions that execution memory answers for every case, in any workflow.
EIGHT = (
    "Why did the supplier miss the date?",
    "Which freight option was considered?",
    "Why was an expedite charge approved?",
    "What document delayed customs clearance?",
    "What did the carrier commit to during the escalation?",
    "Why was the invoice different from the original rate?",
    "Who approved the final exception?",
    "What ultimately resolved the issue?",
)

_ANSWERS: Mapping[str, Callable[[Found], Answer]] = {
    "last time": last_time,
    "approver": approver,
    "why": expedite,
    "lapse": lapse,
    "since": since,
    "told": told,
    "words": words,
    "answered": answered,
    "hit": hit,
    "paid": paid,
    "held": held,
    "cost": cost,
    "counts": counts,
    "arrival": arrival,
    "late": late,
    "done": done,
    "rests": rests,
    "trust": trust,
    "awards": awards,
    "open": opened,
    "hearsay": hearsay,
    "commitments": commitments,
    "options": options,
    "invoice": invoice,
    "customs": customs,
    "resolution": resolution,
    "cause": cause,
    "standing": standing,
    "waits": waits,
    "": search,
}


def found_in(
    question: str,
    facts: Sequence[Fact],
    people: People,
    partners: Mapping[str, str],
    beside: Beside | None = None,
) -> Found:
    """A question beside what it is asked of; `partners` says what partners are (supplier, carrier
    …) by their id."""
    known = {} if beside is None else beside._asdict()
    return Found(
        question=question, facts=tuple(facts), people=people, partners=dict(partners), **known
    )


def answer_of(found: Found) -> Answer:
    """The answer to a question in plain words; a search over the facts when it is none of these."""
    return _ANSWERS[topic(found.question)](found)


__all__ = ["EIGHT", "Answer", "Beside", "answer_of", "found_in", "topic"]
