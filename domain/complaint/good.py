"""How it is made good: replace, credit, or bear the customer's cover; one of them, never two."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from domain.actions import Action, Allocate, IssueCredit
from domain.cells import cell
from domain.complaint.case import Complaint, complaint_of, unit_cost
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, send
from domain.money import Money
from domain.options import CostComponent, Option
from domain.provenance import Slot, fixed
from domain.reading import Question
from domain.reckoning import part
from domain.recovery.stock import Free, draw, free_at, stock_name


def options(dossier: Dossier) -> list[Option]:
    """The ways to make good the pieces that are asked for; none while nobody says how many."""
    complaint = complaint_of(dossier)
    if complaint is None or not complaint.qty:
        return []
    found = [_replace(dossier, complaint), _credit(dossier, complaint)]
    if complaint.cover_price is not None:
        found.append(_cover(dossier, complaint))
    lacks = (complaint.beyond,) if complaint.beyond else ()
    return [one.model_copy(update={"unknown": (*one.unknown, *lacks)}) for one in found]


def freight_slot(complaint: Complaint) -> str:
    """The name under which people say what sending the replacement costs."""
    return f"freight_cost@{complaint.delivery.object}"


def stock_slot(complaint: Complaint) -> str:
    """The name under which people say how many good pieces are free to send."""
    site, item = complaint.delivery.text("ship_from_site"), complaint.line.text("item_id")
    return f"free_qty@stock:{site}/{item}"


def questions(dossier: Dossier) -> list[Question]:
    """How many pieces are free where the record does not know, and what sending them costs."""
    complaint = complaint_of(dossier)
    if complaint is None or not complaint.qty:
        return []
    found, name = [], complaint.delivery.object
    there = free_pieces(dossier, complaint)
    if there is None:
        free = _free(dossier, complaint)
        why = free.missing if free is not None else "no stock is on record"
        text = f"how many {complaint.line.text('item_id')} are free to send now? not known: {why}"
        found.append(
            Question(
                about="stock",
                object=name,
                of="",
                text=text,
                slot=stock_slot(complaint),
                takes="sum",  # none at all is an answer too
            )
        )
    if _freight(dossier, complaint) is None and (there is None or there >= complaint.qty):
        text = f"what does it cost to send {complaint.qty:f} pieces again, in "
        text += f"{complaint.order.text('currency')}? (best below {_even(dossier, complaint)})"
        found.append(
            Question(
                about="freight",
                object=name,
                of="",
                text=text,
                slot=freight_slot(complaint),
                takes="sum",
            )
        )
    return found


def free_pieces(dossier: Dossier, complaint: Complaint) -> Decimal | None:
    """Pieces that may be sent: as people count them, else by a record that is fresh."""
    given, free = dossier.answer(stock_slot(complaint)), _free(dossier, complaint)
    try:
        counted = Decimal(given.value) if given is not None else None
    except InvalidOperation:
        counted = None
    if counted is not None and counted.is_finite():
        return counted - (free.held if free is not None else 0)
    return None if free is None or free.missing else free.free - free.held


def _even(dossier: Dossier, complaint: Complaint) -> str:
    """The freight at which replacing costs as much as the customer's cover, or as the credit."""
    cost = unit_cost(dossier, complaint)
    other = complaint.cover_price or complaint.price
    if cost is None or cost.currency != other.currency or complaint.qty is None:
        return "an unknown amount"
    return str((other - cost).times(complaint.qty).rounded())


def _freight(dossier: Dossier, complaint: Complaint) -> Money | None:
    given = dossier.answer(freight_slot(complaint))
    try:
        amount = Decimal(given.value) if given is not None else None
    except InvalidOperation:
        return None
    if amount is None or not amount.is_finite() or amount < 0:
        return None
    return Money(amount=amount, currency=complaint.order.text("currency"))


def _free(dossier: Dossier, complaint: Complaint) -> Free | None:
    site = complaint.delivery.text("ship_from_site")
    return free_at(dossier, site, complaint.line.text("item_id"))


def _replace(dossier: Dossier, complaint: Complaint) -> Option:
    qty, cost = complaint.qty or Decimal(0), unit_cost(dossier, complaint)
    freight, free = _freight(dossier, complaint), _free(dossier, complaint)
    currency = complaint.order.text("currency")
    parts, unknown = list[CostComponent](), list[str]()
    if cost is not None and cost.currency == currency:
        parts.append(part("goods", cost.times(qty), f"{qty:f} × {cost}"))
    else:
        unknown.append("what a piece costs us")
    if freight is not None:
        parts.append(part("freight of the replacement", freight, "as people say"))
    else:
        unknown.append("the freight of the replacement")
    there = free_pieces(dossier, complaint)
    if there is None or free is None:
        unknown.append(f"how many {complaint.line.text('item_id')} are free to send")
    short = there is not None and there < qty
    title = f"send {qty:f} good pieces; best below a freight of {_even(dossier, complaint)}"
    found = _option(dossier, complaint, "replace", title, parts)
    return found.model_copy(
        update={
            "unknown": tuple(unknown),
            "violates": (*found.violates, *(["stock_available"] if short else [])),
            "draws": (draw(free, qty, qty),) if free is not None else (),
            "actions": tuple(_sent_again(dossier, complaint, free)),
        }
    )


def _sent_again(dossier: Dossier, complaint: Complaint, free: Free | None) -> list[Action]:
    wanted = complaint.wanted
    if free is None or wanted is None or wanted.slot is None:
        return []
    row, line = free.row, complaint.line
    number = {"of1": cell(complaint.delivery, "delivery_id"), "of2": cell(row, "site_id")}
    reserved = Allocate(
        case=dossier.case,
        function="planning",
        objects=(row.object, line.object, complaint.delivery.object),
        option="replace",
        why="the customer needs good pieces",
        reservation_id=derived("own_number", series=fixed("series", "RS"), **number),
        case_ref=cell(line, "so_id"),
        reservation_kind=fixed("row_kind", "stock"),
        object=stock_name(row),
        qty=wanted.slot,
        uom=cell(row, "uom"),
        state=fixed("row_state", "firm"),
        stock_row=derived(
            "row_of", key1=cell(row, "site_id"), key2=cell(row, "item_id"), key3=cell(row, "as_of")
        ),
    )
    return [reserved, *_letter(dossier, complaint, "replace", "we_replace")]


def _credit(dossier: Dossier, complaint: Complaint) -> Option:
    qty = complaint.qty or Decimal(0)
    money = complaint.price.times(qty)
    made = part("credit", money, f"{qty:f} × {complaint.price}")
    price = cell(complaint.line, "unit_price")
    title = f"credit {qty:f} pieces, {money.rounded()}"
    return _option(dossier, complaint, "credit", title, [made]).model_copy(
        update={
            "measures": {"other_service": 1, "service": 1},  # the customer stays without goods
            "actions": tuple(_credited(dossier, complaint, "credit", price, "we_credit")),
        }
    )


def _cover(dossier: Dossier, complaint: Complaint) -> Option:
    qty, cover = complaint.qty or Decimal(0), complaint.cover_price
    assert cover is not None and complaint.cover is not None  # offered only with one
    parts = [
        part("credit", complaint.price.times(qty), f"{qty:f} × {complaint.price}"),
        part("difference", (cover - complaint.price).times(qty), f"{qty:f} × {cover} less ours"),
    ]
    price = complaint.cover.slot or fixed("empty", "")
    title = f"the customer buys {qty:f} pieces, we bear {cover.times(qty).rounded()}"
    given = _credited(dossier, complaint, "bear the cover", price, "we_cover")
    return _option(dossier, complaint, "bear the cover", title, parts).model_copy(
        update={"actions": tuple(given)}
    )


def _credited(
    dossier: Dossier, complaint: Complaint, option: str, price: Slot, template: str
) -> list[Action]:
    wanted, delivery = complaint.wanted, complaint.delivery
    if wanted is None or wanted.slot is None or not price.value:
        return []
    about = cell(delivery, "delivery_id")
    amount = derived("worth", qty=wanted.slot, price=price, per=fixed("empty", ""))
    note = IssueCredit(
        case=dossier.case,
        function="finance",
        objects=(delivery.object, complaint.order.object, f"partners:{about_customer(complaint)}"),
        option=option,
        why="instead of a replacement",
        invoice_id=derived("own_number", series=fixed("series", "CR"), of1=about),
        partner_id=cell(delivery, "customer_id"),
        invoice_kind=fixed("row_kind", "credit note"),
        amount=amount,
        currency=cell(complaint.order, "currency"),
        status=fixed("invoice_state", "parked"),
        note=about,
    )
    return [note, *_letter(dossier, complaint, option, template, amount=amount)]


def about_customer(complaint: Complaint) -> str:
    """Whose delivery it is."""
    return complaint.delivery.text("customer_id")


def _letter(
    dossier: Dossier, complaint: Complaint, option: str, template: str, **more: Slot
) -> list[Action]:
    """The draft to the customer; it waits for a person whatever the policy."""
    contact = contact_of(dossier, about_customer(complaint))
    if contact is None or complaint.wanted is None or complaint.wanted.slot is None:
        return []
    if more:
        more["currency"] = cell(complaint.order, "currency")
    return [
        send(
            dossier, contact, template, "the customer asks which it will be",
            function="customer service",
            objects=[complaint.order, complaint.line, complaint.delivery],
            option=option,
            order_no=cell(complaint.order, "customer_po"),
            pieces=complaint.wanted.slot,
            **more,
        )
    ]  # fmt: skip


def settled(dossier: Dossier, complaint: Complaint) -> str:
    """How it was made good before, in the record; empty where it was not: never both."""
    about = complaint.delivery.key
    if any(row.text("kind") == "credit note" for row in dossier.of("invoices", note=about)):
        return "credit"
    mine = _sent_again(dossier, complaint, _free(dossier, complaint))
    numbers = {one.reservation_id.value for one in mine if isinstance(one, Allocate)}
    kept = any(row.text("reservation_id") in numbers for row in dossier.of("reservations"))
    return "replace" if kept else ""


def _option(
    dossier: Dossier, complaint: Complaint, name: str, title: str, parts: Sequence[CostComponent]
) -> Option:
    before = settled(dossier, complaint)
    return Option(
        name=name,
        title=title,
        by="customer service",
        object=complaint.delivery.object,
        components=tuple(parts),
        currency=complaint.order.text("currency"),
        effects={"customer service": title, "finance": "one of these, never two"},
        measures={"other_service": 0, "service": 0},
        violates=("already_made_good",) if before and before != name else (),
    )
