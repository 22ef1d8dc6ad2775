"""How one logs in to a mail server: with a password or with an access token (XOAUTH2)."""

from __future__ import annotations

from dataclasses import dataclass

from tools.accounts.endpoint import Endpoint
from tools.accounts.oauth import Tokens
from tools.accounts.secret import revealed


@dataclass(frozen=True)
class PasswordLogin:
    """A user and where the password is found."""

    user: str
    pointer: str

    def password(self) -> str:
        """The password."""
        return revealed(self.pointer)


@dataclass(frozen=True)
class TokenLogin:
    """A user and the tokens that let it in."""

    user: str
    tokens: Tokens


Login = PasswordLogin | TokenLogin


@dataclass(frozen=True)
class Account:
    """A server and how one logs in; None where it asks for no login."""

    endpoint: Endpoint
    login: Login | None = None


def bearer(user: str, token: str) -> str:
    """What XOAUTH2 says first (Google's and Microsoft's mechanism for IMAP and SMTP)."""
    return f"user={user}\1auth=Bearer {token}\1\1"
