"""The same facts once more, through another channel or by another mail: no news to a case."""

from __future__ import annotations

from collections.abc import Iterable

from domain.amendment.fields import plain_number
from domain.case import CaseState
from domain.dossier.told import in_force, open_questions, trust
from domain.message import HEARD
from domain.news import News
from domain.ports import Reads
from domain.reading import MoneyStated, PriceStated, Question, Stated, Statement, stated_text
from domain.record import Row

#: The column of the record that a stated value is compared with, where it is called otherwise.
_COLUMNS = {"promised_qty": "qty"}

#: Goods that are ready are at our disposal at the seller's works (Incoterms EXW): one event.
_EVENTS = {"ready": "ex works"}


def says_it_again(state: CaseState, told: News, reads: Reads) -> bool:
    """Whether all that a message tells an open case is in force there by the word of the same
    partner, trusted no less, or stands so on record; and it raises and answers no question, speaks
    of nothing else and means nothing else by it.

    Whoever answers what the case still asks, or comes back to what was said before last, has news.
    """
    if not told.statements or state.closed is not None or told.verdict not in HEARD:
        return False
    known = {
        _said(one.statement)
        for one in in_force(state.news)
        if one.by == told.partner_id and trust(one.verdict) >= trust(told.verdict)
    }
    otherwise = {said[:2] for said in known}
    spoken = [one for one in told.statements if _said(one) not in known]
    if len(spoken) == len(told.statements) or not all(_on_record(one, reads) for one in spoken):
        return False
    if any((one.object, one.field) in otherwise for one in spoken):
        return False  # it goes back to the record from what was said since
    return _means_the_same(state, told) and not _answers(state, told)


def _means_the_same(state: CaseState, told: News) -> bool:
    before = [one for one in state.news if one.verdict in HEARD]
    asked = {_asks(each) for one in before for each in one.questions}
    meant = {intent for one in before for intent in one.intents}
    named = {name for one in before for name in _names(one)} | {*state.abouts, ""}
    new = {_asks(one) for one in told.questions} - asked
    return not new and {*told.intents} <= meant and {*_names(told)} <= named


def _asks(one: Question) -> tuple[object, ...]:
    """What is open, by the days or figures between which it is: another day is another question."""
    return one.about, one.object, one.text, one.choices


def _answers(state: CaseState, told: News) -> bool:
    """Whether it speaks of what the case asks."""
    stated = {(one.field, one.object) for one in told.statements}
    asked = open_questions(state.news, state.answers)
    return any((one.about, one.object) in stated for one in asked)


def _names(news: News) -> Iterable[str]:
    yield from news.kept.get("names", "").split("\n")
    yield from (one.object for one in news.statements)


def _said(one: Statement) -> tuple[str, ...]:
    size = "" if one.for_qty is None else format(one.for_qty.n.normalize(), "f")
    event = one.arguments.get("event", "")
    kind = f"{one.value.kind} {_EVENTS.get(event, event)} {_money_of(one.value)}"
    return one.object, one.field, size, kind, plain_number(stated_text(one.value))


def _money_of(value: Stated) -> str:
    """In what currency, and for how much of what, a sum or price is."""
    if isinstance(value, PriceStated):
        return f"{value.money.currency} {plain_number(str(value.per))} {value.unit}"
    return value.money.currency if isinstance(value, MoneyStated) else ""


def _on_record(one: Statement, reads: Reads) -> bool:
    """Whether the record holds this very value of this very row."""
    table, _, key = one.object.partition(":")
    row = reads.row(table, key) if one.for_qty is None else None
    if row is None or _money_of(one.value) not in ("", _price_of(row, reads)):
        return False
    held = row.text(_COLUMNS.get(one.field, one.field))
    return plain_number(held) == plain_number(stated_text(one.value))


def _price_of(row: Row, reads: Reads) -> str:
    """The same of the price of an order line on record."""
    head = reads.row("purchase_orders", row.key.partition("/")[0])
    currency = head.text("currency") if head is not None else ""
    return f"{currency} {plain_number(row.text('price_per') or '1')} {row.text('price_uom')}"
