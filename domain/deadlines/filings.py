"""Advance filings of a shipment: which apply to its lane and mode, and until when each is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from domain.deadlines.clock import Deadline, at_place, zone_of
from domain.record import Row
from domain.rulebook import Rule, loaded, rules, with_own
from domain.values import Value
from domain.workdays import Workdays, later

Base = Literal["loading", "departure", "arrival", "border", "entry"]


class FilingRule(Rule):
    """A filing `days` and `hours` before (or `after`) its base event, at the event's place.

    `working`: the days are those the place works.
    """

    mode: str
    applies: Literal["to", "from"]
    base: Base
    days: int = 0
    hours: int = 0
    after: bool = False
    working: bool = False
    end_of_day: bool = False
    note: str = ""


class Event(Value):
    """An event of the journey at a place in `zone`; a time without offset is the place's own.

    `planned`: it is expected (ETD, ETA), so what follows from it is an estimate.
    """

    at: datetime | date
    zone: str
    planned: bool = True


def filing_rules() -> tuple[FilingRule, ...]:
    """All filings on file."""
    return rules("domain.deadlines", "filings", FilingRule)


def applying(
    origin: str, destination: str, mode: str, day: date, own: Sequence[Row] = ()
) -> tuple[FilingRule, ...]:
    """Filings for a lane between two countries (ISO 3166) by a mode, in force on that day.

    Inside one country or customs union none applies. `own`: the company's rows of
    `tariffs_and_deadlines`, which go before the rules of their code.
    """
    start, end = _regions(origin), _regions(destination)
    if start & end:
        return ()
    return tuple(
        rule
        for rule in with_own(filing_rules(), own)
        if rule.holds_on(day)
        and rule.jurisdiction in (end if rule.applies == "to" else start)
        and rule.mode in (_mode(mode), "any")
    )


def due(
    rule: FilingRule, events: Mapping[Base, Event], workdays: Workdays | None = None
) -> Deadline:
    """When the filing is due by its base event; a day without a time is taken from its beginning.

    Loading is not known before the ship loads: departure less the same hours stands for it as an
    estimate and says so.
    """
    base = events.get(rule.base)
    stand_in = base is None and rule.base == "loading"
    base = events.get("departure") if stand_in else base
    if base is None or zone_of(base.zone) is None:
        lacks = f"when {rule.base} is" if base is None else f"the time zone of {rule.base}"
        return _deadline(rule, missing=(lacks,))
    if rule.working and workdays is None:
        return _deadline(rule, zone=base.zone, missing=("the working days of the place",))
    timed = isinstance(base.at, datetime)
    moment = at_place(
        base.at if isinstance(base.at, datetime) else datetime.combine(base.at, time.min), base.zone
    )
    if moment is None:
        return _deadline(rule, zone=base.zone, missing=(f"a day of {rule.base} that can be true",))
    used = "departure, as loading is not known," if stand_in else rule.base
    shown = f"{moment:%Y-%m-%d %H:%M}" if timed and not rule.end_of_day else f"{moment:%Y-%m-%d}"
    end = _by_day(rule, moment, workdays) if rule.end_of_day else _shift(rule, moment)
    return _deadline(
        rule,
        at=end,
        zone=base.zone,
        estimate=base.planned or stand_in or not (timed or rule.end_of_day),
        basis=f"{_length(rule)} {used} {shown} {base.zone}",
        missing=() if end else (f"a day of {rule.base} that can be true",),
    )


def _by_day(rule: FilingRule, moment: datetime, workdays: Workdays | None) -> datetime | None:
    """The end of the day that lies so many days from the event."""
    if rule.working and workdays is not None:
        day = workdays.after(moment.date(), rule.days)
    else:
        day = later(moment.date(), rule.days if rule.after else -rule.days)
    return at_place(datetime.combine(day, time(23, 59, 59)), f"{moment.tzinfo}")


def _shift(rule: FilingRule, moment: datetime) -> datetime | None:
    """So many real hours on, whatever the clocks do in between."""
    step = timedelta(days=rule.days, hours=rule.hours)
    try:
        utc = moment.astimezone(UTC) + (step if rule.after else -step)
        return utc.astimezone(moment.tzinfo)
    except OverflowError:
        return None


def _length(rule: FilingRule) -> str:
    days, hours = f"{rule.days} d" if rule.days else "", f"{rule.hours} h" if rule.hours else ""
    side = "after" if rule.after else "before"
    days = f"{rule.days} working d" if rule.working else days
    end = "end of the day " if rule.end_of_day else ""
    return f"{end}{' '.join(one for one in (days, hours) if one)} {side}"


def _deadline(rule: FilingRule, **known: object) -> Deadline:
    return Deadline.model_validate(
        {"code": rule.code, "says": rule.says, "source": rule.cited, "note": rule.note, **known}
    )


def filings_of(
    shipment: Row,
    day: date,
    zones: Mapping[str, str] | None = None,
    own: Sequence[Row] = (),
) -> tuple[Deadline, ...]:
    """Filings of a `shipments` row by its ports (UN/LOCODE), mode, ETD and ETA.

    The ETD counts in the zone of its cut-offs, the ETA in the zone that `zones` gives for the
    port of discharge. A shipment without ports has what is missing said in one deadline. What is
    due after the entry (the entry summary) is left to `due`, once there is one.
    """
    origin, destination = shipment.text("pol")[:2], shipment.text("pod")[:2]
    if not origin or not destination:
        missing = ("its ports of loading and discharge",)
        return (Deadline(code="filings", says="advance filings", missing=missing),)
    zone = shipment.text("place_tz_cutoffs")
    there = (zones or {}).get(shipment.text("pod"), "")
    known: dict[Base, Event] = {}
    etd, eta = shipment.values.get("etd"), shipment.values.get("eta")
    if isinstance(etd, date):
        known["departure"] = Event(at=etd, zone=zone)
    if isinstance(eta, date):
        known["arrival"] = known["border"] = Event(at=eta, zone=there)
    found = applying(origin, destination, shipment.text("mode"), day, own)
    return tuple(due(rule, known) for rule in found if rule.base != "entry")


def _mode(mode: str) -> str:
    return {"truck": "road", "ocean": "sea"}.get(mode, mode)


def _regions(country: str) -> frozenset[str]:
    """The country and the customs unions it files for."""
    groups = loaded("domain.deadlines", "filings")["countries"]
    union = {"EU"} if country in groups["EU"] or country in groups["EU-security"] else set()
    return frozenset({country, *union})
