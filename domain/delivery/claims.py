"""The claim on a carrier for what is lost: regime, time to give notice, limit, claim and letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from domain.actions import Action, FileClaim
from domain.cells import cell
from domain.claims.liability import Limit, contract_limit, limit
from domain.claims.notices import Notice, notice
from domain.delay.slots import derived
from domain.delivery.loss import Loss, loss_of
from domain.dossier.context import Dossier
from domain.dossier.letters import contact_of, language_of, send
from domain.effect_state import EffectState
from domain.invoice.bill import NOTHING
from domain.options import CostComponent, Option
from domain.outstanding import Outstanding
from domain.provenance import Slot, fixed
from domain.record import Row

_TRUCKS = ("truck", "road", "ltl", "ftl")


def shipment_of(dossier: Dossier) -> Row | None:
    """The shipment of the delivery."""
    rows = dossier.of("shipments")
    return rows[0] if len(rows) == 1 else None


def regime_of(shipment: Row) -> str:
    """The law or convention a carrier answers under, by mode and the countries of its ends."""
    mode, ends = shipment.text("mode").lower(), _ends(shipment)
    if mode == "air":
        return "Montreal"
    if mode == "sea":
        return "COGSA" if "US" in ends else "Hague-Visby"
    if mode in _TRUCKS:
        if ends == {"US"}:
            return "Carmack"
        return "FR-road" if ends == {"FR"} else "CMR" if len(ends) == 2 else ""
    return ""


def _ends(shipment: Row) -> set[str]:
    return {shipment.text(place)[:2] for place in ("pol", "pod") if shipment.text(place)}


def options(dossier: Dossier) -> list[Option]:
    """To claim what is lost from the carrier, or to bear it."""
    loss, shipment = loss_of(dossier), shipment_of(dossier)
    if loss is None or shipment is None or not shipment.text("carrier_id"):
        return []
    if not _was_reserved(dossier):
        return []  # a clean receipt: the count at loading is looked at first
    money = loss.money
    claim = Option(
        name="claim on the carrier",
        title=f"claim {money} from {shipment.text('carrier_id')}" if money else "claim it",
        by="logistics",
        object=dossier.subject,
        currency=loss.currency or "USD",
        effects={
            "logistics": f"notice under {regime_of(shipment) or 'the contract'}, in time",
            "warehouse": "goods and packaging are kept for a survey",
        },
        unknown=loss.missing,
        assumptions=("one loss is made good once: what the supplier credits is not claimed",),
        actions=() if loss.worth is None else _actions(dossier, loss, shipment),
    )
    return [claim, _bear(dossier, loss)]


def _bear(dossier: Dossier, loss: Loss) -> Option:
    return Option(
        name="bear it",
        title="no claim",
        by="logistics",
        object=dossier.subject,
        currency=loss.currency or "USD",
        components=_borne(loss),
        effects={"finance": f"{loss.money or 'the loss'} is ours"},
        measures={"safety_compliance": 1},
    )


def _borne(loss: Loss) -> tuple[CostComponent, ...]:
    """What is lost and nobody makes good."""
    if loss.money is None:
        return ()
    counted = f"{loss.pieces.value if loss.pieces else ''} lost, at the order's price"
    return (CostComponent(name="loss", money=loss.money, formula=counted),)


def unclaimed(dossier: Dossier, effects: Iterable[EffectState]) -> Iterator[Outstanding]:
    """The claim that a loss entitles to, as long as neither the case nor others have made it."""
    loss, shipment = loss_of(dossier), shipment_of(dossier)
    if loss is None or shipment is None or not options(dossier):
        return
    made = any(one.kind == "FileClaim" and one.has_happened for one in effects)
    if not made and not dossier.of("claims", against=shipment.key):
        carrier, law = shipment.text("carrier_id"), regime_of(shipment) or "the contract"
        lost = loss.money or f"{loss.packs.value} {loss.unit}"
        what = f"no claim on {carrier} is made for {lost} lost on {shipment.key}, due under {law}"
        yield Outstanding(object=shipment.object, what=what)


def _was_reserved(dossier: Dossier) -> bool:
    """Whether the loss stands on the carrier's paper."""
    return any(one.text == "reserves_noted" for one in dossier.stated("document_state"))


def _actions(dossier: Dossier, loss: Loss, shipment: Row) -> tuple[Action, ...]:
    assert loss.worth is not None  # see `options`
    order = dossier.row(f"purchase_orders:{loss.line.text('po_id')}")
    carrier = dossier.row(f"partners:{shipment.text('carrier_id')}")
    if order is None or carrier is None:
        return ()
    kind = fixed("row_kind", "shortage" if loss.damaged is None else "damage")
    about = {"of1": cell(shipment, "shipment_id"), "of2": kind}
    claim = FileClaim(
        case=dossier.case,
        function="logistics",
        objects=(dossier.subject, shipment.object, carrier.object, order.object),
        option="claim on the carrier",
        why=f"{loss.packs.value} {loss.unit} are not there in good order",
        claim_id=derived("own_number", series=fixed("series", "CL"), **about),
        partner_id=cell(shipment, "carrier_id"),
        claim_kind=kind,
        amount=loss.worth,
        currency=cell(order, "currency"),
        against=cell(shipment, "shipment_id"),
        status=fixed("row_state", "open"),
    )
    return (claim, *_letter(dossier, loss, shipment, order))


def _letter(dossier: Dossier, loss: Loss, shipment: Row, order: Row) -> list[Action]:
    """Notice and claim in one: the shipment, what is lost, the amount, under which law."""
    contact = contact_of(dossier, shipment.text("carrier_id"), "claims")
    regime = regime_of(shipment)
    if contact is None or not regime or loss.worth is None:
        return []
    return [
        send(
            dossier,
            contact,
            "claim_notice",
            "the carrier is told in writing and in time",
            function="logistics",
            objects=[shipment],
            option="claim on the carrier",
            regime=fixed("regime", regime),
            amount=loss.worth,
            currency=cell(order, "currency"),
            loss=derived(
                "loss_text",
                language=language_of(dossier, contact),
                missing=loss.packs,
                damaged=loss.damaged or NOTHING,
                proof=_carriage(dossier, shipment, loss),
            ),
        )
    ]


def _carriage(dossier: Dossier, shipment: Row, loss: Loss) -> Slot:
    """The numbers by which the carrier knows the shipment, and the delivery note."""
    names = ("truck_load", "bol", "master_ref", "booking_no")
    cells = [cell(shipment, name) for name in names if shipment.text(name)]
    note = dossier.one("deliveries", po_id=loss.line.text("po_id"), line=loss.line.text("line"))
    cells += [cell(note, "delivery_note")] if note is not None else []
    return derived("proof_text", **{f"part{n}": one for n, one in enumerate(cells, 1)})


def clocks(dossier: Dossier) -> list[Notice]:
    """Until when the carrier must be told, and the claim be made."""
    shipment = shipment_of(dossier)
    if shipment is None or not regime_of(shipment):
        return []
    day = _delivered(dossier)
    kinds = ("visible", "concealed", "claim", "suit")
    found = [notice(regime_of(shipment), kind, day) for kind in kinds]
    return [one for one in found if one.until is not None]


def _delivered(dossier: Dossier) -> date | None:
    for field in ("actual_date:delivered", "actual_date:received"):
        told = dossier.first(field)
        if told is not None and told.last_day:
            return date.fromisoformat(told.last_day)
    return dossier.mails[-1].sent_at.date() if dossier.mails else None


def cap_of(dossier: Dossier, loss: Loss, shipment: Row) -> Limit | None:
    """The most the carrier owes: by contract where it has a clause, else by law."""
    weight = loss.line.number("gross_kg")
    qty = loss.line.number("qty")
    kg = None
    if weight is not None and qty and loss.pieces is not None:
        kg = weight / qty * Decimal(loss.pieces.value)
    for clause in dossier.of("contracts", partner_id=shipment.text("carrier_id")):
        if clause.text("kind") == "liability limit":
            return contract_limit(clause, kg)
    regime = regime_of(shipment)
    return limit(regime, _delivered(dossier) or dossier.today, kg, None) if regime else None
