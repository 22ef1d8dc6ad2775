"""What is in force about one order line, each value with the words or the person behind it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from domain.dates import DateSpan, end_of_day
from domain.evidence import Span
from domain.message import Verdict
from domain.provenance import DocSpan, Slot
from domain.quantity import Quantity
from domain.reading import Question, Statement, stated_text
from domain.values import Value

ChangeKind = Literal[
    "later", "earlier", "unchanged", "withdrawn", "no date", "waits for us", "asked"
]


class LotStated(Value):
    """A lot as stated: the quantity and ready date with where each comes from.

    `qty` None means the whole line; `ready` None means it is still asked for.
    """

    qty: Decimal | None = None
    qty_slot: Slot | None = None
    ready: DateSpan | None = None
    ready_slot: Slot | None = None

    @property
    def words(self) -> str:
        """The partner's own words for the day; empty when a person gave it."""
        source = self.ready_slot.source if self.ready_slot else None
        return source.span.quote if isinstance(source, DocSpan) else ""


class Cause(Value):
    """A cause that was named: its code, whose it is (empty where that is not said), its words."""

    code: str
    party: str
    quote: str


class Kept(Value):
    """What is kept for us: how much, where that is said, until when at a time of day in the zone of
    the day (empty: its end), in which words."""

    qty: Quantity | None = None
    until: DateSpan
    time: str = ""
    quote: str = ""

    @property
    def end(self) -> datetime:
        """The instant until which it is kept."""
        if not self.time:
            return end_of_day(self.until.latest, self.until.tz)
        moment = datetime.combine(self.until.latest, time.fromisoformat(self.time))
        return moment.replace(tzinfo=ZoneInfo(self.until.tz)).astimezone(UTC)

    def said(self) -> str:
        """`600 PCS kept for us until 2026-05-03 17:00`."""
        what = "it is" if self.qty is None else f"{self.qty} are"
        return f"{what} kept for us until {self.until} {self.time}".rstrip()


class LineChange(Value):
    """All that is in force about one order line after the newest message about it (`message`).

    `causes` are all that were named where those are several, `cause` the first of them.
    A surcharge stands until another is told, also by a message about nothing else: 0 where it is
    given up, `surcharge_was` being what was announced before."""

    object: str
    kind: ChangeKind
    lots: tuple[LotStated, ...] = ()
    event: str = ""
    cause: str = ""
    cause_party: str = ""
    cause_quote: str = ""
    causes: tuple[Cause, ...] = Field(default=(), exclude_if=lambda causes: not causes)
    cost_share_pct: Decimal | None = None
    cost_share_slot: Slot | None = None
    surcharge_pct: Decimal | None = None
    surcharge_was: Decimal | None = Field(default=None, exclude_if=lambda one: one is None)
    surcharge_quote: str = Field(default="", exclude_if=lambda quote: not quote)
    part_offered: Quantity | None = None
    part_slot: Slot | None = None
    substitute: str = ""
    reply_by: DateSpan | None = None
    reply_slot: Slot | None = None
    reply_time: str = ""
    kept: Kept | None = Field(default=None, exclude_if=lambda kept: kept is None)
    our_date: Slot | None = None
    questions: tuple[Question, ...] = ()
    news: tuple[str, ...] = ()
    message: str = ""
    message_id: str = ""
    verdict: Verdict = "unknown_sender"
    quotes: tuple[Span, ...] = ()

    @property
    def share_words(self) -> str:
        """The words in which the supplier offered to share the cost."""
        source = self.cost_share_slot.source if self.cost_share_slot else None
        return source.span.quote if isinstance(source, DocSpan) else ""


def rests(one: Statement) -> bool:
    """Whether a statement has words or a person behind it, and is not only what is on file."""
    return one.span is not None or one.source is not None


def statement_slot(one: Statement) -> Slot:
    """A statement's value as a slot that rests on its quoted words, or on who corrected them."""
    if one.source is not None:
        return Slot(value=stated_text(one.value), source=one.source)
    if one.span is None:
        raise ValueError(f"{one.field} of {one.object} rests on no words")
    source = DocSpan(span=one.span, recipe=one.recipe, arguments=one.arguments)
    return Slot(value=stated_text(one.value), source=source)
