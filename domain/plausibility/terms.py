"""Terms against what was awarded, and containers against what their booking was costed for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.plausibility.book import (
    Book,
    Cells,
    Suspicion,
    each,
    grouped,
    number,
    plain,
    rows,
    text,
)


def payment_terms(book: Book) -> Iterator[Suspicion]:
    """A supplier's payment terms on file that differ from those of an award to it."""
    partners = rows(book, "partners")
    for _, key, row in each(book, "awards"):
        supplier = text(row, "supplier_id")
        awarded, filed = (
            text(row, "payment_terms"),
            text(partners.get(supplier, {}), "payment_terms"),
        )
        if awarded and filed and awarded != filed:
            says = f"payment terms {filed}, but award {key} says {awarded}"
            yield Suspicion("partners", supplier, says)


def incoterms(book: Book) -> Iterator[Suspicion]:
    """An offer's Incoterm that differs from the award that rests on it."""
    offers = rows(book, "rfq_lines")
    for _, key, row in each(book, "awards"):
        offer = "/".join(text(row, column) for column in ("rfq_id", "line", "supplier_id"))
        awarded, filed = _incoterm(row), _incoterm(offers.get(offer, {}))
        if awarded and filed and awarded != filed:
            yield Suspicion("rfq_lines", offer, f"{filed}, but award {key} says {awarded}")


def _incoterm(row: Cells) -> str:
    return f"{text(row, 'incoterm')} {text(row, 'incoterm_place')}".strip()


def containers_costed(book: Book) -> Iterator[Suspicion]:
    """More containers under a sea booking than its cost pays for at the forwarder's rates."""
    units = grouped(rows(book, "shipment_units"), "shipment_id")
    for key, row in rows(book, "shipments").items():
        cost, rate = number(row, "freight_should_cost"), _container_rate(book, row)
        if not cost or not rate or text(row, "mode") != "sea":
            continue
        paid = int(cost / rate)
        held: list[str] = []
        for unit, cells in units.get((key,), {}).items():
            unit_no = text(cells, "unit_no")
            if unit_no not in held:
                held.append(unit_no)
            if held.index(unit_no) >= max(paid, 1):
                says = (
                    f"container {len(held)} under booking {text(row, 'booking_no')}, which at "
                    f"{plain(cost)} was costed for {max(paid, 1)}"
                )
                yield Suspicion("shipment_units", unit, says)


def _container_rate(book: Book, shipment: Cells) -> Decimal | None:
    """The lowest rate for a container that the forwarder has for the lane."""
    lane = (text(shipment, "forwarder_id"), text(shipment, "pol"), text(shipment, "pod"))
    found = [
        number(row, "rate")
        for row in rows(book, "rates").values()
        if (text(row, "partner_id"), text(row, "origin"), text(row, "destination")) == lane
        and text(row, "basis") == "per container"
    ]
    return min((rate for rate in found if rate), default=None)


RULES = (payment_terms, incoterms, containers_costed)
