"""What is done beside making good: the carrier is told, stock is counted, proof is asked for."""

from __future__ import annotations

from datetime import datetime

from domain.actions import Action
from domain.cells import cell
from domain.complaint import carrier
from domain.complaint.case import complaint_of
from domain.complaint.good import questions as of_options
from domain.dates import end_of_day
from domain.dossier import asking
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.reading import Question

#: Topics that the options and the notice to the carrier settle.
_SETTLED = ("disposition", "claim", "customer_promise")


def actions(dossier: Dossier) -> list[Action]:
    """Letters for proof, the carrier's notice and claim, and a count where the wrong item went."""
    found: list[Action] = [*asking.letters(dossier, "customer service", leave=_SETTLED)]
    complaint = complaint_of(dossier)
    if complaint is None:
        return found
    found += carrier.actions(dossier, complaint)
    if any(one.cause == "wrong item" for one in complaint.losses):
        found.append(
            note(
                dossier, "warehouse", "note_count", "a wrong item is two wrong counts",
                objects=[complaint.delivery, complaint.line],
                delivery_id=cell(complaint.delivery, "delivery_id"),
                item=cell(complaint.line, "item_id"),
            )
        )  # fmt: skip
    return found


def questions(dossier: Dossier) -> list[Question]:
    """What people must say before it can be made good."""
    found = asking.of_people(dossier, *of_options(dossier))
    return [one for one in found if one.about not in _SETTLED]


def clocks(dossier: Dossier) -> list[tuple[datetime, str]]:
    """The last moment to tell the carrier, and the day the customer needs the goods."""
    complaint, found = complaint_of(dossier), list[tuple[datetime, str]]()
    if complaint is None:
        return found
    customer = dossier.row(f"partners:{complaint.delivery.text('customer_id')}")
    zone = (customer.text("time_zone") if customer is not None else "") or "UTC"
    until, _ = carrier.notify_until(dossier, complaint)
    if until is not None and complaint.carriers:
        found.append((end_of_day(until, zone), "notice to the carrier"))
    return found
