"""Answers from a case's facts alone: the questions execution memory must answer, with citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.fact import Fact
from domain.people import People
from domain.policy import Policy
from graph.answers.decisions import approver, expedite, resolution
from graph.answers.evidence import Answer, Found, none
from graph.answers.happenings import cause, commitments, customs, invoice, options, standing
from graph.answers.spoken import hearsay

#: Words that name a question → the function that answers it; the first that matches counts.
_QUESTIONS = (
    (r"invoice|bill|original rate", invoice),
    (r"customs|clearance|document", customs),
    (r"expedite|charge approved|premium|why .*approve|why did we", expedite),
    (r"\b(?:notes?|phone\w*|call\w*|chat\w*|hearsay|said|say|says|told)\b", hearsay),
    (r"commit|promis", commitments),
    (r"who .*(approv|decid|sign)", approver),
    (r"resolv|outcome|ended|how .*(end|finish)", resolution),
    (r"option|freight|alternativ|considered", options),
    (r"why|cause|reason|miss", cause),
    (r"status|wait|next|now|where", standing),
)


def answer(question: str, facts: Sequence[Fact], policy: Policy, people: People) -> Answer:
    """The answer to a question in plain words; a search over the facts when it is none of these."""
    asked = question.lower()
    for words, respond in _QUESTIONS:
        if re.search(words, asked):
            return respond(Found(question=question, facts=tuple(facts), people=people))
    return _search(question, facts)


def _search(question: str, facts: Sequence[Fact]) -> Answer:
    """Facts that hold the longer words of the question."""
    words = re.findall(r"\w{4,}", question.lower())
    hits = [fact for fact in facts if words and all(w in str(fact.body).lower() for w in words)]
    if not hits:
        return none(question, f"facts of this case that hold {' and '.join(words) or 'nothing'}")
    lines = tuple(f"{fact.kind} on {fact.at:%Y-%m-%d %H:%M} UTC" for fact in hits)
    return Answer(question=question, lines=lines, citations=tuple(fact.number for fact in hits))


__all__ = ["Answer", "answer"]
