"""What stands beside the days of a line until its partner says otherwise, whatever days come next:
a surcharge, what is kept for us, and until when an answer is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.dates import DateSpan
from domain.delay.stated import Kept, LineChange, rests, statement_slot
from domain.news import Answer, News, believable
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Statement

#: What is kept for us.
HELD = frozenset({"deadline:hold", "offered_hold_qty"})
#: What a message may tell of an order whose case is open, without a day of any line.
FIELDS = HELD | {"surcharge_pct", "deadline:reply"}
#: The slot under which a person says until when something is kept.
HOLD = "hold"


def with_riders(
    change: LineChange, news: Sequence[News], answers: Sequence[Answer], order: str
) -> LineChange:
    """The change with what the messages about its `order` tell beside days."""
    change = _surcharged(change, news, order)
    return _kept(_answered_by(change, news), news, answers, order)


def _kept(
    change: LineChange, news: Sequence[News], answers: Sequence[Answer], order: str
) -> LineChange:
    """With what the newest message that tells of it keeps for us; a day that is asked for is given
    by whoever answers."""
    mine = (change.object, order)
    for told in sorted(believable(news), key=lambda one: (one.sent_at, one.message), reverse=True):
        said = {one.field: one for one in told.statements if one.object in mine}
        asked = [
            one for one in told.questions if one.about == "deadline:hold" and one.object in mine
        ]
        if "deadline:hold" not in said and not asked:
            continue
        size = said.get("offered_hold_qty")
        qty = None if size is None else _number(size)
        given = [one for one in answers if one.slot == HOLD and one.number >= told.number]
        if "deadline:hold" not in said and not given:
            return change.model_copy(update={"questions": (*change.questions, *asked)})
        return change.model_copy(update={"kept": _until(qty, said.get("deadline:hold"), given)})
    return change


def _until(qty: Quantity | None, one: Statement | None, given: Sequence[Answer]) -> Kept | None:
    if one is None:
        day = date.fromisoformat(given[-1].value)
        return Kept(qty=qty, until=DateSpan.on(day, "hold", "UTC"))
    if not isinstance(one.value, DateStated):
        return None
    quote = one.span.quote if one.span is not None else ""
    return Kept(qty=qty, until=one.value.span, time=one.arguments.get("time", ""), quote=quote)


def _surcharged(change: LineChange, news: Sequence[News], order: str) -> LineChange:
    mine = (change.object, order, "mail")
    told = [
        one for one in _newest_first(news, "surcharge_pct") if one.object in mine and _number(one)
    ]
    if not told:
        return change
    now, before = told[0], [_number(one) for one in told[1:]]
    quantity = _number(now)
    was = next((one.n for one in before if one is not None), None)
    return change.model_copy(
        update={
            "surcharge_pct": None if quantity is None else quantity.n,
            "surcharge_was": was if quantity is not None and quantity.n == 0 else None,
            "surcharge_quote": now.span.quote if now.span is not None else "",
        }
    )


def _number(one: Statement) -> Quantity | None:
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
