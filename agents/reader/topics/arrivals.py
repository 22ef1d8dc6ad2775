"""Arrivals that move: new and other dates of arrival, where and why, boxes that are not on file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from agents.reader.references import checked
from agents.reader.topics.bookings import Where
from agents.reader.transport import boxes_in, receiving_zone, shipments_believed, shipments_named
from domain.words import Hit, lexicon, table

_PLACE = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[A-Z2-9]{3}(?![A-Z0-9])")
_ROAD = re.compile(
    r"(?<![\w])(?:i|us|hwy|interstate|route|rt|sr|a|m|e|bab|ap|n)[- ]?\d{1,3}\s{1,2}"
    r"(?:(?:at|near|bei)\s)?(?:mm|mile ?marker|mile|km|exit|pk)\s?\d{1,4}(?!\w)",
    re.IGNORECASE,
)


#: A place a truck or a vessel is stuck at: `immobilisé à Modane`, `stuck near Reno`.
_STUCK = re.compile(
    r"(?<!\w)(?:stuck|stranded|broke(?:n)?\sdown|immobilisée?|bloquée?|à\sl['’]arrêt|steht|liegt|fest|detenid[oa]|varad[oa]|parad[oa]|"
    r"imobilizad[oa]|ferm[oa]|bloccat[oa]|stilla|stoi|utknął)\s(?i:at|in|near|outside|à|près\sde|bei|vor|en|cerca\sde|em|perto\sde|"
    r"a|presso|vicino\sa|i|vid|utanför|w|koło)\s([A-ZÀ-Ý][\w’'-]{2,24}(?:\s[A-ZÀ-Ý][\w’'-]{2,24}){0,2})"
)


#: The place right behind a cause: `congestion at Piraeus`, `panne près de Mâcon`.
_AT = re.compile(
    r"(?<!\w)(?:at|in|near|off|outside|around|bei|vor|à|au\slarge\sde|près\sde|en|em|perto\sde|a|presso|vid|w|koło|bij)"
    r"\s(?:the\s(?:port\sof\s)?)?(?P<name>[A-ZÀ-Ý][\w’'-]{2,24}(?:\s[A-ZÀ-Ý][\w’'-]{2,24}){0,2})(?=\s|[,.;)]|$)"
)


def read_arrivals(letter: Letter) -> Iterator[str]:
    """What a carrier, a forwarder or a driver says of shipments that its letter names."""
    shipments = shipments_named(letter)
    if letter.sender.kind not in ("forwarder", "carrier") or not shipments:
        return
    if lexicon("booking_state").has(letter.fresh(), "confirmed"):
        return
    moved: list[str] = []
    for line in letter.lines():
        if line.part.name != "subject":
            moved += _line(letter, line, shipments, bool(moved))
    if moved:
        yield "transport_delay" if _by_road(letter, shipments) else "eta_change"
        _causes(letter, shipments_believed(letter))


_BY_ROAD = frozenset({"truck", "road"})


def _by_road(letter: Letter, shipments: tuple[str, ...]) -> bool:
    rows = [letter.row(one) for one in shipments]
    return all(row is not None and row.text("mode").lower() in _BY_ROAD for row in rows)


def _line(letter: Letter, line: Line, shipments: tuple[str, ...], told: bool) -> Iterator[str]:
    """The arrivals a line tells, of the shipment that stands in it or of the only one.

    Another arrival is one only where the first is `told`, in this line or before.
    """
    about = _about(letter, line, shipments)
    if not about:
        return
    zone = receiving_zone(letter, about)
    for one in moments(line.text, letter.sender, zone):
        field = _field(line.text, one)
        if field == "eta" or (field and told):
            told = True
            state_moment(letter, line, about, field, one, zone)
            yield field


def _about(letter: Letter, line: Line, shipments: tuple[str, ...]) -> str:
    boxes = boxes_in(letter, line.text)
    if any(not checked(box) for box in boxes):
        return ""  # which box is meant is asked about; nothing of this line is believed
    named = {
        one.object
        for one in letter.refs
        if one.object and one.as_written and one.as_written in line.text
    }
    for box in boxes:
        rows = letter.reads.rows("shipment_units", unit_no=box)
        named |= {f"shipments:{row.text('shipment_id')}" for row in rows}
        if not rows:
            return ""
    mine = [one for one in shipments if one in named]
    if len(mine) == 1:
        return mine[0]
    return shipments[0] if len(shipments) == 1 and not mine else ""


def _field(text: str, one: Moment) -> str:
    """`eta` for what arrives now, `alternative_eta` for what would be otherwise; old ones none."""
    before = text[max(0, one.start - 48) : one.start]
    told = lexicon("transport")
    hits = [hit for hit in told.find(before) if hit.code in _ROLES]
    if not hits:
        return ""
    nearest = max(hits, key=lambda hit: (hit.end, -hit.start))
    return _ROLES[nearest.code]


_ROLES = {"new_eta": "eta", "eta": "eta", "old_eta": "", "alternative": "alternative_eta"}


def _causes(letter: Letter, shipments: tuple[str, ...]) -> None:
    """The one cause of the letter, with its place, told of each shipment."""
    found: dict[str, Where] = {}
    place: Where | None = None
    for line in letter.lines():
        if line.part.name == "subject":
            continue
        for hit in lexicon("mishap").find(line.text):
            found.setdefault(hit.code, _where(line, hit))
            place = place or _beside(line, hit)
    for about in shipments if len(found) == 1 else ():
        where = next(iter(found.values()))
        letter.state(about, "cause", "code", where, {"list": "mishap"})
        letter.state(about, "cause_party", "cause_on_the_way", where)
        if place is not None:
            letter.state(about, "event_place", "words", place)


def _where(line: Line, hit: Hit) -> Where:
    return line.part, line.start + hit.start, line.start + hit.end


def _beside(line: Line, hit: Hit) -> Where | None:
    """The place named beside a cause: a road with its mile, or a UN/LOCODE."""
    for pattern in (_ROAD, _PLACE, _AT):
        for match in pattern.finditer(line.text, hit.start, hit.end + 40):
            if pattern is not _PLACE or match[0][:2] in table("place")["country"]:
                place = match.span("name" if pattern is _AT else 0)
                return line.part, line.start + place[0], line.start + place[1]
    stuck = _STUCK.search(line.text)
    if stuck and abs(stuck.start() - hit.start) < 60:
        return line.part, line.start + stuck.start(1), line.start + stuck.end(1)
    return None
