"""The commercial terms a letter names: delivery, payment, lead time, validity, minimum, papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from domain.datewords import FoundDate, find_dates
from domain.numberwords import FoundNumber, bare_numbers, quantities
from domain.terms import advances, certificates, incoterms, lead_times, payment_terms
from domain.terms.found import FoundTerm, said
from domain.words import lexicon

#: Words that make the term behind them one that does not hold.
_NOT = re.compile(
    r"(?<!\w)(?:not|no|instead\sof|rather\sthan|previously|was|were|old|statt|anstatt|nicht|bisher|"
    r"au\slieu\sd[eu]|pas|en\slugar\sde|no\ses|em\svez\sde|não|invece\sd[ie]l?|non|i\sstället\sför|"
    r"inte|eski|değil|zamiast|in\splaats\svan|niet)\s(?:[^\W\d]{1,12}\s){0,2}$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,6}\d{0,6}|\d{1,6}[A-Z]{0,6})(?:-[A-Z0-9]{1,8}){1,3}(?![\w-])"
)
_ASKED = re.compile(r"^[^.!\n]{0,60}[?？]")
_MINIMUM = re.compile(rf"(?<!\w)(?:{said('moq')})(?!\w)[^\d\n.;]{{0,24}}(?=\d)", re.IGNORECASE)
_FOR_DAYS = re.compile(
    rf"(?<!\w)(?:{said('validity')})(?!\w)[^\d\n.;]{{0,16}}(?P<days>\d{{1,3}})\s?"
    r"(?:days|tage|jours|días|dias|giorni|dagar|gün|dni|dagen|天|日間)(?!\w)",
    re.IGNORECASE,
)
_BEHIND = 48


def term_claims(letter: Letter) -> list[Claim]:
    """Every commercial term of every passage."""
    return without_bare(
        [claim for scope in letter.scopes for claim in passage_claims(letter, scope.passage)]
    )


def without_bare(claims: list[Claim]) -> list[Claim]:
    """Without delivery terms that only repeat the code of one with its place."""
    terms = [one.text for one in claims if one.field == "incoterm"]
    placed = {one.split()[0] for one in terms if " " in one}
    return [one for one in claims if one.field != "incoterm" or one.text not in placed]


def passage_claims(letter: Letter, passage: Passage, wished: bool = False) -> Iterator[Claim]:
    """The terms that one passage names; `wished`: what is asked for as a question, too."""
    text = passage.text
    yield from _terms(passage, "incoterm", "incoterm", incoterms(text))
    paid, ahead = payment_terms(text), advances(text)
    yield from _terms(passage, "payment_terms", "payment_term", paid, wished)
    yield from _terms(passage, "payment_terms:advance", "advance_share", ahead, wished)
    yield from _terms(passage, "lead_time", "lead_time", lead_times(text))
    if not lexicon("terms").has(text, "excluded"):
        yield from _terms(passage, "certificate", "mill_certificate", certificates(text))
    yield from _minimum(letter, passage)
    yield from _validity(letter, passage)


def _terms(
    passage: Passage, field: str, recipe: str, found: list[FoundTerm], wished: bool = False
) -> Iterator[Claim]:
    for one in found:
        denied = _NOT.search(passage.text[max(0, one.start - 40) : one.start])
        asked = not wished and _ASKED.match(passage.text[one.end :])
        if not denied and not asked:
            yield _claim(passage, field, recipe, one.start, one.end)


def _claim(
    passage: Passage,
    field: str,
    recipe: str,
    start: int,
    end: int,
    arguments: dict[str, str] | None = None,
) -> Claim:
    base = passage.start
    return Claim(field, recipe, passage.part, base + start, base + end, arguments or {})


def _minimum(letter: Letter, passage: Passage) -> Iterator[Claim]:
    text = without_codes(passage.text)
    for match in _MINIMUM.finditer(text):
        number = first_number(text[match.end() : match.end() + 24], letter.sender.decimal)
        if number is not None and number.start == 0 and number.quantity:
            arguments = {
                "decimal": whole_decimal(number.raw, letter.sender.decimal),
                "unit": number.quantity.unit,
            }
            yield _claim(
                passage, "moq", "quantity_words", match.start(), match.end() + number.end, arguments
            )


def first_number(text: str, decimal: str, unit: str = "PCS") -> FoundNumber | None:
    """The first quantity in the text, with its unit or without one."""
    found = [*quantities(text, decimal), *bare_numbers(text, decimal, unit)]
    return min(found, key=lambda one: (one.start, -one.end), default=None)


def whole_decimal(raw: str, decimal: str) -> str:
    """The decimal mark for a count of whole things: three digits behind a mark are thousands."""
    thousands = re.search(rf"(?<!\d)\d{{1,3}}{re.escape(decimal)}\d{{3}}(?![\d.,])", raw)
    return ("." if decimal == "," else ",") if thousands else decimal


def _validity(letter: Letter, passage: Passage) -> Iterator[Claim]:
    text = passage.text
    for match in _FOR_DAYS.finditer(text):
        arguments = letter.sender.date_arguments("validity")
        yield _claim(
            passage, "deadline:validity", "days_on", match.start("days"), match.end(), arguments
        )
        return
    for cue in lexicon("terms").find(text):
        if cue.code != "validity":
            continue
        date = day_behind(text, (cue.start, cue.end), letter) or _day_before(
            text, cue.start, letter
        )
        if date is not None:
            yield validity_claim(letter, passage, date)
            return


def day_behind(
    text: str, cue: tuple[int, int], letter: Letter, reach: int = _BEHIND
) -> FoundDate | None:
    """The one day said right behind a cue, before a sentence ends; `until` may be of both."""
    start, at = cue
    stop = re.search(r"[.;!?](?:\s|$)|\n", text[at : at + reach])
    end = at + (stop.start() if stop else reach)
    found = [
        one
        for one in find_dates(text, letter.sender.when())
        if start <= one.start < end and one.end > at
    ]
    return found[0] if found and found[0].readings and not found[0].ambiguous else None


def _day_before(text: str, at: int, letter: Letter) -> FoundDate | None:
    """The day said right before: `15 Mayıs 2026'ya kadar geçerlidir`."""
    found = [
        one
        for one in find_dates(text, letter.sender.when())
        if one.bound in ("by", "before") and 0 <= at - one.end <= 12
    ]
    return found[-1] if found and found[-1].readings and not found[-1].ambiguous else None


def validity_claim(letter: Letter, passage: Passage, date: FoundDate) -> Claim:
    """The end of an offer's or a paper's validity."""
    arguments = letter.sender.date_arguments("validity")
    if date.time:
        arguments["time"] = date.time
    exact = date.readings[0].exact  # `validità fine maggio` ends with its last day
    recipe = "date_words" if exact else "last_day"
    return _claim(passage, "deadline:validity", recipe, date.start, date.end, arguments)


def needed(letter: Letter, passage: Passage) -> Iterator[Claim]:
    """The day the goods are needed."""
    for cue in lexicon("terms").find(passage.text):
        day = (
            day_behind(passage.text, (cue.start, cue.end), letter, 24)
            if cue.code == "need"
            else None
        )
        if day is not None:
            arguments = letter.sender.date_arguments("delivered dock")
            start, end = passage.start + day.start, passage.start + day.end
            yield Claim("need_date", "date_words", passage.part, start, end, arguments)
            return


def without_codes(text: str) -> str:
    """The text with item numbers and the like blotted out: `KLB-14 USD 18.35` is no 14 dollars."""
    return _CODE.sub(lambda match: "\x00" * len(match[0]), text)
