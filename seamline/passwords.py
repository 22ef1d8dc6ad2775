"""Passwords of people who sign in at the desk: argon2 hashes in a file of the workspace."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from domain.errors import BadInput, Refused

FILE = "passwords.json"
#: Characters a password has at least: long ones need no other rule (NIST SP 800-63B, 5.1.1).
SHORTEST = 12

_HASHER = PasswordHasher()
#: Checked where nobody of that name has one, so that time does not tell who has.
_NOBODY = _HASHER.hash("nobody has this password")


class Passwords:
    """The hashes by person. The file is read each time: a new password counts at once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def put(self, person: str, password: str) -> None:
        """Gives a person a password; Refused when it is too short to be one."""
        if len(password) < SHORTEST:
            raise Refused(f"a password has at least {SHORTEST} characters; take a longer one")
        known = {**self._known(), person: _HASHER.hash(password)}
        draft = self._file.with_suffix(".draft")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            json.dump(known, opened, indent=1)
        draft.replace(self._file)

    def holds(self, person: str, password: str) -> bool:
        """Whether this is the person's password; False too where the person has none."""
        known = self._known().get(person)
        try:
            return _HASHER.verify(known or _NOBODY, password) and known is not None
        except VerificationError:
            return False

    def has(self, person: str) -> bool:
        """Whether the person has a password."""
        return person in self._known()

    def mark(self, person: str) -> str:
        """Another text for every password a person had: sessions end with the password."""
        known = self._known().get(person, "")
        return sha256(known.encode()).hexdigest()[:16]

    def _known(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            raise BadInput("no valid JSON", file=FILE, remedy="put it back, or remove it") from None
        return {str(name): str(one) for name, one in found.items()}
