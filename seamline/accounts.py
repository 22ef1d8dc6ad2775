"""Accounts out of settings: what the tools need to reach a server, with paths made whole."""

from __future__ import annotations

from pathlib import Path

from seamline.account_settings import AccountSettings
from tools.accounts.endpoint import Endpoint
from tools.accounts.login import Account, Login, PasswordLogin, TokenLogin
from tools.accounts.oauth import Grant, Provider, Tokens, printed

#: The usual ports of a protocol (RFC 8314, RFC 6409).
IMAP = {"tls": 993, "starttls": 143, "plain": 143}
SMTP = {"tls": 465, "starttls": 587, "plain": 25}


def account(settings: AccountSettings, usual: dict[str, int], folder: Path) -> Account:
    """The account; `folder` is where relative paths of the settings begin."""
    endpoint = Endpoint(
        host=settings.host,
        port=settings.port or usual[settings.security],
        security=settings.security,
        ca_file=str(folder / settings.ca_file) if settings.ca_file else "",
    )
    return Account(endpoint, _login(settings))


def _login(settings: AccountSettings) -> Login | None:
    if settings.password:
        return PasswordLogin(settings.user, settings.password)
    if settings.access_token:
        pointer = settings.access_token
        return TokenLogin(settings.user, Tokens(lambda: printed(pointer)))
    if settings.token_url:
        return TokenLogin(settings.user, Tokens(Provider(_grant(settings)).token))
    return None


def _grant(settings: AccountSettings) -> Grant:
    return Grant(
        token_url=settings.token_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        refresh_token=settings.refresh_token,
        scope=settings.scope,
    )
