"""What stands beside the days of a line until its partner says otherwise, whatever days come next:
a surcharge, and until when an answer is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.delay.stated import LineChange, rests, statement_slot
from domain.news import News, believable
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Statement

#: What a message may tell of an order whose case is open, without a day of any line.
FIELDS = frozenset({"surcharge_pct", "deadline:reply"})


def with_riders(change: LineChange, news: Sequence[News], order: str) -> LineChange:
    """The change with what the messages about its `order` tell beside days."""
    return _answered_by(_surcharged(change, news, order), news)


def _surcharged(change: LineChange, news: Sequence[News], order: str) -> LineChange:
    mine = (change.object, order, "mail")
    told = [one for one in _newest_first(news, "surcharge_pct") if one.object in mine and _pct(one)]
    if not told:
        return change
    now, before = told[0], [_pct(one) for one in told[1:]]
    quantity = _pct(now)
    was = next((one.n for one in before if one is not None), None)
    return change.model_copy(
        update={
            "surcharge_pct": None if quantity is None else quantity.n,
            "surcharge_was": was if quantity is not None and quantity.n == 0 else None,
            "surcharge_quote": now.span.quote if now.span is not None else "",
        }
    )


def _pct(one: Statement) -> Quantity | None:
    return one.value.quantity if isinstance(one.value, QuantityStated) else None


def _newest_first(news: Sequence[News], field: str) -> Iterator[Statement]:
    for told in sorted(believable(news), key=lambda one: (one.sent_at, one.message), reverse=True):
        yield from (one for one in told.statements if one.field == field)


def _answered_by(change: LineChange, news: Sequence[News]) -> LineChange:
    """With the newest reply-by the partner set: it stands until the partner sets another."""
    for told in sorted(believable(news), key=lambda one: one.sent_at, reverse=True):
        dated = [
            (one.value.span, one)
            for one in told.statements
            if one.field == "deadline:reply" and isinstance(one.value, DateStated)
        ]
        if dated:
            span, reply = min(dated, key=lambda pair: str(pair[0]))
            return change.model_copy(
                update={
                    "reply_by": span,
                    "reply_slot": statement_slot(reply) if rests(reply) else None,
                    "reply_time": reply.arguments.get("time", ""),
                }
            )
    return change
