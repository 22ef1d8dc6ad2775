"""Receipts and proofs of delivery: what came, what is missing, what is damaged, what was noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from agents.reader.bills import numbers_in
from agents.reader.days import days, state_day
from agents.reader.denied import denied
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.occasions import occasions
from agents.reader.phrases import Phrase
from agents.reader.sums import told
from domain.durations import find_durations
from domain.evidence import Part
from domain.measurewords import PACKED, measures
from domain.recipes.dock_counts import units_counted, units_named
from domain.words import Hit, lexicon

_OF = (
    r"(?:of|out\sof|from|instead\sof|von|aus|(?:an)?statt|sur|au\slieu\sde|de|en\slugar\sde|em\svez\sde|"
    r"di|su|invece\sdi|av|istället\sför|z|zamiast|van|in\splaats\svan|üzerinden|/)"
)
_UNIT = r"(?:[^\W\d_]{1,14}\.?)"
_COUNT = re.compile(
    rf"(?<![\w.,/:-])(?P<n>\d{{1,3}}(?:[.,]\d{{3}})*|\d{{1,6}})(?![\w:%]|[.,]\d)"
    rf"(?:(?:\s{_UNIT}){{0,3}}?\s?{_OF}\s?(?P<of>\d{{1,3}}(?:[.,]\d{{3}})*|\d{{1,6}})(?![\w:%]|[.,]\d))?(?:\s?(?P<unit>{_UNIT}))?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;()\n]|\.\s|\s[-–]\s|\s(?:and|und|et|y|e|och|ve|i|en|but|aber|mais|pero|mas|ma)\s"
)
_FIELDS = {"good": "received_qty", "missing": "missing_qty", "damaged": "damaged_qty"}
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
    proofs = (found, _state_reserves(letter, about), _ask_signature(letter, about))
    if kind == "pod" and not any(proofs):
        return ()  # a port of discharge, or a promise of one
    for one in found:
        _state(letter, about, one)
    role = "received" if kind == "goods_receipt" else "delivered"
    for day in days(letter, role)[:1]:
        state_day(letter, about, f"actual_date:{role}", day)
    _ask_inclusion(letter, about, found)
    return (kind, *_intents(found), *_claim_term(letter, about))


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
    return _ordered_thing(letter)


def _ordered_thing(letter: Letter) -> str:
    """The line of the one order named whose item the letter names, or that it has alone."""
    order = letter.only("purchase_orders")
    rows = letter.reads.rows("purchase_order_lines", po_id=order.partition(":")[2]) if order else []
    words = letter.fresh().upper()
    named = [row for row in rows if row.text("item_id").upper() in words]
    lines = named or list(rows)
    return lines[0].object if len(lines) == 1 else order


def _counts(letter: Letter) -> Iterator[Count]:
    for phrase in told(letter):
        if phrase.part.name in ("subject", "body"):
            yield from _in(letter, phrase)


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
            if not hits or not (own or unit):
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
    named += [(max(one.start - phrase.start, 0), one.end - phrase.start) for one in spans]
    text = list(phrase.text)
    for low, high in named:
        text[low:high] = " " * len(text[low:high])
    return "".join(text)


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


def _state_reserves(letter: Letter, about: str) -> bool:
    """Reserves on the transport paper, unless the same sentence says there are none."""
    book = lexicon("receipt_note")
    for phrase in told(letter):
        hit = book.first(phrase.text) if phrase.part.name in ("subject", "body") else None
        if hit and denied(phrase.text, hit.start):
            continue
        if hit and not lexicon("receipt").has(phrase.text, "clean"):
            where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
            arguments = {"list": "receipt_note"}
            return letter.state(about, "document_state", "code", where, arguments) is not None
    return False


def _ask_signature(letter: Letter, about: str) -> bool:
    """A signature nobody can read proves little: who signed?"""
    book = lexicon("receipt")
    for phrase in told(letter):
        if book.has(phrase.text, "signed") and (hit := book.first_of(phrase.text, "illegible")):
            where = (phrase.part, phrase.start + hit.start, phrase.start + hit.end)
            letter.ask(
                "pod_signature", about, "the signature cannot be read: who signed?", where=where
            )
            return True
    return False


def _claim_term(letter: Letter, about: str) -> tuple[str, ...]:
    """Until when a claim must be made, counted from the receipt; Sundays and holidays apart."""
    for phrase in told(letter):
        found = [one for one in find_durations(phrase.text) if one.unit == "DAY"]
        if phrase.part.name != "body" or len(found) != 1:
            continue
        before = phrase.text[max(0, found[0].start - 40) : found[0].end + 40]
        if lexicon("term").has(before, "claim"):
            where = (phrase.part, phrase.start + found[0].start, phrase.start + found[0].end)
            letter.state(about, "deadline:claim", "days_after", where, _from_receipt(letter))
            return ("deadline",)
    return ()


def _from_receipt(letter: Letter) -> dict[str, str]:
    sender = letter.sender
    partner = letter.row(sender.object)
    country = partner.text("country") if partner else ""
    rows = letter.reads.rows("holidays", country=country) if country else []
    closed = ",".join(str(row.day("day")) for row in rows if row.day("day"))
    anchor = sender.written_on.isoformat()
    return {
        "anchor": anchor,
        "leave": "sundays",
        "closed": closed,
        "event": "claim",
        "tz": sender.tz,
    }
