"""A cut-off that came to be earlier: bring the goods in by it, or have them carried another way."""

from __future__ import annotations

from collections.abc import Iterator

from domain.booking.cargo import Cargo, cargo_aboard, worth
from domain.booking.lanes import carried_for
from domain.booking.request import by_lanes, need_of
from domain.contribution import Finding
from domain.deadlines.clock import Deadline
from domain.deadlines.cutoffs import cutoffs_of
from domain.dossier.context import Dossier
from domain.money import Money
from domain.options import CostComponent, Option
from domain.reckoning import part
from domain.record import Row
from domain.record_change import CUTOFFS

KEEP = "keep the booking"


def moved(dossier: Dossier, shipment: Row) -> list[str]:
    """Columns of the cut-offs that an export made earlier."""
    return [name for name in CUTOFFS if dossier.origin.was(shipment.object, name) is not None]


def options(dossier: Dossier, shipment: Row) -> list[Option]:
    """The booking kept, and every way on file beside it, for what it is held for; none where no
    cut-off was moved, or nothing on record is in it."""
    cargo = cargo_aboard(dossier, shipment) if moved(dossier, shipment) else None
    if cargo is None or not cargo.lines:
        return []
    others = [
        one.model_copy(update={"object": shipment.object}) for one in by_lanes(dossier, cargo)
    ]
    return [_keep(dossier, shipment, cargo), *others]


def _keep(dossier: Dossier, shipment: Row, cargo: Cargo) -> Option:
    gate = gate_of(shipment)
    currency = shipment.text("currency") or cargo.order.text("currency")
    return Option(
        name=KEEP,
        title=f"bring it in by {gate.basis or 'its cut-off'}",
        by="logistics",
        object=shipment.object,
        components=tuple(_costs(dossier, shipment, cargo, currency)),
        currency=currency,
        effects={"procurement": "; ".join(_in_time(cargo, gate))},
        unknown=(
            *((f"when the terminal closes: {gate.missing[0]}",) if gate.missing else ()),
            *(f"when {one.row.key} is ready" for one in cargo.lines if one.day is None),
        ),
        violates=("need_date",) if _misses(cargo, gate) else (),
        assumptions=("the goods are ready as confirmed",),
        arrives=need_of(cargo),  # its sailing is the planned one
    )


def gate_of(shipment: Row) -> Deadline:
    """When the full box has to be at the terminal."""
    return next(one for one in cutoffs_of(shipment) if one.code == "cy_cutoff")


def _misses(cargo: Cargo, gate: Deadline) -> bool:
    closes = gate.at
    return closes is not None and cargo.ready is not None and cargo.ready > closes.date()


def _in_time(cargo: Cargo, gate: Deadline) -> Iterator[str]:
    for one in cargo.lines:
        if one.day is None or gate.at is None:
            yield f"{one.row.key}: nobody can say whether it is in time"
        else:
            days = (gate.at.date() - one.day).days
            word = f"{days} day(s) before it closes" if days >= 0 else f"{-days} day(s) too late"
            yield f"{one.row.key}: ready {one.day}, {word}"


def _costs(dossier: Dossier, shipment: Row, cargo: Cargo, currency: str) -> Iterator[CostComponent]:
    """Freight as booked, and the days under way: what the other ways are held against."""
    planned, eta = shipment.number("freight_should_cost"), shipment.day("eta")
    if planned is not None:
        money = Money(amount=planned, currency=currency)
        booked = part("freight as booked", money, f"{shipment.object}, committed already")
        yield booked.model_copy(update={"follows": True, "payee": "carrier"})
    if eta is not None and cargo.ready is not None and eta > cargo.ready:
        days = (eta - cargo.ready).days
        carried = carried_for(dossier, cargo, days, currency)
        yield from () if carried is None else (carried,)


def findings(dossier: Dossier, shipment: Row) -> Iterator[Finding]:
    """Which cut-off was moved from when to when, and what cannot be reckoned for it."""
    for name in moved(dossier, shipment):
        was = dossier.origin.was(shipment.object, name)
        text = f"{shipment.key}: {CUTOFFS[name]} cut-off {shipment.text(name)} instead of "
        yield Finding(text=text + (was.value if was else ""), rests_on=(shipment.object,))
    cargo = cargo_aboard(dossier, shipment) if moved(dossier, shipment) else None
    if moved(dossier, shipment) and (cargo is None or worth(cargo) is None):
        lacks = "what is in it" if cargo is None else "the days under way: a price for each unit"
        text = f"not priced: {lacks} is not on record; logistics enters it with the next export"
        yield Finding(text=text, rests_on=(shipment.object,))
