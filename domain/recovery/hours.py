"""A dock's receiving hours, and when a truck that is late can be received."""

from __future__ import annotations

import re
from datetime import datetime, time

from domain.actions import Action, UpdateShipment
from domain.cells import cell
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, note, send
from domain.dossier.moments import moment_of, moment_slot
from domain.dossier.told import Told
from domain.options import Option
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.recovery.slip import Slip

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:\s?-\s?(mon|tue|wed|thu|fri|sat|sun))?\s+"
    r"(\d{1,2}):(\d{2})\s?-\s?(\d{1,2}):(\d{2})",
    re.IGNORECASE,
)


def is_open(hours: str, moment: datetime) -> bool | None:
    """Whether a dock is open then by its hours, `Mon-Fri 06:00-22:00, Sat 07:00-13:00`.

    None where no hours are on file or they cannot be read.
    """
    spans = list(_HOURS.finditer(hours))
    if not spans:
        return None
    return any(_covers(one, moment) for one in spans)


def _covers(one: re.Match[str], moment: datetime) -> bool:
    first = _DAYS.index(one[1].lower())
    last = _DAYS.index((one[2] or one[1]).lower())
    day = moment.weekday()
    within = first <= day <= last if first <= last else day >= first or day <= last
    opens, closes = int(one[3]) * 60 + int(one[4]), int(one[5]) * 60 + int(one[6])
    minute = moment.hour * 60 + moment.minute
    return within and opens <= minute < closes


def dock_options(dossier: Dossier, slip: Slip) -> list[Option]:
    """One option per time that the carrier names, where it names times and the dock has hours."""
    site = dossier.row(f"sites:{slip.shipment.text('final_site')}")
    first = [slip.told] if slip.told is not None else []
    times = [*first, *dossier.stated("alternative_eta", slip.shipment.object)]
    timed = [one for one in times if _timed(one) is not None]
    if site is None or not site.text("receiving_hours") or not timed:
        return []
    return [_receive(dossier, slip, site, one) for one in timed]


def _timed(told: Told) -> datetime | None:
    moment = moment_of(told)
    known = isinstance(moment, datetime) and told.slot is not None
    return moment if known and isinstance(moment, datetime) and moment.time() != time.min else None


def _receive(dossier: Dossier, slip: Slip, site: Row, told: Told) -> Option:
    moment = _timed(told)
    assert moment is not None  # only timed ones are asked for
    hours = site.text("receiving_hours")
    closed = is_open(hours, moment) is False
    option = f"receive {moment:%Y-%m-%d %H:%M}"
    slot = moment_slot(told)
    return Option(
        name=option,
        title=f"receive it {moment:%a %d %B %H:%M} at {site.text('name')}",
        by="logistics",
        object=slip.shipment.object,
        days_late=_days_after(slip, moment),
        currency=slip.shipment.text("currency") or dossier.policy_currency or "USD",
        effects={"warehouse": f"closed then ({hours})" if closed else f"open then ({hours})"},
        measures={"other_service": _days_after(slip, moment)},
        violates=("receiving_hours",) if closed else (),
        assumptions=("the truck is there by then",),
        arrives=moment.date(),
        actions=() if slot is None else _received(dossier, slip.shipment, option, slot),
    )


def _days_after(slip: Slip, moment: datetime) -> int:
    """Days after the arrival on record; 0 where it has none."""
    if slip.old is None:
        return 0
    old = slip.old.date() if isinstance(slip.old, datetime) else slip.old
    return max(0, (moment.date() - old).days)


def _received(dossier: Dossier, shipment: Row, option: str, at: Slot) -> tuple[Action, ...]:
    written = UpdateShipment(
        case=dossier.case,
        function="logistics",
        objects=(shipment.object,),
        option=option,
        why="the dock can take it then",
        shipment_id=cell(shipment, "shipment_id"),
        eta=at,
        status=fixed("row_state", "delayed"),
        seen=cell(shipment, "version"),
    )
    inside = note(
        dossier, "warehouse", "note_dock", "the dock has to be there",
        objects=[shipment], option=option, name=_number(shipment), at=at,
    )  # fmt: skip
    contact = contact_of(dossier, shipment.text("carrier_id"))
    if contact is None:
        return (written, inside)
    answer = send(
        dossier, contact, "dock_time", "the carrier asks when it may come",
        function="logistics", objects=[shipment], option=option,
        name=_number(shipment), at=at,
    )  # fmt: skip
    return (written, inside, answer)


def _number(shipment: Row) -> Slot:
    names = ("truck_load", "booking_no", "master_ref", "shipment_id")
    return cell(shipment, next(name for name in names if shipment.text(name)))
