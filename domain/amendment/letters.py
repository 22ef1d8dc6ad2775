"""Letters and writes of a change: its terms as they stand or as they are taken, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import Action, AmendOrderLine, HoldInvoice
from domain.amendment.change import Change, Lot, exact
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.asking import theirs
from domain.dossier.context import Dossier
from domain.dossier.letters import (
    contact_of,
    has_words,
    key_slot,
    language_of,
    note,
    numbered,
    send,
)
from domain.provenance import Slot, fixed
from domain.reading import Question
from domain.record import Row


def in_force_now(dossier: Dossier, contact: Row, change: Change) -> Slot:
    """The line and the terms of its order as on record."""
    columns = {"qty1": "qty", "uom1": "uom", "price1": "unit_price", "per1": "price_per"}
    columns |= {"day1": "promised_date", "event1": "promised_event", "revision1": "drawing_rev"}
    inputs = {name: cell(change.line, column) for name, column in columns.items()}
    inputs |= {
        name: cell(change.order, name) for name in ("incoterm", "incoterm_place", "payment_terms")
    }
    return _terms(dossier, contact, change, inputs)


def as_taken(dossier: Dossier, contact: Row, change: Change) -> Slot:
    """The lots as the partner states them, on the terms that are accepted with them."""
    inputs: dict[str, Slot] = {}
    for number, lot in enumerate(change.lots, 1):
        found = _lot(change, lot)
        inputs |= {f"{name}{number}": slot for name, slot in found.items()}
    for name in ("incoterm", "incoterm_place", "payment_terms"):
        told = change.terms.get(name)
        if told is not None and told.slot is not None:
            inputs[name] = told.slot
        elif name != "incoterm_place" or "incoterm" not in change.terms:
            inputs[name] = cell(change.order, name)
    return _terms(dossier, contact, change, inputs)


def _lot(change: Change, lot: Lot) -> dict[str, Slot]:
    line = change.line
    found = {"uom": cell(line, "uom"), "per": cell(line, "price_per")}
    found["qty"] = _told(lot, "promised_qty") or cell(line, "qty")
    found["price"] = _told(lot, "unit_price") or cell(line, "unit_price")
    found["day"] = _told(lot, "promised_date") or cell(line, "promised_date")
    found["revision"] = _told(lot, "line_state:revision") or cell(line, "drawing_rev")
    return found


def _told(lot: Lot, field: str) -> Slot | None:
    told = lot.told.get(field)
    return told.slot if told is not None else None


def _terms(dossier: Dossier, contact: Row, change: Change, inputs: dict[str, Slot]) -> Slot:
    frame = {"language": language_of(dossier, contact), "currency": cell(change.order, "currency")}
    return derived("order_terms", **frame, **inputs)


def not_agreed(dossier: Dossier, change: Change, option: str) -> tuple[Action, ...]:
    """The order as it stands, that nothing else is agreed, and what the partner is asked."""
    contact = _contact(dossier, change)
    if contact is None:
        return ()
    open_now = theirs(dossier, change.order.text("supplier_id"))
    asked = [one for one in open_now if has_words(one)] or [_asking(change)]
    letter = send(
        dossier, contact, "not_agreed", "nothing is agreed by silence",
        function="sourcing", objects=(change.line, change.order), option=option,
        name=key_slot(change.line), terms=in_force_now(dossier, contact, change),
        questions=numbered(dossier, contact, asked),
    )  # fmt: skip
    return (letter,)


def _asking(change: Change) -> Question:
    partner = f"partners:{change.order.text('supplier_id')}"
    return Question(about="counter_offer", object=change.line.object, of=partner, text="")


def keeping(dossier: Dossier, change: Change, option: str) -> tuple[Action, ...]:
    """That we keep to the order, with its terms."""
    contact = _contact(dossier, change)
    if contact is None:
        return ()
    letter = send(
        dossier, contact, "keep_order", "the order stands",
        function="sourcing", objects=(change.line, change.order), option=option,
        name=key_slot(change.line), terms=in_force_now(dossier, contact, change),
    )  # fmt: skip
    return (letter,)


def accepted(dossier: Dossier, change: Change, option: str) -> tuple[Action, ...]:
    """The letter that accepts, with every term as the partner wrote it."""
    contact = _contact(dossier, change)
    if contact is None:
        return ()
    letter = send(
        dossier, contact, "accept_change", "the change is accepted",
        function="sourcing", objects=(change.line, change.order), option=option,
        name=key_slot(change.line), terms=as_taken(dossier, contact, change),
    )  # fmt: skip
    return (letter,)


def taken(
    dossier: Dossier, change: Change, option: str, agreed: bool = False
) -> tuple[Action, ...]:
    """The line as agreed; several lots, places and terms are entered by people, who are told."""
    others = [row for row in change.asked if row.text("field") not in _COLUMNS]
    by_hand = len(change.lots) > 1 or bool(change.terms) or (agreed and bool(others))
    found: list[Action] = []
    slots = _as_asked(change) if agreed else _as_stated(change)
    if slots and len(change.lots) == 1:
        found.append(
            AmendOrderLine(
                case=dossier.case,
                function="sourcing",
                objects=(change.line.object,),
                option=option,
                why="both sides agree in writing",
                po_id=cell(change.line, "po_id"),
                line=cell(change.line, "line"),
                qty=slots.get("qty"),
                unit_price=slots.get("unit_price"),
                promised_date=slots.get("promised_date"),
                event=slots.get("event"),
                drawing_rev=slots.get("drawing_rev"),
                seen=cell(change.line, "version"),
            )
        )
    if by_hand:
        found.append(
            note(
                dossier, "procurement", "note_change", "what no line of the record can hold",
                objects=(change.line,), option=option, name=key_slot(change.line),
            )
        )  # fmt: skip
    return tuple(found)


_COLUMNS = ("qty", "unit_price", "promised_date", "drawing_rev")


def _as_asked(change: Change) -> dict[str, Slot]:
    """Our own request, which the partner accepted as it was."""
    rows = [row for row in change.asked if row.text("field") in _COLUMNS]
    return {
        row.text("field"): derived("agreed_value", asked=cell(row, "new_value")) for row in rows
    }


def _as_stated(change: Change) -> dict[str, Slot]:
    lot, found = change.lots[0], {}
    fields = {"qty": "promised_qty", "unit_price": "unit_price"}
    fields["drawing_rev"] = "line_state:revision"
    for column, field in fields.items():
        if (slot := _told(lot, field)) is not None:
            found[column] = slot
    day = lot.told.get("promised_date")
    if day is not None and day.slot is not None:
        last = day.slot if exact(day) else derived("last_day", span=day.slot)
        found |= {"promised_date": last, "event": cell(change.line, "promised_event")}
    return found


def blocked(dossier: Dossier, bills: Sequence[Row]) -> list[Action]:
    """Bills for the order as it was."""
    return [
        HoldInvoice(
            case=dossier.case,
            function="finance",
            objects=(bill.object,),
            why="it was made for the order as it was",
            invoice_id=cell(bill, "invoice_id"),
            status=fixed("invoice_state", "blocked"),
            hold_reason=fixed("reason", "quantity"),
            seen=cell(bill, "version"),
        )
        for bill in bills
        if bill.text("status") != "blocked"
    ]


def _contact(dossier: Dossier, change: Change) -> Row | None:
    return contact_of(dossier, change.order.text("supplier_id"))
