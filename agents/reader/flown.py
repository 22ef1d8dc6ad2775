"""What a letter about goods that sail says of a flight: another way for a part of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from agents.reader.check_digits import waybill_checked
from agents.reader.denied import denied
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments, state_moment
from agents.reader.passages import Passage, sentences
from agents.reader.sizes import recipe_of
from agents.reader.transport import loading_zone, shipments_named
from domain.evidence import Part
from domain.numberwords import quantities
from domain.words import lexicon

_AWB = re.compile(r"(?<![\w-])(\d{3})[- ]?(\d{4}) ?(\d{4})(?![\w-])")
#: An airline's two signs and figures: close together, or behind a word for a flight.
_FLIGHT = re.compile(
    r"(?:flight|flt|flug|vol|vuelo|voo|volo|flyg|uçuş|vlucht|航班)\W{0,3}(?:n[or°º]\W{0,2})?"
    r"((?-i:[A-Z]{2}|[A-Z]\d|\d[A-Z])[ -]?\d{2,4})(?![\w-])|"
    r"(?<![\w-])((?-i:[A-Z]{2})\d{3,4})(?![\w-])",
    re.IGNORECASE,
)
#: Airlines by their IATA designators (those that carry freight, without such as are other words in
#: this trade: PO, CI, SI, BL), which are known for a flight also where no word says so.
_AIRLINES = (
    "AA AC AF AI AY AZ BA BR CA CV CX CZ DL EK ET EY FX GA HX HY IB JL KE KL KZ LA LH LX LY MH MU "
    "NH NZ OZ QF QR QY RJ SQ SV TG TK UA UC UX VN VS 3S 5X 5Y 7L"
)
_BY_AIRLINE = re.compile(
    r"(?i:\b(?:on|per|via|with|by|auf|mit|sur|avec|en|con|por|com|med)\s{1,2})"
    rf"((?:{'|'.join(_AIRLINES.split())})[ -]?\d{{3,4}})(?![\w-])"
)
#: Where one clause ends and the next may speak of another way.
_CUT = re.compile(
    r";|,\s(?=[^\d\W])|\s(?:but|while|whereas|und|et|y|e|and|mais|pero|mas|ma|aber|während)\s"
)
_ARRIVES = frozenset({"eta", "new_eta"})


class Flown(NamedTuple):
    """The sea shipment that a letter names, and the words of its that are about a flight."""

    shipment: str
    passages: tuple[Passage, ...]


def flown(letter: Letter) -> Flown | None:
    """A carrier's or forwarder's words about a flight, where what it names goes by sea, or None."""
    named = shipments_named(letter)
    rows = [letter.row(one) for one in named]
    if letter.sender.kind not in ("forwarder", "carrier") or len(named) != 1:
        return None
    if any(row is None or row.text("mode").lower() != "sea" for row in rows):
        return None
    passages = tuple(one for part in letter.parts for one in _by_air(part))
    told = " ".join(one.text for one in passages)
    said = lexicon("carried").has(told, "air") and _flights(told)
    numbered = _AWB.search(told) or _BY_AIRLINE.search(told) or said
    return Flown(named[0], passages) if numbered else None


def _by_air(part: Part) -> Iterator[Passage]:
    """Clauses of the body about a flight: each goes on with the way of the one before it, and what
    stands before the first goes with that."""
    if part.name != "body":
        return
    clauses = [each for one in sentences(part, []) for each in _clauses(one)]
    ways = [_way(one.text) for one in clauses]
    way = next(filter(None, ways), "")
    for clause, own in zip(clauses, ways, strict=True):
        way = own or way
        if way == "air":
            yield clause


def _clauses(passage: Passage) -> Iterator[Passage]:
    start = passage.start
    for match in _CUT.finditer(passage.text):
        yield Passage(passage.part, start, passage.start + match.start())
        start = passage.start + match.start()
    yield Passage(passage.part, start, passage.end)


def _way(text: str) -> str:
    hit = lexicon("carried").first(text)
    flies = _AWB.search(text) or _BY_AIRLINE.search(text)
    return hit.code if hit is not None else "air" if flies else ""


def without_flight(letter: Letter) -> Letter:
    """The letter with blanks where it speaks of a flight: what is left is of the ship."""
    found = flown(letter)
    if found is None:
        return letter
    gone = [(one.start, one.end) for one in found.passages]
    parts = tuple(_without(one, gone) if one.name == "body" else one for one in letter.parts)
    return replace(letter, parts=parts)


def _without(part: Part, gone: list[tuple[int, int]]) -> Part:
    text = part.text
    for low, high in gone:
        text = text[:low] + re.sub(r"[^\n]", " ", text[low:high]) + text[high:]
    return part.model_copy(update={"text": text})


def read_flown(letter: Letter) -> Iterator[str]:
    """The waybill, flight, days and quantity of it; a yes where it is booked, and not refused."""
    found = flown(letter)
    if found is None:
        return
    booked = refused = False
    for one in found.passages:
        booked |= bool(_state(letter, found.shipment, one))
        said = lexicon("booking_state")
        booked |= any(
            hit.code == "confirmed" and not denied(one.text, hit.start)
            for hit in said.find(one.text)
        )
        refused |= said.has(one.text, "rolled")
    if refused:
        yield "flight_refused"
    elif booked:
        yield "flight_confirmed"


def _state(letter: Letter, about: str, passage: Passage) -> bool:
    """States what a clause tells; whether it gives a waybill, as there is for what is booked."""
    text, part = passage.text, passage.part
    bills = [one for one in _AWB.finditer(text) if waybill_checked("".join(one.groups()))]
    for one in bills:
        _words(letter, about, "air_waybill", passage, one.span())
    for span in _flights(text):
        _words(letter, about, "flight", passage, span)
    for size in quantities(text, letter.sender.decimal):
        if size.quantity is not None and size.quantity.unit not in ("KG", "T", "M3"):
            recipe, arguments = recipe_of(size, letter.sender)
            where = (part, passage.start + size.start, passage.start + size.end)
            letter.state(about, "flown_qty", recipe, where, arguments)
    line, zone = Line(part, passage.start, passage.end), loading_zone(letter, about)
    for day in moments(text, letter.sender, zone):
        before = lexicon("transport").find(text[max(0, day.start - 32) : day.start])
        arrives = bool(before) and before[-1].code in _ARRIVES
        field = "flight_eta" if arrives else "flight_etd"
        state_moment(letter, line, about, field, day, zone)
    return any(not denied(text, one.start()) for one in bills)


def _words(letter: Letter, about: str, field: str, passage: Passage, span: tuple[int, int]) -> None:
    where = (passage.part, passage.start + span[0], passage.start + span[1])
    letter.state(about, field, "words", where)


def _flights(text: str) -> list[tuple[int, int]]:
    """Where numbers of flights stand."""
    named = [one.span(1) if one[1] else one.span(2) for one in _FLIGHT.finditer(text)]
    return list(dict.fromkeys([*named, *(one.span(1) for one in _BY_AIRLINE.finditer(text))]))
