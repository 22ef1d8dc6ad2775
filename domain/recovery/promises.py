"""What customers are told and promised: new dates on their lines, and one draft per customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.actions import Action, RepromiseCustomer
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, send
from domain.provenance import Slot
from domain.recovery.late import Late
from domain.values import Value


class Part(Value):
    """So many pieces of a late line: from stock at once, or on the day it arrives."""

    late: Late
    qty: Slot
    at_once: bool = False


def repromised(dossier: Dossier, option: str, lates: Iterable[Late]) -> list[Action]:
    """The new day on each line that the record does not have so already."""
    return [
        RepromiseCustomer(
            case=dossier.case,
            function="customer service",
            objects=(one.waiting.line.object,),
            option=option,
            why=f"it arrives {one.arrives}",
            so_id=cell(one.waiting.line, "so_id"),
            line=cell(one.waiting.line, "line"),
            planned_date=one.day,
            seen=cell(one.waiting.line, "version"),
        )
        for one in lates
        if one.waiting.line.text("planned_date") != one.day.value[:10]
    ]


def told(dossier: Dossier, option: str, parts: Sequence[Part]) -> list[Action]:
    """One draft per customer with all its lines; it waits for a person whatever the policy."""
    of: dict[str, list[Part]] = {}
    for part in parts:
        customer = part.late.waiting.customer
        if customer is not None:
            of.setdefault(customer.key, []).append(part)
    found: list[Action] = []
    for partner_id, mine in sorted(of.items()):
        contact = contact_of(dossier, partner_id)
        if contact is None:
            continue
        order = mine[0].late.waiting.order
        same = [one for one in mine if one.late.waiting.order == order]
        found.append(
            send(
                dossier, contact, "new_dates", "the customer is told before it asks",
                function="customer service",
                objects=(order, *(one.late.waiting.line for one in same)),
                option=option,
                order_no=cell(order, "customer_po"),
                plan=_plan(language_of(dossier, contact), same),
            )
        )  # fmt: skip
    return found


def _plan(language: Slot, parts: Sequence[Part]) -> Slot:
    inputs: dict[str, Slot] = {"language": language}
    for number, one in enumerate(parts, 1):
        inputs[f"line{number}"] = cell(one.late.waiting.line, "line")
        inputs[f"item{number}"] = cell(one.late.waiting.line, "item_id")
        inputs[f"qty{number}"] = one.qty
        if not one.at_once:
            inputs[f"day{number}"] = one.late.day
    return derived("plan_text", **inputs)


def whole(late: Late) -> Part:
    """All of the line on its day."""
    return Part(late=late, qty=cell(late.waiting.line, "qty"))


def split(late: Late, got: Slot) -> list[Part]:
    """What stock gives at once, and the rest on its day: also where there is none, for a person may
    let it give less."""
    rest = derived("pieces_left", whole=cell(late.waiting.line, "qty"), less1=got)
    return [Part(late=late, qty=got, at_once=True), Part(late=late, qty=rest)]
