"""The sources of posted events with their keys, and what their envelopes prove and are read as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Protocol

from domain.errors import BadInput, SeamlineError
from domain.message import Message, SenderVerdict
from domain.ports import Reads
from seamline.settings import FILE
from seamline.web_settings import WebhookSettings
from tools.accounts.secret import revealed
from tools.events.mark import address_of, is_envelope
from tools.events.source import Source


class Parse(Protocol):
    """Makes a message of raw bytes; the time of receipt is for one that has no date."""

    def __call__(self, raw: bytes, received_at: datetime | None = None, /) -> Message: ...


def sources_of(settings: Sequence[WebhookSettings]) -> tuple[Source, ...]:
    """Each source with its keys; BadInput names the one whose secret cannot be used."""
    return tuple(_source(one) for one in settings)


def _source(one: WebhookSettings) -> Source:
    return Source(
        name=one.source,
        partner=one.partner,
        contact=one.contact,
        keys=tuple(_key(one, pointer) for pointer in one.secrets),
        retired=tuple(_key(one, pointer) for pointer in one.retired),
        relayed=one.relayed,
    )


def _key(one: WebhookSettings, pointer: str) -> bytes:
    from tools.events.signature import key_of

    try:
        return key_of(revealed(pointer))
    except SeamlineError as error:
        where = f"[[webhook]] {one.source}: {pointer}: "
        raise BadInput(f"{where}{error}", file=FILE, remedy="see docs/operator.md") from None


def at_hand(settings: Sequence[WebhookSettings]) -> tuple[Source, ...]:
    """The same, without keys where one of them cannot be had: a worker may run without secrets."""
    found = []
    for one in settings:
        try:
            found.append(_source(one))
        except SeamlineError:
            found.append(_source(one.model_copy(update={"secrets": (), "retired": ()})))
    return tuple(found)


def event_verdicts(
    settings: Sequence[WebhookSettings], reads: Reads, mails: Callable[[bytes], SenderVerdict]
) -> Callable[[bytes], SenderVerdict]:
    """The verdict on any stored message: of an event by its signature, of a mail by its headers."""
    sources = cache(lambda: at_hand(settings))

    def verdict(raw: bytes) -> SenderVerdict:
        if not is_envelope(raw):
            return mails(raw)
        from tools.events.verdict import event_verdict  # loads late: most workspaces have none

        return event_verdict(raw, sources(), reads)

    return verdict


def written_by_contacts(settings: Sequence[WebhookSettings], reads: Reads, parse: Parse) -> Parse:
    """Parses any stored message; one of an event is as if its source's contact had mailed it.

    Only an envelope is read so: a mail that bears an event's address is a stranger's.
    """
    by_address = {address_of(one.source): one for one in settings}

    def parsed(raw: bytes, received_at: datetime | None = None) -> Message:
        message = parse(raw, received_at)
        one = by_address.get(message.sender) if is_envelope(raw) else None
        address = _address(one, reads) if one else ""
        return message.model_copy(update={"sender": address}) if address else message

    return parsed


def _address(one: WebhookSettings, reads: Reads) -> str:
    contact = reads.row("contacts", one.contact) if one.contact else None
    if contact is not None and contact.text("mail"):
        return contact.text("mail")
    partner = one.partner or (contact.text("partner_id") if contact else "")
    rows = reads.rows("contacts", partner_id=partner) if partner else ()
    return next((row.text("mail") for row in rows if row.text("mail")), "")
