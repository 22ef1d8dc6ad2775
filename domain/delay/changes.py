"""What a supplier's statements change on an order line: lots, cause, offers, open questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.dates import DateSpan
from domain.delay.causes import with_causes
from domain.delay.riders import with_riders
from domain.delay.stated import ChangeKind, LineChange, LotStated, rests, statement_slot
from domain.derivations import derive_slot
from domain.news import Answer, News, believable, objects_of
from domain.provenance import Derived, DocSpan, HumanInput, Slot
from domain.quantity import Quantity
from domain.reading import (
    TAKEN_BACK,
    DateStated,
    QuantityStated,
    Question,
    Statement,
    stated_text,
)

#: The slot under which we answer by when the supplier gets what it waits for.
OUR_DATE = "our_date"


def line_changes(
    news: Sequence[News], answers: Sequence[Answer], confirmed: dict[str, date]
) -> tuple[LineChange, ...]:
    """The change in force per order line; `confirmed` is the date on record before.

    A newer message about a line replaces what an older one said of it. Questions that a person
    answered are closed, and a date that hangs on the answer is computed from it; an answer given
    before the message came answers nothing in it.
    """
    found = []
    for name in sorted(confirmed):
        about = [one for one in news if _speaks_of(one, name)]
        if about:
            newest = max(believable(about), key=lambda one: (one.sent_at, one.message))
            given = {one.slot: one for one in answers if one.number >= newest.number}
            change = _change(name, newest, given, confirmed[name])
            change = _with_our_day(change, answers, newest)
            named = [one for one in newest.statements if one.object in (name, order_of(name))]
            change = with_causes(change, named, answers, newest.number)
            found.append(
                with_riders(
                    change,
                    [one for one in news if is_of_order(one, order_of(name))],
                    answers,
                    order_of(name),
                )
            )
    return tuple(_asked_our_day(found))


def line_lots(name: str, news: Sequence[News], answers: Sequence[Answer]) -> tuple[LotStated, ...]:
    """The lots of a line by the newest message that speaks of it, with the answers given to it."""
    about = [one for one in news if _speaks_of(one, name)]
    if not about:
        return ()
    newest = max(about, key=lambda one: (one.sent_at, one.message))
    given = {one.slot: one for one in answers if one.number >= newest.number}
    mine = [one for one in newest.statements if one.object == name]
    asked = [one for one in newest.questions if one.object in (name, order_of(name))]
    return _lots(mine, asked, given)


def order_of(line_object: str) -> str:
    """`purchase_orders:PO` for `purchase_order_lines:PO/LINE`."""
    return "purchase_orders:" + line_object.split(":", 1)[1].split("/", 1)[0]


def is_of_order(news: News, order: str) -> bool:
    """Whether a message speaks of the order, or of no order at all."""
    named = objects_of(news)
    orders = {one for one in named if one.startswith("purchase_orders:")}
    orders |= {order_of(one) for one in named if one.startswith("purchase_order_lines:")}
    return order in orders or not orders


def _speaks_of(news: News, name: str) -> bool:
    named = {one.object for one in news.statements if one.field in _LINE_FIELDS}
    return name in named | {one.object for one in news.questions if one.about in _LINE_FIELDS}


_LINE_FIELDS = frozenset({"promised_date", "ready_date", "promised_qty", "line_state"})


def _change(name: str, news: News, given: dict[str, Answer], confirmed: date) -> LineChange:
    mine = [one for one in news.statements if one.object == name]
    order = [one for one in news.statements if one.object == order_of(name)]
    questions = [one for one in news.questions if one.object in (name, order_of(name))]
    open_questions = tuple(
        one for one in questions if one.about in DATE_FIELDS and not _answered(one, given)
    )
    lots = _lots(mine, questions, given)
    state = _text(mine, "line_state")
    both = [*mine, *order]
    share, part = _first(both, "cost_share_pct"), _first(mine, "offered_partial_qty")
    return LineChange(
        object=name,
        kind=kind_of_change(lots, state, open_questions, confirmed),
        lots=lots,
        event=next((one.event for one in _dates(mine) if one.event), "ex works"),
        cause=_text(both, "cause"),
        cause_party=_text(both, "cause_party"),
        cause_quote=next((one.span.quote for one in both if one.field == "cause" and one.span), ""),
        cost_share_pct=_percent(share),
        cost_share_slot=_quoted(share),
        part_offered=_quantity(part),
        part_slot=_quoted(part),
        substitute=_text(mine, "substitute_item"),
        questions=open_questions,
        news=(news.fact,),
        message=news.message,
        message_id=news.message_id,
        verdict=news.verdict,
        quotes=tuple(one.span for one in both if one.span is not None),
    )


#: What is asked of a day.
DATE_FIELDS = frozenset({"promised_date", "ready_date"})


def _answered(question: Question, given: dict[str, Answer]) -> bool:
    if question.slot in given:
        return True
    return bool(hangs_on(question)) and hangs_on(question) in given


def hangs_on(question: Question) -> str:
    """The slot a relative question hangs on: `promised_date:balance` on `promised_date`."""
    relative = bool(question.choices) and question.choices[0].startswith("+")
    return question.slot.split(":", 1)[0] if relative and ":" in question.slot else ""


def _lots(
    mine: Sequence[Statement], questions: Sequence[Question], given: dict[str, Answer]
) -> tuple[LotStated, ...]:
    """Lots in the order stated: dates that were read, and dates that people answered.

    What rests on no words was only confirmed as it stands on file, and is no lot of its own.
    """
    worded = [one for one in mine if rests(one)]
    dated = [one for one in worded if one.field == "promised_date"] or [
        one for one in worded if one.field == "ready_date"
    ]
    sizes = {format(one.n, "f"): statement for one, statement in _quantities(worded)}
    found = [_stated_lot(one, sizes) for one in dated]
    asked = [one for one in questions if one.about in DATE_FIELDS]
    settled = [one for one in asked if TAKEN_BACK in one.slot and one.slot in given]
    if settled:  # which day holds was answered: no other of the mail does
        return tuple(answered_lot(one, sizes, given) for one in settled[-1:])
    found += [answered_lot(question, sizes, given) for question in asked]
    return tuple(found)


def _stated_lot(one: Statement, sizes: dict[str, Statement]) -> LotStated:
    span = one.value.span if isinstance(one.value, DateStated) else None
    size = None if one.for_qty is None else sizes.get(format(one.for_qty.n, "f"))
    return LotStated(
        qty=None if one.for_qty is None else one.for_qty.n,
        qty_slot=None if size is None else statement_slot(size),
        ready=span,
        ready_slot=statement_slot(one),
    )


def answered_lot(
    question: Question, sizes: dict[str, Statement], given: dict[str, Answer]
) -> LotStated:
    """The lot a question is about, with its day once that is answered."""
    size = None if question.for_qty is None else sizes.get(format(question.for_qty.n, "f"))
    slot = _answer_slot(question, given)
    return LotStated(
        qty=None if question.for_qty is None else question.for_qty.n,
        qty_slot=None if size is None else statement_slot(size),
        ready=None if slot is None else _span_of(slot.value),
        ready_slot=slot,
    )


def _answer_slot(question: Question, given: dict[str, Answer]) -> Slot | None:
    direct = given.get(question.slot)
    if direct is not None:
        return human_slot(direct)
    anchor = given.get(hangs_on(question)) if hangs_on(question) else None
    if anchor is None or question.span is None:
        return None
    days = Slot(
        value=_relative_days(question),
        source=DocSpan(span=question.span, recipe="relative_days", arguments={}),
    )
    day = human_slot(anchor)
    value = derive_slot("days_after", {"day": day.value, "days": days.value})
    return Slot(
        value=value, source=Derived(function="days_after", inputs={"day": day, "days": days})
    )


def _relative_days(question: Question) -> str:
    return question.choices[0].removeprefix("+").removesuffix("d")


def human_slot(answer: Answer) -> Slot:
    """What a person answered, as a slot."""
    source = HumanInput(person=answer.person, fact=answer.fact, slot=answer.slot)
    return Slot(value=answer.value, source=source)


def _span_of(value: str) -> DateSpan:
    ends = [date.fromisoformat(part) for part in value.split("..")]
    return DateSpan(earliest=ends[0], latest=ends[-1])


def _quoted(one: Statement | None) -> Slot | None:
    return None if one is None or not rests(one) else statement_slot(one)


def kind_of_change(
    lots: Sequence[LotStated], state: str, questions: Sequence[Question], confirmed: date
) -> ChangeKind:
    """What lots, state and open questions make of a line whose date on record is `confirmed`."""
    if state in _STATES:
        return _STATES[state]
    if questions or any(lot.ready is None for lot in lots):
        return "asked"
    if not lots:
        return "unchanged"
    last = max(lot.ready.latest for lot in lots if lot.ready)
    return "later" if last > confirmed else "earlier" if last < confirmed else "unchanged"


_STATES: dict[str, ChangeKind] = {
    "withdrawn": "withdrawn",
    "waiting_on_us": "waits for us",
    "on_hold": "no date",
}


def _first(statements: Sequence[Statement], field: str) -> Statement | None:
    return next((one for one in statements if one.field == field), None)


def _text(statements: Sequence[Statement], field: str) -> str:
    found = _first(statements, field)
    return "" if found is None else stated_text(found.value)


def _percent(one: Statement | None) -> Decimal | None:
    quantity = _quantity(one)
    return None if quantity is None else quantity.n


def _quantity(one: Statement | None) -> Quantity | None:
    return one.value.quantity if one and isinstance(one.value, QuantityStated) else None


def _quantities(mine: Sequence[Statement]) -> list[tuple[Quantity, Statement]]:
    wanted = [one for one in mine if one.field == "promised_qty"]
    return [(one.value.quantity, one) for one in wanted if isinstance(one.value, QuantityStated)]


def _dates(mine: Sequence[Statement]) -> list[DateSpan]:
    wanted = [one for one in mine if one.field in DATE_FIELDS]
    return [one.value.span for one in wanted if isinstance(one.value, DateStated)]


def _with_our_day(change: LineChange, answers: Sequence[Answer], newest: News) -> LineChange:
    """The day by which a person of ours said the supplier gets what it waits for."""
    told = [one for one in answers if one.slot.startswith(OUR_DATE) and one.number >= newest.number]
    mine = [one for one in told if one.object in ("", change.object, order_of(change.object))]
    if change.kind != "waits for us" or not mine:
        return change
    return change.model_copy(update={"our_date": human_slot(mine[-1])})


def _asked_our_day(changes: Sequence[LineChange]) -> list[LineChange]:
    """Where the supplier waits for us, a person of ours says by when it gets what it waits for:
    once an order, each of several in a slot of its own."""
    waiting: dict[str, list[LineChange]] = {}
    for one in changes:
        if one.kind == "waits for us":
            waiting.setdefault(order_of(one.object), []).append(one)
    return [
        one
        if one.kind != "waits for us" or one.our_date is not None
        else _asked(one, waiting[order_of(one.object)], alone=len(waiting) == 1)
        for one in changes
    ]


def _asked(change: LineChange, lines: Sequence[LineChange], *, alone: bool) -> LineChange:
    order = order_of(change.object)
    words = dict.fromkeys(span.quote for one in lines for span in one.quotes[:1])
    which = "" if alone else f" with {order.partition(':')[2]}"
    question = Question(
        about=OUR_DATE,
        object=order,
        of="us",
        text=f"the supplier waits for us{which} ({'; '.join(words)}): by which day do we deliver?",
        slot=OUR_DATE if alone else f"{OUR_DATE}@{order}",
    )
    return change.model_copy(update={"questions": (*change.questions, question)})
