"""Items and their stock: drawing revisions, safety and blocked stock, temperatures, lead times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from domain.plausibility.book import (
    Book,
    Suspicion,
    created,
    day,
    each,
    grouped,
    number,
    plain,
    rows,
    text,
)

#: What stands for "has no drawing".
_NO_REVISION = frozenset({"", "n/a", "na", "-", "none"})
#: A lead time so many times the longest time that any order gave has a figure too many.
_FAR = 3


def drawing_revisions(book: Book) -> Iterator[Suspicion]:
    """An open order needs another revision than the item has: a later one speaks against the item.

    Revisions count by length, then by letter (B < C < AA); an earlier one speaks against the line.
    """
    items = rows(book, "items")
    for table, key, row in each(book, "purchase_order_lines"):
        item = text(row, "item_id")
        wanted, current = text(row, "drawing_rev").strip(), text(items.get(item, {}), "drawing_rev")
        current = current.strip()
        if {wanted.lower(), current.lower()} & _NO_REVISION or wanted == current:
            continue
        if (len(wanted), wanted) > (len(current), current):
            says = f"drawing revision {current}, but order line {key} needs {wanted}"
            yield Suspicion("items", item, says)
        else:
            says = f"drawing revision {wanted}, but the current one of {item} is {current}"
            yield Suspicion(table, key, says)


def safety_stocks(book: Book) -> Iterator[Suspicion]:
    """An empty safety stock where the site keeps one for other items."""
    kept = {
        text(row, "site_id")
        for row in rows(book, "stock").values()
        if number(row, "safety_stock") is not None
    }
    for table, key, row in each(book, "stock"):
        site = text(row, "site_id")
        if number(row, "safety_stock") is None and site in kept:
            yield Suspicion(
                table, key, f"safety stock is empty; {site} keeps one for its other items"
            )


def blocked_goods(book: Book) -> Iterator[Suspicion]:
    """More blocked than there is."""
    for table, key, row in each(book, "stock"):
        blocked, on_hand = number(row, "blocked"), number(row, "on_hand")
        if blocked is not None and on_hand is not None and blocked > on_hand >= 0:
            yield Suspicion(table, key, f"blocked {plain(blocked)} of {plain(on_hand)} on hand")


def temperatures(book: Book) -> Iterator[Suspicion]:
    """A lowest temperature above the highest."""
    for table, key, row in each(book, "items"):
        low, high = number(row, "temp_min_c"), number(row, "temp_max_c")
        if low is not None and high is not None and low > high:
            yield Suspicion(
                table, key, f"temp_min_c {plain(low)} is above temp_max_c {plain(high)}"
            )


def lead_times(book: Book) -> Iterator[Suspicion]:
    """A lead time that is many times what every order of the item ever gave."""
    lines = grouped(rows(book, "purchase_order_lines"), "item_id")
    for key, item in rows(book, "items").items():
        lead = number(item, "lead_time_days")
        given = [
            (need - start).days
            for row in lines.get((key,), {}).values()
            if (need := day(row, "need_date"))
            and (start := created(book, row, "purchase_orders", "po_id"))
        ]
        if lead and given and lead > _FAR * max(given) > 0:
            says = f"lead time {plain(lead)} days, but no order of it gave more than {max(given)}"
            yield Suspicion("items", key, says)


def awarded_lead_times(book: Book) -> Iterator[Suspicion]:
    """Goods needed sooner after the award than the item's lead time allows."""
    items = rows(book, "items")
    awards = grouped(rows(book, "awards"), "rfq_id", "supplier_id")
    heads = rows(book, "purchase_orders")
    for row in rows(book, "purchase_order_lines").values():
        head = heads.get(text(row, "po_id"), {})
        item, need = text(row, "item_id"), day(row, "need_date")
        lead = number(items.get(item, {}), "lead_time_days") or Decimal(0)
        for award in awards.get((text(head, "rfq_id"), text(head, "supplier_id")), {}).values():
            decided = day(award, "decided_on")
            if decided and need and decided + timedelta(days=int(lead)) > need:
                says = (
                    f"lead time {plain(lead)} days, but awarded on {decided} it is needed on {need}"
                )
                yield Suspicion("items", item, says)


RULES = (
    drawing_revisions,
    safety_stocks,
    blocked_goods,
    temperatures,
    lead_times,
    awarded_lead_times,
)
