"""What a supplier puts to us about its orders: it stays open, whatever comes later, until a person
of ours answers it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.delay.changes import DATE_FIELDS, is_of_order, order_of
from domain.dossier.told import open_questions
from domain.news import Answer, News, believable
from domain.reading import Question


def put_to_us(
    news: Sequence[News], answers: Sequence[Answer], orders: Sequence[str]
) -> tuple[Question, ...]:
    """Wishes about these orders (`purchase_orders:PO`) that nobody has answered, each in a slot of
    its own. Like days, they are heard of a sender who proves nothing only where nobody else has
    spoken of the order."""
    heard = {
        order: {one.fact for one in believable([each for each in news if is_of_order(each, order)])}
        for order in orders
    }
    kept = []
    for one in news:
        asked = [each for each in one.questions if one.fact in heard.get(_order(each), ())]
        wishes = tuple(each for each in asked if _is_put(each))
        kept.append(one.model_copy(update={"questions": wishes}))
    return open_questions(kept, answers)


def _order(question: Question) -> str:
    """The order that it is about, itself or by its line; another thing stands for itself."""
    name = question.object
    return order_of(name) if name.startswith("purchase_order_lines:") else name


def _is_put(question: Question) -> bool:
    """Whether it is for a person of ours to decide, and about something else than a date."""
    return question.of.startswith("people:") and question.about not in DATE_FIELDS
