"""Splitting a case: lines or other objects of it go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.fact import Fact
from domain.naming import goes_by
from domain.news import objects_of, only, says_something
from domain.values import Value
from graph.case_ids import cases_about
from graph.deps import Deps
from graph.merging import carry_answers
from graph.moving import leave, tell
from graph.right import require_part
from graph.word import Word, case_in, note, word_on
from graph.workflows.contract import Workflow
from graph.workflows.dossiers import parent
from graph.workflows.registry import workflow
from memory import chain


class Split(Value):
    """What left a case, and the case it went on in."""

    case: str
    new: str
    title: str
    objects: tuple[str, ...]
    person: str


def split_case(
    deps: Deps, case_id: str, objects: Sequence[str], *, person: str, reason: str
) -> Split:
    """Takes lines or objects out of a case, as `show` names them, into a new one about them.

    Both are assessed again; what was proposed for all is withdrawn with its approvals.
    """
    if not reason.strip():
        raise Refused("say why it is another matter: --reason TEXT")
    with word_on(deps, case_id, person) as word:
        word.require_open("split")
        require_part(deps, word.state, word.person, f"split {case_id}")
        if word.state.decision is not None:
            raise NotAllowed(f"{case_id} is decided: it can be split before it is, or when closed")
        apart = _named(word.state, objects)
        module = workflow(word.state.workflow)
        subject = _subject(word.state, module, apart)
        new = _free(word, module, subject)
        because = f"{word.person.name} split off {new}: {reason}"
        parted = leave(word, "split_off", because, objects=list(apart), to=new, reason=reason)
        return _opened(word, module, subject, new, parted)


def _named(state: CaseState, objects: Sequence[str]) -> tuple[str, ...]:
    """What is meant, by what the case's mails and notes speak of; something must stay behind."""
    spoken = {one for news in state.news for one in objects_of(news)}
    spoken |= {one.object for note in state.notes for one in note.questions} - {state.order}
    spoken |= set(state.also)
    found: list[str] = []
    for wanted in objects:
        hits = [one for one in sorted(spoken) if goes_by(one, wanted)]
        if len(hits) != 1:
            listed = ", ".join(one.partition(":")[2] for one in hits or sorted(spoken))
            raise Refused(f"{wanted!r} is not one thing that {state.id} speaks of: {listed}")
        found += hits
    if not found:
        raise Refused("say what goes on in a case of its own")
    found += _whole(state, found, spoken)
    # an order is no more than its lines; a shipment without the others of its event is a matter
    whole = {state.order} if any(_part_of(one, state.order) for one in found) else set()
    if not {one for one in spoken if ":" in one} - {*found, *whole}:
        raise NotAllowed(f"nothing would be left of {state.id}")
    return tuple(dict.fromkeys(found))


def _whole(state: CaseState, found: Sequence[str], spoken: Collection[str]) -> list[str]:
    """What the case's event brought to it leaves as a whole, so that later news follows it."""
    gone = [one for one in state.also if any(each == one or _part_of(each, one) for each in found)]
    lines = [each for each in sorted(spoken) if any(_part_of(each, one) for one in gone)]
    return [*gone, *lines]


def _part_of(name: str, whole: str) -> bool:
    return name.partition(":")[2].startswith(f"{whole.partition(':')[2]}/")


def _subject(state: CaseState, module: Workflow, apart: Sequence[str]) -> str:
    """What the new case is about: the first thing of its own, else the same order's other lines."""
    heads = [parent(one, table) for one in apart for table in module.SUBJECTS]
    subjects = [one for one in heads if one]
    other = [one for one in subjects if one != state.order]
    if other:
        return other[0]
    if subjects and getattr(module, "BY_LINES", False):
        return state.order
    raise NotAllowed(
        f"{module.CODE} looks at {state.order.partition(':')[2]} as a whole: it is split by other "
        f"{' or '.join(module.SUBJECTS)} alone"
    )


def _free(word: Word, module: Workflow, subject: str) -> str:
    """The id of the new case; NotAllowed where another case is open about it already."""
    case_id = ""
    for case_id, facts in cases_about(word.connection, module.CODE, subject):
        other = bool(facts) and subject != word.state.order
        if other and case_in(word.connection, case_id).closed is None:
            raise NotAllowed(f"{case_id} is open about it: move the mail there")
    return case_id


def _opened(word: Word, module: Workflow, subject: str, new: str, parted: Fact) -> Split:
    """The new case with its part of every mail, of what was answered, and of what was said."""
    state, objects = word.state, frozenset(parted.body["objects"])
    lines = ", ".join(one.partition(":")[2].rpartition("/")[2] for one in sorted(objects))
    title = module.title(subject) + (f" ({lines})" if subject == state.order else "")
    body = {
        "workflow": state.workflow,
        "order": subject,
        "lines": sorted(objects),
        "partner": module.partner(word.deps.reads, subject) or state.partner,
        "title": title,
        "split_from": state.id,
        "by": word.person.id,
        "because": parted.body["reason"],
    }
    actor = word.person.id
    note(word.connection, new, "case_opened", actor, word.now, body, (parted.id,))
    for one in state.news:
        mine = only(one, objects)
        joined = chain.by_id(word.connection, one.fact)
        if says_something(mine):
            causes = (*(joined.causes if joined else ()), parted.id)
            tell(word, case_in(word.connection, new), mine, causes, {})
    _carry(word, new, objects)
    return Split(case=state.id, new=new, title=title, objects=tuple(sorted(objects)), person=actor)


def _carry(word: Word, new: str, objects: frozenset[str]) -> None:
    """Notes and answers about what was split off."""
    state = word.state
    asked = [one for news in state.news for one in news.questions]
    for told in state.notes:
        asked += told.questions
        fact = chain.by_id(word.connection, told.fact)
        if fact is not None and any(one.object in objects for one in told.questions):
            body = {"note": _only(fact.body["note"], objects)}
            note(word.connection, new, "note_taken", fact.actor, word.now, body, (fact.id,))
    carry_answers(word, new, {one.slot or one.about for one in asked if one.object in objects})


def _only(told: dict[str, Any], objects: frozenset[str]) -> dict[str, Any]:
    """A note as far as it is about what was split off."""
    mine = {
        name: [one for one in told[name] if one["object"] in objects]
        for name in ("statements", "questions")
    }
    return {**told, **mine}
