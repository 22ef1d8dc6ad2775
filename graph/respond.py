"""Responding: open questions answered by those whom policy asks; what hangs on them follows."""

from __future__ import annotations

import shlex
from datetime import date

from domain.answer_bounds import bound_of
from domain.answer_kinds import denies, has_happened, slot_of, witness
from domain.approval import may_answer
from domain.call_back import is_call_back
from domain.delay.changes import OUR_DATE
from domain.dossier.context import Dossier
from domain.errors import NotAllowed, Refused
from domain.reading import Question
from domain.replies import Reply, form_of, reply_to
from graph.calling_back import require_called
from graph.decision import Decision, Verdict, said
from graph.withdraw import withdraw


def respond(taken: Decision) -> Verdict:
    """Takes all answers or none; the open proposal is withdrawn and made again on them."""
    asked = {slot_of(one): one for one in taken.proposal.questions}
    _require_asked(taken, asked)
    replies = [_reply(taken, asked[name], value) for name, value in sorted(taken.slots.items())]
    now = taken.deps.clock.now()
    withdraw(taken.connection, taken.state, now=now, because="answered", actor=taken.person.id)
    for one in replies:
        fact = taken.note(
            "question_answered",
            slot=one.slot,
            value=one.value,
            person=taken.person.id,
            reason=taken.reason,
            question=asked[one.slot].text,
            about=asked[one.slot].about,
            object=asked[one.slot].object,
            choices=list(asked[one.slot].choices),
            beside=list(one.beside),
        )
    taken.wake("answered", fact)
    return taken.verdict("respond", complete=True)


def _require_asked(taken: Decision, asked: dict[str, Question]) -> None:
    """The right person answers what is asked: whoever policy asks, or whom each question names."""
    if not asked:
        raise NotAllowed(f"{taken.state.id} asks nothing; approve, edit or reject it")
    if not taken.slots:
        forms = (shlex.quote(f"{name}={form_of(one)}") for name, one in asked.items())
        raise Refused(f"say the answer: {', '.join(f'--set {one}' for one in forms)}")
    strange = sorted(set(taken.slots) - set(asked))
    if strange:
        raise Refused(f"{strange[0]!r} is not asked; asked is {', '.join(asked)}")
    person, people = taken.person, taken.deps.people
    for name, value in taken.slots.items():
        _require_witness(taken, asked[name], value)
        require_called(taken, asked[name], value)
    named = all(_is_for(taken, asked[name]) for name in taken.slots)
    if not named and not may_answer(person, taken.needs, people, taken.day):
        who = " or ".join(said(taken.needs)) or "an owner, and none is named"
        functions = ", ".join(dict.fromkeys(one.function for one in taken.needs if one.function))
        beside = f", or anybody of {functions}" if functions else ""
        raise NotAllowed(
            f"{person.name} ({person.role}) is not asked: it takes {who}, their delegates{beside}"
        )


def _is_for(taken: Decision, question: Question) -> bool:
    """Whether the question names this person, or somebody for whom this person acts; a call-back
    is for whoever may call."""
    if is_call_back(question) or question.of == f"people:{taken.person.id}":
        return True
    named = taken.deps.people.get(witness(question)) if witness(question) else None
    return named is not None and taken.deps.people.acting(named, taken.day) == taken.person


def _require_witness(taken: Decision, question: Question, value: str) -> None:
    """Nobody says yes for another: an approval counts when the person named gives it, or whoever
    acts for that person; anybody who is asked may say that there is none."""
    people = taken.deps.people
    named = people.get(witness(question)) if witness(question) else None
    if named is None or taken.person in (named, people.acting(named, taken.day)):
        return
    if not denies(value):
        raise NotAllowed(
            f"only {named.name} ({named.role}, {named.id}) can confirm it; you can answer no"
        )


def _reply(taken: Decision, question: Question, value: str) -> Reply:
    told = taken.context.told if isinstance(taken.context, Dossier) else ()
    bound = bound_of(question, taken.deps.reads, told)
    reply = reply_to(question, value, _since(taken, question), bound)
    if reply.beside and not taken.reason.strip():
        raise Refused(
            f"{reply.slot}={reply.value}: {', and '.join(reply.beside)}; "
            "if it is right all the same, say why: --reason TEXT"
        )
    return reply


def _since(taken: Decision, question: Question) -> date:
    """The day by which a reply is judged: today for what we are to do ourselves and for what has
    happened, else when the message was written that raised the question."""
    if question.about == OUR_DATE or has_happened(question):
        return taken.day
    slot, state = slot_of(question), taken.state
    told = [(one.sent_at, one.questions) for one in state.news]
    told += [(one.at, one.questions) for one in state.notes]
    raising = [at.date() for at, asked in told if slot in [slot_of(one) for one in asked]]
    return min(max(raising, default=taken.day), taken.day)
