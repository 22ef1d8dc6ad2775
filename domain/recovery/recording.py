"""What is written and asked when goods on the way slip: the new arrival on record, open points."""

from __future__ import annotations

from domain.actions import Action, UpdateShipment
from domain.cells import cell
from domain.dossier import asking
from domain.dossier.context import Dossier
from domain.provenance import fixed
from domain.reading import Question
from domain.record import Row
from domain.recovery.hours import dock_options
from domain.recovery.slip import affected, eta_slot, etd_slot, slip_of, voyage_slots


def actions(dossier: Dossier) -> list[Action]:
    """Arrivals and voyages as told by whoever carries them; letters to those who owe an answer."""
    written = [one for row in affected(dossier) if (one := updated(dossier, row)) is not None]
    return [*written, *asking.letters(dossier, "logistics")]


def questions(dossier: Dossier) -> list[Question]:
    """What people must say; whether a dock is open stands in its hours, where it has any."""
    settled = {"disposition"}
    slips = [one for row in affected(dossier) if (one := slip_of(dossier, row)) is not None]
    if any(dock_options(dossier, one) for one in slips):
        settled.add("appointment")
    return [one for one in asking.of_people(dossier) if one.about not in settled]


def updated(dossier: Dossier, shipment: Row, status: str = "") -> UpdateShipment | None:
    """The shipment as its carrier or forwarder tells it now, or as people of ours confirmed it;
    None where nothing is new, where it is somebody else's word, or where several times are offered
    and people choose."""
    carriers = {shipment.text("carrier_id"), shipment.text("forwarder_id")}
    words = [one for one in dossier.told if one.object == shipment.object]
    slip = slip_of(dossier, shipment)
    if not words:
        return None  # an export says it, so the record has it
    known = all(one.by in carriers or one.statement.read_by == "person" for one in words)
    if not known or (slip and dock_options(dossier, slip)):
        return None
    status = status or ("delayed" if slip is not None and slip.days > 0 else "")
    voyage = voyage_slots(dossier, shipment)
    found = UpdateShipment(
        case=dossier.case,
        function="logistics",
        objects=(shipment.object,),
        why="told by whoever carries it",
        shipment_id=cell(shipment, "shipment_id"),
        seen=cell(shipment, "version"),
        etd=etd_slot(dossier, shipment),
        eta=eta_slot(slip) if slip is not None else None,
        vessel=voyage.get("vessel"),
        voyage=voyage.get("voyage"),
        status=fixed("row_state", status) if status not in ("", shipment.text("status")) else None,
    )
    news = (found.etd, found.eta, found.vessel, found.voyage, found.status)
    return found if any(news) else None
