"""Raw bytes of a mail into a Message: parsed within limits, or Unreadable with the reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from domain.errors import Unreadable
from domain.evidence import Part
from domain.message import Message
from domain.values import Value
from tools.edi.parts import with_documents
from tools.mail import limits
from tools.mail.addresses import listed, one_mailbox
from tools.mail.attached import PaperReader, read_attached
from tools.mail.body import read_body, sort_parts
from tools.mail.entity import Entity, read_tree
from tools.mail.headers import Block, parameters, read_block
from tools.mail.identity import key_of
from tools.papers.paper import ANSWERS
from tools.papers.read import read_paper
from tools.text.charset import storable

_ID = re.compile(r"<[^<>\s]{1,900}>")
_KNOWN = frozenset(
    {"from", "to", "date", "subject", "message-id", "received", "mime-version", "content-type"}
)
#: Headers that only programs write (RFC 3834 and what stood in for it before).
_BY_PROGRAM = ("x-autoreply", "x-autorespond", "x-failed-recipients")


class Parsed(Value):
    """A message, and in plain words what had to be assumed, cut or noticed to read it."""

    message: Message
    notes: tuple[str, ...] = ()


def parse(raw: bytes, received_at: datetime | None = None) -> Message:
    """The message; raises Unreadable, and nothing else, for what must be parked."""
    return parse_noted(raw, received_at).message


def parse_noted(
    raw: bytes, received_at: datetime | None = None, read: PaperReader = read_paper
) -> Parsed:
    """The message with the notes taken on the way; raises Unreadable, and nothing else.

    `received_at` (with its zone) stands in for a Date that is missing or makes no sense; `read`
    reads the attachments.
    """
    try:
        return _parsed(raw, received_at, read)
    except RecursionError as fault:
        raise Unreadable("the mail nests too deep to be read") from fault
    except MemoryError as fault:
        raise Unreadable("the mail needs too much memory to be read") from fault
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as fault:
        raise Unreadable(f"the mail cannot be read ({type(fault).__name__})") from fault


def attachment(raw: bytes, number: int) -> bytes:
    """The bytes of `attachment:number`; Unreadable when the mail has no such part."""
    found = sort_parts(read_tree(raw)).attached
    if not 0 <= number < len(found):
        raise Unreadable(f"the mail has no attachment {number}")
    return found[number].data()


def _parsed(raw: bytes, received_at: datetime | None, read: PaperReader) -> Parsed:
    root = read_tree(raw)
    found = sort_parts(root)
    block = read_block(raw)
    if not any(field.name in _KNOWN for field in block.fields):
        raise Unreadable("the bytes are no mail: they have none of a mail's headers")
    notes = [*block.faults, *(f"the {name} header is cut" for name in block.cuts)]
    sent_at, offset = _sent(block, received_at, notes)
    sender = one_mailbox(block.first("from"))
    if sender.fault or len(block.all("from")) != 1:
        notes.append(f"no single sender: {sender.fault or 'not exactly one From header'}")
    subject = " ".join(storable(block.text("subject")).split())
    message_id = _ids(block.all("message-id")[:1])[:1]
    message = Message(
        sha256=hashlib.sha256(raw).hexdigest(),
        key=key_of("".join(message_id), block, root),
        message_id="".join(message_id),
        sent_at=sent_at,
        sent_offset_minutes=offset,
        sender=sender.address if len(block.all("from")) == 1 else "",
        reply_to=one_mailbox(block.first("reply-to")).address,
        to=listed(block.all("to") + block.all("cc")),
        subject=subject,
        in_reply_to=_answered(block),
        auto_submitted=_by_program(block, root),
        parts=tuple(_parts(subject, read_body(found, notes), found.attached, read)),
    )
    noted = tuple(dict.fromkeys(notes))
    return Parsed(message=message.model_copy(update={"notes": noted}), notes=noted)


def _parts(
    subject: str, body: Part, attached: Sequence[Entity], read: PaperReader
) -> Iterator[Part]:
    """Subject, body and files; the subject of an answered invitation is that of the invitation."""
    files = [*read_attached(attached, read)]
    echo = any(note.startswith(ANSWERS) for one in files for note in one.notes)
    old = ((0, len(subject)),) if echo else ()
    head = Part(name="subject", kind="text/plain", text=subject, quoted=old)
    yield from with_documents([head, body, *files])


def _sent(block: Block, received_at: datetime | None, notes: list[str]) -> tuple[datetime, int]:
    """When it was sent, as UTC, and the sender's offset in minutes."""
    stated = block.first("date")
    found = _date(stated)
    if found is None:
        if received_at is None:
            raise Unreadable("the mail has no usable Date and no time of receipt is known")
        notes.append(
            "the Date makes no sense: the time of receipt stands in for it"
            if stated
            else "the mail has no Date: the time of receipt stands in for it"
        )
        return received_at.astimezone(UTC), 0
    if received_at is not None and found[0] > received_at + timedelta(days=1):
        notes.append("the Date lies after the time of receipt")
    return found


def _date(stated: str) -> tuple[datetime, int] | None:
    try:
        parts = parsedate_tz(stated[:200])
        if parts is None:
            return None
        minutes = (parts[9] or 0) // 60
        local = datetime(*parts[:6], tzinfo=UTC)
        sent = local - timedelta(minutes=minutes)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    sane = 1970 <= sent.year <= 2100 and abs(minutes) <= 16 * 60
    return (sent, minutes) if sane else None


def _ids(values: list[str]) -> list[str]:
    """The message ids in these headers; one without angle brackets gets them."""
    found: dict[str, None] = {}
    for value in values:
        ids = _ID.findall(value)
        bare = value.strip().strip("<>")
        if not ids and "@" in bare and not re.search(r"[\s<>]", bare):
            ids = [f"<{bare[:900]}>"]
        found.update(dict.fromkeys(map(storable, ids)))
    return list(found)


def _answered(block: Block) -> tuple[str, ...]:
    """The mails it answers: In-Reply-To first, then References from the nearest to the oldest."""
    direct, chain = _ids(block.all("in-reply-to")), _ids(block.all("references"))
    return tuple(dict.fromkeys([*direct, *reversed(chain)]))[: limits.IDS]


def _by_program(block: Block, root: Entity) -> bool:
    """Whether a program sent it: automatic replies, reports and bounces."""
    declared = parameters(block.first("auto-submitted"))[0]
    return (
        declared not in ("", "no")
        or root.get_content_type() == "multipart/report"
        or block.first("return-path").strip() == "<>"
        or block.first("precedence").strip().lower() == "auto_reply"
        or any(block.first(name) for name in _BY_PROGRAM)
    )
