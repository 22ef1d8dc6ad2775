"""Temperatures on the way, and whether goods can be received at the time told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.deals import person
from agents.reader.letter import Letter
from agents.reader.transport import shipments_named
from domain.words import lexicon

_DEGREES = re.compile(
    r"(?<![\w./:-])[-+−]?\d{1,3}(?:[.,]\d(?!\d))?\s?(?:°\s?)?"
    r"(?:[CF](?!\w)|(?=\s|[;)]|[.,](?!\d)|$))",
    re.IGNORECASE,
)
#: Countries where people of transport mean Fahrenheit.
_FAHRENHEIT = ("US",)


def read_reefers(letter: Letter) -> Iterator[str]:
    """A reefer's temperature; a question for a time to unload."""
    shipments = shipments_named(letter)
    if letter.sender.kind not in ("forwarder", "carrier", "warehouse") or len(shipments) != 1:
        return
    if not any(one.field == "temperature" for one in letter.notes.statements):
        yield from _told_shortly(letter, shipments[0])
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


#: `alarm says 49`, `box at 41`, `41 now`: a number where a temperature is told; `was 37` is over.
_TOLD = re.compile(
    r"(?<!\w)(?:alarm|temp|temps|reefer|box|probe|unit|return\sair|supply\sair|product|cargo|pulp|it|temperatur|température|temperatura|"
    r"sıcaklık)\s(?:(?:is|was|now|at|says|said|reads|read|shows|showed|showing|hit|went\sto|ran\sto|ran\sup\sto|got\sto|got\sup\sto|"
    r"climbed\sto|rose\sto|peaked\sat|spiked\sto|reached|up\sto|dropped\sto|fell\sto|stieg\sauf|war\sbei|liegt\sbei|est\smontée\sà|montée\sà|"
    r"était\sà|subió\sa|llegó\sa|estuvo\sa|subiu\spara|chegou\sa|è\ssalita\sa|era\sa|steg\still|çıktı)\s){1,3}([-−]?\d{1,3})(?![\w:/]|[.,]\d)|"
    r"(?<!\w)(?:back\s(?:to|at|down\sto)|down\sto|holding(?:\sat)?|steady\sat|now\sat|pulled\sdown\sto|wieder\s(?:auf|bei)|de\sretour\sà|"
    r"otra\svez\sen|de\svolta\sa|di\snuovo\sa|tillbaka\spå)\s([-−]?\d{1,3})(?![\w:/]|[.,]\d)|"
    r"(?<![\w:/.,])([-−]?\d{1,3})\s(?:now|right\snow|at\sthe\smoment|jetzt|maintenant|ahora|agora|adesso)(?!\w)",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"(?<!\w)(?:quit|stopped|shut\s(?:down|off)|failed|died|went\sdown|not\srunning|alarm(?:ed|s|ing)?|tripped|lost\spower|cut\sout|reset|defrost|warm|ausgefallen|en\spanne|falló|se\sapagó|"
    r"parou|si\sè\sspento|stannade|arızalandı|zgasł)(?!\w)",
    re.IGNORECASE,
)


def _told_shortly(letter: Letter, shipment: str) -> Iterator[str]:
    """Temperatures as a dispatcher types them, of cooled goods whose unit stood still.

    Whether the goods are still good then is for our own quality people to say.
    """
    words = f"{letter.message.subject}\n{letter.fresh()}"
    stopped = _STOPPED.search(letter.fresh())
    if not lexicon("transport").has(words, "reefer") or stopped is None:
        return
    for line in letter.lines():
        for match in _TOLD.finditer(line.text) if line.part.name != "subject" else ():
            group = next(one for one in (1, 2, 3) if match[one])
            where = (line.part, line.start + match.start(group), line.start + match.end(group))
            unit = {"unit": _unit(letter)}
            if letter.state(shipment, "temperature", "temperature_words", where, unit):
                yield "temperature_report"
    text = "the cooling stood still on the way: are the goods still good, and may they be received?"
    letter.ask("quality_decision", shipment, text, of=person(letter, "quality", "quality"))


def _unit(letter: Letter) -> str:
    row = letter.row(letter.sender.object)
    return "F" if row is not None and row.text("country").upper() in _FAHRENHEIT else "C"


def _warehouse(letter: Letter, shipment: str) -> str:
    """Who runs the place where the goods are unloaded."""
    row = letter.row(shipment)
    site = letter.reads.row("sites", row.text("final_site")) if row else None
    return f"partners:{site.text('partner_id')}" if site and site.text("partner_id") else ""
