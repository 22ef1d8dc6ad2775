"""Numbers that are set otherwise than the record sets them, cut short, or nearly right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.check_digits import checked, is_air_waybill, is_container, waybill_checked
from agents.reader.notebook import Notebook
from agents.reader.passages import fresh_ranges
from agents.reader.record_numbers import KEYS, Numbered
from agents.reader.spelling import Spelled, spellings
from domain.evidence import Part
from domain.ports import Reads

#: What tells that the figures behind it number something.
_CUE = re.compile(
    r"(?:booking|bkg|buchung|réservation|reserva|prenotazione|bokning|rezerwacj\w|boeking|rezervasyon|订舱|shipment|"
    r"sendung|envío|load|ladung|[mh]?a\.?w\.?b\.?|waybill|luftfrachtbrief|lta|[mh]?b\.?/?l|lading|konnossement|"
    r"connaissement|container|cntr|tracking|pro|cmr|invoice|inv|rechnung|facture|factura|fattura|faktura|l/?c|credit|"
    r"rfq|enquiry|inquiry|anfrage|demande|consulta|richiesta|(?:request\sfor\s)?quotation|(?:sales|your|our)\sorder|s/?o|"
    r"auftrag|auftragsbestätigung|order\sconfirmation|commande|pedido|ordine)"
    r"[\s.:#]{0,3}(?:(?:no|nr|num|number|numéro|numero|número|nummer|n°|nº|#)[\s.:#]{0,3})?$",
    re.IGNORECASE,
)
_LOOK = 36
#: A letter with more numbers than this is a list for people.
_MOST = 400
#: So long a number must be to be taken for another one of which a sign is wrong.
_NEAR = 8
_NEAR_FIGURES = 6


class Otherwise(NamedTuple):
    """A number at `start`..`end` of a part: the thing meant, else why it must be asked about."""

    start: int
    end: int
    object: str
    how: str
    choices: tuple[str, ...] = ()


Taken = list[tuple[int, int]]


def spelled(part: Part, taken: Taken, notes: Notebook, reads: Reads) -> Iterator[Otherwise]:
    """Numbers of things on record however they are set; `taken` is told already and grows."""
    for one in _free(part, taken):
        found = notes.numbers.full(one.plain) or by_form(one.plain, reads)
        if found is not None:
            taken.append((one.start, one.end))
            yield Otherwise(one.start, one.end, found.object, found.how)


def by_form(plain: str, reads: Reads) -> Numbered | None:
    """Containers and air waybills have one form in all the world: they need be nobody's own."""
    if is_container(plain) and checked(plain) and reads.rows("shipment_units", unit_no=plain):
        return Numbered(plain, f"shipment_units:{plain}", "container number")
    for written in (plain, f"{plain[:3]}-{plain[3:]}") if is_air_waybill(plain) else ():
        rows = reads.rows("shipments", master_ref=written)
        if len(rows) == 1:
            return Numbered(written, rows[0].object, "bill of lading or air waybill")
    return None


def doubtful(
    part: Part, taken: Taken, notes: Notebook, reads: Reads, near: bool
) -> Iterator[Otherwise]:
    """Short forms; and numbers that cannot be right or, with `near`, are nearly one we know and
    none on record."""
    seen: set[str] = set()
    for one in _free(part, taken):
        if one.plain in seen or len(seen) > _MOST:
            continue
        seen.add(one.plain)
        found = _wrong(part, one, notes) or _short(part, one, notes)
        if found is None and near and not any(reads.row(table, one.plain) for table in KEYS):
            found = _near(part, one, notes)
        if found is not None:
            taken.append((one.start, one.end))
            yield found


def _free(part: Part, taken: Taken) -> Iterator[Spelled]:
    for low, high in fresh_ranges(part):
        for one in spellings(part.text[low:high]):
            moved = one._replace(start=one.start + low, end=one.end + low)
            if not any(moved.start < end and moved.end > start for start, end in taken):
                yield moved


def _wrong(part: Part, one: Spelled, notes: Notebook) -> Otherwise | None:
    """A container or air waybill whose check digit does not fit."""
    written = part.text[one.start : one.end]
    kind = ""
    if is_container(one.plain) and written[:4].isupper() and not checked(one.plain):
        kind = "container"
    elif is_air_waybill(one.plain) and not waybill_checked(one.plain) and _is_cued(part, one):
        kind = "air waybill"
    if not kind:
        return None
    choices = tuple(near.number for near in notes.numbers.near(one.plain))
    doubt = f"{written} is no {kind} number: its check digit does not fit"
    return Otherwise(one.start, one.end, "", doubt, choices)


def _short(part: Part, one: Spelled, notes: Notebook) -> Otherwise | None:
    """The end of an open number of the sender's; figures alone need a word that says so."""
    if one.plain.isdigit() and not _is_cued(part, one):
        return None
    found = notes.numbers.ending(one.plain)
    if len(found) == 1:
        return Otherwise(one.start, one.end, found[0].object, "short form of the number")
    if not found:
        return None
    doubt = f"{part.text[one.start : one.end]} is the end of {len(found)} open numbers"
    return Otherwise(one.start, one.end, "", doubt, tuple(each.number for each in found))


def _near(part: Part, one: Spelled, notes: Notebook) -> Otherwise | None:
    figures = one.plain.isdigit()
    if is_container(one.plain) or (is_air_waybill(one.plain) and waybill_checked(one.plain)):
        return None  # it is right in itself: another one's
    if len(one.plain) < (_NEAR_FIGURES if figures else _NEAR) or (
        figures and not _is_cued(part, one)
    ):
        return None
    found = notes.numbers.near(one.plain)
    doubt = f"{part.text[one.start : one.end]} is no number on record; one sign may be wrong"
    choices = tuple(each.number for each in found)
    return Otherwise(one.start, one.end, "", doubt, choices) if found else None


def _is_cued(part: Part, one: Spelled) -> bool:
    return _CUE.search(part.text[max(0, one.start - _LOOK) : one.start]) is not None
