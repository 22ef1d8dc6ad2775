"""What an event's envelope proves about its sender, by the sources that settings name."""

from __future__ import annotations

from collections.abc import Sequence

from domain.errors import Unreadable
from domain.message import SenderVerdict
from domain.ports import Reads
from tools.events.envelope import opened
from tools.events.event import PostedEvent, is_binary
from tools.events.mark import address_of
from tools.events.signature import ID, signed_by
from tools.events.source import Source


def bound(headers: dict[str, str], event: PostedEvent) -> bool:
    """Whether the signature covers the event's id: in binary mode it stands in no signed byte."""
    return not is_binary(headers) or headers.get(ID) == event.id


def event_verdict(raw: bytes, sources: Sequence[Source], reads: Reads) -> SenderVerdict:
    """The verdict on a stored envelope; never raises.

    Its bytes must be those its request gives, signed by a secret of the source it names, which is
    that of an active partner.
    """
    try:
        headers, body, event = opened(raw)
    except Unreadable as fault:
        return SenderVerdict(verdict="suspect", reasons=(str(fault),))
    source = next((one for one in sources if one.name == event.source), None)
    if source is None:
        return SenderVerdict(verdict="unknown_sender", reasons=("its source is not in settings",))
    keys = (*source.keys, *source.retired)
    if keys and not (signed_by(keys, headers, body) and bound(headers, event)):
        why = f"no secret of {source.name} made its signature"
        return SenderVerdict(verdict="suspect", reasons=(why,))
    return _on_record(source, reads, proven=bool(keys))


def _on_record(source: Source, reads: Reads, *, proven: bool) -> SenderVerdict:
    contact = reads.row("contacts", source.contact) if source.contact else None
    partner_id = contact.text("partner_id") if contact else source.partner
    partner = reads.row("partners", partner_id) if partner_id else None
    address = (contact.text("mail") if contact else "") or address_of(source.name)
    mapped = source.partner in ("", partner_id)
    if partner is None or not mapped or partner.text("status").strip().lower() != "active":
        why = f"{source.name} is not that of an active partner on record"
        return SenderVerdict(verdict="unknown_sender", address=address, reasons=(why,))
    reasons = [f"it was signed with a secret of {source.name}"]
    if not proven:
        reasons = [f"no secret of {source.name} is at hand to check its signature"]
    if source.relayed:
        reasons.append("it relays what people say")
    return SenderVerdict(
        verdict="authenticated" if proven and not source.relayed else "unauthenticated",
        address=address,
        partner_id=partner_id,
        contact_id=contact.key if contact else "",
        reasons=tuple(reasons),
    )
