"""Goods that came wrong: counts of what came, lacks, is broken or another item; what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.sales import CUSTOMERS
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments, state_moment
from agents.reader.passages import Passage, sentences
from domain.datewords import find_dates
from domain.evidence import Part
from domain.measurewords import PACKED, measures
from domain.numberwords import FoundNumber, bare_numbers, prices, quantities
from domain.recipes.receipts import LAST_DAY
from domain.words import Hit, lexicon

_NOT = re.compile(
    r"(?:,\s?)?(?<!\w)(?:not|instead of|should be|should have been|supposed to be|there should be"
    r"|should read|expected|sollten|sollten es sein|auraient dû être|au lieu des|deberían ser"
    r"|deben ser|deviam ser|dovrebbero essere|skulle vara|olmalıydı|powinno być|statt|nicht|et non"
    r"|au lieu de|no|en vez de|e não|invece di|inte)\s\d{1,5}(?![\d.,]*\d|\s?%)",
    re.IGNORECASE,
)
_ONES = re.compile(
    r"(?<![\w.,/-])(\d{1,6})\s(?:good|right|correct|gute|bonnes|buenas|boas|buoni)(?!\w)|"
    r"(?<!\w)(?:good|usable)(?:\s[^\W\d_]{2,12})?:\s?(?P<behind>\d{1,6})(?![\w.,/-])",
    re.IGNORECASE,
)
#: What stands between a number and the word that it is needed: the item, or a word for pieces.
_ITEM = re.compile(
    r"\s(?:[A-Z]{2,6}-\w{2,8}|replacements?|pieces|boards|parts|units|good\sones)(?!\w)"
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
    text = passage.text
    packs = measures(text, letter.sender.decimal, PACKED)
    mended = _corrected(letter, passage, about, packs)
    pieces = [one for one in quantities(text, letter.sender.decimal) if _unit(one) == "PCS"]
    counted = sorted([*pieces, *packs, *_missing(text, letter)], key=lambda one: one.start)
    for one in counted:
        if one == mended:
            continue
        field = _field(letter, passage, one, about) or _beside(text, one)
        if field and not (field == "received_qty" and _NOT.search(text)):
            _state_count(letter, passage, about, field, one)
    _multiplied(letter, passage, about, packs)
    if counted and lexicon("complaint").has(text, "came"):
        _day(letter, passage, about)


#: `19 cartons of 50, so 950 boards`.
_EACH = re.compile(
    r"\s{0,2}(?:of|à|a|von|zu|mit|je|de|da|di|x|×|med|po|van|with)\s{1,2}(\d{1,5})(?![\w.,/-]?\d)",
    re.I,
)


def _multiplied(letter: Letter, passage: Passage, about: str, packs: list[FoundNumber]) -> None:
    """Pieces told beside packs of so many each, where they are what the packs make."""
    text = passage.text
    for one in packs:
        each = _EACH.match(text, one.end)
        if each is None or one.quantity is None or _field(letter, passage, one, about) == "":
            continue
        whole = one.quantity.n * int(each[1])
        told = bare_numbers(text[each.end() :], letter.sender.decimal, "PCS")
        same = [n for n in told if n.quantity and n.quantity.n == whole]
        if len(same) == 1:
            at = each.end() + same[0].start
            where = _where(passage, at, each.end() + same[0].end)
            arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
            field = _field(letter, passage, one, about)
            letter.state(about, field, "quantity_words", where, arguments)


#: `the 50 missing`: right behind a number stands that it is not there.
_LACKING = re.compile(
    r"(?<![\w.,/-])(\d{1,6})\s(?=(?:missing|short|lacking|fehlende\w?|manquante?s?|faltantes?|que\sfaltan|em\sfalta|"
    r"mancanti|saknade|eksik|brakując\w+|ontbrekende)(?!\w))",
    re.IGNORECASE,
)


def _missing(text: str, letter: Letter) -> list[FoundNumber]:
    """Numbers of what is missing, without a unit: they count pieces."""
    found = [bare_numbers(one[1], letter.sender.decimal, "PCS") for one in _LACKING.finditer(text)]
    places = [one.start() for one in _LACKING.finditer(text)]
    return [
        each[0].model_copy(update={"start": at, "end": at + each[0].end})
        for at, each in zip(places, found, strict=True)
        if each
    ]


def _beside(text: str, one: FoundNumber) -> str:
    return "missing_qty" if _LACKING.match(text, one.start) else ""


def _corrected(
    letter: Letter, passage: Passage, about: str, packs: list[FoundNumber]
) -> FoundNumber | None:
    """`14 ctns on the skid not 16`: that many came, the difference lacks. The count, if so."""
    match = _NOT.search(passage.text)
    before = [one for one in packs if match and 0 <= match.start() - one.end < 32]
    if match is None or len(before) != 1:
        return None
    where = _where(passage, before[0].start, match.end())
    unit = {"unit": _unit(before[0]), "decimal": letter.sender.decimal}
    for field, which in (("received_qty", "received"), ("missing_qty", "missing")):
        letter.state(about, field, "corrected_count", where, unit | {"which": which})
    return before[0]


def _field(letter: Letter, passage: Passage, one: FoundNumber, about: str) -> str:
    """What a count counts: by the words of its own clause; what is another item is wrong."""
    low, high = _clause(passage.text, one)
    if passage.text[low - 1 : low] == "(":  # `KLB-14 inside (50 ea)`: what stands before says it
        low = max((m.end() for m in _NUMBER.finditer(passage.text, 0, low - 1)), default=0)
    clause = passage.text[low:high]
    if lexicon("complaint").has(clause, "need"):
        return ""
    codes = {hit.code for hit in lexicon("complaint").find(clause) if hit.code in _FIELDS}
    if len(codes) > 1:
        codes -= {"came"}  # `received 3 damaged`
    if _other_item(letter, passage, (one.end, high), about):
        return "received_qty:wrong_item"
    return _FIELDS[codes.pop()] if len(codes) == 1 else ""


_FIELDS = {
    "damage": "damaged_qty",
    "wrong": "received_qty:wrong_item",
    "short": "missing_qty",
    "came": "received_qty",
}
_NUMBER = re.compile(r"(?<![\w-])\d{1,6}(?![\w-])")
_PARTS = re.compile(
    r"[,;()\n]|\s(?:and|but|und|aber|et|mais|y|pero|e|mas|ma|och|men|ve|ama|i|ale|en|maar)\s", re.I
)


def _clause(text: str, one: FoundNumber) -> tuple[int, int]:
    """The characters between the commas and conjunctions around a count."""
    cuts = [match for match in _PARTS.finditer(text) if not one.start <= match.start() < one.end]
    low = max((match.end() for match in cuts if match.end() <= one.start), default=0)
    high = min((match.start() for match in cuts if match.start() >= one.end), default=len(text))
    return low, high


def _other_item(letter: Letter, passage: Passage, where: tuple[int, int], about: str) -> bool:
    """Whether the number right behind a count is one like the ordered item's, and another."""
    row = letter.row(letter.only("sales_order_lines"))
    own = row.text("item_id").upper() if row else ""
    shape = re.sub(r"\d", r"\\d", re.escape(own))
    behind = passage.text[where[0] : min(where[1], where[0] + 30)]
    named = [
        match[0].upper() for match in re.finditer(rf"(?<![\w-]){shape}(?![\w-])", behind, re.I)
    ]
    return bool(own and named) and own not in named


#: `14 of 15 colli`: the first number was counted.
_OF = re.compile(
    r"(?<![\w.,])(\d{1,6})\s?(?:of|out\sof|von|av|af|sur|de|di|z|van|/)\s?$", re.IGNORECASE
)


def _state_count(
    letter: Letter, passage: Passage, about: str, field: str, one: FoundNumber
) -> None:
    part_of = _OF.search(passage.text[: one.start])
    if part_of is not None:
        where = _where(passage, part_of.start(1), one.end)
        arguments = {"decimal": letter.sender.decimal, "pick": "0"}
        letter.state(about, field, "count_of", where, arguments)
        return
    if _unit(one) != "PCS":
        _measure(letter, passage, about, field, one)
        return
    arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
    where = _where(passage, one.start, one.end)
    letter.state(about, field, "quantity_words", where, arguments)


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
    _cover(letter, passage, about)
    if need is None:
        _good(letter, passage, about)
        return
    for one in _needed(letter, text, need):
        arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
        where = _where(passage, one.start, one.end)
        letter.state(about, "ordered_qty:replacement", "quantity_words", where, arguments)
    days = moments(text, letter.sender, letter.sender.tz)
    days = [one for one in days if one.date.bound in ("by", "before")]
    if len(days) == 1:
        line = Line(passage.part, passage.start, passage.end)
        state_moment(letter, line, about, "deadline:delivery", days[0], letter.sender.tz)
        yield "deadline"


def _cover(letter: Letter, passage: Passage, about: str) -> None:
    """The one price behind words for buying elsewhere."""
    cover = lexicon("complaint").first_of(passage.text, "cover")
    decimal = letter.sender.decimal
    found = [one for one in prices(passage.text, decimal) if cover and one.start > cover.start]
    if len(found) == 1:
        where = _where(passage, found[0].start, found[0].end)
        letter.state(about, "unit_price:cover", "price_words", where, {"decimal": decimal})


def _needed(letter: Letter, text: str, need: Hit) -> list[FoundNumber]:
    """How many: pieces or a number right behind the word, else that of an item before."""
    decimal = letter.sender.decimal
    pieces = [one for one in quantities(text, decimal) if one.start >= need.end]
    dated = find_dates(text, letter.sender.when())
    bare = bare_numbers(text, decimal, "PCS")
    bare = [one for one in bare if not any(d.start < one.end and one.start < d.end for d in dated)]
    numbers = [one for one in bare if 0 <= one.start - need.end < 12]
    before = [
        one for one in bare if one.end <= need.start and _ITEM.match(text, one.end, need.start)
    ]
    return (pieces or numbers or before[-1:])[:1]


def _good(letter: Letter, passage: Passage, about: str) -> None:
    match = _ONES.search(passage.text)
    if match:
        where = _where(passage, *match.span("behind" if match["behind"] else 1))
        arguments = {"decimal": letter.sender.decimal, "unit": "PCS"}
        letter.state(about, "received_qty:good", "quantity_words", where, arguments)


def _questions(letter: Letter, about: str, words: str) -> None:
    """What a person must decide or get before anything is promised, credited or claimed."""
    told = lexicon("complaint")
    if told.has(words, "or_credit", "need"):
        letter.ask("disposition", about, "replace, credit or take back: what is offered?",
                   of=_account(letter),
                   choices=("replace", "credit", "take back"))  # fmt: skip
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
