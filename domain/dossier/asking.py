"""Who answers what a case leaves open: a partner by letter, or people of ours."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import SendMessage
from domain.dossier.context import Dossier
from domain.dossier.letters import asked, contact_of, has_words
from domain.dossier.told import slot_name
from domain.reading import Question


def of_partners(dossier: Dossier, *more: Question) -> list[Question]:
    """Questions that a letter puts to a partner who can answer and reads mail."""
    return [one for one in _all(dossier, more) if _by_letter(dossier, one)]


def of_people(dossier: Dossier, *more: Question) -> list[Question]:
    """The rest: what people of ours answer, nobody on file is asked, or a partner has written
    about since, so that somebody says what that means."""
    return [one for one in _all(dossier, more) if not _by_letter(dossier, one)]


def ours(dossier: Dossier) -> list[Question]:
    """What our own people are asked, where a letter of its own asks the partner for the rest."""
    return [one for one in dossier.questions if not one.of.startswith("partners:")]


def theirs(dossier: Dossier, partner_id: str) -> list[Question]:
    """What this partner is asked."""
    return [one for one in dossier.questions if one.of == f"partners:{partner_id}"]


def unbound(dossier: Dossier) -> Question | None:
    """The question which thing is meant at all: while it is open, nothing else can be sure."""
    open_ones = [one for one in dossier.questions if one.about == "reference"]
    return next((one for one in open_ones if one.object.startswith("unresolved:")), None)


def letters(
    dossier: Dossier, function: str, *more: Question, leave: Sequence[str] = ()
) -> list[SendMessage]:
    """One letter per partner with all it can answer; topics in `leave` are settled otherwise."""
    wanted = tuple(one for one in of_partners(dossier, *more) if one.about not in leave)
    return asked(dossier.model_copy(update={"questions": wanted}), function)


def _all(dossier: Dossier, more: Sequence[Question]) -> list[Question]:
    added = [one.model_copy(update={"slot": one.slot or slot_name(one)}) for one in more]
    return [*dossier.questions, *(one for one in added if one.slot not in dossier.given)]


def _by_letter(dossier: Dossier, question: Question) -> bool:
    table, _, partner = question.of.partition(":")
    if table != "partners" or not has_words(question) or contact_of(dossier, partner) is None:
        return False
    return not _written_since(dossier, question, partner)


def _written_since(dossier: Dossier, question: Question, partner: str) -> bool:
    """Whether the partner wrote after the message that raised the question."""
    order = [mail.message for mail in dossier.mails]
    raised = dossier.raised.get(question.slot, "")
    if raised not in order:
        return False
    later = dossier.mails[order.index(raised) + 1 :]
    return any(mail.partner_id == partner for mail in later)
