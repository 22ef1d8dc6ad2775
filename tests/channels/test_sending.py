"""Mail out through a real Postfix: once, under a fixed Message-ID by which it is found again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from domain.points import watched
from tests.channels.conftest import USER
from tests.channels.dovecot import Dovecot
from tests.channels.dying import Death, dies
from tests.channels.postfix import Postfix
from tests.channels.proxy import between
from tests.channels.servers import until
from tools.accounts.endpoint import Endpoint
from tools.accounts.login import Account, Login, PasswordLogin, TokenLogin
from tools.accounts.oauth import Token, Tokens
from tools.imap.sent import holds
from tools.mailer import MailServer, OutgoingFolder, connect, message_id

pytestmark = pytest.mark.usefixtures("secrets")

SENDER = "ops@harlow.example"
LILY = "lily.chen@kailun.example"
ARCHIVE = "archive@harlow.example"
KEY = "c4" * 32
PARAMS: dict[str, Any] = {
    "to": [LILY],
    "subject": "Re: order 4500018822",
    "text": "Dear Lily,\n.\n.. a line that is a dot, and grüße\n",
    "in_reply_to": "",
    "date": "Tue, 10 Mar 2026 08:00:00 +0000",
}
NAME = message_id(KEY, SENDER)
PASSED = PasswordLogin(SENDER, "env:ORDERS_PASSWORD")

#: What the server says when it has a mail, and before it gets one.
TAKEN = b"250 2.0.0 Ok: queued"
GO_ON = b"354 "


@pytest.fixture
def imap(servers: tuple[Dovecot, Postfix]) -> Dovecot:
    servers[0].empty()
    return servers[0]


@pytest.fixture
def smtp(servers: tuple[Dovecot, Postfix]) -> Postfix:
    return servers[1]


def hand(
    folder: Path,
    port: int,
    mailboxes: Dovecot,
    *,
    login: Login = PASSED,
    security: str = "starttls",
    sent: bool = True,
) -> MailServer:
    """The hand that sends through that port, and asks the archive's mailbox."""
    ca_file = str(mailboxes.certificate)
    where = Endpoint(host="127.0.0.1", port=port, security=security, ca_file=ca_file)
    archive = Endpoint(host="127.0.0.1", port=mailboxes.tls, ca_file=ca_file)
    asked = Account(archive, PasswordLogin(ARCHIVE, "env:ORDERS_PASSWORD"))
    return MailServer(
        OutgoingFolder(folder / "outgoing", SENDER),
        SENDER,
        partial(connect, Account(where, login)),
        sent=partial(holds, asked, "INBOX") if sent else None,
        archive=ARCHIVE,
    )


def plain(folder: Path, port: int, mailboxes: Dovecot, *, sent: bool = True) -> MailServer:
    """The same without TLS, so that a line can be cut at a word."""
    return hand(folder, port, mailboxes, security="plain", sent=sent)


def apply(one: MailServer, key: str = KEY, **changed: Any) -> str:
    return one.apply(key, "SendMessage", {**PARAMS, **changed}).outcome


def find(one: MailServer, key: str = KEY) -> str:
    return one.find(key, "SendMessage", PARAMS).outcome


def names(imap: Dovecot, user: str = LILY) -> list[str]:
    """Message-IDs of the mails that a user got."""
    return [str(one["Message-ID"]) for one in imap.held(user)]


def arrives(imap: Dovecot, many: int = 1) -> None:
    """Waits for the mail and its archived copy, and that no more come."""
    until(lambda: len(names(imap, ARCHIVE)) >= many, "the archive's copy")
    until(lambda: len(names(imap)) >= many, "the mail")
    assert names(imap) == names(imap, ARCHIVE) == [NAME] * many


def test_a_mail_arrives_once_under_its_fixed_name(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    one = hand(tmp_path, smtp.plain, imap)
    assert (apply(one), apply(one)) == ("applied", "already_applied")
    arrives(imap)
    (mail,) = imap.held(LILY)
    text = mail.get_payload(decode=True)
    assert text.decode().splitlines() == PARAMS["text"].splitlines()
    assert mail["Bcc"] is None and ARCHIVE not in mail["To"]
    assert "with ESMTPSA" in mail["Received"], "over TLS and after a login"
    assert (tmp_path / "outgoing" / f"{KEY[:40]}.eml").exists()


def expired_first(imap: Dovecot) -> Login:
    """A user whose first token is no longer taken."""
    tokens = iter([imap.token(SENDER, lasting=-60), imap.token(SENDER)])
    return TokenLogin(SENDER, Tokens(lambda: Token(next(tokens), 3600)))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_access_token_is_renewed_when_it_is_refused(
    imap: Dovecot, smtp: Postfix, tmp_path: Path, security: str
) -> None:
    port = smtp.tls if security == "tls" else smtp.plain
    one = hand(tmp_path, port, imap, login=expired_first(imap), security=security)
    assert apply(one) == "applied"
    arrives(imap)


def test_a_line_that_breaks_after_the_mail_is_found_out_and_nothing_is_sent_twice(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    with between(smtp.plain, lambda said: TAKEN in said) as proxy:
        one = plain(tmp_path, proxy.port, imap)
        assert apply(one) == "unknown"
        assert proxy.cuts == 1
        arrives(imap)
        assert find(one) == "applied"
        assert (find(one), apply(one)) == ("applied", "already_applied")
    arrives(imap)
    read = one.read_back("SendMessage", {**PARAMS, "key": KEY})
    assert (read["to"], read["subject"]) == (LILY, PARAMS["subject"])


def test_without_a_mailbox_to_ask_it_stays_unclear_for_ever(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    with between(smtp.plain, lambda said: TAKEN in said) as proxy:
        one = plain(tmp_path, proxy.port, imap, sent=False)
        assert (apply(one), find(one), find(one)) == ("unknown",) * 3
    arrives(imap)


def test_a_mail_that_is_not_among_those_sent_is_not_sent_again_by_itself(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    with between(smtp.plain, lambda said: GO_ON in said) as proxy:
        one = plain(tmp_path, proxy.port, imap)
        assert (apply(one), find(one)) == ("unknown", "unknown")
        assert names(imap) == []
        assert apply(one) == "applied", "a person said that it did not happen"
    arrives(imap)


@pytest.mark.parametrize("word", [b"220 ", b"235 ", b"250 2.1.0 Ok", b"250 2.1.5 Ok"])
def test_a_line_that_breaks_before_the_mail_leaves_no_doubt(
    imap: Dovecot, smtp: Postfix, tmp_path: Path, word: bytes
) -> None:
    with between(smtp.plain, lambda said: word in said) as proxy:
        one = plain(tmp_path, proxy.port, imap)
        assert (apply(one), find(one)) == ("unknown", "rejected")
        assert apply(one) == "applied"
    arrives(imap)


def test_a_server_that_is_away_is_tried_again(imap: Dovecot, smtp: Postfix, tmp_path: Path) -> None:
    one = hand(tmp_path, smtp.plain, imap)
    smtp.stop()
    receipt = one.apply(KEY, "SendMessage", PARAMS)
    assert (receipt.outcome, find(one)) == ("unknown", "rejected")
    assert "Connection refused; it is tried again" in receipt.detail
    smtp.start()
    assert apply(one) == "applied"
    arrives(imap)


def test_a_recipient_that_is_refused_for_good_fails_the_mail_for_all(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    one = hand(tmp_path, smtp.plain, imap)
    params = {**PARAMS, "to": [LILY, "nobody@kailun.example"]}
    receipt = one.apply(KEY, "SendMessage", params)
    assert receipt.outcome == "rejected"
    assert "550 5.7.1 <nobody@kailun.example>" in receipt.detail
    assert apply(one, key="d5" * 32) == "applied"
    until(lambda: names(imap), "the second mail")
    assert names(imap) == [message_id("d5" * 32, SENDER)]


def test_a_recipient_that_is_refused_for_now_is_tried_again(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    one = hand(tmp_path, smtp.plain, imap)
    assert apply(one, to=["later@kailun.example"]) == "unknown"
    assert find(one) == "rejected"


def test_an_address_that_is_none_is_refused_without_a_session(
    imap: Dovecot, smtp: Postfix, tmp_path: Path
) -> None:
    one = hand(tmp_path, smtp.plain, imap)
    with pytest.raises(Exception, match="this makes no mail"):
        apply(one, to=["lily@kailun.example\r\nRCPT TO:<thief@evil.example>"])
    assert names(imap) == []


@pytest.mark.parametrize("login", [None, PasswordLogin(SENDER, "env:WRONG")])
def test_a_refused_login_is_no_verdict_on_the_mail(
    imap: Dovecot,
    smtp: Postfix,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    login: Login,
) -> None:
    monkeypatch.setenv("WRONG", "hunter-2")
    one = hand(tmp_path, smtp.plain, imap, login=login)
    receipt = one.apply(KEY, "SendMessage", PARAMS)
    assert receipt.outcome == "unknown"
    assert "hunter-2" not in receipt.detail
    assert find(one) == "rejected"


def _send(folder: Path, port: int, mailboxes: tuple[int, Path], death: Death) -> None:
    """Sends in another process that dies over it."""
    with watched(death):
        apply(hand(folder, port, _Place(*mailboxes)))


class _Place:
    """What a hand needs to know of a Dovecot."""

    def __init__(self, tls: int, certificate: Path) -> None:
        self.tls, self.certificate = tls, certificate


@pytest.mark.slow
@pytest.mark.parametrize(
    ("point", "phase", "found"),
    [
        ("mail.open", "after", "rejected"),
        ("mail.begin", "before", "rejected"),
        ("mail.begin", "after", "unknown"),
        ("mail.send", "after", "applied"),
        ("mail.keep", "before", "applied"),
        ("mail.keep", "after", "applied"),
    ],
)
def test_killed_at_any_point_of_sending_it_is_known_or_open_but_never_sent_twice(
    imap: Dovecot, smtp: Postfix, tmp_path: Path, point: str, phase: str, found: str
) -> None:
    place = (imap.tls, imap.certificate)
    assert dies(_send, tmp_path, smtp.plain, place, Death(point, phase, 1))
    one = hand(tmp_path, smtp.plain, imap)
    if found == "applied":
        until(lambda: names(imap, ARCHIVE), "the archive's copy")
    assert find(one) == found
    if found != "unknown":
        assert apply(one) == ("already_applied" if found == "applied" else "applied")
        arrives(imap)
    else:
        assert names(imap) == []


def test_asking_for_a_mail_needs_the_very_name(imap: Dovecot) -> None:
    where = Endpoint(host="127.0.0.1", port=imap.tls, ca_file=str(imap.certificate))
    account = Account(where, PasswordLogin(USER, "env:ORDERS_PASSWORD"))
    imap.deliver(USER, f"Message-ID: {NAME}\r\nSubject: x\r\n\r\ny\r\n".encode())
    imap.deliver(USER, f"Message-ID: <a@b>\r\nReferences: {NAME[:-1]}x>\r\n\r\ny\r\n".encode())
    assert holds(account, "INBOX", NAME)
    assert not holds(account, "INBOX", NAME.replace("c4", "d5"))
    assert not holds(account, "INBOX", f"{NAME[:-1]}x>")
