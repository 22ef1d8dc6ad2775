"""What a protocol owes a partner: answers that follow from a setting, outside of any case."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, Literal

from domain.actions.base import ActionBase
from domain.canonical import digest
from domain.provenance import Slot


class AcknowledgeInterchange(ActionBase):
    """The answer to an interchange of a partner (997, CONTRL), where its setting says it goes.

    No proposal may hold it: it follows from a setting and the interchange alone. One of `contact`
    and `folder` is empty. `envelope` names the interchange by its header, `content` by its bytes.
    """

    kind: Literal["AcknowledgeInterchange"] = "AcknowledgeInterchange"
    sentence: ClassVar[str] = (
        "answer interchange {interchange} of {partner_id} with {standard} {number}: {state}"
    )
    outward: ClassVar[bool] = True
    destinations: ClassVar[frozenset[str]] = frozenset({"contact", "folder"})
    targets: ClassVar[tuple[str, ...]] = ("partners:{partner_id}",)

    partner_id: Slot
    contact: Slot
    folder: Slot
    in_reply_to: Slot
    interchange: Slot
    envelope: Slot
    content: Slot
    standard: Slot
    number: Slot
    state: Slot
    text: Slot

    @cached_property
    def key(self) -> str:
        """Of the interchange alone: in however many mails it comes, it is answered once."""
        return digest([self.kind, self.partner_id.value, self.envelope.value])
