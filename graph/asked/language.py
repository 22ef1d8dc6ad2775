"""In which language a question is typed: it is answered in English, and told so."""

from __future__ import annotations

import re
from collections import Counter

from domain.words import table

_NAMES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "sv": "Swedish",
    "tr": "Turkish",
    "zh": "Chinese",
    "ja": "Japanese",
}
#: Small words of each language, and those with which questions begin.
_OF = {code: frozenset(words) for code, words in table("tongue").items()}
_ASKS = {code: frozenset(words) for code, words in table("asking_words").items()}
_WORD = re.compile(r"[^\W\d_]+")
_KANA, _HAN = re.compile(r"[\u3041-\u30ff]"), re.compile(r"[\u4e00-\u9fff]")


def language_note(question: str) -> str:
    """That a question of another language is answered in English; empty where it is English, or
    that cannot be told. A word with which questions begin counts twice."""
    language = _NAMES.get(_language(question), "")
    return f"asked in {language}, answered in English" if language else ""


def _language(question: str) -> str:
    if _KANA.search(question):
        return "ja"
    if _HAN.search(question):
        return "zh"
    words = [one.lower() for one in _WORD.findall(question)]
    counts = Counter(
        {
            code: sum((one in of) + 2 * (one in _ASKS.get(code, ())) for one in words)
            for code, of in _OF.items()
        }
    )
    (first, most), (_, next_most) = counts.most_common(2)
    return first if most >= 2 and most > next_most and first != "en" else ""
