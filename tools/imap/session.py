"""A session with an IMAP server: opened, logged in, and its faults in our words."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from domain.errors import OutsideFailed
from domain.points import durable
from tools.accounts.login import Account, PasswordLogin, TokenLogin

#: Seconds that connecting or one answer may take.
TIMEOUT_S = 60


@contextmanager
def speaking(where: object) -> Iterator[None]:
    """Whatever goes wrong with a server becomes OutsideFailed, which says where and what.

    ValueError comes from the library when it cannot read an answer.
    """
    try:
        yield
    except (IMAP4.error, OSError, ValueError) as problem:
        said = problem.strerror if isinstance(problem, OSError) else ""
        said = " ".join((said or str(problem) or type(problem).__name__).split())
        raise OutsideFailed(f"{where}: {said[:300]}") from problem


def connect(account: Account, timeout_s: float = TIMEOUT_S) -> IMAPClient:
    """A session that is logged in; OutsideFailed, or Refused when a setting is wrong."""
    with speaking(account.endpoint), durable("imap.open"):
        client = _connected(account, timeout_s)
        try:
            client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            client.normalise_times = False
            _log_in(client, account)
        except BaseException:
            close(client)
            raise
    return client


@contextmanager
def session(account: Account, timeout_s: float = TIMEOUT_S) -> Iterator[IMAPClient]:
    """A session for one question, logged out at its end."""
    client = connect(account, timeout_s)
    try:
        with speaking(account.endpoint):
            yield client
    finally:
        close(client, politely=True)


def close(client: Any, *, politely: bool = False) -> None:
    """Ends a session whatever state it is in; a dead server is not waited for."""
    with contextlib.suppress(IMAP4.error, OSError, ValueError, AttributeError):
        if politely:
            client.socket().settimeout(5)
            client.logout()
            return
    with contextlib.suppress(IMAP4.error, OSError, ValueError, AttributeError):
        client.shutdown()


def _connected(account: Account, timeout_s: float) -> IMAPClient:
    where = account.endpoint
    context = None if where.security == "plain" else where.context()
    client = IMAPClient(
        where.host,
        where.port,
        ssl=where.security == "tls",
        ssl_context=context,
        timeout=timeout_s,
    )
    if where.security == "starttls":
        try:
            client.starttls(context)
        except BaseException:
            close(client)
            raise
    return client


def _log_in(client: Any, account: Account) -> None:
    match account.login:
        case PasswordLogin() as login:
            client.login(login.user, login.password())
        case TokenLogin() as login:
            _with_token(client, login)


def _with_token(client: Any, login: TokenLogin) -> None:
    """A token that a server no longer takes is dropped, and a fresh one tried, once."""
    token = login.tokens.current()
    try:
        client.oauth2_login(login.user, token)
    except LoginError:
        login.tokens.forget(token)
        fresh = login.tokens.current()
        if fresh == token:
            raise
        client.oauth2_login(login.user, fresh)
