"""News: one message as a case keeps it, and the answers people gave to what it left open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.message import Message, SenderVerdict, Verdict
from domain.reading import Question, Reading, Statement
from domain.values import Value


class News(Value):
    """One message as a case saw it: who, when, how trusted, what it states and leaves open.

    `number` is the ledger number of the fact that brought it to the case, `reasons` why the sender
    is trusted that far, `vouched_by` the person who has spoken to a sender that proves nothing;
    `kept` is what else its workflow keeps of it.
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


class Answer(Value):
    """A value a person gave to an open question; `number` as in `News`.

    `beside` is what spoke against it, and `reason` why it was given all the same.
    """

    slot: str
    value: str
    person: str
    fact: str
    number: int = 0
    reason: str = ""
    beside: tuple[str, ...] = ()


class Incoming(Value):
    """A message as it came to intake: read, its sender judged, seen at a time of the machine."""

    message: Message
    verdict: SenderVerdict
    reading: Reading
    seen_at: datetime


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
        reasons=() if verdict.verdict == "authenticated" else verdict.reasons,
    )


def without(news: News, objects: frozenset[str]) -> News:
    """The same news but for what it says of these objects."""
    return _where(news, lambda name: name not in objects)


def only(news: News, objects: frozenset[str]) -> News:
    """What the news says of these objects, and nothing else."""
    return _where(news, lambda name: name in objects)


def together(one: News, other: News) -> News:
    """One message as two cases knew it, each a part: the first's words go before the other's."""
    had = {told.object for told in one.statements} | {told.object for told in one.questions}
    names = f"{one.kept.get('names', '')}\n{other.kept.get('names', '')}".split("\n")
    kept = {**other.kept, **one.kept}
    if "names" in kept:
        kept["names"] = "\n".join(dict.fromkeys(filter(None, names)))
    statements = tuple(told for told in other.statements if told.object not in had)
    questions = tuple(told for told in other.questions if told.object not in had)
    return one.model_copy(
        update={
            "statements": (*one.statements, *statements),
            "questions": (*one.questions, *questions),
            "kept": kept,
        }
    )


def says_something(news: News) -> bool:
    """Whether the news states or leaves open anything."""
    return bool(news.statements or news.questions)


def _where(news: News, keep: Callable[[str], bool]) -> News:
    names = [one for one in news.kept.get("names", "").split("\n") if keep(one)]
    kept = {**news.kept, "names": "\n".join(names)} if "names" in news.kept else news.kept
    return news.model_copy(
        update={
            "statements": tuple(one for one in news.statements if keep(one.object)),
            "questions": tuple(one for one in news.questions if keep(one.object)),
            "kept": kept,
        }
    )
