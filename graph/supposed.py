"""What is supposed in a what-if, and the case as it would be: nothing of it is on record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from domain.answer_kinds import kind_of, slot_of
from domain.case import CaseState
from domain.delay.changes import hangs_on
from domain.errors import NotAllowed, Refused
from domain.news import Answer, News
from domain.reading import DateStated, PriceStated, QuantityStated, Question, Statement
from domain.replies import reply_to
from domain.values import Value
from graph.deps import Deps


class Supposed(Value):
    """What is supposed: `days` later than stated, or the day `on` which it comes; so many per cent
    more of a quantity or a price; and answers to open questions by slot."""

    days: int = 0
    on: date | None = None
    qty_pct: Decimal = Decimal(0)
    price_pct: Decimal = Decimal(0)
    answers: dict[str, str] = {}

    def said(self) -> str:
        """In words."""
        told = [f"{self.days:+d} days"] if self.days else []
        told += [f"it comes {self.on}"] if self.on else []
        told += [f"quantity {self.qty_pct:+f}%"] if self.qty_pct else []
        told += [f"price {self.price_pct:+f}%"] if self.price_pct else []
        told += [f"{in_words(slot)} is {value}" for slot, value in self.answers.items()]
        return ", ".join(told)

    @property
    def amends(self) -> bool:
        """Whether it is another quantity or price, which changes an order and delays none."""
        return bool(self.qty_pct or self.price_pct)


def in_words(slot: str) -> str:
    """The name of an answer as people say it: `promised_date_4500018822_10` is a promised date of
    that line, `due_freight@invoices:X-1` the due freight of that bill."""
    name, _, about = slot.partition("@")
    named = re.fullmatch(r"(.+?)_(\d{5,})_(\w+)", name)
    if named is not None:
        name, about = named[1], f"{named[2]}/{named[3]}"
    said = " ".join(reversed(name.replace("_", " ").split(":")))
    return f"{said} of {about.rpartition(':')[2]}" if about else said


def as_if(deps: Deps, state: CaseState, supposed: Supposed) -> CaseState:
    """The case as if its messages stated what is supposed; Refused where that is about nothing it
    asks, NotAllowed where nothing states a day that could be another."""
    supposed = _dated(state, supposed)
    news = tuple(_otherwise(one, supposed) for one in state.news)
    given = (*state.answers, *_answers(deps, state, supposed.answers))
    answers = tuple(_later_answer(one, supposed.days) for one in given)
    return state.model_copy(update={"news": news, "answers": answers})


def _dated(state: CaseState, supposed: Supposed) -> Supposed:
    """The day on which it comes as an answer to what is asked, else as days later than stated."""
    if supposed.on is None:
        return supposed
    asked = [one for one in questions_of(state) if kind_of(one) == "day" and not hangs_on(one)]
    if asked:
        said = {slot_of(one): supposed.on.isoformat() for one in asked}
        return supposed.model_copy(update={"on": None, "answers": {**said, **supposed.answers}})
    days = [*_days_stated(state.news), *filter(None, map(_day_of, state.answers))]
    if not days:
        raise NotAllowed(f"nothing that {state.id} knows states a day that could be another")
    return supposed.model_copy(update={"on": None, "days": (supposed.on - max(days)).days})


def questions_of(state: CaseState) -> tuple[Question, ...]:
    """What the open proposal asks."""
    return state.proposal.questions if state.proposal is not None else ()


def _days_stated(news: Sequence[News]) -> list[date]:
    told = [each for one in news for each in one.statements if _is_day(each)]
    return [one.value.span.latest for one in told if isinstance(one.value, DateStated)]


def _is_day(one: Statement) -> bool:
    """Whether it states a day that could be another; the partner's deadlines for us stay."""
    return isinstance(one.value, DateStated) and not one.field.startswith("deadline")


def _otherwise(news: News, supposed: Supposed) -> News:
    """A message as if it stated what is supposed."""
    told = tuple(_stated(one, supposed) for one in news.statements)
    return news.model_copy(update={"statements": told})


def _stated(one: Statement, supposed: Supposed) -> Statement:
    value = one.value
    if isinstance(value, DateStated):
        return _later(one, value, supposed.days) if _is_day(one) else one
    if isinstance(value, QuantityStated) and one.field == "promised_qty":
        amount = scaled(value.quantity.n, supposed.qty_pct)
        size = value.quantity.model_copy(update={"n": amount})
        return one.model_copy(update={"value": value.model_copy(update={"quantity": size})})
    if isinstance(value, PriceStated):
        dearer = value.money.times(1 + supposed.price_pct / 100)
        return one.model_copy(update={"value": value.model_copy(update={"money": dearer})})
    return one


def scaled(amount: Decimal, pct: Decimal) -> Decimal:
    """So many per cent more; whole pieces stay whole, rounded down."""
    more = amount * (1 + pct / 100)
    return more // 1 if amount == amount // 1 else more


def _later(one: Statement, value: DateStated, days: int) -> Statement:
    span, by = value.span, timedelta(days=days)
    later = span.model_copy(update={"earliest": span.earliest + by, "latest": span.latest + by})
    return one.model_copy(update={"value": DateStated(span=later)})


def _day_of(answer: Answer) -> date | None:
    try:
        return date.fromisoformat(answer.value)
    except ValueError:
        return None


def _later_answer(answer: Answer, days: int) -> Answer:
    """A day that a person answered, as if it were later."""
    day = _day_of(answer)
    if day is None or not days:
        return answer
    return answer.model_copy(update={"value": (day + timedelta(days=days)).isoformat()})


def _answers(deps: Deps, state: CaseState, given: dict[str, str]) -> list[Answer]:
    """Answers as people would have to give them; Refused where nothing of that name is asked."""
    asked = {slot_of(one): one for one in questions_of(state)}
    strange = sorted(set(given) - set(asked))
    if strange:
        raise Refused(f"{strange[0]!r} is not asked; asked is {', '.join(asked) or 'nothing'}")
    today = deps.clock.now().date()
    return [
        Answer(
            slot=slot,
            value=reply_to(asked[slot], value, today).value,
            person="",
            fact="",
            number=state.through + 1,  # newer than every message, as a real one would be
        )
        for slot, value in given.items()
    ]
