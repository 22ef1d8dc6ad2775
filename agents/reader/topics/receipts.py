"""Receipts and proofs of delivery: what came, what is missing, what is damaged, what was noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from agents.reader.bills import numbers_in
from agents.reader.days import days, state_day
from agents.reader.deals import person
from agents.reader.denied import denied
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.occasions import occasions
from agents.reader.phrases import Phrase
from agents.reader.receipt_terms import ask_signature, claim_term, state_reserves
from agents.reader.sums import told
from agents.reader.transport import shipment_meant
from domain.datewords import find_dates
from domain.evidence import Part
from domain.measurewords import PACKED, measures
from domain.numberwords import is_a_day, quantities
from domain.reading import Question
from domain.recipes.dock_counts import units_counted, units_named
from domain.words import Hit, lexicon

_OF = (
    r"(?:of|out\sof|from|instead\sof|von|aus|(?:an)?statt|sur|au\slieu\sde|de|en\slugar\sde|em\svez\sde|"
    r"di|su|invece\sdi|av|istället\sför|z|zamiast|van|in\splaats\svan|üzerinden|/)"
)
_UNIT = r"(?:[^\W\d_]{1,14}\.?)"
_COUNT = re.compile(
    r"(?<![\w.,/:-])"
    r"(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?:[.,]\d{3})*|\d{1,6})"
    r"(?![\w:%]|[.,]\d)"
    rf"(?:(?:\s{_UNIT}){{0,3}}?\s?{_OF}\s?(?P<of>\d{{1,3}}(?:[.,]\d{{3}})*|\d{{1,6}})(?![\w:%]|[.,]\d))?(?:\s?(?P<unit>{_UNIT}))?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r",(?!\d{3})|[;()\n]|(?<!\spal)(?<!\splt)(?<!\scart)(?<!\skart)\.\s|\s[-–]\s|"
    r"\s(?:and|und|et|y|e|och|ve|i|en(?!\s(?:moins|trop|plus)\b)|but|aber|mais|pero|mas|ma)\s"
)
_FIELDS = {
    "good": "received_qty",
    "usable": "received_qty:good",
    "missing": "missing_qty",
    "damaged": "damaged_qty",
}
#: Blanks between thousands.
_BLANKS = re.compile(r"^\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_THINGS = ("deliveries:", "purchase_order_lines:", "shipment_units:")
_INTENTS = {"missing": "shortage", "damaged": "damage"}


class Count(NamedTuple):
    """So many, of so many if said, at `start`..`end` of the part; `state` is good, missing …

    `unit` where the words beside name it, not those of the count itself; `in_words` is the unit of
    a count that is no figure.
    """

    state: str
    part: Part
    start: int
    end: int
    n: Decimal
    whole: Decimal | None
    unit: str = ""
    in_words: str = ""


def read_receipts(letter: Letter) -> Iterable[str]:
    """States counts on the delivery, else on the shipment; asks what a count leaves open."""
    kind = receipt_kind(letter)
    about = received_thing(letter)
    if not kind or not about:
        return ()
    found = list(_counts(letter))
    proofs = (found, state_reserves(letter, about), ask_signature(letter, about))
    if kind == "pod" and not any(proofs):
        return ()  # a port of discharge, or a promise of one
    found += list(_bare_counts(letter, about, found))
    found += list(_listed_counts(letter, found)) if kind == "goods_receipt" else []
    for one in found:
        _state(letter, _thing_of(letter, one, about), one)
    _ask_quality(letter, about, found)
    _ask_extra(letter, about)
    if letter.sender.kind == "broker":
        return _intents(found)  # who clears counts what was opened, and receives nothing
    role = "received" if kind == "goods_receipt" else "delivered"
    for day in days(letter, role)[:1]:
        state_day(letter, about, f"actual_date:{role}", day)
    _ask_inclusion(letter, about, found)
    return (kind, *_intents(found), *claim_term(letter, about))


def receipt_kind(letter: Letter) -> str:
    """`goods_receipt` from who unloads, `pod` from who delivers; empty for any other letter."""
    about = occasions(letter)
    if "receipt" in about:
        return "goods_receipt"
    return "pod" if "pod" in about else ""


def received_thing(letter: Letter) -> str:
    """The one delivery, else shipment, else order or its line that the letter is about."""
    for table in ("deliveries", "shipments", "purchase_order_lines", "customer_deliveries"):
        if found := letter.only(table):
            return found
    return _ordered_thing(letter) or shipment_meant(letter)


def _thing_of(letter: Letter, one: Count, about: str) -> str:
    """What the count's own line of text names, where that is another thing than the letter's."""
    text = one.part.text
    low, high = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
    words = text[low : high if high >= 0 else len(text)]
    named = {
        each.object: each.as_written
        for each in letter.refs
        if each.object and each.object.startswith(_THINGS) and each.as_written
    }
    here = [thing for thing, written in named.items() if str(written) in words]
    return here[0] if len(here) == 1 and about not in here else about


def _ordered_thing(letter: Letter) -> str:
    """The line of the one order named whose item the letter names, or that it has alone."""
    order = letter.only("purchase_orders")
    rows = letter.reads.rows("purchase_order_lines", po_id=order.partition(":")[2]) if order else []
    words = letter.fresh().upper()
    named = [row for row in rows if row.text("item_id").upper() in words]
    lines = named or list(rows)
    return lines[0].object if len(lines) == 1 else order


def _counts(letter: Letter) -> Iterator[Count]:
    """Those of the mail; of a paper with it what is written down as not in order."""
    for phrase in told(letter):
        if phrase.part.name in ("subject", "body"):
            found = list(_in(letter, phrase))
            yield from found or _clean(letter, phrase)
        elif _EXCEPTIONS.match(phrase.text):
            yield from (one for one in _in(letter, phrase) if one.state in _INTENTS)


#: What a paper calls the place where a receiver writes what is not in order.
_EXCEPTIONS = re.compile(
    r"\s*(?:exceptions?|remarks?|damages?|os&?d|notations?|reserves?|vorbehalte?|schäden|bemerkungen|réserves?|observations?|"
    r"observaciones|incidencias|reservas|ressalvas|avarias|riserve|anmärkning(?:ar)?|uwagi|opmerkingen|şerh)\s*[:=\t]",
    re.IGNORECASE,
)


def _clean(letter: Letter, phrase: Phrase) -> Iterator[Count]:
    """`Delivered this morning, 80 ctn, clean`: the one count of a delivery in good order."""
    receipt, decimal = lexicon("receipt"), notation_of(letter, phrase.part).decimal
    text = _without_numbers(letter, phrase)
    found = measures(text, decimal, PACKED)
    if len(found) == 1 and receipt.has(text, "clean") and receipt.has(text, "good"):
        start = phrase.start + found[0].start
        n = found[0].quantity.n if found[0].quantity else Decimal()
        yield Count("good", phrase.part, start, start + len(found[0].raw), n, None)


def _in(letter: Letter, phrase: Phrase) -> Iterator[Count]:
    """Each number of packages or pieces with the state named in its clause."""
    decimal = notation_of(letter, phrase.part).decimal
    text = _without_numbers(letter, phrase)
    for low, high in _clauses(text):
        clause = text[low:high]
        yield from _worded(phrase, low, clause)
        hits = [hit for hit in lexicon("receipt").find(clause) if hit.code in {*_FIELDS, "refused"}]
        for match in _COUNT.finditer(clause):
            words = clause[match.start() : match.end()]
            own = len(units_counted(words.replace("/", " / "), decimal)) == 1
            unit = "" if own else _unit_beside(text, clause, match, hits, decimal)
            day = is_a_day(clause, match["n"], match.start("n"))
            if not hits or day or not (own or unit):
                continue
            nearest = min(hits, key=lambda hit: _gap(hit.start, hit.end, *match.span()))
            base = phrase.start + low
            n, whole = (Decimal(re.sub(r"\D", "", match[name] or "0")) for name in ("n", "of"))
            yield Count(
                nearest.code,
                phrase.part,
                base + match.start(),
                base + match.end(),
                n,
                whole if match["of"] else None,
                unit,
            )


def _without_numbers(letter: Letter, phrase: Phrase) -> str:
    """Its words with blanks where numbers name a paper or anything else: they count nothing."""
    named = [(low, high) for _, low, high in numbers_in(phrase.text)]
    spans = (one.span for one in letter.refs if one.span and one.span.part == phrase.part.name)
    inside = (one for one in spans if phrase.start <= one.start and one.end <= phrase.end)
    named += [(one.start - phrase.start, one.end - phrase.start) for one in inside]
    text = list(phrase.text)
    for low, high in named:
        text[low:high] = " " * len(text[low:high])
    return "".join(text)


#: `count 4,000`, `put 3,850 to stock`: a number that only words of state stand beside.
_BARE = re.compile(
    r"(?<![\w.,/:-])(?P<n>[1-9]\d{0,2}(?:[.,]\d{3})+|[1-9]\d{1,5})(?![\w:%/-]|[.,]\d)"
)


def _bare_counts(letter: Letter, about: str, found: list[Count]) -> Iterator[Count]:
    """Numbers without a unit right beside words for what came or is good, in the order's unit."""
    unit = _unit_of_goods(letter, about)
    stated = {one.state for one in found if one.part.name != "subject"}
    for phrase in told_body(letter) if unit else ():
        for low, high in _clauses(phrase.text):
            clause = phrase.text[low:high]
            states = [hit for hit in lexicon("receipt").find(clause) if hit.code in _SOUND]
            numbers = list(_BARE.finditer(clause))
            if len(numbers) != 1 or not states or units_named(clause):
                continue
            hit = min(
                states, key=lambda one: (_gap(one.start, one.end, *numbers[0].span()), one.code)
            )
            near = _gap(hit.start, hit.end, *numbers[0].span()) <= _TOUCHES
            if near and hit.code not in stated and not _is_other(letter, phrase, low, numbers[0]):
                stated.add(hit.code)
                base = phrase.start + low
                n = Decimal(re.sub(r"\D", "", numbers[0]["n"]))
                start, end = base + numbers[0].start(), base + numbers[0].end()
                yield Count(hit.code, phrase.part, start, end, n, None, unit)


def _listed_counts(letter: Letter, found: list[Count]) -> Iterator[Count]:
    """`PKG-78: 35 cartons` in a list of what came: a line with one thing, a count and no state."""
    for line in letter.lines() if found else ():
        inside = any(line.start <= one.start < line.end for one in found)
        if inside or line.part.name != "body" or not _LISTED.match(line.text):
            continue
        decimal = notation_of(letter, line.part).decimal
        sizes = [*measures(line.text, decimal, PACKED), *quantities(line.text, decimal)]
        refs = [one for one in letter.refs if one.as_written and one.as_written in line.text]
        named = {one.object for one in refs}
        first = min(sizes, key=lambda one: one.start, default=None)
        things = [one for one in named if one and one.startswith(_THINGS)]
        if first and first.quantity and len(things) == 1 and not denied(line.text, first.start):
            start, end = line.start + first.start, line.start + first.end
            unit = first.quantity.unit
            yield Count("good", line.part, start, end, first.quantity.n, None, unit)


_LISTED = re.compile(r"\s{0,8}(?:[-*•–·>+]|\d{1,2}[.)]|[a-z]\))\s")
#: So near to a word of state a number without a unit must stand.
_TOUCHES = 4
_SOUND = ("usable", "good")


def told_body(letter: Letter) -> list[Phrase]:
    """Sentences of the mail itself."""
    return [one for one in told(letter) if one.part.name == "body" and not one.row]


def _is_other(letter: Letter, phrase: Phrase, low: int, number: re.Match[str]) -> bool:
    """Whether the number is a day, a time or a name of something."""
    dated = find_dates(phrase.text, letter.sender.when())
    at = low + number.start("n")
    names = {one.as_written for one in letter.refs}
    return number["n"] in names or any(one.start <= at < one.end for one in dated)


def _unit_of_goods(letter: Letter, about: str) -> str:
    """The one unit in which the goods of the thing are ordered; empty where there are several."""
    table, _, key = about.partition(":")
    if table == "purchase_order_lines":
        row = letter.row(about)
        return row.text("uom") if row else ""
    columns = {"shipments": "shipment_id", "deliveries": "delivery_note"}
    if table not in columns:
        return ""
    place = "shipment_units" if table == "shipments" else "deliveries"
    rows = letter.reads.rows(place, **{columns[table]: key})
    lines = {f"{row.text('po_id')}/{row.text('po_line') or row.text('line')}" for row in rows}
    known = [letter.reads.row("purchase_order_lines", one) for one in lines]
    units = {row.text("uom") for row in known if row is not None}
    return units.pop() if len(lines) == 1 and len(units) == 1 else ""


def _ask_quality(letter: Letter, about: str, found: list[Count]) -> None:
    """Whether goods that came damaged can be used is for our own quality people to say; a claim
    and a bill go by the count and wait for none of it."""
    bad = next((one for one in found if one.state == "damaged" and one.n), None)
    if bad is not None:
        text = "goods came damaged: are they good, and what is done with them?"
        letter.notes.ask(
            Question(
                about="quality_decision",
                object=_thing_of(letter, bad, about),
                of=person(letter, "quality", "quality"),
                text=text,
                slot="quality_decision",
                span=letter.notes.span(bad.part, bad.start, bad.end),
                holds=False,
            )
        )


def _ask_extra(letter: Letter, about: str) -> None:
    """Whose it is what came and stands on no paper."""
    for phrase in told_body(letter):
        hit = lexicon("receipt").first_of(phrase.text, "extra")
        if hit is not None and not denied(phrase.text, hit.start):
            where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
            text = "more came than the papers say: whose is it, and what is done with it?"
            letter.ask("disposition", about, text, where=where,
                       of=person(letter, "warehouse", "supervisor", "manager"))  # fmt: skip
            return


def _worded(phrase: Phrase, low: int, clause: str) -> Iterator[Count]:
    """Packages counted in words, with the state named in their clause."""
    hits = [hit for hit in lexicon("receipt").find(clause) if hit.code in {*_FIELDS, "refused"}]
    for one in measures(clause, ".", PACKED) if hits else ():
        if one.quantity is None or any(char.isdigit() for char in one.raw):
            continue
        nearest = min(hits, key=lambda hit: _gap(hit.start, hit.end, one.start, one.end))
        start = phrase.start + low + one.start
        end, n = start + len(one.raw), one.quantity.n
        yield Count(nearest.code, phrase.part, start, end, n, None, "", one.quantity.unit)


def _unit_beside(
    text: str, clause: str, match: re.Match[str], hits: list[Hit], decimal: str
) -> str:
    """For `118 ctns received, 2 short`: the one unit of the sentence, right by a word of state."""
    units = units_counted(text, decimal)
    near = any(0 <= hit.start - match.end("n") <= 1 for hit in hits) and not match["of"]
    near = near and len(match["n"]) < 5  # longer ones are numbers of loads and papers
    return units.pop() if near and len(units) == 1 and not units_named(clause) else ""


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _gap(start: int, end: int, low: int, high: int) -> int:
    return max(low - end, start - high, 0)


def _state(letter: Letter, about: str, one: Count) -> None:
    if one.state not in _FIELDS or (one.n == 0 and one.state != "good"):
        return
    arguments = {"decimal": notation_of(letter, one.part).decimal, "pick": "0"}
    where = (one.part, one.start, one.end)
    if _BLANKS.search(where[0].text[one.start : one.end]) and not one.unit:
        units = {"unit": next(iter(units_counted(one.part.text[one.start : one.end], ".")), "")}
        recipe = "quantity_words" if units["unit"] == "PCS" else "measure_words"
        letter.state(about, _FIELDS[one.state], recipe, where, arguments | units)
        return
    if one.in_words:
        letter.state(about, _FIELDS[one.state], "measure_words", where, {"unit": one.in_words})
        return
    if one.unit:
        digits = re.match(r"[\d.,]*\d", one.part.text[one.start : one.end])
        where = (one.part, one.start, one.start + (digits.end() if digits else 0))
        arguments["unit"] = one.unit
    letter.state(
        about, _FIELDS[one.state], "bare_measure" if one.unit else "count_of", where, arguments
    )


def _ask_inclusion(letter: Letter, about: str, found: list[Count]) -> None:
    """Whether what is damaged or refused is counted among what was received."""
    good = [one for one in found if one.state == "good" and one.n]
    bad = [one for one in found if one.state in ("damaged", "refused") and one.n]
    if not good or not bad:
        return
    words = (letter.notes.span(one.part, one.start, one.end).quote for one in (good[0], bad[0]))
    text = "does {!r} include {!r}?".format(*words)
    letter.ask("received_qty", about, text, where=(good[0].part, good[0].start, good[0].end))


def _intents(found: list[Count]) -> list[str]:
    named = [_INTENTS[one.state] for one in found if one.state in _INTENTS and one.n]
    short = any(one.state == "good" and one.whole and one.n < one.whole for one in found)
    return [*(["shortage"] if short else []), *named]
