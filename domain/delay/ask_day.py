"""The letter that asks a supplier for its new day where people opened the case."""

from __future__ import annotations

from domain.actions import SendMessage
from domain.cells import cell
from domain.delay.changes import DATE_FIELDS
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import send
from domain.delay.slots import derived, language_slot, orders_slot
from domain.provenance import Slot, fixed
from domain.reading import Question
from domain.record import Row
from domain.vocabulary import HANDED_OVER


def asked_by_us(context: DelayContext, contact: Row) -> list[SendMessage]:
    """One letter for the days of all lines of which nobody has told one; none while our own people
    are asked which line is meant, or whether the day they were told of is right."""
    lines = [line for line in context.lines if _lacks_its_day(line)]
    if not lines:
        return []
    text = derived("questions_text", **_points(context, lines))
    why = "nobody has told the new day yet"
    letter = send(context, contact, "ask_about", why, name=orders_slot(context), questions=text)
    return [letter]


def left_to_it(context: DelayContext, question: Question, contact: Row | None) -> Question:
    """A question for a day that the letter asks too holds nothing up: people agree to the letter,
    or answer themselves."""
    if contact is None or context.message or not _is_for_a_day(question):
        return question
    return question.model_copy(update={"holds": False})


def _lacks_its_day(line: LineContext) -> bool:
    return any(_is_for_a_day(one) for one in line.change.questions)


def _is_for_a_day(question: Question) -> bool:
    return question.about in DATE_FIELDS and not question.choices and not question.span


def _points(context: DelayContext, lines: list[LineContext]) -> dict[str, Slot]:
    """The line by its number, and which of its days is meant: when it is ready or when it comes."""
    found = {"language": language_slot(context)}
    for number, line in enumerate(lines, 1):
        ready = line.row.text("promised_event") in HANDED_OVER
        topic = "ready_date" if ready else "promised_date"
        found[f"about{number}"] = fixed("question", topic)
        keys = {"key1": cell(line.row, "po_id"), "key2": cell(line.row, "line")}
        found[f"name{number}"] = derived("row_of", **keys)
    return found
