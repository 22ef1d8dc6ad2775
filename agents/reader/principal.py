"""The one thing of a kind that a letter is about, where it names several."""

from __future__ import annotations

from agents.reader.letter import Letter
from agents.reader.papers import shipment_of_papers
from agents.reader.transport import shipment_meant

#: Rows in these states are named to be set apart: nobody asks for anything about them.
_DONE = frozenset({"paid", "closed", "delivered", "cancelled", "canceled", "settled"})
#: What a letter is about, by who asks for it; the first of these that the letter names alone.
_OBJECTS = {
    "supplier": ("purchase_orders", "rfqs", "onboarding", "invoices", "shipments"),
    "carrier": ("invoices", "shipments", "customer_deliveries"),
    "forwarder": ("shipments", "invoices"),
    "broker": ("shipments",),
    "warehouse": ("deliveries", "shipments"),
    "bank": ("letters_of_credit", "payments"),
    "customer": ("customer_deliveries", "sales_orders", "sales_order_lines"),
    "distributor": ("customer_deliveries", "sales_orders", "sales_order_lines"),
}


def principal(letter: Letter, table: str) -> str:
    """The only one named; else the only one in the subject; else the only one still open."""
    found = letter.bound(table)
    if len(found) == 1:
        return found[0]
    titled = _titled(letter, found)
    if len(titled) == 1:
        return titled[0]
    going = [one for one in found if not _is_done(letter, one)]
    return going[0] if len(going) == 1 else ""


def _titled(letter: Letter, found: tuple[str, ...]) -> list[str]:
    """Those whose number stands in the subject, and in no longer one there."""
    keys = {one: one.partition(":")[2] for one in found}
    titled = [one for one in found if keys[one] in letter.message.subject]
    return [one for one in titled if not _inside(keys[one], [keys[other] for other in titled])]


def _inside(key: str, others: list[str]) -> bool:
    """Whether a longer number holds this one: `57702` stands in `57702-A`."""
    return any(key != other and key in other for other in others)


def _is_done(letter: Letter, one: str) -> bool:
    row = letter.row(one)
    return row is not None and row.text("status").lower() in _DONE


def principal_of(letter: Letter) -> str:
    """The one thing that a letter of such a sender is about; `mail` where it names none."""
    tables = _OBJECTS.get(letter.sender.kind, ())
    for table in tables if letter.message.subject else ():
        if len(titled := _titled(letter, letter.bound(table))) == 1:
            return titled[0]
    for table in tables:
        found = shipment_meant(letter) if table == "shipments" else ""
        if found := found or principal(letter, table):
            return found
        orders = {one.order for one in letter.scopes if one.order}
        if table == "purchase_orders" and len(orders) == 1:
            return f"purchase_orders:{orders.pop()}"
    return shipment_of_papers(letter) or _registration(letter) or "mail"


def _registration(letter: Letter) -> str:
    """Of a partner that is still being taken on, its registration: it has no other matter."""
    partner = letter.row(letter.sender.object)
    if partner is None or partner.text("status") in ("active", ""):
        return ""
    found = letter.reads.rows("onboarding", partner_id=partner.key)
    return found[0].object if len(found) == 1 else ""
