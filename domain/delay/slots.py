"""Slots of delay actions: each value with the sources from which the gate computes it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from domain.cells import cell
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import exposure
from domain.derivations import derive_slot
from domain.provenance import Derived, MasterRows, MessageRef, Slot, fixed
from domain.vocabulary import LANGUAGES


def derived(function: str, **inputs: Slot) -> Slot:
    """A derivation's value with its inputs."""
    value = derive_slot(function, {name: slot.value for name, slot in inputs.items()})
    return Slot(value=value, source=Derived(function=function, inputs=inputs))


def transit_slot(context: DelayContext, line: LineContext) -> Slot:
    """Days under way: the lane's rate, else what need date and promise leave."""
    if line.row.text("promised_event") == "delivered dock":
        return derived("no_days", event=cell(line.row, "promised_event"))
    if line.sea_rate is not None and line.sea_rate.number("transit_days") is not None:
        return cell(line.sea_rate, "transit_days")
    inputs = {"need": cell(line.row, "need_date"), "promised": cell(line.row, "promised_date")}
    rule = context.company.get("need_date_rule")
    if rule is not None:
        inputs["rule"] = cell(rule, "value")
    return derived("days_left", **inputs)


def qty_slot(line: LineContext) -> Slot:
    """What of the line is still to come."""
    if not line.row.number("received_qty"):
        return cell(line.row, "qty")
    ordered, received = cell(line.row, "qty"), cell(line.row, "received_qty")
    return derived("still_to_come", ordered=ordered, received=received)


def lot_slots(line: LineContext) -> dict[str, Slot]:
    """Lots in the order stated as `qty1`, `day1`, …: those whose days are known."""
    found: dict[str, Slot] = {}
    for lot in line.change.lots:
        if lot.ready_slot is not None:
            index = len(found) // 2 + 1
            found[f"qty{index}"] = lot.qty_slot or qty_slot(line)
            found[f"day{index}"] = lot.ready_slot
    return found


def schedule_slot(line: LineContext) -> Slot:
    """Lots with their days where the line comes in several; empty where it comes at once.

    Nothing is said of lots when the quantity of one was not stated.
    """
    lots = [lot for lot in line.change.lots if lot.ready_slot is not None]
    if len(lots) < 2 or any(lot.qty_slot is None for lot in lots):
        return fixed("empty", "")
    return derived("schedule", **lot_slots(line))


def ready_slot(line: LineContext) -> Slot:
    """The day on which the line is complete."""
    days = [lot.ready_slot for lot in line.change.lots if lot.ready_slot is not None]
    if len(days) == 1:
        return days[0] if ".." not in days[0].value else derived("last_day", span=days[0])
    return derived("latest_of", **{f"day{index}": day for index, day in enumerate(days, 1)})


def ready_by(line: LineContext, day: date) -> Slot:
    """The day of the lot that is ready on that day at the latest, else of the whole line."""
    for lot in line.change.lots:
        if lot.ready is not None and lot.ready.latest == day and lot.ready_slot is not None:
            exact = ".." not in lot.ready_slot.value
            return lot.ready_slot if exact else derived("last_day", span=lot.ready_slot)
    return ready_slot(line)


def arrival_slot(context: DelayContext, line: LineContext, ready: date) -> Slot:
    """The day on which the lot that is ready on that day is at the dock."""
    transit = transit_slot(context, line)
    return derived("arrival", day=ready_by(line, ready), transit=transit)


def bridge_slot(context: DelayContext, line: LineContext) -> Slot:
    """Pieces to bridge, from lots, transit and the demand plan."""
    exposed = exposure(context, line)
    if exposed is None:
        raise ValueError(f"{line.name}: no date, no bridge")
    transit = transit_slot(context, line)
    expected = derived("arrival", day=cell(line.row, "promised_date"), transit=transit)
    return derived(
        "bridge",
        lots=derived("lots", transit=transit, **lot_slots(line)),
        expected=expected,
        demand=_demand_slot(line),
    )


def _demand_slot(line: LineContext) -> Slot:
    planned = [row for row in line.demand if row.number("qty") is not None]
    rows = sorted(planned, key=lambda row: row.text("day"))
    series = " ".join(f"{row.text('day')}={row.number('qty'):f}" for row in rows)
    days = [row.day("day") for row in rows]
    first, last = days[0], days[-1]
    assert first is not None and last is not None  # a plan has days
    return Slot(
        value=series,
        source=MasterRows(
            table="demand",
            equals={"site_id": rows[0].text("site_id"), "item_id": rows[0].text("item_id")},
            day="day",
            amount="qty",
            first=first.isoformat(),
            until=(last + timedelta(days=1)).isoformat(),
        ),
    )


def subject_slot(context: DelayContext) -> Slot:
    """The subject of the message we answer; the order's number where nobody wrote."""
    if not context.message:
        return cell(context.order, "po_id")
    return Slot(value=context.subject, source=MessageRef(sha256=context.message, field="subject"))


def message_id_slot(context: DelayContext) -> Slot:
    """The Message-ID we answer; empty where nobody wrote."""
    if not context.message:
        return fixed("empty", "")
    source = MessageRef(sha256=context.message, field="message_id")
    return Slot(value=context.message_id, source=source)


def confirmed_by(line: LineContext) -> Slot:
    """The Message-ID by which the line's supplier says so; empty where nobody wrote of it."""
    if not line.change.message:
        return fixed("empty", "")
    source = MessageRef(sha256=line.change.message, field="message_id")
    return Slot(value=line.change.message_id, source=source)


def orders_slot(context: DelayContext) -> Slot:
    """The numbers of all orders of the case."""
    rows = context.orders
    if len(rows) == 1:
        return cell(rows[0], "po_id")
    return derived("orders_named", **{f"po{at}": cell(one, "po_id") for at, one in enumerate(rows)})


def line_slot(line: LineContext, beside: Iterable[LineContext]) -> Slot:
    """The line's number; with its order's where it is named beside lines of other orders."""
    number, order = cell(line.row, "line"), line.row.text("po_id")
    if all(one.row.text("po_id") == order for one in beside):
        return number
    return derived("row_of", key1=cell(line.row, "po_id"), key2=number)


def language_slot(context: DelayContext) -> Slot:
    """The language of the mail that is answered, else the partner's on file."""
    if context.language in LANGUAGES:
        return fixed("language", context.language)
    return cell(context.supplier, "language")


def company_slot(context: DelayContext) -> Slot:
    """Our legal name as on record."""
    row = context.company.get("legal_name")
    return cell(row, "value") if row is not None else fixed("empty", "")
