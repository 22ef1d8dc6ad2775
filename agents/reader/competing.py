"""Values that a sentence offers to choose from: `either 20 June or 15 June` states neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agents.reader.decisions import whom
from agents.reader.letter import Letter
from agents.reader.passages import Passage, sentences
from agents.reader.put_to_us import Put, tells_apart
from domain.reading import Statement, stated_text


def ask_competing(letter: Letter, puts: Sequence[Put]) -> None:
    """Of a thing's field that a sentence gives two values with `or` between, asks which holds: us
    where the sentence leaves it to us, else the sender."""
    left_to_us = {(one.passage.part.name, one.passage.start) for one in puts}
    told: dict[tuple[str, str, int], list[Statement]] = defaultdict(list)
    places = [one for part in letter.parts for one in sentences(part, [])]
    for one in letter.notes.statements:
        place = _sentence(one, places)
        if place is not None and one.for_qty is None:
            told[one.object, one.field, place.start].append(one)
    for (about, field, _), found in told.items():
        found.sort(key=lambda one: one.span.start if one.span else 0)
        values = tuple(dict.fromkeys(stated_text(one.value) for one in found))
        if len(values) > 1 and _is_choice(letter, found):
            place = _sentence(found[0], places)
            ours = place is not None and (place.part.name, place.start) in left_to_us
            letter.notes.statements[:] = [x for x in letter.notes.statements if x not in found]
            _ask(letter, found, values, whom(letter, field, about) if ours else "")


def _sentence(one: Statement, places: Sequence[Passage]) -> Passage | None:
    span = one.span
    if span is None:
        return None
    fits = (p for p in places if p.part.name == span.part and p.start <= span.start < p.end)
    return next(fits, None)


def _is_choice(letter: Letter, found: Sequence[Statement]) -> bool:
    """Whether `or` stands between the first and the last of them."""
    first, last = found[0].span, found[-1].span
    part = next((one for one in letter.parts if first and one.name == first.part), None)
    if part is None or first is None or last is None:
        return False
    return tells_apart(part.text[first.end : last.start])


def _ask(letter: Letter, found: Sequence[Statement], values: tuple[str, ...], of: str) -> None:
    about, field, span = found[0].object, found[0].field, found[0].span
    assert span is not None  # only what has its place in a sentence competes there
    part = next(one for one in letter.parts if one.name == span.part)
    name = field.replace(":", " ").replace("_", " ")
    text = f"{name}: {' or '.join(values)}, which one?"
    where = (part, span.start, span.end)
    letter.ask(field, about, text, of=of, choices=values, where=where)
