"""Handing a mail to an SMTP server, and knowing at each step whether the server has it."""

from __future__ import annotations

import contextlib
import smtplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from domain.errors import OutsideFailed, Refused, Uncertain
from domain.points import durable
from tools.accounts.login import Account, PasswordLogin, TokenLogin, bearer

#: Seconds that connecting or one answer may take; servers may look a mail over before they answer.
TIMEOUT_S = 120
#: How we greet. Without it the library asks the DNS who we are, and tells the server.
OURSELVES = "[127.0.0.1]"


@contextmanager
def connect(account: Account, timeout_s: float = TIMEOUT_S) -> Iterator[smtplib.SMTP]:
    """A session that is logged in; OutsideFailed when there is none to be had."""
    server: smtplib.SMTP | None = None
    try:
        with _not_handed_over(account), durable("mail.open"):
            server = _connected(account, timeout_s)
            _log_in(server, account)
        yield server
    finally:
        if server is not None:
            _close(server)


def deliver(
    server: smtplib.SMTP,
    sender: str,
    recipients: Sequence[str],
    archive: str,
    raw: bytes,
    *,
    begin: Callable[[], None],
) -> None:
    """Hands over a mail to all recipients or to none; `begin` is called right before the mail.

    Refused when the server will not have it, OutsideFailed when it has not got it and may take it
    later, Uncertain when nobody can say whether it has it.
    """
    try:
        _envelope(server, sender, recipients, archive)
    except (smtplib.SMTPException, OSError) as problem:
        raise OutsideFailed(f"the mail was not handed over: {_said(problem)}") from problem
    except ValueError as problem:
        raise Refused(f"an address cannot be sent to: {problem}") from problem
    begin()
    try:
        with durable("mail.send"):
            code, said = server.data(raw)
    except smtplib.SMTPDataError as problem:
        _require(problem.smtp_code, problem.smtp_error, 250)
    except (smtplib.SMTPException, OSError) as problem:
        raise Uncertain(f"nobody answered for the mail: {_said(problem)}") from problem
    else:
        _require(code, said, 250)


def _envelope(server: smtplib.SMTP, sender: str, recipients: Sequence[str], archive: str) -> None:
    _require(*server.mail(sender), 250)
    if archive:
        code, said = server.rcpt(archive)
        if code not in (250, 251):  # our own address: that is no verdict on the mail
            raise OutsideFailed(f"archive_to {archive} is not taken: {_text(said)}")
    for one in recipients:
        _require(*server.rcpt(one), 250, 251)


def _require(code: int, said: bytes | str, *wanted: int) -> None:
    """A 5xx is for good, anything else for now (RFC 5321, 4.2.1)."""
    if code in wanted:
        return
    words = f"the mail server says {code} {_text(said)}"
    raise Refused(words) if 500 <= code < 600 else OutsideFailed(words)


def _connected(account: Account, timeout_s: float) -> smtplib.SMTP:
    where = account.endpoint
    asked: dict[str, Any] = {"local_hostname": OURSELVES, "timeout": timeout_s}
    if where.security == "tls":
        return smtplib.SMTP_SSL(where.host, where.port, context=where.context(), **asked)
    server = smtplib.SMTP(where.host, where.port, **asked)
    if where.security == "starttls":
        try:
            server.starttls(context=where.context())
        except BaseException:
            _close(server)
            raise
    return server


def _log_in(server: smtplib.SMTP, account: Account) -> None:
    server.ehlo_or_helo_if_needed()
    match account.login:
        case PasswordLogin() as login:
            server.login(login.user, login.password())
        case TokenLogin() as login:
            _with_token(server, login)


def _with_token(server: smtplib.SMTP, login: TokenLogin) -> None:
    """A token that a server no longer takes is dropped, and a fresh one tried, once."""
    token = login.tokens.current()
    try:
        _present(server, login.user, token)
    except smtplib.SMTPAuthenticationError:
        login.tokens.forget(token)
        fresh = login.tokens.current()
        if fresh == token:
            raise
        _present(server, login.user, fresh)


def _present(server: smtplib.SMTP, user: str, token: str) -> None:
    """The token at once; a challenge after that holds the server's complaint, and is let pass."""
    server.auth("XOAUTH2", lambda challenge=None: "" if challenge else bearer(user, token))


@contextmanager
def _not_handed_over(account: Account) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        raise OutsideFailed(f"{account.endpoint}: {_said(problem)}") from problem


def _close(server: smtplib.SMTP) -> None:
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _said(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{problem.smtp_code} {_text(problem.smtp_error)}"
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return " ".join((said or type(problem).__name__).split())[:200]


def _text(said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(words.split())[:200]
