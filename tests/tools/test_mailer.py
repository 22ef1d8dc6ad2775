"""Outgoing mail: once under its key, whole or not at all, and honest about what nobody knows."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from domain.letters import words_digest
from tools.mailer import MailServer, OutgoingFolder, message_id

KEY = "a1" * 32
PARAMS: dict[str, Any] = {
    "to": ["lily.chen@kailun.example"],
    "subject": "Re: order",
    "text": "Dear Lily,\n\ngrüße  \nx" + "y" * 2000,
    "in_reply_to": "<w1-a@kailun.example>",
}


class Server:
    """Stands for a mail server; breaks where told."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem, self.taken = problem, list[EmailMessage]()

    def send_message(self, mail: EmailMessage) -> None:
        self.taken.append(mail)
        if self.problem is not None:
            raise self.problem

    @contextmanager
    def connected(self) -> Iterator["Server"]:
        yield self


@pytest.fixture
def folder(tmp_path: Path) -> OutgoingFolder:
    return OutgoingFolder(tmp_path / "outgoing", "ops@harlow.example")


def through(server: Server, folder: OutgoingFolder) -> MailServer:
    connect: Any = server.connected
    return MailServer(folder, "ops@harlow.example", connect)


def test_a_mail_is_written_once_under_its_key(folder: OutgoingFolder, tmp_path: Path) -> None:
    assert folder.apply(KEY, "SendMessage", PARAMS).outcome == "applied"
    assert folder.apply(KEY, "SendMessage", PARAMS).outcome == "already_applied"
    assert len(list((tmp_path / "outgoing").iterdir())) == 1


def test_its_message_id_is_made_from_the_key(folder: OutgoingFolder, tmp_path: Path) -> None:
    folder.apply(KEY, "SendMessage", PARAMS)
    raw = next((tmp_path / "outgoing").glob("*.eml")).read_bytes()
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert mail["Message-ID"] == message_id(KEY, "ops@harlow.example")
    assert mail["In-Reply-To"] == "<w1-a@kailun.example>"


def test_read_back_gives_what_was_written(folder: OutgoingFolder) -> None:
    folder.apply(KEY, "SendMessage", PARAMS)
    assert folder.read_back("SendMessage", {**PARAMS, "key": KEY}) == {
        "to": "lily.chen@kailun.example",
        "subject": "Re: order",
        "text": words_digest(PARAMS["text"]),
    }


def test_read_back_of_what_was_never_written_is_empty(folder: OutgoingFolder) -> None:
    assert folder.read_back("SendMessage", {**PARAMS, "key": KEY}) == {}


@pytest.mark.parametrize(
    "subject", ["Re: order\r\nBcc: thief@evil.example", "Re:\nX-Header: 1", "Re:\u202eredro"]
)
def test_a_subject_cannot_add_a_header(
    folder: OutgoingFolder, tmp_path: Path, subject: str
) -> None:
    folder.apply(KEY, "SendMessage", {**PARAMS, "subject": subject})
    raw = next((tmp_path / "outgoing").glob("*.eml")).read_bytes()
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert mail["Bcc"] is None
    assert mail["X-Header"] is None
    assert "\u202e" not in str(mail["Subject"])


@pytest.mark.parametrize("reply", ["<a@b>\r\nBcc: x@evil.example", "no id", "<" + "a" * 2000 + ">"])
def test_a_strange_message_id_is_not_answered_to(
    folder: OutgoingFolder, tmp_path: Path, reply: str
) -> None:
    folder.apply(KEY, "SendMessage", {**PARAMS, "in_reply_to": reply})
    raw = next((tmp_path / "outgoing").glob("*.eml")).read_bytes()
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert mail["Bcc"] is None


def test_a_sent_mail_leaves_its_copy(folder: OutgoingFolder) -> None:
    server = Server()
    hand = through(server, folder)
    assert hand.apply(KEY, "SendMessage", PARAMS).outcome == "applied"
    assert hand.apply(KEY, "SendMessage", PARAMS).outcome == "already_applied"
    assert len(server.taken) == 1
    assert hand.find(KEY, "SendMessage", PARAMS).outcome == "applied"


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        (smtplib.SMTPServerDisconnected("gone"), "unknown"),
        (ConnectionResetError("reset"), "unknown"),
        (smtplib.SMTPRecipientsRefused({"lily.chen@kailun.example": (550, b"no")}), "rejected"),
    ],
)
def test_a_broken_send_is_never_called_done(
    folder: OutgoingFolder, problem: Exception, outcome: str
) -> None:
    hand = through(Server(problem), folder)
    assert hand.apply(KEY, "SendMessage", PARAMS).outcome == outcome
    assert hand.find(KEY, "SendMessage", PARAMS).outcome == "unknown"
