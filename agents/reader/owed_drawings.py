"""A drawing that we owe: whoever of us releases drawings is asked, put as a question or not."""

from __future__ import annotations

from agents.reader.decisions import whom
from agents.reader.goods_states import waits_on_us
from agents.reader.letter import Letter
from domain.answer_kinds import PUT
from domain.reading import Question, Statement, stated_text

_TOPIC = "engineering_release"


def ask_owed_drawings(letter: Letter) -> None:
    """Asks whether the drawing that each thing waits for is released, where nobody is asked yet."""
    stated = letter.notes.statements
    for about in dict.fromkeys(one.object for one in stated if _says(one, "cause", "drawing")):
        of_it = [one for one in stated if one.object == about]
        held_up = any(_says(one, "line_state", "waiting_on_us") for one in of_it)
        if held_up and about.startswith("purchase_order_lines:"):
            continue  # the case of a line that waits for us asks by which day we deliver
        waits = held_up or any(map(_waits, of_it))
        ours = any(_says(one, "cause_party", "us") for one in of_it)
        asked = {one.object for one in letter.notes.questions if one.about == _TOPIC}
        if waits and ours and not asked & {about, _order_of(about)}:
            _ask(letter, next(one for one in of_it if _says(one, "cause", "drawing")))


def _waits(one: Statement) -> bool:
    """Whether the words of the cause wait for us: what is late already came."""
    return one.span is not None and bool(waits_on_us(one.span.quote))


def _ask(letter: Letter, one: Statement) -> None:
    said = " ".join(one.span.quote.split())[:240] if one.span else ""
    letter.notes.ask(
        Question(
            about=_TOPIC,
            object=one.object,
            of=whom(letter, _TOPIC, one.object),
            text=f"{letter.sender.partner_id} waits for a drawing of ours ({said!r}): is it "
            "released, and who sends it?",
            slot=f"{PUT}{_TOPIC}",
            span=one.span,
        )
    )


def _order_of(about: str) -> str:
    return f"purchase_orders:{about.partition(':')[2].split('/')[0]}"


def _says(one: Statement, field: str, code: str) -> bool:
    return one.field == field and one.value is not None and stated_text(one.value) == code
