"""Merging two cases: one is closed with a link, all that it knew goes on in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.news import Incoming, News, objects_of, together
from domain.together import MERGED
from domain.values import Value
from graph.deps import Deps
from graph.holds import give_back
from graph.moving import Told, leave, read_again, tell
from graph.owing import all_owing
from graph.right import require_part
from graph.withdraw import withdraw
from graph.word import Word, case_in, case_of, note, word_on
from graph.workflows.contract import news_of
from graph.workflows.registry import workflow
from memory import chain, inbox


class Merged(Value):
    """Which case goes on in which, with how many mails that the other did not have."""

    case: str
    into: str
    person: str
    mails: int


def merge_cases(deps: Deps, case_id: str, *, into: str, person: str, reason: str) -> Merged:
    """Closes a case as merged; its mails, notes and open questions go on in the other.

    What both had proposed is withdrawn with its approvals, and asked anew. NotAllowed when the one
    merged away has been decided or is owed something, and when anything that it knows would be
    lost in the other.
    """
    if not reason.strip():
        raise Refused("say why they are one matter: --reason TEXT")
    told = [read_again(deps, one.message) for one in case_of(deps, case_id).news]
    with word_on(deps, case_id, person) as word:
        target = _checked(word, into)
        news = _brought(word, target, told)
        because = f"{word.person.name} merged {case_id} into {into}: {reason}"
        merged = leave(word, "merged", because, to=into, reason=reason)
        word.note("closed", outcome=MERGED, resolved_by=f"goes on in {into}", merged_into=into)
        give_back(word.connection, case_id, word.now)
        withdraw(word.connection, target, now=word.now, because=because, actor=word.person.id)
        over = {"from": case_id, "person": word.person.id, "reason": reason}
        taken = _note_there(word, into, "taken_over", over, merged.id)
        for one, read in news:
            tell(word, case_in(word.connection, into), one, (read, merged.id), {})
        _carry(word, target)
        inbox.enqueue(word.connection, f"case:{into}", "merged", {"fact": taken}, word.now)
        return Merged(case=case_id, into=into, person=word.person.id, mails=len(news))


def _checked(word: Word, into: str) -> CaseState:
    """The case it goes on in: both are open, the person has a part in both."""
    state = word.state
    if into == state.id:
        raise Refused(f"{into} cannot be merged into itself")
    target = case_in(word.connection, into)
    for one in (state, target):
        if one.closed is not None:
            raise NotAllowed(f"{one.id} is closed ({one.closed.get('outcome', '')})")
        require_part(word.deps, one, word.person, f"merge {one.id}")
    under_way = [one for one in state.effects if not one.is_over and one.state != "failed"]
    if state.decision is not None or under_way or all_owing(word.deps.policy, state):
        raise NotAllowed(
            f"{state.id} is decided or owed an answer: see it through, or merge {into} into it"
        )
    return target


def _brought(word: Word, target: CaseState, told: Sequence[Told]) -> list[tuple[News, str]]:
    """Each mail as the other case hears it, with the fact that read it; NotAllowed when one would
    say less there."""
    by_message = {one.message: one for one in word.state.news}
    if set(by_message) != {one.incoming.message.sha256 for one in told}:
        raise NotAllowed(f"{word.state.id} has just got another mail; look at it again")
    had = {one.message: one for one in target.news}
    found = []
    for incoming, read in told:
        known = by_message[incoming.message.sha256]
        news, before = _there(target, incoming, known), had.get(known.message)
        whole = news if before is None else together(before, news)
        if before is None or whole != before:
            found.append((whole, read.id))
    return found


def _there(target: CaseState, incoming: Incoming, known: News) -> News:
    """What a case knows of a mail, as the other hears it; NotAllowed when that would be less."""
    told = {"statements": known.statements, "questions": known.questions}
    reading = incoming.reading.model_copy(update=told)
    put_right = {"reading": reading, "corrections": known.corrections}
    whole = incoming.model_copy(update=put_right)
    news = news_of(workflow(target.workflow), whole, target)
    lost = sorted(objects_of(known) - objects_of(news))
    if lost:
        raise NotAllowed(
            f"{target.id} is about {target.order.partition(':')[2]} alone: what is told of "
            f"{', '.join(one.partition(':')[2] for one in lost[:3])} would be lost there"
        )
    return news.model_copy(update={"vouched_by": known.vouched_by})


def _carry(word: Word, target: CaseState) -> None:
    """Notes; and answers, where both ask the same of the same thing: nobody is asked twice."""
    state = word.state
    for one in state.notes:
        fact = chain.by_id(word.connection, one.fact)
        if fact is not None:
            _note_there(word, target.id, "note_taken", fact.body, fact.id, actor=fact.actor)
    if (state.workflow, state.order) != (target.workflow, target.order):
        return
    answered = {one.slot for one in target.answers}
    carry_answers(word, target.id, {one.slot for one in state.answers} - answered)


def carry_answers(word: Word, to: str, slots: set[str]) -> None:
    """Answers go on in another case, as the words of whoever gave them."""
    for one in word.state.answers:
        fact = chain.by_id(word.connection, one.fact) if one.slot in slots else None
        if fact is not None:
            _note_there(word, to, "question_answered", fact.body, fact.id, actor=fact.actor)


def _note_there(
    word: Word, case: str, kind: str, body: Mapping[str, Any], cause: str, actor: str = ""
) -> str:
    who = actor or word.person.id
    return note(word.connection, case, kind, who, word.now, dict(body), (cause,)).id
