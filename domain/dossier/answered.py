"""What people answered: values in force before what partners state, and findings that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from domain.answer_kinds import denies, is_put, kind_of, sum_of
from domain.contribution import Finding
from domain.dates import DateSpan
from domain.dossier.context import Dossier
from domain.dossier.counted import Rows, nothing_on_record, nought
from domain.dossier.told import Told
from domain.news import Answer, News
from domain.provenance import HumanInput, Slot
from domain.reading import (
    DateStated,
    MoneyStated,
    PriceStated,
    QuantityStated,
    Question,
    Stated,
    Statement,
)

#: Counts that are put together with what is stated beside them, and not in its place.
_BESIDE = frozenset({"received_qty"})


def by_people(
    news: Sequence[News], answers: Sequence[Answer], rows: Rows = nothing_on_record
) -> tuple[Told, ...]:
    """Days, quantities and sums that people answered, as statements of the thing they were asked
    of, each until a later message speaks of the same, or what a later one asked of it is answered;
    what we say to a wish states nothing. What no mail states is counted as `rows` count it."""
    found = []
    for one in [each for each in answers if not is_put(each.slot)]:
        if _answered_anew(one, answers, news):
            continue
        raised = _raised_by(one, news)
        value = _value(one, raised, news, rows) if raised and one.about not in _BESIDE else None
        if raised is not None and value is not None and not _spoken_of_since(one, news):
            found.append(_told(one, value, raised))
    return tuple(found)


def before_partners(told: Sequence[Told], own: Sequence[Told]) -> tuple[Told, ...]:
    """Statements in force where people of ours said which holds: theirs stand for the partners'."""
    said = {(one.object, one.field) for one in own}
    return (*own, *(one for one in told if (one.object, one.field) not in said))


def _told(one: Answer, value: Stated, raised: News) -> Told:
    source = HumanInput(person=one.person, fact=one.fact, slot=one.slot)
    statement = Statement(
        object=one.object, field=one.about, value=value, read_by="person", source=source
    )
    return Told(
        statement=statement,
        slot=Slot(value=one.value, source=source),
        message=raised.message,
        by="",
        verdict="authenticated",
        sent_at=raised.sent_at,
    )


def _raised_by(one: Answer, news: Iterable[News]) -> News | None:
    """The newest message before the answer that asked the same of the same thing."""
    asked = [
        told
        for told in news
        if told.number <= one.number
        and any((each.about, each.object) == (one.about, one.object) for each in told.questions)
    ]
    return max(asked, key=lambda told: (told.sent_at, told.message), default=None)


def _spoken_of_since(one: Answer, news: Iterable[News]) -> bool:
    later = [told for told in news if told.number > one.number and told.verdict == "authenticated"]
    stated = [each for told in later for each in told.statements]
    return any((each.object, each.field) == (one.object, one.about) for each in stated)


def _answered_anew(one: Answer, answers: Iterable[Answer], news: Sequence[News]) -> bool:
    same = (each for each in answers if (each.about, each.object) == (one.about, one.object))
    since = [_raised_by(each, news) for each in same if each.number > one.number]
    return any(raised is not None and raised.number > one.number for raised in since)


def _value(one: Answer, raised: News, news: Iterable[News], rows: Rows) -> Stated | None:
    """The answer as a value of the kind that is asked for; a number is in the unit or currency in
    which the mails state the same, else the record counts it. None where an answer is words, or its
    unit is not known."""
    same_thing = (each for each in raised.questions if each.object == one.object)
    takes = next((each.takes for each in same_thing if each.about == one.about), None)
    asked = Question(about=one.about, object=one.object, of="", text="", slot=one.slot, takes=takes)
    if kind_of(asked) == "day":
        day = date.fromisoformat(one.value)
        return DateStated(span=DateSpan(earliest=day, latest=day))
    amount = sum_of(one.value)
    stated = [each for told in news for each in told.statements if each.field == one.about]
    same = [each for each in stated if each.object == one.object] or stated
    if amount is None:
        return None
    like = next((each.value for each in same), None) or nought(one.about, one.object, rows)
    return _with(like, amount) if like is not None else None


def _with(value: Stated, amount: Decimal) -> Stated | None:
    if isinstance(value, QuantityStated):
        return QuantityStated(quantity=value.quantity.model_copy(update={"n": amount}))
    if isinstance(value, PriceStated | MoneyStated):
        return value.model_copy(update={"money": value.money.model_copy(update={"amount": amount})})
    return None


def said(dossier: Dossier) -> list[Finding]:
    """Each answer with the question, whose it is, and that it says no where it does."""
    return [
        Finding(text=f"{one.person} answered {one.value!r}: {one.question}", rests_on=(one.fact,))
        for one in dossier.answers
        if one.question
    ]


def refused(dossier: Dossier, names: Iterable[str], topics: Iterable[str]) -> list[str]:
    """What people were asked of these things and answered with no: it stays undone."""
    about, of = frozenset(topics), frozenset(names)
    return [
        f"{one.question} ({one.person}: {one.value})"
        for one in dossier.answers
        if one.about in about and one.object in of and denies(one.value)
    ]
