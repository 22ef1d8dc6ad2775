"""Files of a partner's folder: who they are from, the letter made of each, and its verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

from domain.errors import Refused
from domain.message import SenderVerdict
from domain.ports import Reads
from graph.laying import Laid, laid_stream, laid_verdict, name_of
from memory import chain
from memory.ledger import Ledger

#: Whose address no letter of a file has beside the contact's: nothing answers there.
_NOWHERE = "laid.invalid"


def laid_by(contact: str, reads: Reads, name: str, folder: str) -> Laid:
    """Whose a file is; Refused when the contact of the settings cannot be written to."""
    row = reads.row("contacts", contact)
    if row is None or not row.text("mail"):
        raise Refused(
            f"[[folder]] {folder}: contact {contact} is not on record with a mail address"
        )
    partner = row.text("partner_id")
    return Laid(name=name_of(name), folder=folder, contact=contact, partner=partner)


def letter_around(laid: Laid, content: bytes, reads: Reads) -> bytes:
    """The file as an attachment of a letter of its contact; the same file makes the same letter."""
    row = reads.row("contacts", laid.contact)
    digest = hashlib.sha256(content).hexdigest()
    mail = EmailMessage(policy=SMTP)
    mail["From"] = row.text("mail") if row else ""
    mail["Subject"] = laid.name
    mail["Message-ID"] = f"<{digest[:40]}.{laid.contact}@{_NOWHERE}>"
    mail.set_content(
        content,
        maintype="application",
        subtype="octet-stream",
        disposition="attachment",
        filename=laid.name,
    )
    return mail.as_bytes()


def laid_verdicts(
    ledger: Ledger, reads: Reads, others: Callable[[bytes], SenderVerdict]
) -> Callable[[bytes], SenderVerdict]:
    """The verdict on any stored message: of a file by the fact that says where it lay."""

    def verdict(raw: bytes) -> SenderVerdict:
        with ledger.reading() as connection:
            facts = chain.of_stream(connection, laid_stream(hashlib.sha256(raw).hexdigest()))
        if not facts:
            return others(raw)
        told = {name: str(facts[0].body[name]) for name in Laid.model_fields}
        laid = Laid.model_validate(told)
        contact = reads.row("contacts", laid.contact)
        partner = reads.row("partners", laid.partner)
        return laid_verdict(
            laid,
            contact.text("mail") if contact else "",
            contact.text("partner_id") if contact else "",
            active=partner is not None and partner.text("status").strip().lower() == "active",
        )

    return verdict
