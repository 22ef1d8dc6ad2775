"""Parts of cases about a change of an order: its rows, what conditions look at, letters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain import goods_worth
from domain.actions import Action, AmendOrderLine
from domain.amendment import cost
from domain.amendment.change import Change, as_asked, changes_of
from domain.amendment.fields import agreed
from domain.awaited import Awaited
from domain.dossier.asking import letters as asking
from domain.dossier.asking import unbound
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.money import Money

#: The order with its line, our requests, its bookings, credit, bills, customers and item.
LINKS: tuple[Link, ...] = (
    Link(of="purchase_orders", column="po_id", table="purchase_order_lines", by="po_id"),
    Link(of="purchase_order_lines", column="po_id", table="purchase_orders"),
    Link(of="purchase_orders", column="po_id", table="po_changes", by="po_id"),
    Link(of="purchase_orders", column="po_id", table="letters_of_credit", by="po_id"),
    Link(of="purchase_orders", column="po_id", table="invoices", by="po_id"),
    Link(of="purchase_orders", column="rfq_id", table="awards", by="rfq_id"),
    Link(of="purchase_orders", column="rfq_id", table="rfq_lines", by="rfq_id"),
    Link(of="purchase_orders", column="supplier_id", table="contracts", by="partner_id"),
    Link(
        of="purchase_order_lines", column="po_id line", table="shipment_units", by="po_id po_line"
    ),
    Link(of="shipment_units", column="shipment_id", table="shipments"),
    Link(of="purchase_order_lines", column="po_id line", table="pegging", by="po_id po_line"),
    Link(of="purchase_order_lines", column="item_id", table="items"),
)

#: A letter about a change is over when the supplier has answered it.
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": Awaited(
        yes=frozenset({"po_confirmed", "po_date_change", "po_quantity_change", "counter_offer"}),
        fields=frozenset({"line_state:change", "promised_date", "promised_qty"}),
        letters=frozenset({"not_agreed", "keep_order", "accept_change"}),
        days=3,
    ),
}


def letters(context: Dossier) -> list[Action]:
    """While nobody knows which order is meant, the partner is asked that alone."""
    return [*asking(context, "sourcing")] if unbound(context) is not None else []


def measures(context: Dossier, action: Action) -> dict[str, Any]:
    """What conditions may look at for one action; of a letter, what its change is about."""
    change = _of(context, action)
    item = context.one("items", item_id=change.line.text("item_id")) if change else None
    if change is None:
        return {}
    change = as_asked(change) if agreed(change) else change
    more = change.total > cost.approved_qty(change)
    return {
        "price_up_bp": cost.price_up_bp(change),
        "price_up_minor": context.minor([cost.price_up(change)]),
        "quantity_cut_bp": cost.quantity_cut_bp(change),
        "new_surcharge": bool(change.charges or change.freight),
        "slip_days": cost.slip_days(change),
        "date_moves": cost.slip_days(change) != 0,
        "single_source": bool(item is not None and item.values.get("single_source")),
        "order_value_minor": context.minor([change.worth]) if more else 0,
        "contract_change": bool(change.terms),
        "new_supplier": False,
        "award_approved": True,
    }


def _of(context: Dossier, action: Action) -> Change | None:
    changes = changes_of(context)
    mine = [one for one in changes if one.line.object in action.objects]
    only = changes if isinstance(action, AmendOrderLine) or len(changes) == 1 else ()
    return next(iter([*mine, *only]), None)


def cap(context: Dossier) -> int | None:
    """What the orders are worth on record, with what we asked for ourselves and somebody approved:
    what a partner asks for makes no room for itself."""
    changes = changes_of(context)
    orders = {one.order.key: one.order for one in changes}
    worth = (goods_worth.of_order(context, order) for order in orders.values())
    known = [money for one in worth for money in one.known]
    more = [(one, max(cost.approved_qty(one) - one.qty, Decimal(0))) for one in changes]
    wanted = [Money(amount=qty * one.price, currency=one.currency) for one, qty in more]
    return context.minor([*known, *wanted])
