"""How far a shipment slips, by what its carrier tells or the record shows, and when goods dock."""

from __future__ import annotations

import re
from datetime import date, datetime

from domain.cells import cell
from domain.deadlines.cutoffs import CUTOFFS
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.moments import moment_of, moment_slot
from domain.dossier.told import Told
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.values import Value

#: Modes whose arrival is the arrival at our dock.
_TO_THE_DOCK = frozenset({"truck", "road", "courier"})


class Slip(Value):
    """A shipment with its arrival now; `days` later than it was planned, 0 for none.

    `told` is who says so, None where the record itself was changed; `day` is the arrival and `plan`
    the one before, as slots.
    """

    shipment: Row
    told: Told | None
    new: datetime | date
    old: datetime | date | None
    day: Slot | None
    plan: Slot

    @property
    def days(self) -> int:
        """Calendar days, negative where it comes earlier."""
        return 0 if self.old is None else (_day(self.new) - _day(self.old)).days


def affected(dossier: Dossier) -> tuple[Row, ...]:
    """Shipments that somebody tells something of, or that an export changed, each once."""
    told = [*(one.object for one in dossier.told), *dossier.origin.before]
    names = dict.fromkeys(one for one in told if one.startswith("shipments:"))
    return tuple(row for name in names if (row := dossier.row(name)) is not None)


def slips(dossier: Dossier) -> tuple[Slip, ...]:
    """Shipments with a new arrival, told by whoever carries them."""
    found = [slip_of(dossier, row) for row in affected(dossier)]
    return tuple(one for one in found if one is not None)


def slip_of(dossier: Dossier, shipment: Row) -> Slip | None:
    """Its new arrival at the place the record's is of: the first day told, else the record's own
    where an export moved it; None without one. What it was before an export counts as the plan."""
    told, was = dossier.first("eta", shipment.object), dossier.origin.was(shipment.object, "eta")
    new = moment_of(told) if told is not None else None
    now = shipment.values.get("eta")
    plan = was or cell(shipment, "eta")
    old = _moment(was.value) if was is not None else now if isinstance(now, date) else None
    if told is not None and new is not None and told.slot is not None:
        return Slip(shipment=shipment, told=told, new=new, old=old, day=told.slot, plan=plan)
    if was is None or not isinstance(now, date):
        return None
    day = cell(shipment, "eta")
    return Slip(shipment=shipment, told=None, new=now, old=old, day=day, plan=plan)


def _moment(text: str) -> datetime | date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def dock_slot(dossier: Dossier, slip: Slip, line: Row) -> Slot | None:
    """The day the goods of an order line are at our dock now; None where nobody can say.

    A truck's arrival is that day. At sea it is the need date less the company's buffer (its rule
    `original ETA + 1 day`), moved by as much as the ship.
    """
    day = slip.day
    if day is None:
        return None
    if slip.shipment.text("mode") in _TO_THE_DOCK:
        return derived("docked", day=day)
    if not line.text("need_date") or slip.old is None:
        return None
    rule = dossier.company.get("need_date_rule")
    return derived(
        "moved_with",
        need=cell(line, "need_date"),
        rule=fixed("empty", "") if rule is None else cell(rule, "value"),
        old=slip.plan,
        new=day,
    )


def voyage_slots(dossier: Dossier, shipment: Row) -> dict[str, Slot]:
    """The vessel and voyage told, where they are others than the record's."""
    told = dossier.first("voyage", shipment.object)
    if told is None or told.slot is None or not re.search(r"\S\s+\S*\d\S*$", told.text):
        return {}
    slots = {
        "vessel": derived("vessel_of", words=told.slot),
        "voyage": derived("voyage_of", words=told.slot),
    }
    return {} if all(shipment.text(name) == one.value for name, one in slots.items()) else slots


def as_told(dossier: Dossier, shipment: Row) -> Row:
    """The shipment with its sailing as told now. On another voyage nothing of the one on record is
    left: what is not told of the new one is not known."""
    values = dict(shipment.values)
    if other := voyage_slots(dossier, shipment):
        values |= {name: slot.value for name, slot in other.items()}
        values |= dict.fromkeys(("etd", "eta", *CUTOFFS))
    for name in ("etd", "eta"):
        told, known = dossier.first(name, shipment.object), values.get(name)
        moment = moment_of(told) if told is not None else None
        if moment is not None and not (isinstance(known, date) and _day(known) == _day(moment)):
            values[name] = moment
    return shipment.model_copy(update={"values": values})


def eta_slot(slip: Slip) -> Slot | None:
    """The arrival as it is written on record; None where the record has it so already."""
    slot = moment_slot(slip.told) if slip.told is not None else None
    return None if slot is None or slot.value == cell(slip.shipment, "eta").value else slot


def etd_slot(dossier: Dossier, shipment: Row) -> Slot | None:
    """The sailing as told, with its time of day; None where the record has it so already."""
    told = dossier.first("etd", shipment.object)
    slot = moment_slot(told) if told is not None else None
    known = cell(shipment, "etd").value
    if slot is None or known.startswith(slot.value):
        return None
    return None if slot.value == known[: len("2026-04-14T18:00")] else slot
