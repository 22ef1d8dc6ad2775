"""Goods that came wrong: counts of what came, lacks, is broken or another item; what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.sales import CUSTOMERS
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments, state_moment
from agents.reader.passages import Passage, sentences
from domain.evidence import Part
from domain.measurewords import PACKED, measures
from domain.numberwords import FoundNumber, bare_numbers, prices, quantities
from domain.recipes.receipts import LAST_DAY
from domain.words import lexicon

_NOT = re.compile(
    r"(?:,\s?)?(?<!\w)(?:not|instead of|statt|nicht|et non|au lieu de|no|en vez de|e não|invece di"
    r"|inte)\s\d{1,5}(?![\d.,]*\d|\s?%)",
    re.IGNORECASE,
)
_ONES = re.compile(
    r"(?<![\w.,/-])(\d{1,6})\s(?:good|right|correct|gute|bonnes|buenas|boas|buoni)(?!\w)",
    re.IGNORECASE,
)
Where = tuple[Part, int, int]


def read_complaints(letter: Letter) -> Iterator[str]:
    """What a customer counted, and what it wants; whoever can decide is asked, never guessed."""
    told, words = lexicon("complaint"), letter.fresh()
    about = _about(letter)
    if letter.sender.kind not in CUSTOMERS or not about:
        return
    if not told.has(words, "damage", "wrong", "short"):
        return
    wrong = [(code, intent) for code, intent in _INTENTS if told.has(words, code)]
    for _, intent in wrong:
        yield intent
    for passage in _sentences(letter):
        _counts(letter, passage, about)
        yield from _wanted(letter, passage, about)
    _questions(letter, about, words)


_INTENTS = (
    ("damage", "damage"),
    ("wrong", "wrong_item"),
    ("short", "shortage"),
    ("or_credit", "replacement_question"),
)


def _about(letter: Letter) -> str:
    for table in ("customer_deliveries", "sales_order_lines", "sales_orders"):
        if letter.only(table):
            return letter.only(table)
    return ""


def _sentences(letter: Letter) -> Iterator[Passage]:
    for part in letter.parts:
        if part.name == "body":
            yield from sentences(part, [])


def _where(passage: Passage, start: int, end: int) -> Where:
    return passage.part, passage.start + start, passage.start + end


def _counts(letter: Letter, passage: Passage, about: str) -> None:
    text, told = passage.text, lexicon("complaint")
    packs = measures(text, letter.sender.decimal, PACKED)
    _corrected(letter, passage, about, packs)
    came = told.first_of(text, "came")
    if came is not None and len(packs) == 1 and not _NOT.search(text):
        _measure(letter, passage, about, "received_qty", packs[0])
        _day(letter, passage, about)
    pieces = [one for one in quantities(text, letter.sender.decimal) if _unit(one) == "PCS"]
    for one in pieces:
        field = _field(text, one, pieces)
        if field:
            arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
            letter.state(
                about, field, "quantity_words", _where(passage, one.start, one.end), arguments
            )


def _corrected(letter: Letter, passage: Passage, about: str, packs: list[FoundNumber]) -> None:
    """`14 ctns on the skid not 16`: that many came, the difference lacks."""
    match = _NOT.search(passage.text)
    before = [one for one in packs if match and 0 <= match.start() - one.end < 32]
    if match is None or len(before) != 1:
        return
    where = _where(passage, before[0].start, match.end())
    unit = {"unit": _unit(before[0]), "decimal": letter.sender.decimal}
    for field, which in (("received_qty", "received"), ("missing_qty", "missing")):
        letter.state(about, field, "corrected_count", where, unit | {"which": which})


def _field(text: str, one: FoundNumber, others: list[FoundNumber]) -> str:
    """What a count of pieces counts: by the words between it and the counts beside it."""
    low = max((each.end for each in others if each.end <= one.start), default=0)
    high = min((each.start for each in others if each.start >= one.end), default=len(text))
    hits = [
        hit
        for hit in lexicon("complaint").find(text[low:high])
        if hit.code in ("damage", "wrong", "short")
    ]
    codes = {hit.code for hit in hits}
    if lexicon("complaint").has(text[low:high], "need") or len(codes) != 1:
        return ""
    return {"damage": "damaged_qty", "wrong": "received_qty:wrong_item", "short": "missing_qty"}[
        codes.pop()
    ]


def _unit(one: FoundNumber) -> str:
    return one.quantity.unit if one.quantity else ""


def _measure(letter: Letter, passage: Passage, about: str, field: str, one: FoundNumber) -> None:
    arguments = {"decimal": letter.sender.decimal, "unit": _unit(one)}
    letter.state(about, field, "measure_words", _where(passage, one.start, one.end), arguments)


def _day(letter: Letter, passage: Passage, about: str) -> None:
    match = LAST_DAY.search(passage.text)
    if match:
        arguments = letter.sender.date_arguments("delivered")
        where = _where(passage, match.start(), match.end())
        letter.state(about, "actual_date:delivered", "last_weekday", where, arguments)


def _wanted(letter: Letter, passage: Passage, about: str) -> Iterator[str]:
    """How many are needed instead, until when, and what buying them elsewhere would cost."""
    text, told = passage.text, lexicon("complaint")
    need = told.first_of(text, "need")
    if need is None:
        _good(letter, passage, about)
        return
    numbers = [
        one
        for one in bare_numbers(text, letter.sender.decimal, "PCS")
        if one.start >= need.end and one.start - need.end < 12
    ]
    pieces = [one for one in quantities(text, letter.sender.decimal) if one.start >= need.end]
    for one in (pieces or numbers)[:1]:
        arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
        where = _where(passage, one.start, one.end)
        letter.state(about, "ordered_qty:replacement", "quantity_words", where, arguments)
    days = moments(text, letter.sender, letter.sender.tz)
    days = [one for one in days if one.date.bound in ("by", "before")]
    if len(days) == 1:
        line = Line(passage.part, passage.start, passage.end)
        state_moment(letter, line, about, "deadline:delivery", days[0], letter.sender.tz)
        yield "deadline"
    cover = told.first_of(text, "cover")
    decimal = letter.sender.decimal
    found = [one for one in prices(text, decimal) if cover and one.start > cover.start]
    if len(found) == 1:
        where = _where(passage, found[0].start, found[0].end)
        letter.state(about, "unit_price:cover", "price_words", where, {"decimal": decimal})


def _good(letter: Letter, passage: Passage, about: str) -> None:
    match = _ONES.search(passage.text)
    if match:
        where = _where(passage, match.start(1), match.end(1))
        arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
        letter.state(about, "received_qty:good", "quantity_words", where, arguments)


def _questions(letter: Letter, about: str, words: str) -> None:
    """What a person must decide or get before anything is promised, credited or claimed."""
    told = lexicon("complaint")
    if told.has(words, "or_credit", "need", "what_with"):
        letter.ask("disposition", about, "replace, credit or take back: what is offered?",
                   of=_account(letter))  # fmt: skip
    if told.has(words, "damage"):
        text = "pictures of goods and packing, and the count of what cannot be used, are needed"
        letter.ask("document_request", about, text)
    if told.has(words, "damage", "short"):
        text = "notice to the carrier has its last day: is a claim to be made, and by when?"
        letter.ask("claim", about, text, of=_carrier(letter))


def _account(letter: Letter) -> str:
    row = letter.row(letter.only("sales_orders"))
    return f"people:{row.text('account_owner_id')}" if row and row.text("account_owner_id") else ""


def _carrier(letter: Letter) -> str:
    row = letter.row(letter.only("customer_deliveries"))
    return f"partners:{row.text('carrier_id')}" if row and row.text("carrier_id") else ""
