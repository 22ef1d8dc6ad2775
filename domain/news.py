"""News: one message as a case keeps it, and the answers people gave to what it left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from pydantic import Field

from domain.corrected import Correction
from domain.message import Message, SenderVerdict, Verdict
from domain.reading import Question, Reading, Statement
from domain.values import Value


def _none(corrections: tuple[Correction, ...]) -> bool:
    return not corrections


def _unsaid(text: str) -> bool:
    return not text


class News(Value):
    """One message as a case saw it: who, when, how trusted, what it states and leaves open.

    `number` is the ledger number of the fact that brought it to the case, `reasons` why the sender
    is trusted that far, `vouched_by` the person who has spoken to a sender that proves nothing;
    `kept` is what else its workflow keeps of it, `language` the one it is written in where that is
    certain. `corrections` are what people put right of it, and
    go wherever it goes: a value and whose word it is never part.
    """

    message: str
    fact: str
    number: int = 0
    sent_at: datetime
    sender: str
    contact_id: str
    partner_id: str
    verdict: Verdict
    subject: str = ""
    message_id: str = ""
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    intents: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    vouched_by: str = ""
    kept: dict[str, str] = {}
    corrections: tuple[Correction, ...] = Field(default=(), exclude_if=_none)
    language: str = Field(default="", exclude_if=_unsaid)


class Answer(Value):
    """A value a person gave to an open question; `number` as in `News`.

    `beside` is what spoke against it, and `reason` why it was given all the same. `about`, `object`
    and `question` are of the question it answers.
    """

    slot: str
    value: str
    person: str
    fact: str
    number: int = 0
    reason: str = ""
    beside: tuple[str, ...] = ()
    about: str = Field(default="", exclude_if=_unsaid)
    object: str = Field(default="", exclude_if=_unsaid)
    question: str = Field(default="", exclude_if=_unsaid)


class Incoming(Value):
    """A message as it came to intake: read, its sender judged, seen at a time of the machine; with
    what people corrected of it, where it comes from a case that knows it."""

    message: Message
    verdict: SenderVerdict
    reading: Reading
    seen_at: datetime
    corrections: tuple[Correction, ...] = ()


def news_about(incoming: Incoming, concerns: Callable[[str], bool]) -> News:
    """What a message says of one matter: `concerns` tells of an object whether it belongs to it.

    No mail is newer than the day it came.
    """
    message, verdict, reading = incoming.message, incoming.verdict, incoming.reading
    return News(
        message=message.sha256,
        fact="",
        sent_at=min(message.sent_at, incoming.seen_at),
        sender=verdict.address,
        contact_id=verdict.contact_id,
        partner_id=verdict.partner_id,
        verdict=verdict.verdict,
        subject=message.subject,
        message_id=message.message_id,
        statements=tuple(one for one in reading.statements if concerns(one.object)),
        questions=tuple(one for one in reading.questions if concerns(one.object)),
        intents=reading.intents,
        corrections=tuple(one for one in incoming.corrections if concerns(one.object)),
        language=reading.language,
        reasons=() if verdict.verdict == "authenticated" else verdict.reasons,
    )


def believable(about: Sequence[News]) -> Sequence[News]:
    """News of proven senders; the others are heard only where nobody of these has spoken: a mail
    that proves nothing stands beside a plan, and topples it when a person vouches for its sender.
    """
    proven = [one for one in about if one.verdict == "authenticated" or one.vouched_by]
    known = [one for one in about if one.verdict == "unauthenticated"]
    return proven or known or about


def without(news: News, objects: frozenset[str]) -> News:
    """The same news but for what it says of these objects."""
    return _where(news, lambda name: name not in objects)


def only(news: News, objects: frozenset[str]) -> News:
    """What the news says of these objects, and nothing else."""
    return _where(news, lambda name: name in objects)


def together(one: News, other: News) -> News:
    """One message as two cases knew it, each a part: the first's words go before the other's, but
    not before what people put right in the other alone."""
    corrected = {told.object for told in one.corrections}
    theirs = {told.object for told in other.corrections} - corrected
    one = without(one, frozenset(theirs))
    had = objects_of(one)
    names = f"{one.kept.get('names', '')}\n{other.kept.get('names', '')}".split("\n")
    kept = {**other.kept, **one.kept}
    if "names" in kept:
        kept["names"] = "\n".join(dict.fromkeys(filter(None, names)))
    statements = tuple(told for told in other.statements if told.object not in had)
    questions = tuple(told for told in other.questions if told.object not in had)
    corrections = tuple(told for told in other.corrections if told.object in theirs)
    return one.model_copy(
        update={
            "statements": (*one.statements, *statements),
            "questions": (*one.questions, *questions),
            "corrections": (*one.corrections, *corrections),
            "kept": kept,
        }
    )


def asked_apart(news: News) -> News:
    """The same with the object in each question's slot: what is asked of several things in several
    messages is answered thing by thing."""
    questions = tuple(
        one.model_copy(update={"slot": _own_slot(one.slot, one.object)}) for one in news.questions
    )
    return news.model_copy(update={"questions": questions})


def _own_slot(slot: str, about: str) -> str:
    """`promised_date_4500018847_10:balance` for the balance of that line."""
    name, colon, lot = slot.partition(":")
    short = about.partition(":")[2].replace("/", "_")
    known = not name or not short or name.endswith(f"_{short}")
    return slot if known else f"{name}_{short}{colon}{lot}"


def objects_of(told: News | Reading) -> set[str]:
    """Everything that something is stated or asked of, or was before a person put it right."""
    put_right = told.corrections if isinstance(told, News) else ()
    said = {one.object for one in told.statements} | {one.object for one in told.questions}
    return said | {one.object for one in put_right}


def says_something(news: News) -> bool:
    """Whether the news states or leaves open anything, or did before a person put it right."""
    return bool(news.statements or news.questions or news.corrections)


def corrected_by(news: Iterable[News]) -> tuple[str, ...]:
    """Who put values right that no later message states anew, in order of their ids."""
    told = sorted(news, key=lambda one: one.sent_at)
    last = {(said.object, said.field): one for one in told for said in one.statements}
    found = {
        each.person
        for one in told
        for each in one.corrections
        if last.get((each.object, each.field), one).sent_at <= one.sent_at
    }
    return tuple(sorted(found))


def _where(news: News, keep: Callable[[str], bool]) -> News:
    names = [one for one in news.kept.get("names", "").split("\n") if keep(one)]
    kept = {**news.kept, "names": "\n".join(names)} if "names" in news.kept else news.kept
    return news.model_copy(
        update={
            "statements": tuple(one for one in news.statements if keep(one.object)),
            "questions": tuple(one for one in news.questions if keep(one.object)),
            "corrections": tuple(one for one in news.corrections if keep(one.object)),
            "kept": kept,
        }
    )
