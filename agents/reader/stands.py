"""Whether `as confirmed` is meant: `not 6 April as confirmed` leaves nothing as it was."""

from __future__ import annotations

import re

from agents.reader.denied import denied, otherwise
from domain.datewords import When, find_dates
from domain.words import Hit

#: So near stand a day and the words, and so near before the day what refuses it.
_BESIDE, _BEFORE = 3, 16
_REFUSED = re.compile(
    r"(?<!\w)(?:not|cannot|can['’]t|won['’]t|unable|instead|rather|nicht|statt|anstatt|kein\w*|pas|lieu|no|lugar|vez|"
    r"não|non|invece|anziché|inte|ej|stället|değil|yerine|nie|zamiast|niet|plaats)(?!\w)|[不没無]",
    re.IGNORECASE,
)


def refuses(text: str) -> bool:
    """Whether words refuse the day that stands with them."""
    return _REFUSED.search(text) is not None


def stands(text: str, hit: Hit, when: When) -> bool:
    """Whether the words for `unchanged` are neither denied nor hang on a day that is refused."""
    if otherwise(text, hit.start) or denied(text, hit.start):
        return False
    days = (one for one in find_dates(text, when) if 0 <= hit.start - one.end <= _BESIDE)
    return not any(refuses(text[max(0, one.start - _BEFORE) : one.start]) for one in days)
