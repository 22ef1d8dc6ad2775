"""Days and units as a letter in a language writes them: no day is taken for a month."""

from __future__ import annotations

import re
from datetime import date

from domain.words import table

_SPAN = re.compile(r"\d{4}-\d{2}-\d{2}(?:\.\.\d{4}-\d{2}-\d{2})?")


def spoken_day(moment: str, language: str) -> str:
    """A day with its month in letters; in Chinese and Japanese as these are written."""
    if not moment:
        return ""
    day = date.fromisoformat(moment[:10])
    month = table("month").get(language, table("month")["en"])[day.month - 1]
    if language in ("zh", "ja"):
        return f"{day.year}年{month}{day.day}日"
    return f"{day.day}{'.' if language == 'de' else ''} {month} {day.year}"


def spoken_span(span: str, language: str) -> str:
    """A day or interval `DAY..DAY`; a dash is read in every language. In English, and where it is
    no day, as it stands: `2026-04-18` reads one way."""
    if not _SPAN.fullmatch(span):
        return span
    days = span.split("..")
    return " – ".join(days if language == "en" else (spoken_day(one, language) for one in days))


def unit_word(code: str, language: str) -> str:
    """The word or sign for a unit by its code; the code itself in English, in which people read it,
    and where there is none."""
    known = table("unit_word").get(code.strip().upper())
    return code if known is None or language == "en" else str(known.get(language, known["en"]))
