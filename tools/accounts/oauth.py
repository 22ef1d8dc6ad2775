"""Access tokens (OAuth 2.0): asked for at a provider, kept until they are about to end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error
from requests_oauthlib import OAuth2Session

from domain.errors import OutsideFailed
from domain.points import durable
from domain.values import Value
from tools.accounts.secret import revealed

#: A token is not used in the last seconds of its life.
MARGIN_S = 60
#: Seconds to connect and to wait for an answer.
_TIMEOUT = (10, 30)


class Grant(Value):
    """How tokens are got: with a refresh token, else as the application itself.

    RFC 6749, sections 6 and 4.4 (client credentials). The secrets are pointers.
    """

    token_url: str
    client_id: str
    client_secret: str = ""
    refresh_token: str = ""
    scope: str = ""


class Token(NamedTuple):
    """An access token and how many seconds it lasts."""

    text: str
    lasts: float


class Tokens:
    """The current token of an account. `ask` gets a new one; threads may share this."""

    def __init__(
        self, ask: Callable[[], Token], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask, self._monotonic = ask, monotonic
        self._lock = threading.Lock()
        self._text, self._ends = "", 0.0

    def current(self) -> str:
        """A token that is still good; OutsideFailed when none can be got."""
        with self._lock:
            if not self._text or self._monotonic() >= self._ends:
                self._text, lasts = self._ask()
                self._ends = self._monotonic() + max(0.0, lasts - MARGIN_S)
            return self._text

    def forget(self, text: str) -> None:
        """Drops a token that a server refused, unless another has taken its place."""
        with self._lock:
            if self._text == text:
                self._text = ""


def printed(pointer: str) -> Token:
    """A token that a program prints, or a variable holds; its own keeper renews it."""
    return Token(revealed(pointer), 0.0)


class Provider:
    """An identity provider, asked by one grant."""

    def __init__(self, grant: Grant) -> None:
        self._grant = grant
        self._rotated = ""

    def token(self) -> Token:
        """A new token; OutsideFailed with the provider's reason."""
        try:
            with durable("login.token"):
                answer = self._refreshed() if self._grant.refresh_token else self._granted()
            # some providers renew the refresh token as well; settings keep the first
            self._rotated = str(answer.get("refresh_token") or self._rotated)
            return Token(str(answer["access_token"]), float(answer.get("expires_in") or 300))
        except OAuth2Error as problem:
            said = problem.description or problem.error or "no reason given"
            raise OutsideFailed(f"{self._grant.token_url} gives no token: {said[:200]}") from None
        except (OSError, ValueError, KeyError, Warning) as problem:
            said = " ".join(str(problem).split())[:200]
            raise OutsideFailed(f"{self._grant.token_url} cannot be asked: {said}") from None

    def _refreshed(self) -> dict[str, Any]:
        """The scope goes by hand: providers may answer with another one, and that is no fault."""
        grant = self._grant
        secret = {"client_secret": revealed(grant.client_secret)} if grant.client_secret else {}
        return dict(
            OAuth2Session(grant.client_id).refresh_token(
                grant.token_url,
                refresh_token=self._rotated or revealed(grant.refresh_token),
                body=urlencode({"scope": grant.scope}) if grant.scope else "",
                client_id=grant.client_id,
                **secret,
                timeout=_TIMEOUT,
            )
        )

    def _granted(self) -> dict[str, Any]:
        grant = self._grant
        client = BackendApplicationClient(client_id=grant.client_id)
        return dict(
            OAuth2Session(client=client).fetch_token(
                grant.token_url,
                client_secret=revealed(grant.client_secret),
                include_client_id=True,
                scope=grant.scope or None,
                timeout=_TIMEOUT,
            )
        )
