"""What kind of paper words or a file's name speak of, accents and underscores apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from domain.words import Hit, Lexicon, table

_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "ß": "s", "æ": "a", "œ": "o", "đ": "d"})


def folded(text: str) -> str:
    """Lower case without accents, as long as the text; signs between words are blanks."""
    plain = []
    for char in text:
        base = unicodedata.normalize("NFKD", char)[:1] or char
        low = base.lower()[:1].translate(_PLAIN)
        plain.append(" " if low in "_-./\t\n" else low)
    return "".join(plain)


@lru_cache(maxsize=1)
def _kinds() -> Lexicon:
    phrases = table("partner_paper")
    return Lexicon({code: [_phrase(one) for one in said] for code, said in phrases.items()})


def _phrase(phrase: str) -> str:
    return " ".join(folded(str(phrase)).split())


def papers_in(text: str) -> list[Hit]:
    """Every paper named, by kind, where it stands; of two names at one place the longer."""
    hits = sorted(_kinds().find(folded(text)), key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in hits:
        if not any(hit.start < one.end and hit.end > one.start for one in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def paper_kind(text: str) -> str:
    """The kind the words name first, empty for none."""
    hits = papers_in(re.sub(r"\d{6,}", " ", text))
    return hits[0].code if hits else ""
