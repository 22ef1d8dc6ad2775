"""Temperatures on the way, and whether goods can be received at the time told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.transport import shipments_named
from domain.words import lexicon

_DEGREES = re.compile(
    r"(?<![\w./:-])[-+−]?\d{1,3}(?:[.,]\d)?\s?(?:°\s?)?(?:[CF](?!\w)|(?=[\s,.;)]|$))", re.IGNORECASE
)
#: Countries where people of transport mean Fahrenheit.
_FAHRENHEIT = ("US",)


def read_reefers(letter: Letter) -> Iterator[str]:
    """A reefer's temperature; a question for a time to unload."""
    shipments = shipments_named(letter)
    if letter.sender.kind not in ("forwarder", "carrier", "warehouse") or len(shipments) != 1:
        return
    for line in letter.lines():
        if line.part.name == "subject":
            continue
        reefer = lexicon("transport").first_of(line.text, "reefer")
        match = _DEGREES.search(line.text, reefer.end, reefer.end + 32) if reefer else None
        if match:
            where = (line.part, line.start + match.start(), line.start + match.end())
            unit = {"unit": _unit(letter)}
            if letter.state(shipments[0], "temperature", "temperature_words", where, unit):
                yield "temperature_report"
        asked = lexicon("transport").first_of(line.text, "appointment")
        if asked is not None:
            yield "appointment_request"
            where = (line.part, line.start + asked.start, line.start + asked.end)
            text = "the carrier asks when it may unload: which time is given?"
            letter.ask("appointment", shipments[0], text, of=_warehouse(letter, shipments[0]),
                       where=where)  # fmt: skip


def _unit(letter: Letter) -> str:
    row = letter.row(letter.sender.object)
    return "F" if row is not None and row.text("country").upper() in _FAHRENHEIT else "C"


def _warehouse(letter: Letter, shipment: str) -> str:
    """Who runs the place where the goods are unloaded."""
    row = letter.row(shipment)
    site = letter.reads.row("sites", row.text("final_site")) if row else None
    return f"partners:{site.text('partner_id')}" if site and site.text("partner_id") else ""
