"""Ways to go on with an offer: have it awarded before it lapses, or let it lapse; never order."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.award.winners import said_of
from domain.cells import cell
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.dossier.told import Told
from domain.options import Option
from domain.reading import DateStated
from domain.record import Row

AWARD, LAPSE = "have it awarded", "let it lapse"


def options(dossier: Dossier) -> list[Option]:
    """For each request that a message offers prices for."""
    row = dossier.subject_row
    offered = [one for one in dossier.of("rfq_lines") if "unit_price" in said_of(dossier, one)]
    if row is None or not offered:
        return []
    frame: dict[str, Any] = {
        "by": "sourcing",
        "object": row.object,
        "currency": offered[0].text("currency"),
    }
    told = note(
        dossier, "procurement", "note_offer", "an offer is no award",
        objects=(row,), option=AWARD, name=cell(row, "rfq_id"),
    )  # fmt: skip
    ends = [end for one in offered if (end := _ends(said_of(dossier, one))) is not None]
    award = Option(
        **frame,
        until=min(ends, default=None),
        until_why="the offer's validity" if ends else "",
        name=AWARD,
        title="tell the buyer that the offer is there to be awarded",
        effects={"procurement": _prices(dossier, offered)},
        violates=("offer_still_open",) if ends and min(ends) < dossier.now else (),
        actions=(told,),
    )
    lapse = Option(
        **frame,
        name=LAPSE,
        title="let it lapse",
        effects={"procurement": "the quotes on record stay"},
        measures={"other_service": 1},
    )
    return [award, lapse]


def _prices(dossier: Dossier, offered: list[Row]) -> str:
    found = []
    for row in offered:
        for told in dossier.stated("unit_price", row.object):
            size = told.statement.for_qty
            found.append(f"{told.text} {told.currency}" + (f" for {size}" if size else ""))
    return ", else ".join(found) or "prices of the whole request"


def _ends(told: dict[str, Told]) -> datetime | None:
    """The end of the day until which an offer stands, where it was made."""
    validity = told.get("deadline:validity")
    value = validity.statement.value if validity is not None else None
    if not isinstance(value, DateStated):
        return None
    try:
        zone = ZoneInfo(value.span.tz or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return datetime.combine(value.span.latest, time.min, zone) + timedelta(days=1)
