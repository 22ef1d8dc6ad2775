"""What somebody was told by phone or chat: it asks, and counts only once a person confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from domain.delay.changes import answered_lot, human_slot, kind_of_change
from domain.delay.stated import LineChange, LotStated
from domain.news import Answer, News
from domain.quantity import Quantity
from domain.reading import QuantityStated, Question, Reading, Statement, stated_text
from domain.values import Value

_DATES = ("promised_date", "ready_date")
_SIZE = "promised_qty"

#: The channel of what somebody said who opened the case without a mail.
OPENING = "opening"

#: What is asked first where a note names none of an order's lines.
WHICH_LINE = "which_line"


class Heard(Value):
    """A note: who is said to have said what, how, and which person of ours took it down.

    `said_by` is a contact, a person or free words; `name` says it in words. `statements` are what
    was understood of it, for showing; `questions` are what must be confirmed before it counts.
    """

    fact: str = ""
    number: int = 0
    at: datetime
    said_by: str
    name: str
    channel: str
    by: str
    text: str
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()


def silent_on(note: Heard, objects: frozenset[str]) -> Heard:
    """The same note, understood as saying nothing of these objects."""
    if not objects:
        return note
    statements = tuple(one for one in note.statements if one.object not in objects)
    questions = tuple(one for one in note.questions if one.object not in objects)
    return note.model_copy(update={"statements": statements, "questions": questions})


def to_confirm(
    name: str, channel: str, told: Reading, taken: Iterable[str]
) -> tuple[Question, ...]:
    """Each date and quantity of a note as a question to us; its slot is none of `taken`.

    Nothing hangs on quoted words here: nobody is written to because of hearsay.
    """
    found: list[Question] = []
    names = Slots(taken)
    for one in told.statements:
        if one.field in (*_DATES, _SIZE):
            words = one.span.quote if one.span else stated_text(one.value)
            text = f'{name} said "{words}" ({channel}): confirm?'
            size = one.value.quantity if isinstance(one.value, QuantityStated) else one.for_qty
            value = stated_text(one.value)
            found.append(_question(one.field, one.object, text, names, size, value))
    for question in told.questions:
        if question.about in _DATES:
            words = f' "{question.span.quote}"' if question.span else ""
            text = f"{name} said{words} ({channel}): {question.text}"
            choices = [one for one in question.choices if not one.startswith("+")]
            about, size = question.about, question.for_qty
            found.append(_question(about, question.object, text, names, size, *choices))
    return tuple(found)


def which_line(
    name: str, channel: str, order: str, statements: Sequence[Statement], lines: Sequence[str]
) -> Question:
    """The question which line of an order a note is about; what it says is asked after that."""
    words = next((one.span.quote for one in statements if one.span), "something")
    number = order.partition(":")[2]
    return Question(
        about=WHICH_LINE,
        object=order,
        of="us",
        text=f'{name} said "{words}" ({channel}): for which line of order {number}?',
        slot=WHICH_LINE,
        choices=tuple(one.partition(":")[2] for one in lines),
        takes="one_of",
    )


class Slots:
    """Names for answers: the field, with the line where another line has that name already."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._lots: dict[tuple[str, str], int] = {}

    def name(self, field: str, about: str) -> str:
        """`promised_date`, `promised_date:balance`, `promised_date_4500018822_10` …"""
        lot = self._lots[field, about] = self._lots.get((field, about), 0) + 1
        behind = {1: "", 2: ":balance"}.get(lot, f":lot{lot}")
        plain = f"{field}{behind}"
        slot = plain if plain not in self._taken else f"{field}_{_short(about)}{behind}"
        self._taken.add(slot)
        return slot


def _short(about: str) -> str:
    return about.partition(":")[2].replace("/", "_")


def _question(
    field: str, about: str, text: str, names: Slots, size: Quantity | None, *choices: str
) -> Question:
    return Question(
        about=field,
        object=about,
        of="us",
        text=text,
        slot=names.name(field, about),
        choices=choices,
        for_qty=size,
    )


def still_asking(
    notes: Iterable[Heard], news: Sequence[News], answers: Sequence[Answer]
) -> tuple[Heard, ...]:
    """The notes, without what was said at the opening once anything else is told of the case, where
    nobody had answered what that asked before."""
    row = tuple(notes)
    told = [one.number for one in news]
    told += [one.number for one in row if one.questions and one.channel != OPENING]
    first = min(told, default=None)
    return tuple(
        one
        for one in row
        if one.channel != OPENING or first is None or _is_answered(one, answers, first)
    )


def _is_answered(note: Heard, answers: Sequence[Answer], before: int) -> bool:
    slots = {one.slot for one in note.questions}
    return any(one.slot in slots and note.number <= one.number < before for one in answers)


def asked_of_lines(order: str, lines: Sequence[tuple[str, str]]) -> tuple[Question, ...]:
    """What a delay nobody has written of must be told first: of which line of an order, and by
    which day that comes. `lines` are objects with the day confirmed of each."""
    number, names, found = order.partition(":")[2], Slots(()), []
    if len(lines) > 1:
        text = f"of which line of order {number} is it?"
        keys = tuple(name.partition(":")[2] for name, _ in lines)
        found.append(
            Question(
                about=WHICH_LINE,
                object=order,
                of="us",
                text=text,
                slot=WHICH_LINE,
                choices=keys,
                takes="one_of",
            )
        )
    for name, day in lines:
        known = f" (confirmed: {day})" if day else ""
        text = f"by which day does order line {name.partition(':')[2]} come{known}?"
        found.append(_question("promised_date", name, text, names, None))
    return tuple(found)


def with_hearsay(
    changes: Sequence[LineChange],
    notes: Sequence[Heard],
    news: Sequence[News],
    answers: Sequence[Answer],
    confirmed: dict[str, date],
) -> tuple[LineChange, ...]:
    """The changes in force with the newest note about each line on top of them.

    What the partner itself writes later about a line makes an older note about it moot.
    """
    by_line = {one.object: one for one in changes}
    facts = {one.fact: one.number for one in news}
    for note in still_asking(notes, news, answers):
        which = _which(note)
        meant = _given(note, answers).get(which.slot) if which else None
        for name in {one.object for one in note.questions} & set(confirmed):
            known = by_line.get(name) or LineChange(object=name, kind="asked")
            if note.number <= max((facts.get(fact, 0) for fact in known.news), default=0):
                continue
            if which is not None and meant is None:
                update = {"questions": (which,), "kind": "asked"}
                by_line[name] = known.model_copy(update=update)
            elif meant is None or name == f"purchase_order_lines:{meant.value}":
                by_line[name] = _on_top(known, note, answers, confirmed[name])
    return tuple(by_line[name] for name in sorted(by_line))


def _which(note: Heard) -> Question | None:
    """The question which line it is about, where its words left that open."""
    return next((one for one in note.questions if one.about == WHICH_LINE), None)


def _given(note: Heard, answers: Sequence[Answer]) -> dict[str, Answer]:
    return {one.slot: one for one in answers if one.number >= note.number}


def _on_top(
    known: LineChange, note: Heard, answers: Sequence[Answer], confirmed: date
) -> LineChange:
    given = _given(note, answers)
    mine = [one for one in note.questions if one.object == known.object]
    waiting = tuple(one for one in mine if not _settles(one, given))
    lots = tuple(_lot(one, mine, given) for one in mine if one.about in _DATES) or known.lots
    return known.model_copy(
        update={
            "lots": lots,
            "questions": waiting,
            "kind": kind_of_change(lots, "", waiting, confirmed),
            "verdict": known.verdict if known.news else "unauthenticated",
        }
    )


def _settles(question: Question, given: dict[str, Answer]) -> bool:
    answer = given.get(question.slot)
    if answer is None:
        return False
    return question.about in _DATES or number(answer.value) is not None


def _lot(question: Question, mine: Sequence[Question], given: dict[str, Answer]) -> LotStated:
    """The lot as confirmed: its day, and its quantity where one was spoken of."""
    lot = answered_lot(question, {}, given)
    size = next((one for one in mine if one.about == _SIZE and _same(one, question)), None)
    answer = given.get(size.slot) if size else None
    amount = number(answer.value) if answer else None
    if answer is None or amount is None:
        return lot
    return lot.model_copy(update={"qty": amount, "qty_slot": human_slot(answer)})


def _same(one: Question, other: Question) -> bool:
    return one.for_qty is not None and one.for_qty == other.for_qty


def number(text: str) -> Decimal | None:
    """A plain decimal above zero, None for anything else."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None
