"""Mail of ours that came back: why, and which contact cannot be reached that way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from domain.evidence import Part
from domain.words import lexicon

#: What a delivery report says (RFC 3464), and what programs write into the text beside it.
_DIAGNOSTIC = re.compile(
    r"^Diagnostic-Code:[ \t]{0,8}(?:smtp;|x-[\w-]{1,20};)?[ \t]{0,8}(.{3,400})$",
    re.IGNORECASE | re.MULTILINE,
)
_STATUS = re.compile(
    r"(?<!\d)5\d\d[ -]5\.\d{1,2}\.\d{1,2}[^\n]{0,200}|(?<!\d)55\d[ -][A-Za-z][^\n]{3,200}"
)
_RECIPIENT = re.compile(
    r"^(?:Final|Original)-Recipient:[ \t]{0,8}(?:rfc822;)?[ \t]{0,8}<?"
    r"([\w.+-]{1,64}@[\w.-]{3,120})",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
Where = tuple[Part, int, int]


def read_bounces(letter: Letter) -> Iterator[str]:
    """States why a mail came back; whose address on file failed is asked about in the house."""
    subject = letter.message.subject
    if not letter.message.auto_submitted or not lexicon("bounce").has(
        f"{subject}\n{letter.fresh()}", "undelivered"
    ):
        return
    yield "bounce"
    about = _contact(letter)
    where = _reason(letter)
    if where is not None:
        letter.state(about, "mail_failure", "words", where)
    if about != "mail":
        text = "mail to this contact comes back: which address is right?"
        letter.ask("mail_failure", about, text)


def _reason(letter: Letter) -> Where | None:
    for pattern, group in ((_DIAGNOSTIC, 1), (_STATUS, 0)):
        for part in letter.message.parts:
            match = pattern.search(part.text[:60_000])
            if match and part.is_fresh(match.start(group), match.end(group)):
                return part, match.start(group), match.end(group)
    return None


def _contact(letter: Letter) -> str:
    """The one contact on file whose address the report says failed."""
    known = {row.text("mail").lower(): row.object for row in letter.reads.rows("contacts")}
    texts = [part.text[:60_000] for part in letter.message.parts]
    failed = {one.lower() for text in texts for one in _RECIPIENT.findall(text)}
    failed = failed or {one.lower() for text in texts for one in _ADDRESS.findall(text)}
    hits = {known[one] for one in failed if one in known}
    return hits.pop() if len(hits) == 1 else "mail"
