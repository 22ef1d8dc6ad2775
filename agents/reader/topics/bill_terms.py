"""Payment terms of a bill: the code, the discount, until when it is given, when the bill is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from agents.reader.days import bill_day, days
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.phrases import Phrase
from agents.reader.sums import told
from agents.reader.topics.bills import billed
from domain.evidence import Part
from domain.numberwords import percentages
from domain.terms import payment_terms
from domain.words import lexicon

_CODE = re.compile(r"(?:(?P<pct>\d{1,2})/\d{1,2}\s)?NET\s?\d{1,3}")


class Terms(NamedTuple):
    """Terms at `start`..`end` of a phrase, as master data write them; with a discount or not."""

    phrase: Phrase
    start: int
    end: int
    code: str
    discount: bool


def read_bill_terms(letter: Letter) -> Iterable[str]:
    """States the one kind of terms the bill prints; days count from the day of the bill."""
    about = billed(letter)
    found = list(_terms(letter)) if about else []
    if not found or len({one.code for one in found}) != 1:
        return ()
    one = found[0]
    letter.state(about, "payment_terms", "payment_term", _place(one))
    dated = bill_day(letter)
    if one.discount:
        _discount(letter, about, one, dated)
    if dated and not days(letter, "due"):
        _deadline(letter, about, "deadline:due", one, "net", dated)
    return ()


def _terms(letter: Letter) -> Iterator[Terms]:
    for phrase in told(letter):
        if lexicon("cue").has(phrase.text, "please"):
            continue  # `please remit within 15 days`: until when, which read_terms states
        for one in payment_terms(phrase.text):
            match = _CODE.fullmatch(one.text)
            if match:
                yield Terms(phrase, one.start, one.end, one.text, match["pct"] is not None)


def _discount(letter: Letter, about: str, one: Terms, dated: date | None) -> None:
    text = one.phrase.text[one.start : one.end]
    decimal = notation_of(letter, one.phrase.part).decimal
    base = one.phrase.start + one.start
    found = percentages(text, decimal)
    if len(found) == 1:
        where = (one.phrase.part, base + found[0].start, base + found[0].end)
        letter.state(about, "discount_pct", "percent_words", where, {"decimal": decimal})
    if dated:
        _deadline(letter, about, "deadline:discount", one, "early", dated)


def _deadline(letter: Letter, about: str, field: str, one: Terms, which: str, dated: date) -> None:
    """The day the terms lead to from the day of the bill."""
    arguments = {
        "anchor": dated.isoformat(),
        "which": which,
        "event": field.partition(":")[2],
        "tz": letter.sender.tz,
    }
    letter.state(about, field, "terms_day", _place(one), arguments)


def _place(one: Terms) -> tuple[Part, int, int]:
    return one.phrase.part, one.phrase.start + one.start, one.phrase.start + one.end
