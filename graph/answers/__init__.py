"""Answers from a case's facts alone: the questions execution memory must answer, with citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from domain.fact import Fact
from domain.people import People
from graph.answers.approvals import approver, expedite
from graph.answers.bills import invoice
from graph.answers.causes import cause
from graph.answers.endings import resolution, standing
from graph.answers.evidence import Answer, Found
from graph.answers.options import options
from graph.answers.papers import customs
from graph.answers.precedents import last_time
from graph.answers.promises import commitments
from graph.answers.searching import search
from graph.answers.spoken import hearsay

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

#: Words that name a question → what it is about; the first that matches counts.
_QUESTIONS = (
    (r"last time|previous|precedent|before this|similar|earlier case|in the past", "last time"),
    (
        r"who(?:m|se)?\b.*\b(?:must|should|ha[sv]e? to|needs? to|may|can|will)\b.*"
        r"(?:approv|decid|sign)",
        "standing",
    ),
    (r"who .*(approv|decid|sign|releas|accept|reject)", "approver"),
    (r"expedit|premium|why .*(approve|accept|releas)|why did we", "expedite"),
    (r"(?<!credit )(?<!debit )(?<!delivery )\bnotes?\b", "hearsay"),
    (r"\b(?:phone\w*|call\w*|chat\w*|hearsay|said|say|says|told)\b", "hearsay"),
    (r"commit|promis", "commitments"),
    (r"option|alternativ|considered", "options"),
    (r"invoice|\bbill|original rate|charge|accessorial|surcharge|dispute", "invoice"),
    (r"customs|clearance|document|\bpapers?\b", "customs"),
    (r"resolv|outcome|ended|how .*(end|finish)", "resolution"),
    (r"freight", "options"),
    (r"why|cause|reason|miss", "cause"),
    (r"status|wait|next|\bnow\b|where|stand", "standing"),
)

_ANSWERS: Mapping[str, Callable[[Found], Answer]] = {
    "last time": last_time,
    "approver": approver,
    "expedite": expedite,
    "hearsay": hearsay,
    "commitments": commitments,
    "options": options,
    "invoice": invoice,
    "customs": customs,
    "resolution": resolution,
    "cause": cause,
    "standing": standing,
    "": search,
}


def topic(question: str) -> str:
    """What a question is about, by its words; empty when it is none of the known ones."""
    asked = question.lower()
    return next((name for words, name in _QUESTIONS if re.search(words, asked)), "")


def answer(
    question: str, facts: Sequence[Fact], people: People, partners: Mapping[str, str]
) -> Answer:
    """The answer to a question in plain words; a search over the facts when it is none of these.

    `partners` says what partners are (supplier, carrier …) by their id.
    """
    found = Found(question=question, facts=tuple(facts), people=people, partners=dict(partners))
    return _ANSWERS[topic(question)](found)


__all__ = ["EIGHT", "Answer", "answer", "topic"]
