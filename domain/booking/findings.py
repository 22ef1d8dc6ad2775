"""What each function finds about cargo and bookings: cut-offs, backward plan, co-loaded orders."""

from __future__ import annotations

from collections.abc import Iterator

from domain.booking import earlier, loose
from domain.booking.cargo import cargo_of, held
from domain.booking.request import any_danger, booking_state, sails, terms_of
from domain.contribution import Finding
from domain.deadlines.cutoffs import cutoffs_of
from domain.dossier.context import Dossier
from domain.dossier.moments import cut
from domain.papers.clocks import credits, filings, wanted_by
from domain.record import Row
from domain.recovery.by_air import in_the_air
from domain.recovery.slip import as_told


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Cargo, the booking held with its cut-offs, the backward plan, whose goods are beside it."""
    found = list(_cargo(dossier))
    for shipment in shipments_of(dossier):
        found += earlier.findings(dossier, shipment)
        found += _sailing(dossier, shipment)
        found += _cutoffs(dossier, as_told(dossier, shipment))
        found += _beside(dossier, shipment)
        found += in_the_air(dossier, shipment)
    return found


def shipments_of(dossier: Dossier) -> list[Row]:
    """The shipment the case is about, or the booking held for its cargo."""
    row = dossier.subject_row
    if row is not None and row.table == "shipments":
        return [row]
    cargo = cargo_of(dossier)
    booking = held(dossier, cargo) if cargo is not None else None
    return [booking] if booking is not None else []


def _cargo(dossier: Dossier) -> Iterator[Finding]:
    cargo = cargo_of(dossier)
    if cargo is None:
        return
    size = f"{cargo.gross_kg or '?'} kg, {cargo.m3 or '?'} m³"
    flat = f", {cargo.flat} packages not to be stacked" if cargo.flat else ""
    lines = ", ".join(f"{one.row.key}: {one.qty.value}" for one in cargo.lines)
    text = f"ready {cargo.ready}: {lines} ({size}{flat})"
    yield Finding(text=text, rests_on=(cargo.order.object,))
    yield from loose.findings(dossier, cargo)
    booking = held(dossier, cargo)
    if booking is not None:
        yield Finding(text=booking_state(booking, cargo), rests_on=(booking.object,))
    terms = terms_of(cargo.order)
    who = {True: "we book the main carriage", False: "the supplier books the main carriage"}
    said = who.get(terms.opens_booking("buyer") is True, "") if terms.legs else "terms unknown"
    text = f"{cargo.order.text('incoterm')} {cargo.order.text('incoterm_place')}: {said}"
    yield Finding(text="; ".join([text, *terms.notes]), rests_on=(cargo.order.object,))


def _sailing(dossier: Dossier, shipment: Row) -> Iterator[Finding]:
    """Another vessel than the one on record, whose days and cut-offs are then of no use."""
    now = as_told(dossier, shipment)
    if (old := _vessel(shipment)) != (new := _vessel(now)) and old:
        number = shipment.text("booking_no") or shipment.key
        days = ", ".join(f"{name.upper()} {now.day(name) or 'not told'}" for name in ("etd", "eta"))
        was = ", ".join(f"{name.upper()} {shipment.day(name) or '-'}" for name in ("etd", "eta"))
        text = f"{number}: {new} now ({days}) instead of {old} ({was}); cut-offs of {old} are over"
        yield Finding(text=text, rests_on=(shipment.object,))


def _vessel(shipment: Row) -> str:
    return f"{shipment.text('vessel')} {shipment.text('voyage')}".strip()


def _cutoffs(dossier: Dossier, shipment: Row) -> Iterator[Finding]:
    """Cut-offs as told now, else as on record, in local time; papers backward from filings."""
    number = shipment.text("booking_no") or shipment.key
    for one in cutoffs_of(shipment):
        told = dossier.first(f"deadline:{one.code}", shipment.object)
        now = cut(told, one.code, one.says) if told is not None else one
        if now.at is not None:
            over = " (over)" if now.passed(dossier.now) else ""
            text = f"{number}: {now.says} by {now.basis}{over}"
            yield Finding(text=text, rests_on=(shipment.object,))
    for clock in filings(dossier, shipment):
        wanted = wanted_by(dossier, clock.binding).at
        if clock.binding.at is not None and wanted is not None:
            text = f"{number} sails {sails(shipment)}: {clock.binding.says} by "
            text += f"{clock.binding.at:%Y-%m-%d %H:%M %Z}, so papers by {wanted:%Y-%m-%d %H:%M %Z}"
            yield Finding(text=text, rests_on=(shipment.object, clock.binding.source))


def _beside(dossier: Dossier, shipment: Row) -> Iterator[Finding]:
    """Orders that share the shipment: what is done to it is done to them."""
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    own = dossier.subject.partition(":")[2]
    others = sorted({f"{one.text('po_id')}/{one.text('po_line')}" for one in units})
    others = [one for one in others if one.partition("/")[0] != own]
    if others:
        text = f"{shipment.key} also carries {', '.join(others)}"
        rests = tuple(f"purchase_order_lines:{one}" for one in others)
        yield Finding(text=text, rests_on=(shipment.object, *rests))


def of_compliance(dossier: Dossier) -> list[Finding]:
    """Lines that may be dangerous, and who said what of them."""
    found = []
    for one in any_danger(dossier):
        said = "cleared" if one.is_cleared else "dangerous goods"
        word = f"{said}: {one.certified.value}" if one.certified is not None else "not certified"
        item = one.line.item.text("un_no") if one.line.item is not None else ""
        text = f"{one.line.row.key}: {word}" + (f" (on record {item})" if item else "")
        found.append(Finding(text=text, rests_on=(one.line.row.object,)))
    return found


def of_finance(dossier: Dossier) -> list[Finding]:
    """Letters of credit that the sailing must keep."""
    found = []
    for shipment in shipments_of(dossier):
        for credit, until, why in credits(dossier, shipment):
            latest = credit.day("latest_shipment")
            text = f"{credit.key}: latest shipment {latest}, "
            text += f"documents by {until or 'unknown'} ({why})"
            found.append(Finding(text=text, rests_on=(credit.object,)))
    return found
