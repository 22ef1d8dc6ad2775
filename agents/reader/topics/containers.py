"""Containers on a bill for demurrage or detention: out, back, days free, days billed."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.days import Day, days, state_day
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.phrases import Phrase
from agents.reader.spelling import boxes_written
from agents.reader.sums import told
from domain.durations import FoundDuration, find_durations
from domain.record import Row
from domain.words import lexicon

_BILLED = {"invoice", "demand", "answered", "short_payment"}
_ROLES = {"gate_out": "gate out", "empty_return": "empty return"}
#: So far a word for free time may stand from its days.
_NEAR = 16


def read_containers(letter: Letter) -> Iterable[str]:
    """States gate times and free days of the boxes a bill is for, if the record has them so."""
    boxes = letter.bound("shipment_units")
    if not boxes or not occasions(letter) & _BILLED:
        return ()
    for day in days(letter, *_ROLES):
        if box := box_of(letter, day.phrase, day.start):
            _state_gate(letter, box, day)
    for phrase in told(letter):
        for one in find_durations(phrase.text):
            box = box_of(letter, phrase, phrase.start + one.start)
            if box and one.unit == "DAY" and is_free(phrase.text, one):
                where = (phrase.part, phrase.start + one.start, phrase.start + one.end)
                letter.state(box, "free_time", "duration_words", where)
    return ()


def box_of(letter: Letter, phrase: Phrase, at: int) -> str:
    """The box a place in the text speaks of: the last one named before it in its part."""
    boxes = letter.bound("shipment_units")
    if len(boxes) == 1:
        return boxes[0]
    before = [one for one in boxes_written(phrase.part.text) if one.end <= at]
    inside = {one.plain for one in boxes_written(phrase.text)}
    last = f"shipment_units:{before[-1].plain}" if before else ""
    return last if last in boxes and len(inside) <= 1 else ""


def is_free(text: str, one: FoundDuration) -> bool:
    """Whether words for free time stand right beside the days."""
    said = [hit for hit in lexicon("term").find(text) if hit.code == "free"]
    return any(
        -20 <= one.start - hit.end <= _NEAR or 0 <= hit.start - one.end <= _NEAR // 2
        for hit in said
    )


def _state_gate(letter: Letter, box: str, day: Day) -> None:
    """The day if the terminal's record agrees or says nothing; else asks."""
    field = f"actual_date:{day.role}"
    known = gate_on_record(letter, box, day.role)
    readings = {str(one.latest) for one in day.found.readings}
    if known and known not in readings:
        text = (
            f"{day.found.raw!r} is told for {_ROLES[day.role]}, on record is {known}: which holds?"
        )
        letter.ask(field, box, text, choices=(*sorted(readings), known), where=day.where)
        return
    state_day(letter, box, field, day, known=known)


def gate_on_record(letter: Letter, box: str, role: str) -> str:
    """The day of a gate event by the terminal's milestone, else by the shipment's units."""
    number = box.partition(":")[2]
    stones = letter.reads.rows("milestones", unit_no=number)
    days_known = {_day(row) for row in stones if _ROLES[role] in row.text("event").lower()}
    if not days_known - {""}:
        units = letter.reads.rows("shipment_units", unit_no=number)
        days_known = {str(row.day(role) or "") for row in units}
    days_known -= {""}
    return days_known.pop() if len(days_known) == 1 else ""


def _day(row: Row) -> str:
    return str(row.day("actual_at") or "")
