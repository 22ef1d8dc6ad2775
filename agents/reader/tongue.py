"""In which language a mail is written, by its small words: how its sender is answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from agents.reader.passages import fresh_ranges
from domain.evidence import Part
from domain.words import table

_WORD = re.compile(r"[^\W\d_]+")
_KANA, _HAN = re.compile(r"[\u3041-\u30ff]"), re.compile(r"[\u4e00-\u9fff]")
_OF: dict[str, frozenset[str]] = {code: frozenset(words) for code, words in table("tongue").items()}

#: So many small words, and so many times as many as of the next language, make it certain.
_LEAST, _TIMES = 4, 1.5
#: What stands further below says nothing else.
_LONGEST = 4_000


def tongue(parts: Iterable[Part]) -> str:
    """The code of the language of what is newly written; empty where that is not certain."""
    fresh = " ".join(
        part.text[low:high]
        for part in parts
        if part.name == "body"
        for low, high in fresh_ranges(part)
    )[:_LONGEST]
    if len(_KANA.findall(fresh)) >= _LEAST:
        return "ja"
    words = [one.lower() for one in _WORD.findall(fresh)]
    counts = Counter({code: sum(one in of for one in words) for code, of in _OF.items()})
    (first, most), (_, next_most) = counts.most_common(2)
    if len(_HAN.findall(fresh)) > most:
        return "zh"
    return first if most >= _LEAST and most > next_most * _TIMES else ""
