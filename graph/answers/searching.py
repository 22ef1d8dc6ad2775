"""Any other question: sentences of the case that hold most of what is its own in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from domain.owed import asked_for
from graph.answers.distinct import stem, words_of
from graph.answers.evidence import Answer, Found, Line, found_line, line, none, valued, worded
from graph.answers.money import priced_lines
from graph.answers.spoken import notes
from graph.answers.standing import standing

#: So many sentences are told, those that hold most first.
_MOST = 12


def search(found: Found) -> Answer:
    """Sentences that hold most words of the question's own, at least half of them; where the case
    stands where it has none."""
    words = words_of(found.question)
    if not words:
        return standing(found)
    counted = [(sum(_holds(one.text, word) for word in words), one) for one in _sentences(found)]
    most = max((number for number, _ in counted), default=0)
    if most < ceil(len(words) / 2):
        return none(found.question, f"sentences of this case that hold {' and '.join(words)}")
    return found.answer([one for number, one in counted if number == most][:_MOST])


def _holds(text: str, word: str) -> bool:
    """Whether a word begins as this one does, however it ends or is hyphenated."""
    low = text.lower()
    begun = rf"(?<![^\W_]){re.escape(stem(word))}"
    return any(re.search(begun, one) for one in (low, re.sub(r"[-_]", "", low)))


def _sentences(found: Found) -> Iterator[Line]:
    """What a case says in sentences: findings, mails' values with their words, options, acts, what
    is asked and answered, notes, reasons."""
    yield from (found_line(one) for one in found.ever_found())
    yield from _of_mails(found)
    yield from priced_lines(found)
    yield from _of_acts(found)
    yield from notes(found)
    for fact in found.of("assumption_made"):
        yield line(f"rests on: {fact.body['text']}", fact)
    for fact in found.of("question_answered", "decided"):
        value = fact.body.get("value", fact.body.get("verb", ""))
        reason = f": {fact.body['reason']}" if fact.body.get("reason") else ""
        yield line(f"{value} by {found.whose(fact.body['person'])}{reason}", fact)


def _of_mails(found: Found) -> Iterator[Line]:
    for news in found.state.news:
        head = f"{news.sent_at:%Y-%m-%d} {news.sender}"
        cited = (news.number,)
        yield Line(text=f'{head} wrote "{news.subject}"', facts=cited)
        for one in news.statements:
            about = one.object.partition(":")[2]
            yield Line(text=f"{head}: {about} {worded(one.field)} {valued(one)}", facts=cited)
        for asked in news.questions:
            yield Line(text=f"{head} leaves open: {asked.text}", facts=cited)


def _of_acts(found: Found) -> Iterator[Line]:
    state = found.state
    for one in state.effects:
        yield Line(text=f"{asked_for(one.said)} — {one.state}", facts=(one.number,))
    if state.proposal is not None and state.decision is None:
        for action in state.proposal.actions:
            yield line(f"proposed: {asked_for(action.said())} ({action.why})", state.proposal_fact)
        for question in state.proposal.questions:
            yield line(f"to be answered: {question.text}", state.proposal_fact)
