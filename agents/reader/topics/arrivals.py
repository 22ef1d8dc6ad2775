"""Arrivals that move: new and other dates of arrival, where and why, boxes that are not on file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.alternatives import news_lines
from agents.reader.binders.vessels import ON_BOARD
from agents.reader.check_digits import checked
from agents.reader.forms import filled_in
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from agents.reader.transport import (
    boxes_in,
    loading_zone,
    receiving_zone,
    shipments_believed,
    shipments_in,
    shipments_named,
)
from agents.reader.transport_causes import state_causes
from domain.words import lexicon

_END = re.compile(r"[.!?](?=\s|$)|[。！？]")
#: `objections must reach us within 7 days`: what comes to the writer is no cargo of ours.
_WITH_THEM = re.compile(
    r"(?<!\w)(?:(?:reach|with|to)\s(?:us|me)|bei\suns|uns\serreichen|nous\sparvenir|chez\snous|llegarnos|nos\slleg\w+|"
    r"chegar\sa\snós|pervenirci|nå\soss|bize\sulaş\w+|nas\sdotrzeć|ons\sbereiken)\s(?:\w{1,10}\s)?$",
    re.IGNORECASE,
)
#: Words that tell of an arrival and not of a time to be given.
_ARRIVES = re.compile(r"eta|arriv|ankunft|ankomst|lleg|cheg|varış|aankomst|到|着", re.IGNORECASE)


def read_arrivals(letter: Letter) -> Iterator[str]:
    """What a carrier, a forwarder or a driver says of shipments that its letter names."""
    shipments = shipments_named(letter)
    if letter.sender.kind not in ("forwarder", "carrier") or not shipments:
        return
    if lexicon("booking_state").has(letter.fresh(), "confirmed"):
        return
    moved: list[str] = []
    for line in news_lines(letter):
        if line.part.name != "subject":
            moved += _line(letter, line, shipments, bool(moved))
    if moved:
        yield "transport_delay" if _by_road(letter, shipments) else "eta_change"
        state_causes(letter, shipments_believed(letter))


_BY_ROAD = frozenset({"truck", "road"})


def _by_road(letter: Letter, shipments: tuple[str, ...]) -> bool:
    rows = [letter.row(one) for one in shipments]
    return all(row is not None and row.text("mode").lower() in _BY_ROAD for row in rows)


def _line(letter: Letter, line: Line, shipments: tuple[str, ...], told: bool) -> Iterator[str]:
    """The arrivals a line tells, of the shipment that stands in it or of the only one.

    Another arrival is one only where the first is `told`, in this line or before.
    """
    if any(len(one.codes) > 1 for one in filled_in(line, "form_label")):
        return  # labels that share their values are read as a form
    for about in _abouts(letter, line, shipments):
        yield from _arrivals(letter, line, about, told)


def _arrivals(letter: Letter, line: Line, about: str, told: bool) -> Iterator[str]:
    zone = receiving_zone(letter, about)
    found = moments(line.text, letter.sender, zone)
    for one in _without_known(letter, about, found):
        told_of = _is_asked(line.text, one) or _is_over(letter, one)
        field = "" if told_of else _field(line.text, one)
        if field == "etd":
            state_moment(letter, line, about, field, one, loading_zone(letter, about))
        elif field == "eta" or (field and told):
            told = True
            state_moment(letter, line, about, field, one, zone)
            yield field


def _abouts(letter: Letter, line: Line, shipments: tuple[str, ...]) -> tuple[str, ...]:
    """The shipment a line tells of: the one in it, else the only one; or all of one vessel."""
    named_boxes = boxes_in(letter, line.text)
    boxes = [box for box in named_boxes if checked(box)]
    if named_boxes and not boxes:
        return ()  # which box is meant is asked about; nothing of this line is believed
    if not all(letter.reads.rows("shipment_units", unit_no=box) for box in boxes):
        return ()
    inside = shipments_in(letter, line.text)
    mine = tuple(one for one in shipments if one in inside) or shipments
    return mine if len(mine) == 1 or _come_together(letter, mine) else ()


def _come_together(letter: Letter, shipments: tuple[str, ...]) -> bool:
    """Whether all were bound by their vessel, and leave it at one port."""
    aboard = {one.object for one in letter.refs if one.how == ON_BOARD}
    ports = {row.text("pod") if (row := letter.row(one)) else "" for one in shipments}
    return aboard.issuperset(shipments) and len(ports) == 1


def _field(text: str, one: Moment) -> str:
    """`eta` for what arrives now, `alternative_eta` for what would be otherwise; old ones none."""
    before = text[max(0, one.start - 48) : one.start]
    if _WITH_THEM.search(before):
        return ""
    told = lexicon("transport")
    hits = [hit for hit in told.find(before) if hit.code in _ROLES]
    behind = told.find(text[one.end : one.end + 24])
    if not hits and any(hit.code == "arrives_at" and hit.start <= 1 for hit in behind):
        return "eta"  # `maybe 1130p tmrw at recv`
    if not hits or any(hit.code == "new_eta" and hit.start <= 1 for hit in behind):
        return ""  # `22 May becomes 29 May`: the first was before
    nearest = max(hits, key=lambda hit: (hit.end, -hit.start))
    wished = nearest.code in ("eta", "new_eta") and told.has(_sentence(text, one), "appointment")
    if wished and not _ARRIVES.search(before[nearest.start : nearest.end]):
        return ""  # a time to unload that is wished for
    return _ROLES[nearest.code]


def _sentence(text: str, one: Moment) -> str:
    """The words around it, from one end of a sentence to the next."""
    low = max((match.end() for match in _END.finditer(text, 0, one.start)), default=0)
    end = _END.search(text, one.end)
    return text[low : end.end() if end else len(text)]


def _without_known(letter: Letter, about: str, found: list[Moment]) -> list[Moment]:
    """Without the day on record, where another stands beside it: that one was before."""
    row = letter.row(about)
    known = row.day("eta") if row is not None else None
    others = [
        one for one in found if one.time or all(each.latest != known for each in one.date.readings)
    ]
    return others or found


def _is_asked(text: str, one: Moment) -> bool:
    """Whether its sentence is a question: `can you take it Tuesday at 9?` is no arrival."""
    ends = [at for mark in ".!?？。" if (at := text.find(mark, one.end)) >= 0]
    return bool(ends) and text[min(ends)] in "?？"


def _is_over(letter: Letter, one: Moment) -> bool:
    """Whether the day was before that of writing: what happened then is no expectation."""
    return all(each.latest < letter.sender.written_on for each in one.date.readings)


_ROLES = {
    "etd": "etd",
    "new_eta": "eta",
    "eta": "eta",
    "old_eta": "",
    "alternative": "alternative_eta",
}
