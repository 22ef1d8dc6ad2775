"""Whether `as confirmed` is meant, and of the whole: `not 6 April as confirmed` leaves nothing as
it was, `half as confirmed` not all."""

from __future__ import annotations

import re

from agents.reader.denied import denied, otherwise, refused
from domain.datewords import When, find_dates
from domain.words import Hit, lexicon

#: So near stand a day and the words, and so near before the day what refuses it.
_BESIDE, _BEFORE = 3, 16
_INSTEAD = re.compile(
    r"(?<!\w)(?:instead|rather|statt|anstatt|lieu|lugar|vez|invece|anziché|ej|stället|yerine|zamiast|plaats)(?!\w)",
    re.IGNORECASE,
)


def refuses(text: str) -> bool:
    """Whether words refuse the day that stands with them."""
    return refused(text) or _INSTEAD.search(text) is not None


def stands(text: str, hit: Hit, when: When) -> bool:
    """Whether the words for `unchanged` are neither denied nor hang on a day that is refused."""
    if otherwise(text, hit.start) or denied(text, hit.start):
        return False
    days = (one for one in find_dates(text, when) if 0 <= hit.start - one.end <= _BESIDE)
    return not any(refuses(text[max(0, one.start - _BEFORE) : one.start]) for one in days)


#: Words for the rest that mean other things as well.
_NO_REST = ("left", "outstanding qty")


def rest_words(text: str) -> list[Hit]:
    """Words for the rest of a line, in a sentence that tells its parts: never `rest assured`."""
    cues = lexicon("cue").find(text)
    other = [one for one in cues if one.code == "no_rest"]
    return [
        hit
        for hit in cues
        if hit.code == "balance"
        and text[hit.start : hit.end].lower() not in _NO_REST
        and not any(one.start < hit.end and hit.start < one.end for one in other)
    ]


def of_a_part(text: str, when: When) -> Hit | None:
    """`As confirmed` said of a part alone: of some before it, or with a rest behind it."""
    cues = [one for one in lexicon("cue").find(text) if one.code in ("some", "first_lot")]
    for hit in lexicon("line_state").find(text):
        if hit.code == "unchanged" and stands(text, hit, when):
            some = any(one.start < hit.start for one in cues)
            return hit if some or any(one.start >= hit.end for one in rest_words(text)) else None
    return None
