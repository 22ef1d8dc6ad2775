"""Collects the snapshot of a delay case from the record: every look-up is noted, also the empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from domain.approved import APPROVALS
from domain.case import CaseState
from domain.delay.changes import line_changes
from domain.delay.context import DelayContext, LineContext, Peg
from domain.delay.flown import flown_of
from domain.delay.hearsay import with_hearsay
from domain.delay.stated import LineChange
from domain.dossier.links import NotedReads
from domain.dossier.put import put_to_us
from domain.news import believable
from domain.options import Held
from domain.ports import Reads
from domain.quantity import CARTONS
from domain.record import Row


def snapshot(
    reads: Reads,
    state: CaseState,
    *,
    now: datetime,
    held: Sequence[Held] = (),
    hard: tuple[str, ...] = (),
    key_customer_mark: str = "key account",
    policy_currency: str = "",
) -> DelayContext:
    """All that the case looks at, as of now."""
    noted = NotedReads(reads)
    order = noted.need("purchase_orders", state.order.split(":", 1)[1])
    supplier = noted.need("partners", order.text("supplier_id"))
    others = [noted.need("purchase_orders", one.split(":", 1)[1]) for one in state.also]
    orders = {row.key: row for row in (order, *others)}
    changes = _changes(noted, state, tuple(orders))
    # what is answered is what the plan rests on: an unproven mail beside it gets no letter
    newest = max(believable(state.news), key=lambda one: (one.sent_at, one.message), default=None)
    site = noted.row("sites", order.text("site_id"))
    lines = tuple(_line(noted, orders, site, change) for change in changes)
    return DelayContext(
        case=state.id,
        now=now,
        order=order,
        supplier=supplier,
        site=site,
        contacts=noted.rows("contacts", partner_id=supplier.key),
        lines=lines,
        company={row.key: row for row in reads.rows("company") if row.key in _SETTINGS},
        contracts=noted.rows("contracts", partner_id=supplier.key),
        credits=tuple(row for one in orders for row in noted.rows("letters_of_credit", po_id=one)),
        untold=_untold(noted, orders, lines) if others else (),
        budgets=noted.rows("budgets"),
        capacities=_capacities(noted, lines),
        put=put_to_us(state.news, state.answers, [row.object for row in orders.values()]),
        fx=_exchange(noted, order, lines, policy_currency),
        answers=state.answers,
        held=tuple(held),
        queries=noted.queries,
        sender_contact=newest.contact_id if newest else "",
        subject=newest.subject if newest else "",
        message=newest.message if newest else "",
        message_id=newest.message_id if newest else "",
        language=newest.language if newest else "",
        hard=hard,
        key_customer_mark=key_customer_mark,
        policy_currency=policy_currency or order.text("currency"),
    )


#: Settings of the company that a delay is priced with; others may change under a proposal.
_SETTINGS = frozenset(
    {
        "legal_name",
        "need_date_rule",
        "carrying_cost_rate",
        "stockout_probability_during_rebuild",
        "stockout_cost",
    }
)


def _capacities(noted: NotedReads, lines: Sequence[LineContext]) -> tuple[Row, ...]:
    """Space of whoever has a rate for a line, and capacity of its other sources."""
    partners = {row.text("partner_id") for line in lines for row in line.air_rates}
    partners |= {line.alternate.key for line in lines if line.alternate is not None}
    found = [noted.rows("capacities", partner_id=one) for one in sorted(partners)]
    return tuple(row for rows in found for row in rows)


def _exchange(
    noted: NotedReads, order: Row, lines: Sequence[LineContext], currency: str
) -> tuple[Row, ...]:
    """Rates between the currencies of this case; none when it has only one."""
    pegs = (peg.order.text("currency") for line in lines for peg in line.pegs)
    needed = {one for one in (order.text("currency"), currency, *pegs) if one}
    if len(needed) < 2:
        return ()
    rows = noted.rows("fx")
    return tuple(r for r in rows if {r.text("from_ccy"), r.text("to_ccy")} <= needed)


def _untold(
    noted: NotedReads, orders: Mapping[str, Row], lines: Sequence[LineContext]
) -> tuple[Row, ...]:
    """Lines of the supplier that are still to come in whole or in part, and that no mail names."""
    supplier = next(iter(orders.values())).text("supplier_id")
    told = {line.row.object for line in lines}
    found = [
        row
        for order in noted.rows("purchase_orders", supplier_id=supplier, status="open")
        for row in noted.rows("purchase_order_lines", po_id=order.key)
    ]
    return tuple(row for row in found if row.object not in told and is_to_come(row))


def is_to_come(row: Row) -> bool:
    """Whether goods of an order line are still to come, in whole or in part."""
    return (row.number("qty") or Decimal(0)) > (row.number("received_qty") or Decimal(0))


def _changes(noted: NotedReads, state: CaseState, orders: Sequence[str]) -> tuple[LineChange, ...]:
    rows = [row for one in orders for row in noted.rows("purchase_order_lines", po_id=one)]
    dated = {row.object: row.day("promised_date") or row.day("need_date") for row in rows}
    confirmed = {name: day for name, day in dated.items() if day is not None}
    changes = line_changes(state.news, state.answers, confirmed)
    return with_hearsay(changes, state.notes, state.news, state.answers, confirmed)


def _line(
    noted: NotedReads, orders: Mapping[str, Row], site: Row | None, change: LineChange
) -> LineContext:
    row = noted.need("purchase_order_lines", change.object.split(":", 1)[1])
    order = orders[row.text("po_id")]
    if order.text("site_id") != (site.key if site else ""):
        site = noted.row("sites", order.text("site_id"))
    item = noted.need("items", row.text("item_id"))
    units = noted.rows("shipment_units", po_id=order.key, po_line=row.text("line"))
    shipment = _shipment(noted, units)
    where = {"site_id": order.text("site_id"), "item_id": item.key}
    alternate = noted.row("partners", item.text("alternate_supplier_id"))
    forwarder = shipment.text("forwarder_id") if shipment else ""
    pegs = _pegs(noted, order, row)
    return LineContext(
        row=row,
        order=order if len(orders) > 1 else None,
        item=item,
        change=change,
        price_unit=_price_unit(noted, row, item),
        stock=noted.rows("stock", **where),
        demand=noted.rows("demand", **where),
        pegs=pegs,
        parents=noted.rows("bom", component_item_id=item.key),
        units=units,
        shipment=shipment,
        co_loaded=_co_loaded(noted, shipment, row),
        documents=noted.rows("documents", shipment_id=shipment.key) if shipment else (),
        sea_rate=_sea_rate(noted, shipment, units),
        air_rates=_air_rates(noted, item, site, shipment),
        forwarder_contacts=_bookings(noted, forwarder),
        alternate=alternate,
        alternate_contacts=noted.rows("contacts", partner_id=alternate.key) if alternate else (),
        quotes=_quotes(noted, item, alternate),
        customer_contacts=_customers(noted, pegs),
        pack=_pack(noted, item) if len(pegs) > 1 and len(change.lots) > 1 else None,
        flown=flown_of(noted.rows(APPROVALS, po_id=order.key, po_line=row.text("line")), row),
    )


def _customers(noted: NotedReads, pegs: Sequence[Peg]) -> tuple[Row, ...]:
    """Contacts of the customers who wait for the line."""
    ids = sorted({peg.customer.key for peg in pegs})
    return tuple(row for one in ids for row in noted.rows("contacts", partner_id=one))


def _pack(noted: NotedReads, item: Row) -> Row | None:
    """The carton that the item is sold in."""
    rows = noted.rows("item_uom", item_id=item.key)
    sold = [row for row in rows if row.text("uom") in CARTONS and row.number("base_qty")]
    return next(iter(sold), None)


def _quotes(noted: NotedReads, item: Row, alternate: Row | None) -> tuple[Row, ...]:
    """What the alternate source quoted for the item."""
    if alternate is None:
        return ()
    return noted.rows("rfq_lines", supplier_id=alternate.key, item_id=item.key)


def _price_unit(noted: NotedReads, row: Row, item: Row) -> Row | None:
    """The unit the price is for where it is another than the item's own, such as SET of 3."""
    unit = row.text("price_uom")
    own = not unit or unit == item.text("base_uom")
    return None if own else noted.row("item_uom", f"{item.key}/{unit}")


def _pegs(noted: NotedReads, order: Row, row: Row) -> tuple[Peg, ...]:
    found = []
    for peg in noted.rows("pegging", po_id=order.key, po_line=row.text("line")):
        line = noted.row("sales_order_lines", f"{peg.text('so_id')}/{peg.text('so_line')}")
        sale = noted.row("sales_orders", peg.text("so_id"))
        if line is None or sale is None:
            continue
        terms = noted.rows("contracts", contract_id=sale.text("contract_id"))
        late = [one for one in terms if one.text("kind").lower().startswith("ld")]
        found.append(
            Peg(
                qty=peg.number("qty") or Decimal(0),
                line=line,
                order=sale,
                customer=noted.need("partners", sale.text("customer_id")),
                contract=late[0] if late else None,
                row=peg,
            )
        )
    return tuple(found)


def _shipment(noted: NotedReads, units: Sequence[Row]) -> Row | None:
    """The shipment the goods are planned on: the newest that is not delivered."""
    ids = {row.text("shipment_id") for row in units}
    rows = [row for one in sorted(ids) if (row := noted.row("shipments", one)) is not None]
    live = [row for row in rows if row.text("status") not in ("delivered", "cancelled")]
    return max(live, key=lambda row: row.text("etd"), default=None)


def _co_loaded(noted: NotedReads, shipment: Row | None, row: Row) -> tuple[Row, ...]:
    """What else is in the same boxes: rolling them moves it too."""
    if shipment is None:
        return ()
    rows = noted.rows("shipment_units", shipment_id=shipment.key)
    own = (row.text("po_id"), row.text("line"))
    boxes = {r.text("unit_no") for r in rows if (r.text("po_id"), r.text("po_line")) == own}
    return tuple(
        r
        for r in rows
        if r.text("unit_no") in boxes and (r.text("po_id"), r.text("po_line")) != own
    )


def _sea_rate(noted: NotedReads, shipment: Row | None, units: Sequence[Row]) -> Row | None:
    if shipment is None or shipment.text("mode") != "sea":
        return None
    lane = {"mode": "sea", "origin": shipment.text("pol"), "destination": shipment.text("pod")}
    kinds = {row.text("unit_type") for row in units}
    fitting = [row for row in noted.rows("rates", **lane) if row.text("equipment") in kinds]
    return fitting[0] if fitting else None


def _air_rates(
    noted: NotedReads, item: Row, site: Row | None, shipment: Row | None
) -> tuple[Row, ...]:
    """Air rates between the two countries; UN/LOCODE begins with the country's code."""
    start = shipment.text("pol")[:2] if shipment else item.text("origin")
    end = site.text("country") if site else ""
    return tuple(
        row
        for row in noted.rows("rates", mode="air")
        if row.text("origin")[:2] == start and row.text("destination")[:2] == end
    )


def _bookings(noted: NotedReads, forwarder: str) -> tuple[Row, ...]:
    rows = noted.rows("contacts", partner_id=forwarder) if forwarder else ()
    writable = [row for row in rows if row.text("do_not_reply") != "yes" and row.text("mail")]
    return tuple(sorted(writable, key=lambda row: row.text("role") != "bookings"))
