"""Changes of an order, ours answered or theirs asked: binding only when both sides agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.reader.causes import read_causes
from agents.reader.changes.amounts import known_line
from agents.reader.changes.asked import Asked, asked_of, keeps, state_answer, state_kept
from agents.reader.changes.claims import change_claims
from agents.reader.changes.consent import ask_consent
from agents.reader.claims import state_claims
from agents.reader.deadlines import reply_deadline
from agents.reader.deals import is_change, order_line_of, order_of
from agents.reader.differences import BEGUN, differences
from agents.reader.letter import Letter
from agents.reader.order_news import state_dates
from agents.reader.price_claims import per_base
from domain.datewords import find_dates
from domain.reading import PriceStated, Statement
from domain.record import Row
from domain.terms import revisions
from domain.words import lexicon


def order_changes(letter: Letter) -> tuple[str, ...]:
    """States what the change would be; asks those of us who would have to agree."""
    order = order_of(letter)
    if order is None or not is_change(letter):
        return ()
    before, waiting = len(letter.notes.statements), len(letter.notes.questions)
    asked = asked_of(letter, order)
    news = state_dates(letter, order, asked)
    for line in _lines(letter, order, asked):
        claims = change_claims(letter, order, line, asked.get(line, {}))
        state_claims(letter, claims, lambda _: line)  # noqa: B023
    for scope in letter.scopes:
        reply_deadline(scope, order.object, letter.notes)
    stated = letter.notes.statements[before:]
    open_dates = [one.object for one in letter.notes.questions[waiting:]]
    if not asked:
        read_causes(list(letter.scopes), news, letter.notes)
    answers = _settle(letter, order, asked, stated, open_dates)
    return tuple(dict.fromkeys(_intents(letter, order, answers, stated, open_dates)))


def _lines(letter: Letter, order: Row, asked: Asked) -> list[str]:
    line = order_line_of(letter, order)
    return list(asked) or [line or order.object]


def _settle(
    letter: Letter,
    order: Row,
    asked: Asked,
    stated: Sequence[Statement],
    open_dates: Sequence[str],
) -> list[str]:
    """How each line of our change was answered; all differences are asked about once a line."""
    answers = []
    for line in _lines(letter, order, asked):
        mine = [one for one in stated if one.object in (line, order.object)]
        found = differences(letter, order, mine, asked)
        found += ["the date is open"] if line in open_dates else []
        if asked:
            moved = _terms(differences(letter, order, mine))
            answers.append(state_answer(letter, line, bool(found), bool(moved)))
            found = found or _left_open(letter, line, answers[-1])
        kept = "" if asked or found else state_kept(letter, line)
        answers += [kept] if kept else []
        if found or not (asked or kept):
            ask_consent(letter, order, line, found, mine)
    return answers


def _left_open(letter: Letter, line: str, answer: str) -> list[str]:
    """What an answer to our change leaves to be settled, where it names no terms."""
    if answer in ("refused", "kept"):
        return ["our change is refused"]
    unclear = not answer and keeps(letter, line) is False
    return ["it is not said plainly whether the order stays as it is"] if unclear else []


def _terms(found: Sequence[str]) -> list[str]:
    """Differences that are terms of theirs; what is begun already only says why they refuse."""
    return [one for one in found if not one.endswith(BEGUN)]


def _intents(
    letter: Letter,
    order: Row,
    answers: Sequence[str],
    stated: Sequence[Statement],
    open_dates: Sequence[str],
) -> Iterator[str]:
    if "countered" in answers:
        yield "counter_offer"
    elif answers and set(answers) in ({"accepted"}, {"kept"}):
        yield "po_confirmed"
    if any(_dearer(letter, order, one) for one in stated):
        yield "price_increase"
    if any(_offers_part(letter, scope.passage.text) for scope in letter.scopes) and answers:
        yield "partial_offer"
    if any(one.field == "deadline:reply" for one in stated):
        yield "deadline"
    if not answers:
        yield from _asked_of_us(stated, open_dates)


def _asked_of_us(stated: Sequence[Statement], open_dates: Sequence[str]) -> Iterator[str]:
    """What a supplier who wants the order changed wants."""
    if any(one.field == "promised_date" for one in stated) or open_dates:
        yield "po_date_change"
    if any(one.field == "promised_qty" for one in stated):
        yield "po_quantity_change"


def _dearer(letter: Letter, order: Row, one: Statement) -> bool:
    row = letter.row(one.object)
    if one.field != "unit_price" or row is None or not isinstance(one.value, PriceStated):
        return False
    known = known_line(order, row)
    return bool(known.amount) and per_base(one.value) > known.amount / known.per


def _offers_part(letter: Letter, text: str) -> bool:
    """A part of the goods earlier, if we say so: by its words, or a revision with a day."""
    cue = lexicon("cue")
    part = cue.has(text, "partial") or (revisions(text) and find_dates(text, letter.sender.when()))
    return bool(part) and cue.has(text, "offered")
