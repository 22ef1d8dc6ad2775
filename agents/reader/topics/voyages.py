"""The vessel a shipment now sails on, by its name and voyage number."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.alternatives import news_lines
from agents.reader.binders.vessels import ON_BOARD
from agents.reader.letter import Letter
from agents.reader.topics.bookings import VOYAGE, Where
from agents.reader.transport import shipments_believed, spoken_of
from domain.reading import CodeStated, Statement
from domain.words import lexicon

Voyages = dict[str, Where]


def read_voyages(letter: Letter) -> Iterator[str]:
    """The one voyage that a forwarder or carrier names for a shipment; the one on record is no
    news."""
    shipments = shipments_believed(letter)
    if letter.sender.kind not in ("forwarder", "carrier"):
        return
    for about in shipments:
        found, titled = _voyages(letter, about, shipments)
        where = _news(letter, about, found, titled)
        if where is not None:
            letter.state(about, "voyage", "words", where)
    yield from ()


def _voyages(letter: Letter, about: str, shipments: tuple[str, ...]) -> tuple[Voyages, Voyages]:
    """The voyages named for a shipment, and those in the subject."""
    found: Voyages = {}
    titled: Voyages = {}
    for line in news_lines(letter):
        spoken = about in spoken_of(letter, line, shipments)
        for match in VOYAGE.finditer(line.text) if spoken else ():
            beside = line.text[match.end() : match.end() + 24]
            if not lexicon("transport").has(beside, "not_as_asked"):
                place = (line.part, line.start + match.start(), line.start + match.end())
                (titled if line.part.name == "subject" else found).setdefault(match[1], place)
    return found, titled


def _news(letter: Letter, about: str, found: Voyages, titled: Voyages) -> Where | None:
    """Where the one voyage stands that it now sails on: `from PEARL 117E to JADE 118E`."""
    known = _known(letter, about)
    news = {name: where for name, where in found.items() if name != known}
    aboard = any(one.object == about and one.how == ON_BOARD for one in letter.refs)
    if aboard or any(_is_rolled(one) for one in letter.notes.statements if one.object == about):
        found = news
        titled = {name: where for name, where in titled.items() if name != known}
    named = (news if len(found) > 1 else found) or titled
    return next(iter(named.values())) if len(named) == 1 else None


def _known(letter: Letter, about: str) -> str:
    row = letter.row(about)
    return f"{row.text('vessel')} {row.text('voyage')}".strip().upper() if row else ""


def _is_rolled(one: Statement) -> bool:
    rolled = isinstance(one.value, CodeStated) and one.value.text == "rolled"
    return rolled and one.field == "booking_state"
