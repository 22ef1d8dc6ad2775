"""Logging in to a real Dovecot: passwords, access tokens that end, and what is said of failures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seamline.workspace import Workspace
from tests.channels.conftest import USER, live, mailbox
from tests.channels.dovecot import Dovecot
from tests.channels.provider import Provider, providing
from tests.channels.servers import PASSWORD, letter, until

Make = Callable[[str], Workspace]

REFRESH = """
token_url = "{url}"
client_id = "seamline"
refresh_token = "env:ORDERS_REFRESH"
scope = "imap offline"
"""
CLIENT = """
token_url = "{url}"
client_id = "seamline"
client_secret = "env:ORDERS_CLIENT"
"""


@pytest.fixture
def provider(imap: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(imap.certificate))
    monkeypatch.setenv("ORDERS_REFRESH", "refresh-1")
    monkeypatch.setenv("ORDERS_CLIENT", "client-secret-1")
    with providing(imap) as one:
        yield one


def test_a_refresh_token_becomes_an_access_token(
    imap: Dovecot, workspace: Make, provider: Provider
) -> None:
    provider.gives(imap.token(USER), scope="other")
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, REFRESH.format(url=provider.url)))) as one:
        one.files(1)
    assert provider.asked == [
        {
            "grant_type": "refresh_token",
            "refresh_token": "refresh-1",
            "client_id": "seamline",
            "scope": "imap offline",
        }
    ]


def test_an_application_may_ask_as_itself(
    imap: Dovecot, workspace: Make, provider: Provider
) -> None:
    provider.gives(imap.token(USER))
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, CLIENT.format(url=provider.url)))) as one:
        one.files(1)
    assert provider.asked[0]["grant_type"] == "client_credentials"
    assert provider.asked[0]["client_secret"] == "client-secret-1"


def test_a_token_that_the_server_no_longer_takes_is_replaced_at_once(
    imap: Dovecot, workspace: Make, provider: Provider
) -> None:
    provider.gives(imap.token(USER, lasting=-60), refresh_token="refresh-2")
    provider.gives(imap.token(USER))
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, REFRESH.format(url=provider.url)))) as one:
        one.files(1)
        assert not one.heard("again in")
    assert [asked["refresh_token"] for asked in provider.asked] == ["refresh-1", "refresh-2"]


def test_tokens_that_are_never_good_are_said_and_tried_again_later(
    imap: Dovecot, workspace: Make, provider: Provider
) -> None:
    bad = imap.token(USER, secret=b"somebody else's key")
    provider.gives(bad)
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, REFRESH.format(url=provider.url)))) as one:
        until(lambda: one.heard("Authentication failed"), "a refused login")
        assert one.facts() == []
        provider.gives(imap.token(USER))
        one.files(1)
        assert not one.heard(bad)


def test_a_provider_that_refuses_is_quoted_and_asked_again(
    imap: Dovecot, workspace: Make, provider: Provider
) -> None:
    provider.refuses("invalid_grant", "The refresh token has expired")
    provider.gives(imap.token(USER))
    imap.deliver(USER, letter(1))
    with live(workspace(mailbox(imap, REFRESH.format(url=provider.url)))) as one:
        one.files(1)
        assert one.heard("gives no token: The refresh token has expired")
        assert not one.heard("refresh-1")


def test_a_program_may_know_the_password_or_the_token(
    imap: Dovecot, workspace: Make, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text(imap.token(USER) + "\nmore\n")
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    by_token = mailbox(imap, f'access_token = "command:cat {token}"')
    by_password = mailbox(imap, f'password = "command:cat {password}"').replace('orders"', 'b"', 1)
    imap.deliver(USER, letter(1))
    with live(workspace(by_token + by_password)) as one:
        one.files(1)  # by whichever comes first: the folder is one and the same
        until(lambda: _methods(imap) == {"PLAIN", "XOAUTH2"}, "a login by each of the two")
    assert one.subjects() == ["Letter 1"]
    assert not one.heard("again in")


def _methods(imap: Dovecot) -> set[str]:
    """How those whom the server let in have said who they are."""
    return set(re.findall(r"Login: user=.*?method=([A-Z0-9]+)", imap.log()))


@pytest.mark.parametrize(
    ("login", "said"),
    [
        ('password = "env:NOT_SET_ANYWHERE"', "NOT_SET_ANYWHERE is not set"),
        ('password = "command:false"', "the program false that knows a secret ended with 1"),
        ('password = "command:no-such-program x"', "no-such-program that knows a secret failed"),
        ('password = "env:WRONG"', "Authentication failed"),
    ],
)
def test_a_failed_login_is_one_line_without_the_secret(
    imap: Dovecot, workspace: Make, monkeypatch: pytest.MonkeyPatch, login: str, said: str
) -> None:
    monkeypatch.setenv("WRONG", "hunter-2-hunter")
    with live(workspace(mailbox(imap, login))) as one:
        until(lambda: one.heard(said), said)
    assert not one.heard("hunter-2")
    assert all("\n" not in line and line.startswith("orders/INBOX: ") for line in one.said)


def test_a_certificate_that_nobody_vouches_for_is_refused(imap: Dovecot, workspace: Make) -> None:
    unknown = mailbox(imap).replace(f'ca_file = "{imap.certificate}"', "")
    with live(workspace(unknown)) as one:
        until(lambda: one.heard("certificate verify failed"), "a refusal")


def test_a_certificate_of_another_name_is_refused(imap: Dovecot, workspace: Make) -> None:
    with live(workspace(mailbox(imap).replace('"127.0.0.1"', '"localhost"'))) as one:
        until(lambda: one.heard("certificate"), "a refusal")
        assert one.facts() == []


def test_starttls_comes_before_the_login(
    imap: Dovecot, workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDERS_PASSWORD", PASSWORD)
    asked = mailbox(imap, more='security = "starttls"').replace(str(imap.tls), str(imap.plain))
    imap.deliver(USER, letter(1))
    with live(workspace(asked)) as one:
        one.files(1)
    assert "TLS" in next(line for line in imap.log().splitlines() if "Login: user=" in line)
