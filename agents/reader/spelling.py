"""Numbers as people set them: in small letters, and with blanks, strokes or dots."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from agents.reader.check_digits import checked, is_container

#: Words that a number may be cut into, and what may stand between two of them.
_WORD = re.compile(r"[A-Za-z0-9]+")
_CUTS = " \u00a0./_-"
_MOST_WORDS = 5
#: Shorter ones, or with fewer digits, are words and counts.
_SHORTEST, _FEWEST_DIGITS = 6, 4
#: Figures alone are cut by blanks only where they are this long: `8 000 300` is a count.
_FIGURES = 8
_LONGEST = 24


class Spelled(NamedTuple):
    """Characters `start`..`end` of a text that may be a number, and its plain form."""

    start: int
    end: int
    plain: str


def plain(number: str) -> str:
    """The number in capitals, without what stands between its letters and figures."""
    return re.sub(r"[\W_]", "", number).upper()


@lru_cache(maxsize=512)
def spellings(text: str) -> tuple[Spelled, ...]:
    """Whatever in the text may be a number, the longer ones first where several begin."""
    words = [(match.start(), match.end(), match[0].upper()) for match in _WORD.finditer(text)]
    digits = [sum(map(str.isdigit, word)) for _, _, word in words]
    found: list[Spelled] = []
    for first, word in enumerate(words):
        (start, end, signs), figures = word, digits[first]
        runs = [Spelled(start, end, signs)] if _may_be(signs, figures, cut=False) else []
        for last in range(first + 1, min(first + _MOST_WORDS, len(words))):
            begin, stop, more = words[last]
            if begin - end != 1 or text[end] not in _CUTS:
                break
            end, signs, figures = stop, signs + more, figures + digits[last]
            if _may_be(signs, figures, cut=True):
                runs.append(Spelled(start, end, signs))
        found += reversed(runs)
    return tuple(found)


def _may_be(signs: str, digits: int, *, cut: bool) -> bool:
    fewest = _FIGURES if cut and digits == len(signs) else _SHORTEST
    return digits >= _FEWEST_DIGITS and fewest <= len(signs) <= _LONGEST


def boxes_written(text: str) -> list[Spelled]:
    """Container numbers in their order; one in small letters only where its check digit fits."""
    forms = (one for one in spellings(text) if is_container(one.plain))
    return [one for one in forms if text[one.start : one.start + 4].isupper() or checked(one.plain)]


def spells(text: str, number: str) -> bool:
    """Whether the number stands in the text, however it is set."""
    known = plain(number)
    return any(one.plain == known for one in spellings(text)) if known else False


def nearly(known: str, written: str) -> bool:
    """Whether the two differ in one sign, or in two neighbours that changed places."""
    if len(known) != len(written) or known == written:
        return False
    wrong = [at for at, pair in enumerate(zip(known, written, strict=True)) if len(set(pair)) > 1]
    if len(wrong) == 1:
        return True
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return swapped and known[wrong[0]] == written[wrong[1]] and known[wrong[1]] == written[wrong[0]]
