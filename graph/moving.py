"""Moving a mail to the case it belongs to: what it says leaves one case and joins the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.case import CaseState
from domain.errors import NotAllowed, Refused, Unknown
from domain.fact import Fact
from domain.message import HEARD, Message, SenderVerdict
from domain.news import Incoming, News, objects_of
from domain.reading import Reading
from domain.together import MOVED_AWAY
from domain.values import Value
from graph.deps import Deps
from graph.holds import give_back
from graph.owing import all_owing
from graph.right import require_part
from graph.whereto import taken_for
from graph.withdraw import call_off, withdraw
from graph.word import Word, case_in, case_of, note, word_on
from graph.workflows.contract import news_of
from graph.workflows.registry import workflow
from memory import chain, inbox

#: A message is named by so many characters of its hash at least.
_SHORTEST = 6


class Moved(Value):
    """Where a mail went, whether its old case is closed for want of any other, and which of its
    values still speak of things that the new case is not about."""

    message: str
    subject: str
    case: str
    to: str
    person: str
    closed: bool
    strange: tuple[str, ...] = ()


class Told(NamedTuple):
    """A message as it was read last, and the fact of that."""

    incoming: Incoming
    read: Fact


def move_mail(
    deps: Deps, case_id: str, message: str, *, to: str, person: str, reason: str
) -> Moved:
    """Takes a mail out of a case, by its hash or the beginning of it, and tells another of it.

    Both are assessed again; approvals that rested on it are void, and what was decided on it and
    has not begun does not happen. A case with nothing else to go on is closed.
    """
    if not reason.strip():
        raise Refused("say why it belongs there: --reason TEXT")
    state = case_of(deps, case_id)
    told = read_again(deps, _named(state, message, _keys(deps, state)).message)
    with word_on(deps, case_id, person) as word:
        known = _named(word.state, told.incoming.message.sha256, {})
        target = _target(word, to, known)
        because = f"{word.person.name} moved {known.subject!r} to {to}: {reason}"
        fact = leave(word, "mail_moved", because, messages=[known.message], to=to, reason=reason)
        closed = _close_empty(word, because)
        strange = _join(word, target, told, known, fact, reason)
        return Moved(
            message=known.message,
            subject=known.subject,
            case=case_id,
            to=to,
            person=word.person.id,
            closed=closed,
            strange=strange,
        )


def _named(state: CaseState, message: str, keys: Mapping[str, str]) -> News:
    """The mail that is meant, by the beginning of its key or hash; the only one where none is
    named."""
    wanted = message.strip().lower()
    names = {one.message: (one.message, keys.get(one.message, "")) for one in state.news}
    found = [
        one
        for one in state.news
        if any(name and name.startswith(wanted) for name in names[one.message])
    ]
    if not found or 0 < len(wanted) < _SHORTEST:
        raise Unknown(
            f"{message!r} is no mail of {state.id}; `seamline show {state.id}` lists them"
        )
    if len(found) > 1:
        listed = ", ".join(
            f"{keys.get(one.message, one.message)[:12]} ({one.subject})" for one in found
        )
        raise Refused(f"say which mail of {state.id}: {listed}")
    return found[0]


def _keys(deps: Deps, state: CaseState) -> dict[str, str]:
    """The keys under which the case's mails are filed, by their hashes."""
    with deps.ledger.reading() as connection:
        filed = chain.of_kind(connection, "message_filed")
    known = {one.body["sha256"]: one.stream.removeprefix("message:") for one in filed}
    return {one.message: known.get(one.message, one.message) for one in state.news}


def read_again(deps: Deps, sha256: str) -> Told:
    """A stored message with its newest reading."""
    message: Message = deps.parse_safely(deps.blobs.read(sha256))
    with deps.ledger.reading() as connection:
        stream = f"message:{message.key}"
        read = chain.of_stream(connection, stream, kinds=("message_read",))[-1]
    incoming = Incoming(
        message=message,
        verdict=SenderVerdict.model_validate(read.body["sender"]),
        reading=Reading.model_validate(read.body["reading"]),
        seen_at=deps.clock.wall(),
    )
    return Told(incoming, read)


def _target(word: Word, to: str, known: News) -> CaseState:
    """The case it goes to: open, with a part for the person, and one that hears the sender."""
    if to == word.state.id:
        raise Refused(f"it is in {to} already")
    target = case_in(word.connection, to)
    if target.closed is not None:
        raise NotAllowed(f"{to} is closed; open a case for it: `seamline open`")
    if known.verdict not in HEARD:
        raise NotAllowed(f"{to} does not hear this sender, who is {known.verdict}")
    for state in (word.state, target):
        require_part(word.deps, state, word.person, f"move mail of {state.id}")
    return target


def leave(word: Word, kind: str, because: str, **body: object) -> Fact:
    """Something of a case goes on in another: its open proposal is withdrawn with its approvals,
    effects that have not begun are called off, and it is looked at anew."""
    actor, now = word.person.id, word.now
    withdraw(word.connection, word.state, now=now, because=because, actor=actor)
    call_off(word.connection, word.state, now=now, because=because, actor=actor)
    fact = word.note(kind, **body)
    word.wake(kind, fact)
    return fact


def _close_empty(word: Word, because: str) -> bool:
    """A case with nothing left to go on is closed, once all that it did is seen through."""
    state = case_in(word.connection, word.state.id)
    left = state.news or state.notes or state.opened_because
    owed = all_owing(word.deps.policy, state)
    if left or owed or not all(one.is_over or one.state == "failed" for one in state.effects):
        return False
    word.note("closed", outcome=MOVED_AWAY, resolved_by=because)
    give_back(word.connection, state.id, word.now)
    return True


def _join(
    word: Word, target: CaseState, told: Told, known: News, moved: Fact, reason: str
) -> tuple[str, ...]:
    """Tells the other case, as if the mail had been about it; which values still are not."""
    if any(one.message == known.message for one in target.news):
        return ()
    incoming = taken_for(word.deps.reads, told.incoming, word.state, target)
    news = news_of(workflow(target.workflow), incoming, target)
    news = news.model_copy(update={"vouched_by": known.vouched_by})
    body = {"moved_from": word.state.id, "person": word.person.id, "reason": reason}
    tell(word, target, news, (told.read.id, moved.id), body)
    return tuple(sorted(objects_of(known) & objects_of(incoming.reading) - objects_of(news)))


def tell(
    word: Word, target: CaseState, news: News, causes: tuple[str, ...], body: Mapping[str, object]
) -> None:
    """News that a person brings to a case: what was proposed without it is withdrawn.

    More of a mail that the case has takes the place of what it had.
    """
    connection, now, actor = word.connection, word.now, word.person.id
    because = f"{word.person.name} brings {news.subject!r}"
    withdraw(connection, target, now=now, because=because, actor=actor)
    plain = news.model_copy(update={"fact": "", "number": 0})
    told = {"news": plain.model_dump(mode="json"), **body}
    known = any(one.message == news.message for one in target.news)
    kind = "news_replaced" if known else "case_joined"
    fact = note(connection, target.id, kind, actor, now, told, causes)
    inbox.enqueue(connection, fact.stream, "news", {"fact": fact.id}, now)
