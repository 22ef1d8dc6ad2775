"""Why something on the way goes wrong, and where: told of each shipment of a letter."""

from __future__ import annotations

import re

from agents.reader.letter import Letter, Line
from agents.reader.transport import alone_in_paragraph
from domain.evidence import Part
from domain.words import Hit, lexicon, table

Where = tuple[Part, int, int]

_PLACE = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[A-Z2-9]{3}(?![A-Z0-9])")
_ROAD = re.compile(
    r"(?<![\w])(?:i|us|hwy|interstate|route|rt|sr|a|m|e|bab|ap|n)[- ]?\d{1,3}\s{1,2}"
    r"(?:(?:at|near|bei)\s)?(?:mm|mile ?marker|mile|km|exit|pk)\s?\d{1,4}(?!\w)",
    re.IGNORECASE,
)
#: A place a truck or a vessel is stuck at: `immobilisé à Modane`, `stuck near Reno`.
_STUCK = re.compile(
    r"(?<!\w)(?:stuck|stranded|parked|waiting|sitting|held|broke(?:n)?\sdown|immobilisée?|bloquée?|à\sl['’]arrêt|steht|liegt|fest|detenid[oa]|varad[oa]|parad[oa]|"
    r"imobilizad[oa]|ferm[oa]|bloccat[oa]|stilla|stoi|utknął)\s(?i:at|in|near|outside|à|près\sde|bei|vor|en|cerca\sde|em|perto\sde|"
    r"a|presso|vicino\sa|i|vid|utanför|w|koło)\s([A-ZÀ-Ý][\w’'-]{2,24}(?:\s[A-ZÀ-Ý][\w’'-]{2,24}){0,2})"
)
#: A town with its American state, as dispatchers type it: `by walcott ia`.
_TOWN = re.compile(
    r"(?<!\w)(?:by|near|at|in|outside|around|just\spast|west\sof|east\sof|north\sof|south\sof|nr)\s"
    r"(?P<name>[a-z][a-z’'.-]{2,20}(?:\s[a-z][a-z’'.-]{2,20}){0,2},?\s(?:al|ar|az|ca|co|ct|dc|de|fl|ga|ia|id|il|in|ks|ky|la|ma|md|me|mi|mn|mo|ms|"
    r"mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy|on|qc|bc|ab))(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
#: The place right behind a cause: `congestion at Piraeus`, `panne près de Mâcon`.
_AT = re.compile(
    r"(?<!\w)(?:at|in|near|off|outside|around|bei|vor|à|au\slarge\sde|près\sde|en|em|perto\sde|a|presso|vid|w|koło|bij)"
    r"\s(?:the\s(?:port\sof\s)?)?(?P<name>[A-ZÀ-Ý][\w’'-]{2,24}(?:\s[A-ZÀ-Ý][\w’'-]{2,24}){0,2})(?=\s|[,.;)]|$)"
)

#: Where a vessel lies is no cause beside one that is told: `strong winds at Las Palmas anchorage`.
_LIES = re.compile(
    r"(?:(?:at|lying\sat|waiting\sat)\s)?anchor(?:age)?|(?:auf\s)?reede|(?:en\s)?rade|fondeo|fondeadero|fundeadouro|"
    r"(?:alla\s|in\s)?(?:fonda|rada)|ankarplats|redd|demir(?:yeri|de)|kotwicowisk\w+|ankerplaats|锚地|錨地",
    re.IGNORECASE,
)


def state_causes(letter: Letter, shipments: tuple[str, ...]) -> None:
    """The one cause of each shipment with its place: told where it alone is named, else of all."""
    lines = [line for line in letter.lines() if line.part.name != "subject"]
    if len(shipments) == 1:
        _state_cause(letter, shipments[0], lines)
        return
    alone = [(line, alone_in_paragraph(letter, line)) for line in lines]
    for about in shipments:
        if not _state_cause(letter, about, [line for line, one in alone if one == about]):
            _state_cause(letter, about, [line for line, one in alone if not one])


def _state_cause(letter: Letter, about: str, lines: list[Line]) -> bool:
    """States the one cause that the lines tell; whether they tell of any."""
    found: dict[str, Where] = {}
    lies: dict[str, Where] = {}
    place: Where | None = None
    for line in lines:
        for hit in lexicon("mishap").find(line.text):
            words = line.text[hit.start : hit.end]
            (lies if _LIES.fullmatch(words) else found).setdefault(hit.code, _where(line, hit))
            place = place or _beside(line, hit)
    found = found or lies
    if len(found) > 1:
        found.pop("roll", None)  # rolled for want of space: the want is the cause
    if len(found) == 1:
        where = next(iter(found.values()))
        letter.state(about, "cause", "code", where, {"list": "mishap"})
        letter.state(about, "cause_party", "cause_on_the_way", where)
        if place is not None:
            letter.state(about, "event_place", "words", place)
    return bool(found)


def _where(line: Line, hit: Hit) -> Where:
    return line.part, line.start + hit.start, line.start + hit.end


def _beside(line: Line, hit: Hit) -> Where | None:
    """The place named beside a cause: a road with its mile, or a UN/LOCODE."""
    for pattern in (_ROAD, _PLACE, _AT):
        for match in pattern.finditer(line.text, hit.start, hit.end + 40):
            if pattern is not _PLACE or match[0][:2] in table("place")["country"]:
                place = match.span("name" if pattern is _AT else 0)
                return line.part, line.start + place[0], line.start + place[1]
    town = _TOWN.search(line.text, max(0, hit.start - 40), hit.end + 60)
    if town:
        return line.part, line.start + town.start("name"), line.start + town.end("name")
    stuck = _STUCK.search(line.text)
    if stuck and abs(stuck.start() - hit.start) < 60:
        return line.part, line.start + stuck.start(1), line.start + stuck.end(1)
    return None
