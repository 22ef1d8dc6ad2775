"""Actions on the papers of a new partner."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.provenance import Slot


class RecordPaper(ActionBase):
    """A paper of a new partner that came; whether it is good is for people to say."""

    kind: Literal["RecordPaper"] = "RecordPaper"
    sentence: ClassVar[str] = "{document} of {onboarding_id}: {state}, valid to {valid_to}"
    targets: ClassVar[tuple[str, ...]] = ("onboarding_documents:{onboarding_id}/{document}",)
    written: ClassVar[tuple[str, ...]] = ("state", "valid_to")

    onboarding_id: Slot
    document: Slot
    state: Slot
    valid_to: Slot | None = None
    seen: Slot
