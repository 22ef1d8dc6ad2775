"""Actions on shipments and their papers in the ERP."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class UpdateShipment(ActionBase):
    """Departure, arrival, vessel or state of a shipment as now told."""

    kind: Literal["UpdateShipment"] = "UpdateShipment"
    sentence: ClassVar[str] = (
        "shipment {shipment_id} in the ERP: ETD {etd}, ETA {eta}, {vessel} {voyage}, {status}"
    )
    targets: ClassVar[tuple[str, ...]] = ("shipments:{shipment_id}",)
    written: ClassVar[tuple[str, ...]] = (
        "etd",
        "eta",
        "vessel",
        "voyage",
        "booking_no",
        "status",
    )

    shipment_id: Slot
    etd: Slot | None = None
    eta: Slot | None = None
    vessel: Slot | None = None
    voyage: Slot | None = None
    booking_no: Slot | None = None
    status: Slot | None = None
    seen: Slot


class RecordDocument(ActionBase):
    """The state of a paper of a shipment or of a new partner."""

    kind: Literal["RecordDocument"] = "RecordDocument"
    sentence: ClassVar[str] = "paper {document}: {state}"
    targets: ClassVar[tuple[str, ...]] = ("documents:{doc_id}",)
    written: ClassVar[tuple[str, ...]] = ("state",)

    doc_id: Slot
    document: Slot
    state: Slot
    seen: Slot
