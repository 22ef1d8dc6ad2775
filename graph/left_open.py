"""Questions of a message that no workflow's case holds: they get a case of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from domain.message import HEARD
from domain.news import Incoming, News
from domain.reading import Commitment, Question
from graph.workflows import chase
from graph.workflows.chase import is_of_questions
from memory.cases import cases_saying

#: Characters of what such a case is about: part of its name, which people type.
_LONGEST = 60


class Left(NamedTuple):
    """What a case about questions alone is about, and the message with nothing else for it."""

    subject: str
    incoming: Incoming


def left_open(incoming: Incoming, held: Iterable[News], *, placed: bool = False) -> Left | None:
    """What the news of a message, as `held` by the cases it was told, leaves unasked, and what it
    promises where no case was told; None where that is nothing, or whoever wrote is nobody on file
    and shown in the inbox alone. One that is the yes a case waits for is `placed`."""
    if incoming.verdict.verdict not in HEARD:
        return None
    told = [*held]
    known = {_key(question) for news in told for question in news.questions}
    left = tuple(one for one in incoming.reading.questions if _key(one) not in known)
    proven = incoming.verdict.verdict == "authenticated"
    promised = incoming.reading.commitments if proven and not told else ()
    left = left or (() if told or promised or placed else _unplaced(incoming))
    if not left and not promised:
        return None
    only = {"questions": left, **({"statements": ()} if told else {})}
    reading = incoming.reading.model_copy(update=only)
    return Left(
        _subject(incoming, left, promised), incoming.model_copy(update={"reading": reading})
    )


def _unplaced(incoming: Incoming) -> tuple[Question, ...]:
    """A proven partner's letter that is about a workflow's matter and of nothing on record: what it
    is about is asked, of whoever wrote it."""
    sender, matters = incoming.verdict, incoming.reading.workflows
    proven = sender.verdict == "authenticated" and sender.partner_id
    if not proven or not matters or incoming.message.auto_submitted:
        return ()
    named = any(one.object for one in incoming.reading.references)
    of_what = "says nothing clear of what it names" if named else "of nothing on record"
    text = f"the mail speaks of {', '.join(matters)} and {of_what}: what is it about?"
    of = f"partners:{sender.partner_id}"
    return (Question(about="reference", object="mail", of=of, text=text, slot="reference"),)


def settled(connection: Connection, incoming: Incoming, left: Left | None) -> Iterator[Left]:
    """Cases of such questions that know this message by an older reading and are not told now:
    what they asked is read by now, or asked elsewhere."""
    nothing = incoming.reading.model_copy(update={"questions": (), "statements": ()})
    quiet = incoming.model_copy(update={"reading": nothing})
    for state in cases_saying(connection, ("case_joined",), [incoming.message.sha256]):
        mine = is_of_questions(state.order) and state.workflow == chase.NAME
        if mine and state.closed is None and (left is None or left.subject != state.order):
            yield Left(state.order, quiet)


def _subject(
    incoming: Incoming, left: tuple[Question, ...], promised: tuple[Commitment, ...]
) -> str:
    """The first thing that is asked about or promised of; the message itself where that is no
    thing, or one whose case tells of silence."""
    objects = (*(one.object for one in left), *(one.object for one in promised))
    named = (one for one in objects if ":" in one and is_of_questions(one))
    subject = next(named, f"mail:{incoming.message.sha256[:8]}")
    return "-".join(subject.split())[:_LONGEST]


def _key(question: Question) -> tuple[str, str, str]:
    return question.about, question.object, question.slot
