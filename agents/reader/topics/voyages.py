"""The vessel a shipment now sails on, by its name and voyage number."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.topics.bookings import VOYAGE, Where
from agents.reader.transport import shipments_believed
from domain.words import lexicon


def read_voyages(letter: Letter) -> Iterator[str]:
    """The one voyage that a forwarder or carrier names; the one on record is no news."""
    shipments = shipments_believed(letter)
    if letter.sender.kind not in ("forwarder", "carrier") or not shipments:
        return
    found: dict[str, Where] = {}
    titled: dict[str, Where] = {}
    for line in letter.lines():
        for match in VOYAGE.finditer(line.text):
            beside = line.text[match.end() : match.end() + 24]
            if not lexicon("transport").has(beside, "not_as_asked"):
                place = (line.part, line.start + match.start(), line.start + match.end())
                (titled if line.part.name == "subject" else found).setdefault(match[1], place)
    named = found or titled
    if len(named) == 1:
        where = next(iter(named.values()))
        for about in shipments:
            letter.state(about, "voyage", "words", where)
    yield from ()
