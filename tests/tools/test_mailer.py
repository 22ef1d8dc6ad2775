"""Outgoing mail: once under its key, whole or not at all, and honest about what nobody knows."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from domain.errors import OutsideFailed
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
    """Stands for a mail server; says or does at one step of the talk what a test wants."""

    def __init__(self, **steps: tuple[int, bytes] | Exception) -> None:
        self.steps, self.taken = steps, list[bytes]()

    def mail(self, sender: str) -> tuple[int, bytes]:
        return self._step("mail")

    def rcpt(self, recipient: str) -> tuple[int, bytes]:
        return self._step("archive" if recipient.startswith("archive@") else "rcpt")

    def data(self, raw: bytes) -> tuple[int, bytes]:
        self.taken.append(raw)
        return self._step("data")

    def _step(self, name: str) -> tuple[int, bytes]:
        told = self.steps.get(name, (250, b"ok"))
        if isinstance(told, Exception):
            raise told
        return told

    @contextmanager
    def connected(self) -> Iterator["Server"]:
        if isinstance(self.steps.get("connect"), Exception):
            raise self.steps["connect"]
        yield self


@pytest.fixture
def folder(tmp_path: Path) -> OutgoingFolder:
    return OutgoingFolder(tmp_path / "outgoing", "ops@harlow.example")


def through(server: Server, folder: OutgoingFolder, **more: Any) -> MailServer:
    connect: Any = server.connected
    archive = "archive@harlow.example"
    return MailServer(folder, "ops@harlow.example", connect, archive=archive, **more)


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


GONE = smtplib.SMTPServerDisconnected("gone")


@pytest.mark.parametrize(
    ("steps", "outcome", "asked"),
    [
        ({"connect": OutsideFailed("nobody there")}, "unknown", "rejected"),
        ({"mail": (550, b"not you")}, "rejected", "rejected"),
        ({"mail": (451, b"later")}, "unknown", "rejected"),
        ({"mail": GONE}, "unknown", "rejected"),
        ({"rcpt": (550, b"no such user")}, "rejected", "rejected"),
        ({"rcpt": (421, b"closing")}, "unknown", "rejected"),
        ({"rcpt": ConnectionResetError(104, "reset")}, "unknown", "rejected"),
        ({"archive": (550, b"no such user")}, "unknown", "rejected"),
        ({"data": smtplib.SMTPDataError(554, b"no")}, "rejected", "rejected"),
        ({"data": smtplib.SMTPDataError(451, b"later")}, "unknown", "rejected"),
        ({"data": (554, b"spam")}, "rejected", "rejected"),
        ({"data": (452, b"disk full")}, "unknown", "rejected"),
        ({"data": GONE}, "unknown", "unknown"),
        ({"data": TimeoutError("timed out")}, "unknown", "unknown"),
    ],
)
def test_a_broken_send_is_in_doubt_only_where_the_mail_may_be_out(
    folder: OutgoingFolder, steps: Any, outcome: str, asked: str
) -> None:
    hand = through(Server(**steps), folder)
    assert hand.apply(KEY, "SendMessage", PARAMS).outcome == outcome
    assert hand.find(KEY, "SendMessage", PARAMS).outcome == asked


def test_a_mail_in_doubt_is_found_among_those_sent_by_its_name(folder: OutgoingFolder) -> None:
    there: set[str] = set()
    hand = through(Server(data=GONE), folder, sent=there.__contains__)
    assert hand.apply(KEY, "SendMessage", PARAMS).outcome == "unknown"
    assert hand.find(KEY, "SendMessage", PARAMS).outcome == "unknown"
    there.add(message_id(KEY, "ops@harlow.example"))
    assert hand.find(KEY, "SendMessage", PARAMS).outcome == "applied"
    there.clear()
    assert hand.find(KEY, "SendMessage", PARAMS).outcome == "applied"


def test_what_was_handed_over_is_read_back_though_nobody_knows_whether_it_is_out(
    folder: OutgoingFolder,
) -> None:
    hand = through(Server(data=GONE), folder)
    hand.apply(KEY, "SendMessage", PARAMS)
    read = hand.read_back("SendMessage", {**PARAMS, "key": KEY})
    assert read["text"] == words_digest(PARAMS["text"])


def test_what_goes_over_the_line_has_seven_bits(folder: OutgoingFolder) -> None:
    server = Server()
    through(server, folder).apply(KEY, "SendMessage", PARAMS)
    assert all(byte < 128 for byte in server.taken[0])
    assert max(map(len, server.taken[0].splitlines())) < 998
