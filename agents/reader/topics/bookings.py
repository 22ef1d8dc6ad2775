"""Confirmed bookings: their state, sailing, arrival, cut-offs at the place, equipment, voyage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.alternatives import news_lines
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from agents.reader.topics.equipment import EQUIPMENT
from agents.reader.transport import loading_zone
from domain.evidence import Part
from domain.words import lexicon

Where = tuple[Part, int, int]

_CUT = re.compile(
    r"(?<!\w)(cy|si|vgm)\s?(?:/\s?doc\w{0,10}\s)?(?:cut-?\s?off|cut|c/o|closing|closes?|deadline|schluss|clôture|cierre|corte|fechamento|"
    r"chiusura|stängning|kapanış|zamknięcie|sluiting)?(?:[\s,]{1,2}(?:is|stays|remains|moves|now|unchanged|stays\sat|moved|bleibt|jetzt|nun|reste|"
    r"passe|avancée?|no\scambia|se\sadelanta|se\smueve|queda|não\smuda|antecipad[oa]|non\scambia|anticipat[oa]|oförändrat|değişmedi)){0,3}"
    r"[\s,]{0,2}(?:is|on|by|at|:|-|to|al|el|am|auf|au|le|à|para|para\so|il|till|(?:not|no)\slater\sthan|latest|until|spätestens|au\splus\stard|a\smás\stardar)?"
    r"\s{0,2}$",
    re.IGNORECASE,
)
#: A vessel's name and its voyage with the direction it sails in.
VOYAGE = re.compile(r"(?<![A-Z])((?:[A-Z][A-Z'’-]{2,20}\s){1,4}\d{2,4}[NSEW])(?![A-Z0-9])")
_PLACE_DATE = re.compile(r"^[A-Z]{3,5}\s{0,2}$")
#: Behind a departure, a place and its day: `Departure Yantian 08/05, Los Angeles 24/05`.
_ON_TO = re.compile(
    r"(?:,|\bto\b|\bnach\b|\bà\b|\ba\b|\baté\b|\btill\b)\s{1,2}[A-ZÀ-Ý][\w’'-]{2,24}(?:\s[A-ZÀ-Ý][\w’'-]{2,24}){0,2}[\s:]{1,2}$"
)


def read_bookings(letter: Letter) -> Iterator[str]:
    """What a forwarder or carrier confirms of the one booking that its letter names."""
    confirmed = lexicon("booking_state").has(letter.fresh(), "confirmed")
    if letter.sender.kind not in ("forwarder", "carrier") or not confirmed:
        return
    about = letter.only("shipments")
    if not about:
        return
    yield "booking_confirmation"
    zone = loading_zone(letter, about)
    for line in news_lines(letter):
        if line.part.name != "subject":
            yield from _states(letter, line, about)
            _equipment(letter, line, about)
        _dates(letter, line, about, zone)


def _states(letter: Letter, line: Line, about: str) -> Iterator[str]:
    """Confirmed and rolled may both hold: confirmed, but on a later vessel than asked."""
    for hit in lexicon("booking_state").find(line.text):
        where = (line.part, line.start + hit.start, line.start + hit.end)
        letter.state(about, "booking_state", "code", where, {"list": "booking_state"})
        if hit.code == "rolled":
            yield "booking_rolled"


def _dates(letter: Letter, line: Line, about: str, zone: str) -> None:
    """Each date by the label before it; a place with a date behind an arrival is one more."""
    last = ""
    for one in moments(line.text, letter.sender, zone):
        field = _field(line.text[: one.start], one, last)
        last = field
        if field in ("etd", "deadline:si_cutoff", "deadline:vgm_cutoff", "deadline:cy_cutoff"):
            state_moment(letter, line, about, field, one, zone)
        elif field == "eta":
            state_moment(letter, line, about, field, one, letter.sender.tz)


def _field(before: str, one: Moment, last: str) -> str:
    if cut := cut_off(before):
        return cut
    hits = [hit for hit in lexicon("transport").find(before[-24:]) if hit.code in ("etd", "eta")]
    if hits:
        return hits[-1].code
    between = re.split(r"[\d/:.-]{4,}\s*", before)[-1]
    if last == "eta" and _PLACE_DATE.match(between.strip() + " "):
        return "eta"
    goes_on = last in ("etd", "eta") and _ON_TO.search(between)
    return "eta" if goes_on and not lexicon("date_role").has(between, "other") else ""


def cut_off(before: str) -> str:
    """The cut-off whose name stands right before a day, empty when none does."""
    cut = _CUT.search(before[-48:])
    return f"deadline:{cut[1].lower()}_cutoff" if cut else ""


def _equipment(letter: Letter, line: Line, about: str) -> None:
    boxes = list(EQUIPMENT.finditer(line.text))
    if len(boxes) == 1:
        where = (line.part, line.start + boxes[0].start(), line.start + boxes[0].end())
        letter.state(about, "equipment", "words", where)
