"""What each function finds about goods on the way: slips, lines by exposure, stock, temperature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from domain.aboard import Aboard, aboard
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.dossier.moments import moment_of
from domain.reading import QuantityStated
from domain.reckoning import figure
from domain.record import Row
from domain.recovery import splits
from domain.recovery.by_air import in_the_air
from domain.recovery.hours import is_open
from domain.recovery.late import Late, all_late
from domain.recovery.slip import Slip, affected, slips
from domain.recovery.stock import free_at


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Slips with their cause, goods on board by exposure, what was left out, temperatures."""
    found = [_slip(dossier, one) for one in slips(dossier)]
    found += _on_board(dossier)
    for row in affected(dossier):
        found += in_the_air(dossier, row)
    found += _left_out(dossier)
    found += _temperatures(dossier)
    return [*found, *_dock(dossier)]


def _slip(dossier: Dossier, slip: Slip) -> Finding:
    cause = dossier.first("cause", slip.shipment.object)
    place = dossier.first("event_place", slip.shipment.object)
    old = _when(slip.old) if slip.old is not None else "an unknown day"
    text = f"{slip.shipment.key}: arrival {_when(slip.new)} instead of {old}"
    text += f", {slip.days} days later" if slip.days else ""
    text += f"; cause {cause.text}" if cause is not None else "; nobody says why"
    text += f" at {place.text}" if place is not None else ""
    quotes = [one.quote for one in (slip.told, cause) if one is not None and one.quote]
    return Finding(text=text, rests_on=(slip.shipment.object, *quotes))


def _when(moment: date) -> str:
    timed = isinstance(moment, datetime)
    return f"{moment:%Y-%m-%d %H:%M}" if timed else f"{moment:%Y-%m-%d}"


def _on_board(dossier: Dossier) -> list[Finding]:
    """Order lines on board of all that is affected, the most exposed first."""
    goods = [one for row in affected(dossier) for one in aboard(dossier, row)]
    late = {one.waiting.line.object: one for one in all_late(dossier)}
    ranked = sorted(goods, key=lambda one: _exposure(one, late), reverse=True)
    return [_goods(place, one, late) for place, one in enumerate(ranked, 1)]


def _exposure(goods: Aboard, late: dict[str, Late]) -> tuple[Decimal, Decimal, str]:
    """Penalties first, then what the goods are worth."""
    charged = Decimal(0)
    for one in goods.waiting:
        known = late.get(one.line.object)
        cost = known.penalty(one.qty) if known is not None else None
        charged += cost.money.amount if cost is not None else Decimal(0)
    worth = goods.value.amount if goods.value is not None else Decimal(0)
    return charged, worth, goods.line.key


def _goods(place: int, goods: Aboard, late: dict[str, Late]) -> Finding:
    worth = f", worth {goods.value}" if goods.value is not None else ""
    text = f"{place}. order {goods.line.key} in {goods.unit.text('unit_no')}: "
    text += f"{goods.unit.text('qty')} {goods.unit.text('uom')} {goods.line.text('item_id')}{worth}"
    waits = [one for one in goods.waiting if one.line.object in late]
    said = [f"{one.name} {late[one.line.object].days} days late" for one in waits]
    text += "; " + ", ".join(said) if said else "; no customer is late by it"
    return Finding(text=text, rests_on=(goods.line.object, goods.unit.object))


def _left_out(dossier: Dossier) -> Iterator[Finding]:
    """Shipments on the same vessel that nobody tells anything of, and numbers that fit nothing."""
    told = {row.key for row in affected(dossier)}
    voyages = {(row.text("vessel"), row.text("voyage")) for row in affected(dossier)} - {("", "")}
    for row in dossier.of("shipments"):
        if row.key not in told and (row.text("vessel"), row.text("voyage")) in voyages:
            text = f"left out: {row.key} ({row.text('booking_no')}) is on the same vessel"
            yield Finding(text=f"{text}, nothing usable is told of it", rests_on=(row.object,))
    for one in dossier.questions:
        if one.about == "reference":
            text = f"left out: {one.object.partition(':')[2]}: {one.text}"
            yield Finding(text=text, rests_on=(one.span.quote,) if one.span else ())


def _temperatures(dossier: Dossier) -> Iterator[Finding]:
    for told in dossier.stated("temperature"):
        value = told.statement.value
        if not isinstance(value, QuantityStated):
            continue
        celsius = value.quantity.n
        if value.quantity.unit == "F":
            celsius = ((celsius - 32) * 5 / 9).quantize(Decimal("0.1"))
        for item in _kept_cool(dossier, told.object):
            low, high = item.number("temp_min_c"), item.number("temp_max_c")
            inside = low is not None and high is not None and low <= celsius <= high
            verdict = "inside" if inside else "OUTSIDE"
            text = f"{told.text} {value.quantity.unit} = {figure(celsius)} °C is {verdict} "
            text += f"{low}–{high} °C of {item.key}"
            yield Finding(text=text, rests_on=(told.quote, item.object))


def _kept_cool(dossier: Dossier, shipment: str) -> list[Row]:
    row = dossier.row(shipment)
    items = {one.line.text("item_id") for one in aboard(dossier, row)} if row is not None else set()
    found = [dossier.row(f"items:{item}") for item in sorted(items)]
    return [one for one in found if one is not None and one.number("temp_max_c") is not None]


def _dock(dossier: Dossier) -> Iterator[Finding]:
    for slip in slips(dossier):
        site = dossier.row(f"sites:{slip.shipment.text('final_site')}")
        hours = site.text("receiving_hours") if site is not None else ""
        first = (slip.told,) if slip.told is not None else ()
        for told in (*first, *dossier.stated("alternative_eta", slip.shipment.object)):
            moment = moment_of(told)
            known = isinstance(moment, datetime)
            state = is_open(hours, moment) if known and isinstance(moment, datetime) else None
            if state is not None:
                word = "open" if state else "closed"
                text = f"{slip.shipment.key}: {moment:%a %Y-%m-%d %H:%M}, the dock is {word}"
                yield Finding(text=f"{text} ({hours})", rests_on=(told.quote,))


def of_customers(dossier: Dossier) -> list[Finding]:
    """Who is late by how many days, what their contracts say, and threats as words only."""
    found = []
    for one in all_late(dossier):
        charged = one.penalty(one.waiting.qty)
        text = f"{one.waiting.name}: promised {one.promised}, {one.arrives} now, {one.days} days"
        text += f"; {charged.money} ({charged.formula})" if charged is not None else ""
        text += f"; until {one.until} is good enough for it" if one.is_accepted else ""
        found.append(Finding(text=text, rests_on=(one.waiting.line.object,)))
    for told in dossier.stated("penalty_pct_per_week"):
        text = f"the customer says {told.text} % a week; only its contract counts"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    return found


def of_planning(dossier: Dossier) -> list[Finding]:
    """Stock of what late customers wait for, site by site, with who holds it."""
    found = []
    items = {one.waiting.line.text("item_id") for one in all_late(dossier)}
    for item in sorted(items):
        for site in sorted({row.text("site_id") for row in dossier.of("stock", item_id=item)}):
            free = free_at(dossier, site, item)
            if free is None:
                continue
            text = f"{item} at {site}: {figure(free.free)} above the floor"
            text += f", {figure(free.held)} held by {', '.join(free.holders)}" if free.held else ""
            text += f"; not known: {free.missing}" if free.missing else ""
            found.append(Finding(text=text, rests_on=(free.row.object,)))
    return [*found, *splits.findings(dossier)]
