"""Dates that cannot follow one another as they do, years away, or day and month changed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from domain.plausibility.book import Book, Suspicion, created, day, each, grouped, rows, text


class _Pair(NamedTuple):
    """In `table`, `late` may not lie before `early`."""

    table: str
    early: str
    late: str


_PAIRS = [
    _Pair(*words.split())
    for words in (
        "contracts valid_from valid_to",
        "rates valid_from valid_to",
        "people absent_from absent_to",
        "rfqs created_on closes_at",
        "past_cases opened_on closed_on",
        "shipments etd eta",
        "shipments si_cutoff etd",
        "shipments vgm_cutoff etd",
        "shipments cy_cutoff etd",
        "shipment_units gate_out empty_return",
        "customer_deliveries ship_date delivered_on",
        "letters_of_credit latest_shipment expiry",
        "invoices invoice_date due_date",
        "invoices invoice_date recorded_on",
        "onboarding requested_on valid_until",
        "onboarding_documents received_on valid_to",
        "screenings run_on cleared_on",
        "chases sent_on due_on",
        "chases sent_on answered_on",
        "reservations made_at expires_at",
    )
]

#: Dates of a row that belongs to an order: none may lie before the order was created.
_AFTER_ORDER = {
    ("purchase_order_lines", "po_id"): ("promised_date", "need_date"),
    ("po_confirmations", "po_id"): ("promised_date",),
    ("receipts", "po_id"): ("posted_on",),
    ("deliveries", "po_id"): ("ship_date",),
    ("sales_order_lines", "so_id"): ("promised_date", "planned_date", "requested_date"),
    ("customer_deliveries", "so_id"): ("ship_date",),
}
_ORDERS = {"po_id": "purchase_orders", "so_id": "sales_orders"}

#: An order whose goods are due later than this after it was written has a wrong year.
_FARTHEST = timedelta(days=2 * 366)
#: A promise this far from the need that would be near it with day and month changed over.
_FAR, _NEAR = timedelta(days=100), timedelta(days=45)


def date_pairs(book: Book) -> Iterator[Suspicion]:
    """Ends before beginnings."""
    for pair in _PAIRS:
        for table, key, row in each(book, pair.table):
            early, late = day(row, pair.early), day(row, pair.late)
            if early and late and late < early:
                yield Suspicion(table, key, f"{pair.late} {late} is before {pair.early} {early}")


def dates_of_orders(book: Book) -> Iterator[Suspicion]:
    """Dates before the order existed, or years after it; not where the order's own is wrong."""
    misdated = {one.key for one in creation_of_orders(book)}
    for (name, column), dates in _AFTER_ORDER.items():
        for table, key, row in each(book, name):
            order = text(row, column)
            start = None if order in misdated else created(book, row, _ORDERS[column], column)
            for when in dates if start else ():
                said = day(row, when)
                if start and said and not start <= said <= start + _FARTHEST:
                    yield Suspicion(table, key, _out_of_order(when, said, start))


def _out_of_order(column: str, said: date, start: date) -> str:
    place = "before the order was created" if said < start else "years after the order of"
    swapped = changed_over(said)
    hint = (
        f" (day and month changed over: {swapped}?)"
        if swapped and start <= swapped <= start + _FARTHEST
        else ""
    )
    return f"{column} {said} is {place} {'on ' if said < start else ''}{start}{hint}"


def creation_of_orders(book: Book) -> Iterator[Suspicion]:
    """An order created after every date of all its lines: its own date is the wrong one."""
    lines = grouped(rows(book, "purchase_order_lines"), "po_id")
    for table, key, row in each(book, "purchase_orders"):
        start = day(row, "created_on")
        dates = [
            said
            for line in lines.get((key,), {}).values()
            for column in ("promised_date", "need_date")
            if (said := day(line, column))
        ]
        if start and len(dates) > 1 and max(dates) < start:
            yield Suspicion(table, key, f"created_on {start} is after every date of its lines")


def day_and_month(book: Book) -> Iterator[Suspicion]:
    """Promises whose day and month look changed over: by the confirmation, or by the need."""
    confirmed = grouped(rows(book, "po_confirmations"), "po_id", "line")
    for table, key, row in each(book, "purchase_order_lines"):
        said = day(row, "promised_date")
        swapped = changed_over(said) if said else None
        if said is None or swapped is None:
            continue
        told = confirmed.get((text(row, "po_id"), text(row, "line")), {}).values()
        days = {day(one, "promised_date") for one in told}
        need = day(row, "need_date")
        if swapped in days and said not in days:
            why = f"it was confirmed for {swapped}"
        elif need and said not in days and abs(said - need) > _FAR and abs(swapped - need) < _NEAR:
            why = f"it is needed on {need}"
        else:
            continue
        yield Suspicion(
            table, key, f"promised_date {said} may have day and month changed over: {why}"
        )


def changed_over(said: date) -> date | None:
    """The date with day and month changed over, None when there is none or it is the same."""
    if said.day > 12 or said.day == said.month:
        return None
    return said.replace(month=said.day, day=said.month)


RULES = (date_pairs, dates_of_orders, creation_of_orders, day_and_month)
