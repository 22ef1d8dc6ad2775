"""Bookings, arrival notices and cargo notes written as forms: each label's value on its object."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agents.reader.forms import Filled, filled
from agents.reader.letter import Letter
from agents.reader.moments import moments, state_moment
from agents.reader.topics.equipment import EQUIPMENT
from agents.reader.transport import loading_zone, receiving_zone, shipments_believed
from domain.durations import find_durations
from domain.recipes.voyages import VESSEL

_LIST = "form_label"
_CUTS = ("si_cutoff", "vgm_cutoff", "cy_cutoff")
_MOMENTS = ("etd", "eta", "free_time_end", *_CUTS)
#: Characters of the value in its text, and the recipe that reads them.
Found = tuple[int, int, str] | None


def read_transport_forms(letter: Letter) -> Iterator[str]:
    """What a forwarder or carrier fills in of the one shipment that its letter is about."""
    shipments = shipments_believed(letter)
    if letter.sender.kind not in ("forwarder", "carrier") or len(shipments) != 1:
        return
    about = shipments[0]
    told = {one.field for one in letter.notes.statements if one.object == about}
    for one in filled(letter, _LIST):
        for index, code in enumerate(one.codes):
            if _field(code) not in told:
                _put(letter, one, about, code, index)
    news = {one.field for one in letter.notes.statements if one.object == about} - told
    if "eta" in news and any("old_eta" in one.codes for one in filled(letter, _LIST)):
        yield "eta_change"


def _put(letter: Letter, one: Filled, about: str, code: str, index: int) -> None:
    if code in _MOMENTS:
        _moment(letter, one, about, code, index)
    elif code in _PUTS:
        found = _PUTS[code](one.text)
        if found is not None:
            start, end, recipe = found
            letter.state(about, code, recipe, (one.part, one.start + start, one.start + end))


def _field(code: str) -> str:
    return f"deadline:{code}" if code in (*_CUTS, "free_time_end") else code


def _moment(letter: Letter, one: Filled, about: str, code: str, index: int) -> None:
    """The day of the value; of values that labels share, the one in this label's place."""
    zone = _zone(letter, about, code)
    found = moments(one.text, letter.sender, zone)
    if found and len(one.codes) in (1, len(found)):
        line = one.line._replace(start=one.start, end=one.end)
        state_moment(letter, line, about, _field(code), found[index], zone)


def _zone(letter: Letter, about: str, code: str) -> str:
    if code in ("etd", *_CUTS):
        return loading_zone(letter, about)
    return receiving_zone(letter, about)


def _voyage(text: str) -> Found:
    match = VESSEL.match(text)
    return (0, match.end(), "vessel_and_voyage") if match else None


def _equipment(text: str) -> Found:
    boxes = list(EQUIPMENT.finditer(text))
    return (*boxes[0].span(), "words") if len(boxes) == 1 else None


def _free_time(text: str) -> Found:
    days = [each for each in find_durations(text) if each.unit == "DAY"]
    if len(days) == 1:
        return days[0].start, days[0].end, "duration_words"
    return None


_PUTS: dict[str, Callable[[str], Found]] = {
    "voyage": _voyage,
    "equipment": _equipment,
    "free_time": _free_time,
}
