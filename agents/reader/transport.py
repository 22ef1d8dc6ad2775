"""Shipments a letter is about: those it names, by box or bill, or the one its order travels on."""

from __future__ import annotations

from agents.reader.check_digits import checked
from agents.reader.letter import Letter, Line
from agents.reader.spelling import boxes_written, plain, spells

#: Columns that hold numbers of a shipment.
_NUMBERS = ("booking_no", "master_ref", "truck_load", "bol")
#: Shipments in these states are over: news of goods is not about them.
_OVER = frozenset({"delivered", "cancelled", "canceled"})


def shipments_named(letter: Letter) -> tuple[str, ...]:
    """The shipments that the letter names itself, by booking, bill, load or box."""
    found = list(letter.bound("shipments"))
    written = (one.object for one in letter.refs if one.object and one.as_written)
    for unit in (one for one in written if one.startswith("shipment_units:")):
        rows = letter.reads.rows("shipment_units", unit_no=unit.partition(":")[2])
        found += [f"shipments:{row.text('shipment_id')}" for row in rows]
    return tuple(dict.fromkeys(found))


def shipment_meant(letter: Letter) -> str:
    """The one shipment a letter is about: named alone or in the subject, or the only one going on.

    Another that is over, and is named to be set apart, leaves it the only one.
    """
    found = shipments_named(letter)
    titled = [one for one in found if _stands_in(letter, one, letter.message.subject)]
    going = [one for one in found if not _is_over(letter, one)]
    alone = (group for group in (found, titled, going) if len(group) == 1)
    return next(alone, ("",))[0]


def _is_over(letter: Letter, shipment: str) -> bool:
    row = letter.row(shipment)
    return row is not None and row.text("status").lower() in _OVER


def boxes_in(letter: Letter, text: str) -> list[str]:
    """Container numbers in a text; carriers number bills of lading in the same form."""
    named = (one for one in letter.refs if (one.object or "").startswith("shipments:"))
    bills = {plain(one.as_written or "") for one in named}
    return [one.plain for one in boxes_written(text) if one.plain not in bills]


def shipments_believed(letter: Letter) -> tuple[str, ...]:
    """Those named without those that stand only beside boxes whose numbers cannot be right."""
    doubtful: set[str] = set()
    clear: set[str] = set()
    for line in letter.lines():
        inside = {one for one in shipments_named(letter) if _stands_in(letter, one, line.text)}
        boxes = boxes_in(letter, line.text)
        wrong = bool(boxes) and not any(checked(box) for box in boxes)
        (doubtful if wrong else clear).update(inside)
    return tuple(one for one in shipments_named(letter) if one in clear or one not in doubtful)


def shipments_in(letter: Letter, text: str) -> tuple[str, ...]:
    """The shipments of which a number stands in the text."""
    return tuple(one for one in shipments_named(letter) if _stands_in(letter, one, text))


def alone_in_paragraph(letter: Letter, line: Line) -> str:
    """The one shipment that a line or else its paragraph names; empty where none or several."""
    text = line.part.text
    low, high = text.rfind("\n\n", 0, line.start) + 1, text.find("\n\n", line.end)
    named = shipments_in(letter, line.text)
    named = named or shipments_in(letter, text[low : high if high >= 0 else len(text)])
    return named[0] if len(named) == 1 else ""


def spoken_of(letter: Letter, line: Line, shipments: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the shipments that a line speaks of: named in it, else last before in its paragraph,
    else all of them."""
    before = line.part.text[: line.start]
    paragraph = before[before.rfind("\n\n") + 1 :] if len(shipments) > 1 else ""
    for words in (line.text, *reversed(paragraph.splitlines())):
        if words.strip() and (inside := shipments_in(letter, words)):
            return tuple(one for one in inside if one in shipments)
    return shipments


def _stands_in(letter: Letter, shipment: str, text: str) -> bool:
    row = letter.row(shipment)
    numbers = [row.text(name) for name in _NUMBERS] if row else []
    units = letter.reads.rows("shipment_units", shipment_id=shipment.partition(":")[2])
    numbers += [unit.text("unit_no") for unit in units]
    mine = {shipment, *(f"shipment_units:{one.text('unit_no')}" for one in units)}
    written = (one.as_written for one in letter.refs if one.object in mine)
    return any(spells(text, one) for one in numbers) or any(one and one in text for one in written)


def shipment_of_order(letter: Letter) -> str:
    """The one live shipment of the one order that the letter speaks of; empty when not one."""
    orders = {one.order for one in letter.scopes if one.order}
    if len(orders) != 1:
        return ""
    units = letter.reads.rows("shipment_units", po_id=orders.pop())
    rows = (letter.reads.row("shipments", one) for one in {r.text("shipment_id") for r in units})
    live = [row.object for row in rows if row and row.text("status").lower() not in _OVER]
    return live[0] if len(live) == 1 else ""


def loading_zone(letter: Letter, shipment: str) -> str:
    """The time zone of a shipment's cut-offs; the sender's own where the record has none."""
    row = letter.row(shipment)
    return (row.text("place_tz_cutoffs") if row else "") or letter.sender.tz


def receiving_zone(letter: Letter, shipment: str) -> str:
    """The time zone of the place a shipment is delivered to; the sender's where it is unknown."""
    row = letter.row(shipment)
    site = letter.reads.row("sites", row.text("final_site")) if row else None
    return (site.text("time_zone") if site else "") or letter.sender.tz
