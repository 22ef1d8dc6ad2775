"""The vessel a shipment now sails on, by its name and voyage number."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.alternatives import news_lines
from agents.reader.letter import Letter
from agents.reader.topics.bookings import VOYAGE, Where
from agents.reader.transport import shipments_believed
from domain.reading import CodeStated, Statement
from domain.words import lexicon


def read_voyages(letter: Letter) -> Iterator[str]:
    """The one voyage that a forwarder or carrier names; the one on record is no news."""
    shipments = shipments_believed(letter)
    if letter.sender.kind not in ("forwarder", "carrier") or not shipments:
        return
    found: dict[str, Where] = {}
    titled: dict[str, Where] = {}
    for line in news_lines(letter):
        for match in VOYAGE.finditer(line.text):
            beside = line.text[match.end() : match.end() + 24]
            if not lexicon("transport").has(beside, "not_as_asked"):
                place = (line.part, line.start + match.start(), line.start + match.end())
                (titled if line.part.name == "subject" else found).setdefault(match[1], place)
    known = {_known(letter, about) for about in shipments}
    if any(one.field == "booking_state" and _is_rolled(one) for one in letter.notes.statements):
        found = {name: where for name, where in found.items() if name not in known}
        titled = {name: where for name, where in titled.items() if name not in known}
    news = {name: where for name, where in found.items() if name not in known}
    named = (news if len(found) > 1 else found) or titled  # `from PEARL 117E to JADE 118E`
    if len(named) == 1:
        where = next(iter(named.values()))
        for about in shipments:
            letter.state(about, "voyage", "words", where)
    yield from ()


def _known(letter: Letter, about: str) -> str:
    row = letter.row(about)
    return f"{row.text('vessel')} {row.text('voyage')}".strip().upper() if row else ""


def _is_rolled(one: Statement) -> bool:
    return isinstance(one.value, CodeStated) and one.value.text == "rolled"
