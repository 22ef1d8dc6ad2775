"""Settings of accounts: what is refused, in words that name file and line and never a secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.errors import BadInput
from seamline.settings import Settings, load_settings

GOOD = """clock = "real"

[[mailbox]]
name = "orders"
host = "imap.example.com"
user = "orders@example.com"
password = "env:ORDERS_PASSWORD"

[[mailbox]]
name = "claims"
host = "imap.example.com"
user = "claims@example.com"
password = "command:pass show claims"
"""


def loaded(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "seamline.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_several_mailboxes_are_read_over_tls_by_default(tmp_path: Path) -> None:
    orders, claims = loaded(tmp_path, GOOD).mailbox
    assert (orders.security, orders.folders, orders.mark_seen) == ("tls", ("INBOX",), True)
    assert claims.password == "command:pass show claims"


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ('"env:ORDERS_PASSWORD"', '"rosebud-41"', 7, "a secret never stands here"),
        ('"command:pass show claims"', '"rosebud-41"', 13, "a secret never stands here"),
        ('"command:pass show claims"', '"command: "', 13, "a secret never stands here"),
        ('"env:ORDERS_PASSWORD"', '"env:ORDERS_PASSWORD"\nsecurity = "plain"', 3, "in clear"),
        ('"claims"', '"orders"', None, "two [[mailbox]] have the same name"),
        ('user = "claims@example.com"\n', "", 9, "user"),
        ('host = "imap.example.com"', 'host = "a"\nport = 70000', 6, "65535"),
        ('host = "imap.example.com"\n', "", 3, "host: Field required"),
        ('password = "env:ORDERS_PASSWORD"', "", 3, "user needs a password"),
        ('password = "env:ORDERS_PASSWORD"', 'token_url = "http://a"', 7, "https"),
        ('password = "env:ORDERS_PASSWORD"', 'token_url = "https://a"', 3, "needs client_id"),
        ("clock", "clok", 1, "clok"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    tmp_path: Path, was: str, becomes: str, line: int | None, said: str
) -> None:
    with pytest.raises(BadInput) as refused:
        loaded(tmp_path, GOOD.replace(was, becomes, 1))
    assert said in str(refused.value)
    assert refused.value.line == line
    assert "rosebud" not in str(refused.value)


SENDING = """
[smtp]
host = "smtp.example.com"
sent_mailbox = "claims"
"""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"claims"\n', '"clams"\n', "no [[mailbox]] is called clams"),
        ('sent_mailbox = "claims"', 'sent_mailbox = "claims"\nsent_folder = "INBOX"', "incoming"),
        ('"smtp.example.com"', '"smtp.example.com"\nsecurity = "plain"', "in clear"),
        ('"smtp.example.com"', '"smtp.example.com"\nuser = "x"', "user needs a password"),
    ],
)
def test_wrong_settings_for_sending_are_refused(
    tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    assert loaded(tmp_path, GOOD + SENDING).smtp.sent_folder == "Sent"
    with pytest.raises(BadInput, match=re.escape(said)):
        loaded(tmp_path, GOOD + SENDING.replace(was, becomes, 1))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "127.9.9.9"])
def test_plain_is_for_this_machine_only(tmp_path: Path, host: str) -> None:
    text = GOOD.replace("imap.example.com", host, 1)
    text = text.replace("[[mailbox]]", '[[mailbox]]\nsecurity = "plain"', 1)
    assert loaded(tmp_path, text).mailbox[0].security == "plain"
