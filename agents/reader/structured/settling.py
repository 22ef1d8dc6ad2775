"""From the answer on a line to statements where it is clear, and a question where it is not."""

from __future__ import annotations

from decimal import Decimal

from agents.reader.stating import far_off
from agents.reader.structured.lines import (
    AT_OURS,
    Answer,
    day_of,
    event_of,
    read_again,
    without_repeats,
)
from agents.reader.structured.told import Told
from domain.dates import DateSpan
from domain.quantity import Quantity, unit_name
from domain.reading import DateStated, PriceStated, Statement, stated_text
from domain.tradedoc import Dated, Measure


def settle(told: Told, answer: Answer, slot: str) -> None:
    """States and asks what the answer says of one line, and notes what the document is for."""
    answer.lots = without_repeats(answer.lots)
    _take_out_sent(told, answer)
    if _stopped(told, answer) or _repeats_a_wish(told, answer, slot):
        return
    _price(told, answer)
    if answer.substitute is not None:
        _substitute(told, answer)
    other = answer.other_unit
    if other is not None:
        words = f"{other.cell.value} {other.unit}: how many {answer.row.text('uom')} are that?"
        told.ask("promised_qty", answer.about, words, other.cell, slot=slot.replace("date", "qty"))
        told.intends("po_quantity_change")
        return
    unread = answer.unread
    if unread is not None:
        words = f"{unread.cell.value} is no quantity: how many are meant?"
        told.ask("promised_qty", answer.about, words, unread.cell, slot=slot.replace("date", "qty"))
        told.intends("po_quantity_change")
        return
    undated = [qty for qty, dated in answer.lots if dated is None]
    if answer.promised:
        _lots(told, answer, slot)
    elif answer.state == "backordered":
        _ask_for_day(told, answer, slot, "it is back-ordered and no day is given")
        told.intends("po_date_unknown")
    elif answer.state in ("accepted", "changed", ""):
        _undated(told, answer, undated, slot)


def _take_out_sent(told: Told, answer: Answer) -> None:
    """Lots that left before the answer was written were sent, and promise nothing more."""
    coming = []
    for qty, dated in answer.lots:
        day = day_of(dated) if dated and dated.event in ("despatched", "loaded") else None
        size = answer.size(qty)
        if day is None or day.latest >= told.sender.written_on:
            coming.append((qty, dated))
        elif qty is not None and size is not None:
            told.quantity(answer.about, "shipped_qty", qty, answer.row.text("uom") or "PCS")
            answer.gone += size.n
    answer.lots = coming


def _stopped(told: Told, answer: Answer) -> bool:
    """A line that is refused or held, which ends what is said of it."""
    cell = answer.state_cell
    if answer.state not in ("rejected", "on_hold") or cell is None:
        return False
    told.code(answer.about, "line_state", cell, "statements.line_state")
    told.intends("po_line_rejected" if answer.state == "rejected" else "po_date_unknown")
    return True


def _repeats_a_wish(told: Told, answer: Answer, slot: str) -> bool:
    """An answer that only repeats a wished day promises nothing; another day than ours is asked."""
    if answer.promised or not answer.wanted or answer.state in ("accepted", "backordered"):
        return False
    known = {answer.row.day("promised_date"), answer.row.day("need_date")}
    days = [(one, day) for one in answer.wanted if (day := day_of(one)) is not None]
    strange = [(one, day) for one, day in days if day.earliest not in known]
    for one, day in strange[:1]:
        text = f"the answer repeats {day} as a day we wished; is it the day you promise?"
        choices = (stated_text(DateStated(span=day)),)
        told.ask("promised_date", answer.about, text, one.cell, slot=slot, choices=choices)
        told.intends("po_date_change")
    return bool(strange)


def _lots(told: Told, answer: Answer, slot: str) -> None:
    """Each lot's quantity and day; the part that is not promised is asked about."""
    sizes = [answer.size(qty) for qty, _ in answer.lots]
    total = sum((one.n for one in sizes if one is not None), Decimal(0))
    whole = answer.is_whole(total) or total == 0
    partly = len(answer.lots) > 1 or not whole or answer.gone > 0
    moved = False
    for index, ((qty, dated), size) in enumerate(zip(answer.lots, sizes, strict=True)):
        if qty is not None and size is not None:
            told.quantity(answer.about, "promised_qty", qty, answer.row.text("uom") or "PCS")
        name = slot if index == 0 else f"{slot}:{'balance' if index == 1 else f'lot{index + 1}'}"
        moved = _lot(told, answer, dated, size if partly else None, name) or moved
    if moved:
        told.intends("po_date_change")
    if partly:
        told.intends("po_quantity_change")
    if not whole and total < answer.missing_qty and len(answer.lots) == 1:
        _ask_for_rest(told, answer, slot, answer.missing_qty - total)
    if not moved and not partly:
        _unchanged(told, answer)


def _lot(told: Told, answer: Answer, dated: Dated | None, size: Quantity | None, slot: str) -> bool:
    """States one lot's day, or asks for it; whether it is another day than the one on record."""
    day = day_of(dated) if dated else None
    if dated is None or day is None:
        words = f"{dated.cell.value} is no day" if dated else "no day is given for this lot"
        _ask_for_day(told, answer, slot, words, size)
        return True
    event = event_of(told, dated, answer)
    doubt = _doubt(told, answer, day, event)
    if doubt:
        choices = (stated_text(DateStated(span=day)),)
        told.ask("promised_date", answer.about, doubt, dated.cell, slot=slot, choices=choices,
                 for_qty=size)  # fmt: skip
        return True
    stated = told.date(answer.about, "promised_date", dated, event=event, for_qty=size)
    return stated is not None and _moves(answer, day, event)


def _moves(answer: Answer, day: DateSpan, event: str) -> bool:
    """Whether it is another day; one at our dock does not move a day at the supplier's end."""
    known = answer.row.day("promised_date")
    if _other_end(answer, event):
        return False
    return known is None or not (day.earliest == day.latest == known)


def _other_end(answer: Answer, event: str) -> bool:
    on_record = answer.row.text("promised_event")
    return bool(on_record) and (event in AT_OURS) != (on_record in AT_OURS)


def _doubt(told: Told, answer: Answer, day: DateSpan, event: str) -> str:
    """Why a day must be asked about: long past, or late at the other end of the journey."""
    off = far_off(day, told.sender.written_on)
    if off:
        return off
    need = answer.row.day("need_date")
    if _other_end(answer, event) and (need is None or day.latest > need):
        known = answer.row.text("promised_event")
        return f"{day} is {event}; which day is it {known}, as the order has it?"
    return ""


def _ask_for_day(
    told: Told, answer: Answer, slot: str, text: str, size: Quantity | None = None
) -> None:
    told.ask("promised_date", answer.about, text, answer.where, slot=slot, for_qty=size)


def _ask_for_rest(told: Told, answer: Answer, slot: str, rest: Decimal) -> None:
    left = Quantity(n=rest, unit=unit_name(answer.row.text("uom") or "PCS"))
    text = f"no date is given for the other {left}"
    _ask_for_day(told, answer, f"{slot}:balance", text, left)


def _undated(told: Told, answer: Answer, undated: list[Measure | None], slot: str) -> None:
    """A line answered without a day: quantities, and whether it stands as it was."""
    sizes = [(qty, size) for qty in undated if qty and (size := answer.size(qty)) is not None]
    for qty, _ in sizes:
        told.quantity(answer.about, "promised_qty", qty, answer.row.text("uom") or "PCS")
    total = sum((size.n for _, size in sizes), Decimal(0))
    if not sizes or answer.is_whole(total):
        _unchanged(told, answer)
        return
    told.intends("po_quantity_change")
    if total < answer.missing_qty:
        _ask_for_rest(told, answer, slot, answer.missing_qty - total)


def _unchanged(told: Told, answer: Answer) -> None:
    """A line accepted as it stands: its numbers are ours, and its price is."""
    cell = answer.state_cell if answer.state == "accepted" else None
    if cell is not None and not _price_differs(answer):
        told.code(answer.about, "line_state", cell, "statements.line_state")
        told.intends("po_confirmed")


def _price(told: Told, answer: Answer) -> None:
    """The price, always stated; another one than ours is an answer with other terms."""
    line = answer.price
    currency = _currency(told, answer)
    if line is None or line.price is None or not currency:
        return
    unit = unit_name(line.price_unit or answer.row.text("price_uom") or answer.row.text("uom"))
    arguments = {"currency": currency, "per": line.price_per, "unit": unit or "PCS"}
    stated = told.state(answer.about, "unit_price", "plain_price", line.price, arguments)
    if stated is not None and _price_differs(answer, stated):
        told.intends("counter_offer")
        told.workflows["W2"] = None


def _currency(told: Told, answer: Answer) -> str:
    order = told.letter.reads.row("purchase_orders", answer.row.key.partition("/")[0])
    return told.document.currency or (order.text("currency") if order else "")


def _price_differs(answer: Answer, stated: Statement | None = None) -> bool:
    """Whether the price for one is another than the order's, where both are in one unit."""
    line, ours = answer.price, answer.row.number("unit_price")
    if line is None or line.price is None or ours is None:
        return False
    unit = unit_name(answer.row.text("price_uom") or answer.row.text("uom") or "PCS")
    arguments = {"currency": "XXX", "per": line.price_per, "unit": unit}
    value = stated.value if stated else read_again("plain_price", line.price, arguments)
    if not isinstance(value, PriceStated) or unit_name(value.unit) != unit:
        return False
    per = answer.row.number("price_per") or Decimal(1)
    return value.money.amount * per != ours * value.per


def _substitute(told: Told, answer: Answer) -> None:
    """The item offered instead, when the record knows it."""
    cell = answer.substitute
    assert cell is not None  # the caller looked
    row = told.letter.reads.row("items", cell.value)
    told.intends("substitution_offer")
    if row is None or cell.marks:
        told.ask("substitute_item", answer.about, f"{cell.value} is no item of ours", cell)
        return
    told.names(cell, row.object, "item")
    told.state(answer.about, "substitute_item", "row_key", cell, {"table": "items"})
