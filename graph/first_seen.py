"""Whether an address has written to us before: a contact on file that never has is worth a look."""

from __future__ import annotations

from domain.fact import Fact
from domain.message import SenderVerdict
from memory.folded import Running

#: The reason that is told; alone it caps nothing.
FIRST = "first mail from this address"


def senders() -> Running[str, str]:
    """By address, the stream of the first message that was read of it."""
    return Running(("message_read",), _note)


def _note(table: dict[str, str], fact: Fact) -> None:
    table.setdefault(str(fact.body["sender"]["address"]).lower(), fact.stream)


def with_first(verdict: SenderVerdict, stream: str, known: str) -> SenderVerdict:
    """The verdict, with the reason where nothing was read before of a contact on file; `known` is
    the stream of the first message of its address, empty where there is none."""
    if not verdict.contact_id or known not in ("", stream):
        return verdict
    return verdict.model_copy(update={"reasons": (*verdict.reasons, FIRST)})
