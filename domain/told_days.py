"""Days that a partner last gave for an order line: what it calls the old date the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.case import CaseState
from domain.dates import DateSpan
from domain.delay.changes import line_lots
from domain.message import Message
from domain.news import believable

#: The days a partner gave last for an order line (`purchase_order_lines:PO/LINE`) before a message.
ToldBefore = Callable[[Message, str, str], tuple[DateSpan, ...]]


def nothing_told(message: Message, partner: str, line: str) -> tuple[DateSpan, ...]:
    """Nobody has said anything before."""
    return ()


def told_in(cases: Callable[[], Iterable[CaseState]]) -> ToldBefore:
    """What is said in the open cases of the partner: the days of its newest message about the line
    that is older than the one being read, with the answers of people to what that left open."""

    def told(message: Message, partner: str, line: str) -> tuple[DateSpan, ...]:
        return tuple(
            day
            for state in cases()
            if state.closed is None and partner and state.partner == partner
            for day in _last(state, message, line)
        )

    return told


def _last(state: CaseState, message: Message, line: str) -> list[DateSpan]:
    before = [
        one for one in state.news if one.message != message.sha256 and one.sent_at < message.sent_at
    ]
    lots = line_lots(line, believable(before), state.answers)
    return [lot.ready for lot in lots if lot.ready is not None]
