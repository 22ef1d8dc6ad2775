"""Files that a partner's connection lays into a folder of ours: each a message of its contact."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection

from domain.fact import NewFact
from domain.message import SenderVerdict
from domain.values import Value
from graph.deps import Deps
from graph.filing import Arrival, Filed, file_message
from memory import chain

#: Characters of a file's name that are kept.
_NAME = 120


class Laid(Value):
    """A file: its `name`, the `folder` it lay in and the `contact` whose folder that is."""

    name: str
    folder: str
    contact: str
    partner: str


def laid_stream(sha256: str) -> str:
    """The stream that says of which folder a message was made."""
    return f"laid:{sha256}"


def lay(deps: Deps, laid: Laid, letter: bytes, origin: str) -> Filed:
    """Files the letter that was made around a file; what it came by is on record with it.

    A file has no date: that of its arrival counts.
    """
    stream = laid_stream(hashlib.sha256(letter).hexdigest())

    def first(connection: Connection, key: str) -> Filed | None:
        if not chain.last_number(connection, f"message:{key}"):
            body = laid.model_dump() | {"message": key}
            now = deps.clock.now()
            told = NewFact(stream=stream, kind="file_laid", at=now, actor="intake", body=body)
            chain.append(connection, [told])
        return None

    arrived = Arrival(at=deps.clock.now(), by=f"the folder {laid.folder}")
    return file_message(deps, letter, origin=origin, channel="folder", arrived=arrived, first=first)


def laid_verdict(laid: Laid, address: str, partner: str, *, active: bool) -> SenderVerdict:
    """The verdict on a file: as sure as the folder is whose the settings say it is.

    `address` and `partner` are those of the contact on record now.
    """
    known = active and partner == laid.partner and bool(address)
    why = f"it lay in the folder {laid.folder}, which the settings give to contact {laid.contact}"
    return SenderVerdict(
        verdict="authenticated" if known else "unknown_sender",
        address=address,
        partner_id=partner if known else "",
        contact_id=laid.contact if known else "",
        reasons=(why, *(() if known else ("who is no contact of an active partner any more",))),
    )


def name_of(name: str) -> str:
    """A file's name as it may stand in a mail."""
    shown = "".join(char for char in name if char.isprintable() and char not in '"\\\r\n')
    return shown.strip()[-_NAME:] or "file"


__all__ = ["Laid", "laid_stream", "laid_verdict", "lay", "name_of"]
