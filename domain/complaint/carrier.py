"""The carrier's side: until when it must be told, what it owes at most, notice and claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.actions import Action, FileClaim
from domain.cells import cell
from domain.claims.liability import Limit, contract_limit, limit
from domain.claims.notices import notice
from domain.complaint.case import Complaint, Loss, delivered_on, unit_cost
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, send
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.workdays import workdays_of


def notify_until(dossier: Dossier, complaint: Complaint) -> tuple[date | None, str]:
    """The last day to tell the carrier of a loss found later, by the regime, with its rule."""
    regime, base = complaint.delivery.text("regime"), delivered_on(dossier, complaint)
    customer = dossier.row(f"partners:{complaint.delivery.text('customer_id')}")
    country = customer.text("country") if customer is not None else ""
    found = notice(regime, "concealed", base, workdays_of(country, dossier.of("holidays")))
    return found.until, found.says or ", ".join(found.missing)


def lost_kg(complaint: Complaint, loss: Loss) -> Decimal | None:
    """Gross weight of what is lost, by its share of the delivery."""
    gross, qty = complaint.delivery.number("gross_kg"), complaint.delivery.number("qty")
    return None if gross is None or not qty else gross * loss.n / qty


def limit_of(dossier: Dossier, complaint: Complaint, loss: Loss) -> Limit:
    """The most the carrier owes: by its contract, else by the regime of the carriage."""
    clause = _clause(dossier, complaint)
    kg = lost_kg(complaint, loss)
    if clause is not None:
        return contract_limit(clause, kg)
    shipped = complaint.delivery.day("ship_date") or dossier.today
    return limit(complaint.delivery.text("regime"), shipped, kg)


def _clause(dossier: Dossier, complaint: Complaint) -> Row | None:
    carrier = complaint.delivery.text("carrier_id")
    return dossier.one("contracts", partner_id=carrier, kind="liability limit")


def actions(dossier: Dossier, complaint: Complaint) -> list[Action]:
    """Notice to the carrier at once, and a claim where its amount can be said; a person sends."""
    contact = contact_of(dossier, complaint.delivery.text("carrier_id"), "claims")
    if not complaint.carriers or contact is None or complaint.beyond:
        return []
    delivery = complaint.delivery
    found: list[Action] = [
        send(
            dossier, contact, "loss_notice", "the carrier must be told in time",
            function="logistics",
            objects=[delivery],
            name=cell(delivery, "tracking_ref"),
            losses=derived(
                "losses_listed", language=language_of(dossier, contact), **_listed(complaint)
            ),
        )
    ]  # fmt: skip
    for loss in complaint.carriers:
        claim = _claim(dossier, complaint, loss)
        found += [claim] if claim is not None else []
    return found


def _listed(complaint: Complaint) -> dict[str, Slot]:
    found: dict[str, Slot] = {}
    for at, one in enumerate(complaint.carriers, 1):
        found[f"cause{at}"] = fixed("reason", one.cause)
        found[f"pieces{at}"] = one.pieces
    return found


def _claim(dossier: Dossier, complaint: Complaint, loss: Loss) -> FileClaim | None:
    """Loss or limit, the smaller; None while either is not known in one currency."""
    clause, cost = _clause(dossier, complaint), unit_cost(dossier, complaint)
    carrier = dossier.row(f"partners:{complaint.delivery.text('carrier_id')}")
    owed = limit_of(dossier, complaint, loss)
    if clause is None or cost is None or complaint.cost is None or carrier is None:
        return None
    if owed.amount is None or not owed.amount.currency == cost.currency == carrier.text("currency"):
        return None
    delivery = complaint.delivery
    most = derived(
        "liability_of",
        gross=cell(delivery, "gross_kg"),
        whole=cell(delivery, "qty"),
        part=loss.pieces,
        rate=cell(clause, "value"),
        unit=cell(clause, "unit"),
    )
    worth = derived(
        "worth", qty=loss.pieces, price=cell(complaint.cost, "unit_price"), per=fixed("empty", "")
    )
    number = {"of1": cell(delivery, "delivery_id"), "of2": fixed("reason", loss.cause)}
    return FileClaim(
        case=dossier.case,
        function="logistics",
        objects=(delivery.object, carrier.object),
        why="the carrier had the goods",
        claim_id=derived("own_number", series=fixed("series", "CL"), **number),
        partner_id=cell(delivery, "carrier_id"),
        claim_kind=fixed("row_kind", loss.cause),
        amount=derived("least_of", part1=worth, part2=most),
        currency=cell(carrier, "currency"),
        against=cell(delivery, "delivery_id"),
        status=fixed("row_state", "open"),
    )
