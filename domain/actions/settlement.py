"""Actions by which what a payment settled is closed on record: claims, orders."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class CloseClaim(ActionBase):
    """A claim that a payment took off in full: nothing of it is open any more."""

    kind: Literal["CloseClaim"] = "CloseClaim"
    sentence: ClassVar[str] = "claim {claim_id} in the ERP: {status}"
    targets: ClassVar[tuple[str, ...]] = ("claims:{claim_id}",)
    written: ClassVar[tuple[str, ...]] = ("status",)

    claim_id: Slot
    status: Slot
    seen: Slot


class CloseOrder(ActionBase):
    """An order all of which is received, invoiced and paid for: nothing more is to come of it."""

    kind: Literal["CloseOrder"] = "CloseOrder"
    sentence: ClassVar[str] = "order {po_id} in the ERP: {status}"
    targets: ClassVar[tuple[str, ...]] = ("purchase_orders:{po_id}",)
    written: ClassVar[tuple[str, ...]] = ("status",)

    po_id: Slot
    status: Slot
    seen: Slot
