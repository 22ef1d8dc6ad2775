"""Words in mails: which of the newest mails say them, each parsed once and kept in short."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from domain.errors import SeamlineError
from seamline.seen import Mail
from seamline.wiring import Office

#: So many mails are looked through, the newest first, and so much of each.
MOST, LONGEST = 500, 20_000
#: Characters shown on either side of a word.
_AROUND = 60


class MailWords:
    """The texts of the newest mails of one workspace."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._texts: dict[str, str] = {}

    def find(self, words: Sequence[str]) -> list[tuple[Mail, str]]:
        """Mails that say all the words, the newest first, each with what stands around the first
        of them."""
        wanted = [one.casefold() for one in words if one]
        if not wanted:
            return []
        with self._office.ledger.reading() as connection:
            read = self._office.seen.mails.at(connection)
        newest = sorted(read.values(), key=lambda one: one.sent_at, reverse=True)
        found = []
        for mail in newest[:MOST]:
            text = self._text(mail)
            if all(one in text.casefold() for one in wanted):
                found.append((mail, _around(text, wanted[0])))
        return found

    def _text(self, mail: Mail) -> str:
        """Subject and body as people read them; the subject alone of what cannot be parsed."""
        with self._lock:
            if mail.sha256 not in self._texts:
                if len(self._texts) >= 2 * MOST:
                    self._texts.clear()
                self._texts[mail.sha256] = self._parsed(mail)
            return self._texts[mail.sha256]

    def _parsed(self, mail: Mail) -> str:
        try:
            message = self._office.deps.identify(self._office.blobs.read(mail.sha256), None)
        except SeamlineError:  # it was read once, by another version of the parser perhaps
            return mail.subject
        return "\n".join(part.text for part in message.parts)[:LONGEST]


def _around(text: str, word: str) -> str:
    at = text.casefold().find(word)
    start, end = max(0, at - _AROUND), at + len(word) + _AROUND
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
