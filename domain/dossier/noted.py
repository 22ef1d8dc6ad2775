"""What a note of a call or a chat says in a case that rests on a dossier: asked, until it counts.

Its days and quantities are questions to us, as those of an order line are. A person's answer stands
before what partners state; a proven mail about the same makes the note moot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.delay.hearsay import OPENING, Heard, Slots, still_asking
from domain.news import Answer, News
from domain.reading import DateStated, QuantityStated, Question, Reading, stated_text

#: Fields whose value is no matter of a phone call: what is due and promised has clocks of its own.
_NOT_HEARD = ("deadline:promise",)


def to_confirm(
    name: str, channel: str, told: Reading, taken: Iterable[str]
) -> tuple[Question, ...]:
    """Each day and quantity of a note, and each value it leaves in doubt, as a question to us."""
    slots, found = Slots(taken), []
    for one in told.statements:
        if one.field in _NOT_HEARD or not isinstance(one.value, DateStated | QuantityStated):
            continue
        words = one.span.quote if one.span else stated_text(one.value)
        about = one.object.partition(":")[2]
        found.append(
            Question(
                about=one.field,
                object=one.object,
                of="us",
                text=f'{name} said "{words}" ({channel}): is that the {_plain(one.field)} of '
                f"{about}?",
                slot=slots.name(one.field.replace(":", "_"), one.object),
                choices=(stated_text(one.value),),
                takes="day" if isinstance(one.value, DateStated) else "quantity",
            )
        )
    for question in told.questions:
        if question.about.startswith("actual_date") and question.slot:
            text = f"{name} said so ({channel}): {question.text}"
            found.append(question.model_copy(update={"text": text, "of": "us", "span": None}))
    return tuple(found)


def _plain(field: str) -> str:
    return " ".join(reversed(field.replace("_", " ").split(":")))


def as_news(
    notes: Iterable[Heard], news: Sequence[News], answers: Sequence[Answer]
) -> Iterator[News]:
    """Notes as what asks: those of the opening as long as nothing else is told, others until a
    proven mail has spoken of the same. Nothing proves who said it: a note answers no question to a
    partner, takes no terms, and undoes no answer of a person."""
    for one in still_asking(notes, news, answers):
        is_opening = one.channel == OPENING
        later = [] if is_opening else [each for each in news if each.number > one.number]
        spoken = {
            (told.object, told.field)
            for each in later
            if each.verdict == "authenticated"
            for told in each.statements
        }
        yield News(
            message=one.fact,
            fact=one.fact,
            number=one.number,
            sent_at=one.at,
            sender=one.name,
            contact_id="",
            partner_id="",
            verdict="unknown_sender",
            statements=() if is_opening else one.statements,
            questions=tuple(
                each
                for each in (_left(one, answers) if is_opening else one.questions)
                if (each.object, each.about) not in spoken
            ),
        )


def _left(note: Heard, answers: Sequence[Answer]) -> tuple[Question, ...]:
    """What the opening asked: of what is asked of us side by side, nothing holds any more that was
    left open when another of the same thing was answered."""
    given = {one.slot for one in answers if one.number >= note.number}
    known = {one.object for one in note.questions if one.slot in given}
    return tuple(
        one
        for one in note.questions
        if one.holds or one.of != "us" or one.slot in given or one.object not in known
    )
