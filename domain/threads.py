"""What a message answers: the things that the mails before it in its thread were about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from domain.case import CaseState
from domain.message import Message

#: Things that the mail which a message answers was about (`purchase_order_lines:PO/LINE`).
Thread = Callable[[Message], tuple[str, ...]]

#: Signs of the name that our own letters have of their action's key.
_OURS = 40


def no_thread(message: Message) -> tuple[str, ...]:
    """Nothing was written before."""
    return ()


def thread_in(cases: Callable[[], Iterable[CaseState]]) -> Thread:
    """By what is known of cases: of the mails that the message names as those it answers, the first
    that is a partner's in a case or a letter of ours."""

    def about(message: Message) -> tuple[str, ...]:
        names = [name for one in message.in_reply_to if (name := _bare(one))]
        known = tuple(cases()) if names else ()
        every = (tuple(dict.fromkeys(_about(name, message, known))) for name in names)
        return next((one for one in every if one), ())

    return about


def _about(name: str, message: Message, cases: Iterable[CaseState]) -> Iterator[str]:
    key = name.partition("@")[0]
    for state in cases:
        for mail in state.news:
            if _bare(mail.message_id) == name and mail.message != message.sha256:
                yield from (one.object for one in mail.statements)
                yield from (one.object for one in mail.questions)
        for effect in state.effects if len(key) >= _OURS else ():
            if effect.key.startswith(key):
                yield from effect.objects


def _bare(message_id: str) -> str:
    return message_id.strip("<> ")
