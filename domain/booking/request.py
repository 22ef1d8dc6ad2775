"""Bookings as options: each way with its cost and arrival, and the request it would send."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from domain.actions import RequestBooking
from domain.booking.cargo import Cargo, cargo_of, held
from domain.booking.dangers import Danger, dangers
from domain.booking.lanes import Lane, asked_boxes, lanes, under_way
from domain.cells import cell
from domain.customs.incoterms import DeliveryTerms, terms_of_delivery
from domain.deadlines.cutoffs import cutoffs_of
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of
from domain.one_language import in_one_language
from domain.options import Option
from domain.provenance import Slot, fixed
from domain.record import Row

#: What must be known before anything is booked, by the topic of the question.
BLOCKING = {
    "ready_date": "when it is ready",
    "promised_qty": "how much is ready",
    "incoterm": "which delivery term holds",
    "terms_conflict": "which delivery term holds",
    "counter_offer": "which terms hold",
    "gross_weight": "the gross weight",
    "volume": "the volume",
}


def terms_of(order: Row) -> DeliveryTerms:
    """The delivery term on the order, leg by leg."""
    return terms_of_delivery(f"{order.text('incoterm')} {order.text('incoterm_place')}".strip())


def options(dossier: Dossier) -> list[Option]:
    """Every way on file to carry what is ready, where the main carriage is ours to book."""
    cargo = cargo_of(dossier)
    if cargo is None or not cargo.lines or terms_of(cargo.order).opens_booking("buyer") is False:
        return []
    return by_lanes(dossier, cargo) or [_nothing_on_file(dossier, cargo)]


def by_lanes(dossier: Dossier, cargo: Cargo) -> list[Option]:
    """Each way on file, priced."""
    return [_option(dossier, cargo, lane) for lane in lanes(dossier, cargo)]


def _nothing_on_file(dossier: Dossier, cargo: Cargo) -> Option:
    return Option(
        name="ask for a rate",
        title="no rate for this lane is on file",
        by="logistics",
        object=cargo.order.object,
        currency=cargo.order.text("currency"),
        unknown=("a rate for the lane",),
    )


def _option(dossier: Dossier, cargo: Cargo, lane: Lane) -> Option:
    arrives, need = lane.arrives(cargo.ready), need_of(cargo)
    late = max(0, (arrives - need).days) if arrives is not None and need is not None else 0
    carrying = under_way(dossier, cargo, lane)
    asked = requested(dossier, cargo, lane)
    return Option(
        name=lane.name,
        title=f"book {lane.name}, at our dock {arrives or 'on an unknown day'}",
        by="logistics",
        object=cargo.order.object,
        days_late=late,
        components=(*lane.parts, *([carrying] if carrying is not None else [])),
        currency=lane.rate.text("currency"),
        effects=_effects(dossier, cargo, lane, late),
        measures={"other_service": late, "service": late},
        draws=lane.use.draws,
        unknown=tuple(dict.fromkeys((*_lacking(lane), *_open(dossier, cargo), *_nobody(asked)))),
        violates=_broken(dossier, cargo, lane),
        assumptions=("space is confirmed at this rate",),
        arrives=arrives,
        carried=lane.rate.text("mode").lower(),
        actions=(asked,) if asked is not None else (),
    )


def _lacking(lane: Lane) -> tuple[str, ...]:
    return (*lane.missing, *lane.use.missing)


def _nobody(asked: RequestBooking | None) -> tuple[str, ...]:
    return ("the ready day and whom to ask",) if asked is None else ()


def need_of(cargo: Cargo) -> date | None:
    """The first day on which something of it is needed."""
    days = [day for one in cargo.lines if (day := one.row.day("need_date")) is not None]
    return min(days, default=None)


def _open(dossier: Dossier, cargo: Cargo) -> list[str]:
    """What is still asked of partners or people and decides how it is booked."""
    found = [BLOCKING[one.about] for one in dossier.questions if one.about in BLOCKING]
    for one in dangers(dossier, cargo):
        if one.certified is None:
            found.append(f"whether {one.line.row.key} is dangerous goods")
    return found


def _broken(dossier: Dossier, cargo: Cargo, lane: Lane) -> tuple[str, ...]:
    dangerous = [one for one in dangers(dossier, cargo) if not one.is_cleared]
    by_air = ["dangerous_goods_by_air"] if dangerous and lane.rate.text("mode") == "air" else []
    told = dossier.first("equipment")
    wanted = asked_boxes(told.text) if told is not None else None
    other = wanted is not None and lane.box and (lane.boxes, lane.box) != wanted
    full = ["space_available"] if lane.use.short else []
    return (*by_air, *(["equipment"] if other else []), *full)


def _effects(dossier: Dossier, cargo: Cargo, lane: Lane, late: int) -> dict[str, str]:
    booking = held(dossier, cargo)
    said = {"planning": f"{late} days after the need date" if late else "in time"}
    if booking is not None:
        said["logistics"] = booking_state(booking, cargo)
    if lane.use.short:
        said["logistics"] = said.get("logistics", "no booking is held") + lane.use.said()
    return said


def booking_state(booking: Row, cargo: Cargo) -> str:
    """Whether the booking held still takes it, by its cut-off in the time of the place."""
    gate = next(one for one in cutoffs_of(booking) if one.code == "cy_cutoff")
    if gate.at is None or cargo.ready is None:
        return f"booking {booking.text('booking_no')} is held"
    missed = cargo.ready > gate.at.date()
    word = "misses" if missed else "makes"
    return f"{word} the CY cut-off of booking {booking.text('booking_no')}, {gate.basis}"


def requested(dossier: Dossier, cargo: Cargo, lane: Lane) -> RequestBooking | None:
    """The request to whoever offers the rate; None without a ready day or a contact."""
    contact = contact_of(dossier, lane.rate.text("partner_id"), "booking")
    ready = cargo.ready_slot()
    if contact is None or ready is None:
        return None
    booking = held(dossier, cargo)
    same = booking is not None and lane.rate.text("partner_id") in (
        booking.text("forwarder_id"), booking.text("carrier_id"),
    )  # fmt: skip
    kept = booking if same and booking is not None and booking.text("booking_no") else None
    company = dossier.company.get("legal_name")
    inputs = {
        "template": fixed("template", "book_cargo"),
        "language": language_of(dossier, contact),
        "contact_name": cell(contact, "name"),
        "company": fixed("empty", "") if company is None else cell(company, "value"),
        "ready_date": ready,
        "mode": cell(lane.rate, "mode"),
        "boxes": _boxes(lane),
        "cargo": _listed(dossier, cargo, language_of(dossier, contact)),
    }
    return RequestBooking(
        case=dossier.case,
        function="logistics",
        objects=(contact.object, *(one.row.object for one in cargo.lines), *_row(kept)),
        option=lane.name,
        why="the cargo is ready",
        shipment_id=cell(kept, "shipment_id") if kept is not None else None,
        booking_no=cell(kept, "booking_no") if kept is not None else None,
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        change=derived("letter_text", **in_one_language(inputs)),
        ready_date=ready,
        seen=cell(kept, "version") if kept is not None else None,
    )


def _row(booking: Row | None) -> tuple[str, ...]:
    return () if booking is None else (booking.object,)


def _boxes(lane: Lane) -> Slot:
    """`2x20GP`; empty for what is not carried in boxes of its own."""
    if not lane.boxes or not lane.box or lane.boxes > 20:
        return fixed("empty", "")
    return derived(
        "boxes_of", count=fixed("place", str(lane.boxes)), box=fixed("equipment", lane.box)
    )


def _listed(dossier: Dossier, cargo: Cargo, language: Slot) -> Slot:
    """The lines with what is told of each, one a line, and what a person certified as dangerous."""
    certified = {one.line.row.object: one for one in dangers(dossier, cargo)}
    inputs: dict[str, Slot] = {"language": language}
    for at, one in enumerate(cargo.lines, 1):
        inputs |= {
            f"po{at}": cell(one.row, "po_id"),
            f"line{at}": cell(one.row, "line"),
            f"item{at}": cell(one.row, "item_id"),
            f"qty{at}": one.qty,
        }
        for name, told in (("packages", one.packages), ("kg", one.weight), ("cube", one.volume)):
            if told is not None and told.slot is not None:
                inputs[f"{name}{at}"] = told.slot
        inputs |= _agreed(dossier, one.row, at)
        danger = certified.get(one.row.object)
        if danger is not None and danger.certified is not None and not danger.is_cleared:
            inputs[f"danger{at}"] = danger.certified
    return derived("cargo_listed", **inputs)


def _agreed(dossier: Dossier, line: Row, at: int) -> dict[str, Slot]:
    """The order's delivery term, which travels unchanged into its booking, and the day of need."""
    order = dossier.row(f"purchase_orders:{line.text('po_id')}")
    columns = {"term": "incoterm", "at": "incoterm_place"}
    found = {} if order is None else {f"{k}{at}": cell(order, c) for k, c in columns.items()}
    need = {f"need{at}": cell(line, "need_date")} if line.day("need_date") is not None else {}
    return found | need


def spot_over_contract(dossier: Dossier, name: str) -> int | None:
    """How far a way's rate lies over the cheapest contract of its mode, in basis points."""
    cargo = cargo_of(dossier)
    found = {one.name: one for one in lanes(dossier, cargo)} if cargo is not None else {}
    lane = found.get(name)
    if lane is None:
        return None
    if not lane.is_spot:
        return 0
    mode = lane.rate.text("mode")
    same = [one.cost for one in found.values() if one.rate.text("mode") == mode and not one.is_spot]
    cheapest = min((one for one in same if one > 0), default=None)
    if cheapest is None:
        return None
    return int((lane.cost - cheapest) * Decimal(10_000) / cheapest)


def sails(booking: Row) -> str:
    """`2026-04-14 18:00` of a shipment, as its place's clock shows it."""
    etd = booking.values.get("etd")
    return f"{etd:%Y-%m-%d %H:%M}" if isinstance(etd, datetime) else booking.text("etd")


def any_danger(dossier: Dossier) -> tuple[Danger, ...]:
    """Lines that may be dangerous, of the cargo the case is about."""
    cargo = cargo_of(dossier)
    return dangers(dossier, cargo) if cargo is not None else ()
