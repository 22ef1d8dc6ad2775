"""Sessions at the desk: signed names of people, and invitations that let one in once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NamedTuple

from itsdangerous import BadSignature, URLSafeTimedSerializer

KEY_FILE = "desk.key"
#: Seconds an invitation holds.
INVITED_S = 15 * 60


class Session(NamedTuple):
    """A person, the mark of the password then, how the person came in, and the session's name."""

    person: str
    mark: str
    how: str
    name: str


class Sessions:
    """Signs and reads sessions and invitations with the workspace's own key.

    What is signed is no secret and holds no right: it names a person and a mark. The mark is of
    the password for a session, which ends with it, and of the last sign-in for an invitation,
    which therefore lets in once.
    """

    def __init__(self, folder: Path, hours: float) -> None:
        key = _key(folder / KEY_FILE)
        self._seconds = int(hours * 3600)
        self._sessions = URLSafeTimedSerializer(key, salt="session")
        self._invited = URLSafeTimedSerializer(key, salt="invitation")
        self._guards = URLSafeTimedSerializer(key, salt="guard")

    def open(self, person: str, mark: str, how: str) -> str:
        """A session's text, different each time; `how` it was opened."""
        return self._sessions.dumps([person, mark, how, secrets.token_urlsafe(9)])

    def read(self, session: str) -> Session | None:
        """What a session's text says; None when it is none or is over."""
        try:
            return Session(*self._sessions.loads(session, max_age=self._seconds))
        except (BadSignature, ValueError, TypeError):
            return None

    def invite(self, person: str, mark: str) -> str:
        """An invitation's text."""
        return self._invited.dumps([person, mark])

    def invited(self, text: str) -> tuple[str, str]:
        """The person and the mark of an invitation; two empty texts when it is none or is over."""
        return _pair(self._invited, text, INVITED_S)

    def guard(self, session: str) -> str:
        """What the forms of a signed-in browser carry, and no other page can know."""
        return self._guards.dumps(session)

    def guards(self, session: str, text: str) -> bool:
        """Whether a form came from a page that this browser was shown."""
        try:
            found = self._guards.loads(text, max_age=self._seconds)
        except BadSignature:
            return False
        return secrets.compare_digest(str(found), session)


def _pair(signer: URLSafeTimedSerializer, text: str, seconds: int) -> tuple[str, str]:
    try:
        person, mark, *_ = signer.loads(text, max_age=seconds)
    except (BadSignature, ValueError, TypeError):
        return "", ""
    return str(person), str(mark)


def _key(file: Path) -> str:
    """The workspace's key; made when there is none, and read by its owner alone."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(32))
    return file.read_text(encoding="ascii").strip()
