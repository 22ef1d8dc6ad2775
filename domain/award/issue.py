"""Ways to follow an award: an order to each winner on exactly its terms, or none yet."""

from __future__ import annotations

from typing import Any

from domain.actions import Action, IssueOrder
from domain.award.checks import broken, missing, ordered_already
from domain.award.conflicts import open_conflicts
from domain.award.winners import FIRST_PIECES, Winner, winners_of
from domain.cells import cell
from domain.customs.incoterms import terms_of_delivery
from domain.delay.slots import derived
from domain.dossier.answered import refused
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, note, send
from domain.options import Option
from domain.provenance import Slot, fixed
from domain.record import Row

ISSUE, HOLD = "issue the orders", "hold the orders"


def options(dossier: Dossier) -> list[Option]:
    """All orders together, or none: a split award is one decision."""
    winners = [one for one in winners_of(dossier) if not ordered_already(dossier, one)]
    if not winners or dossier.subject_row is None:
        return []
    return [_issue(dossier, winners), _hold(dossier, winners)]


def _frame(dossier: Dossier, winners: list[Winner]) -> dict[str, Any]:
    return {"by": "sourcing", "object": dossier.subject, "currency": winners[0].currency}


def _issue(dossier: Dossier, winners: list[Winner]) -> Option:
    lines: dict[str, list[Winner]] = {}
    for one in winners_of(dossier):
        lines.setdefault(one.line.text("line"), []).append(one)
    violates = [v for one in winners for v in broken(dossier, one, lines[one.line.text("line")])]
    unknown = [m for one in winners for m in missing(dossier, one)]
    unknown += ["the site it goes to" for one in winners if site_of(dossier, one) is None]
    unknown += [one.text for one in dossier.questions if one.about in _ASKED_FIRST]
    unknown += [one.text for one in open_conflicts(dossier)]
    unknown += refused(dossier, [dossier.subject], ("approval",))
    actions = () if unknown else tuple(_orders(dossier, winners))
    return Option(
        **_frame(dossier, winners),
        name=ISSUE,
        title="; ".join(_said(dossier, one) for one in winners),
        effects=_effects(dossier, winners),
        unknown=tuple(dict.fromkeys(unknown)),
        violates=tuple(dict.fromkeys(violates)),
        actions=actions,
    )


#: What has to be answered before anybody may order.
_ASKED_FIRST = ("incoterm", "terms_conflict", "approval", "payment_terms", "reference")


def _said(dossier: Dossier, one: Winner) -> str:
    supplier = dossier.row(f"partners:{one.supplier}")
    name = supplier.text("name") if supplier is not None else one.supplier
    qty = one.qty.text if one.qty is not None else "?"
    return f"{qty} {one.line.text('uom')} from {name} at {one.price.value} {one.currency}"


def _effects(dossier: Dossier, winners: list[Winner]) -> dict[str, str]:
    orders = [str(one.order) for one in winners if one.order is not None]
    years = [str(one.contract) for one in winners if one.contract is not None]
    return {
        "procurement": f"first orders {' + '.join(orders)}; in a year {' + '.join(years)}",
        "logistics": "; ".join(_booking(dossier, one) for one in winners),
    }


def _booking(dossier: Dossier, one: Winner) -> str:
    term = _delivery(one)
    books = terms_of_delivery(term).opens_booking("buyer")
    who = "who books is not known" if books is None else "we book" if books else "they book"
    return f"{one.supplier} {term}: {who}"


def _delivery(one: Winner) -> str:
    """The term with its place."""
    term = one.term("incoterm").value
    return term if one.place is None else f"{term.split()[0]} {one.place.value}"


def _hold(dossier: Dossier, winners: list[Winner]) -> Option:
    return Option(
        **_frame(dossier, winners),
        name=HOLD,
        title="order nothing until what is open is answered",
        effects={"procurement": "no order goes out", "partner": "hears nothing yet"},
        measures={"other_service": 1},
    )


def _orders(dossier: Dossier, winners: list[Winner]) -> list[Action]:
    found: list[Action] = []
    for one in winners:
        found.append(_order(dossier, one))
        supplier = dossier.row(f"partners:{one.supplier}")
        contact = contact_of(dossier, one.supplier, "order")
        if contact is not None and supplier is not None:
            found.append(_letter(dossier, one, contact))
        found.append(_handed_over(dossier, one))
    return found


def _number(one: Winner) -> Slot:
    """A number of ours: the same for the same request, line and supplier."""
    about = {"of1": cell(one.line, "rfq_id"), "of2": cell(one.line, "line")}
    about["of3"] = cell(one.line, "supplier_id")
    return derived("own_number", series=fixed("series", "SL"), **about)


def _order(dossier: Dossier, one: Winner) -> Action:
    assert one.qty is not None and one.qty.slot is not None  # else it is missing
    need = one.told["need_date"].slot
    assert need is not None  # else it is missing
    request = dossier.subject_row
    assert request is not None  # see `options`
    before = site_of(dossier, one)
    assert before is not None  # else it is missing
    return IssueOrder(
        case=dossier.case,
        function="sourcing",
        objects=(request.object, one.line.object, f"partners:{one.supplier}", *_rows(one, before)),
        option=ISSUE,
        why="the award, on its terms",
        po_id=_number(one),
        supplier_id=cell(one.line, "supplier_id"),
        site_id=cell(before, "site_id"),
        buyer_id=cell(request, "buyer_id"),
        item_id=cell(one.line, "item_id"),
        qty=one.qty.slot,
        uom=cell(one.line, "uom"),
        unit_price=one.price,
        currency=cell(one.line, "currency"),
        need_date=need,
        promised_date=need,
        price_per=cell(one.line, "price_per"),
        incoterm=derived("term_code", term=one.term("incoterm")),
        incoterm_place=one.place or derived("term_place", term=one.term("incoterm")),
        payment_terms=one.term("payment_terms"),
        rfq_id=cell(one.line, "rfq_id"),
    )


def site_of(dossier: Dossier, one: Winner) -> Row | None:
    """The newest order for the item: where it has gone so far is where it goes."""
    orders = {row.text("po_id") for row in dossier.of("purchase_order_lines", item_id=_item(one))}
    rows = [row for row in dossier.of("purchase_orders") if row.key in orders]
    known = [row for row in rows if row.text("site_id")]
    return max(known, key=lambda row: (row.text("created_on"), row.key), default=None)


def _item(one: Winner) -> str:
    return one.line.text("item_id")


def _rows(one: Winner, before: Row) -> tuple[str, ...]:
    return tuple(row.object for row in (before, one.award) if row is not None)


def terms_of(dossier: Dossier, contact: Row, one: Winner) -> dict[str, Slot]:
    """All five groups of terms, for the order's letter."""
    found = {"language": language_of(dossier, contact), "currency": cell(one.line, "currency")}
    found |= {"item1": cell(one.line, "item_id"), "uom1": cell(one.line, "uom")}
    found |= {"price1": one.price, "per1": cell(one.line, "price_per")}
    found |= {"incoterm": one.term("incoterm"), "payment_terms": one.term("payment_terms")}
    if one.place is not None:
        found |= {"incoterm": derived("term_code", term=one.term("incoterm"))}
        found["incoterm_place"] = one.place
    names = {"qty1": "ordered_qty", "need_date": "need_date", "lead_time": "lead_time"}
    names |= {"certificate": "certificate"}
    for name, field in names.items():
        told = one.told.get(field)
        if told is not None and told.slot is not None:
            found[name] = told.slot
    found.setdefault("qty1", cell(one.line, "annual_qty"))
    promised = {name: one.committed(field) for name, field in _COMMITTED.items()}
    return found | {name: slot for name, slot in promised.items() if slot is not None}


#: Terms that only the order's letter carries, as it calls them.
_COMMITTED = {
    "share": "award_share_pct",
    "moq": "moq",
    "tooling": "unit_price:tooling",
    "tooling_first": FIRST_PIECES,
    "one_off": "charge_amount:one_off",
}


def _letter(dossier: Dossier, one: Winner, contact: Row) -> Action:
    terms = derived("order_terms", **terms_of(dossier, contact, one))
    return send(
        dossier, contact, "award_order", "the order with every term of the award",
        function="sourcing", objects=(one.line,), option=ISSUE,
        order_no=_number(one), name=cell(one.line, "rfq_id"), terms=terms,
    )  # fmt: skip


def _handed_over(dossier: Dossier, one: Winner) -> Action:
    """Logistics learns who books, by the term of the award."""
    return note(
        dossier, "logistics", "note_order", "who books follows from the delivery term",
        objects=(one.line,), option=ISSUE,
        order_no=_number(one), delivery=one.term("incoterm"),
        books=derived("who_books", term=one.term("incoterm")),
    )  # fmt: skip
