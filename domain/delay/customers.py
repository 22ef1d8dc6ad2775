"""What customers of a late line are told: one letter each with the new days, and their shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.actions import Action, RepromiseCustomer, SendMessage
from domain.cells import cell
from domain.delay.context import DelayContext, LineContext, Peg
from domain.delay.correspondence import reads_mail
from domain.delay.exposure import exposure
from domain.delay.options.share import SHARE, segment
from domain.delay.slots import arrival_slot, company_slot, derived, lot_slots, transit_slot
from domain.one_language import in_one_language
from domain.options import Option
from domain.provenance import Slot, fixed
from domain.record import Row


class _Part(NamedTuple):
    """So many pieces of a customer's line, and the day on which they are in."""

    peg: Peg
    qty: Slot
    day: Slot


def told(context: DelayContext, chosen: Sequence[Option]) -> tuple[Action, ...]:
    """A draft for each customer whose line gets a new day by what is chosen; none where nobody
    there reads mail."""
    parts = [part for option in chosen for part in _parts(context, option)]
    by: dict[str, list[_Part]] = {}
    for one in parts:
        by.setdefault(one.peg.order.key, []).append(one)
    name = min((one.name for one in chosen), default="")
    letters = (_letter(context, mine, name) for _, mine in sorted(by.items()))
    return tuple(one for one in letters if one is not None)


def _parts(context: DelayContext, option: Option) -> Iterator[_Part]:
    line = next((one for one in context.lines if one.row.object == option.object), None)
    pegs = {peg.line.object: peg for peg in line.pegs} if line is not None else {}
    for act in option.actions:
        peg = pegs.get(act.objects[0]) if isinstance(act, RepromiseCustomer) else None
        if line is None or peg is None or peg.row is None or not isinstance(act, RepromiseCustomer):
            continue
        qty = cell(peg.row, "qty")
        if option.name == SHARE:
            mine = share_slot(context, line, peg)
            yield _Part(peg, mine, _first_day(context, line))
            qty = derived("pieces_left", whole=qty, less1=mine)
        yield _Part(peg, qty, act.planned_date)


def share_slot(context: DelayContext, line: LineContext, peg: Peg) -> Slot:
    """What a customer's line gets of the lots that come in time, with all that rests on."""
    transit = transit_slot(context, line)
    lots = derived("lots", transit=transit, **lot_slots(line))
    inputs: dict[str, Slot] = {
        "supply": derived("in_time", lots=lots, need=cell(line.row, "need_date")),
        "place": fixed("place", str(line.pegs.index(peg) + 1)),
    }
    if line.pack is not None:
        inputs["pack"] = cell(line.pack, "base_qty")
    for number, one in enumerate(line.pegs, 1):
        assert one.row is not None  # nothing is shared without it
        inputs[f"qty{number}"] = cell(one.row, "qty")
        inputs[f"segment{number}"] = fixed("segment", segment(context, one))
        if one.line.number("min_partial_qty") is not None:
            inputs[f"least{number}"] = cell(one.line, "min_partial_qty")
    return derived("allocated", **inputs)


def _first_day(context: DelayContext, line: LineContext) -> Slot:
    """The day on which the last of the lots is in that come in time."""
    exposed = exposure(context, line)
    assert exposed is not None  # it was priced
    days = [
        ready
        for (_, ready), (_, day) in zip(exposed.lots, exposed.arrivals, strict=True)
        if day <= exposed.need
    ]
    return arrival_slot(context, line, max(days))


def _letter(context: DelayContext, parts: Sequence[_Part], option: str) -> SendMessage | None:
    order, customer = parts[0].peg.order, parts[0].peg.customer
    contact = _contact(context, customer)
    if contact is None:
        return None
    language = cell(customer, "language") if customer.text("language") else fixed("language", "en")
    inputs = {
        "template": fixed("template", "new_dates"),
        "language": language,
        "contact_name": cell(contact, "name"),
        "company": company_slot(context),
        "order_no": cell(order, "customer_po"),
        "plan": _plan(language, parts),
    }
    lines = dict.fromkeys(one.peg.line.object for one in parts)
    return SendMessage(
        case=context.case,
        function="customer service",
        objects=(order.object, *lines, contact.object),
        option=option,
        why="the customer is told before it asks",
        contact=cell(contact, "contact_id"),
        contact_name=cell(contact, "name"),
        template=fixed("template", "new_dates"),
        subject=derived("letter_subject", **in_one_language(inputs)),
        text=derived("letter_text", **in_one_language(inputs)),
        in_reply_to=fixed("empty", ""),
    )


def _contact(context: DelayContext, customer: Row) -> Row | None:
    known = (one for line in context.lines for one in line.customer_contacts)
    mine = (one for one in known if one.text("partner_id") == customer.key and reads_mail(one))
    return next(mine, None)


def _plan(language: Slot, parts: Sequence[_Part]) -> Slot:
    inputs: dict[str, Slot] = {"language": language}
    for number, one in enumerate(parts, 1):
        inputs[f"line{number}"] = cell(one.peg.line, "line")
        inputs[f"item{number}"] = cell(one.peg.line, "item_id")
        inputs[f"qty{number}"] = one.qty
        inputs[f"day{number}"] = one.day
    return derived("plan_text", **inputs)
