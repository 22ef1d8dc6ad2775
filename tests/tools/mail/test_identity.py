"""The same mail from a mailbox, a mail folder and a file is one; a borrowed Message-ID is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.mail.letters import CASES, letter, needed
from tools.mail.parse import parse
from tools.mail.source import messages

BODY = "Hello\n\nFrom our side:\n>From the old mail\n>>From deeper\nFrom now on\n\nEnd\n\n"
ENVELOPE = b"From lily@kailun.example Tue Mar 10 09:20:00 2026\n"


def mailbox(*mails: bytes) -> bytes:
    """Mails as an mboxrd file with LF line ends."""
    out = []
    for mail in mails:
        lines = mail.replace(b"\r\n", b"\n").split(b"\n")
        quoted = [b">" + one if one.lstrip(b">").startswith(b"From ") else one for one in lines]
        out.append(ENVELOPE + b"\n".join(quoted) + b"\n\n")
    return b"".join(out)


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable"])
def test_the_same_mail_from_four_places_has_one_key(tmp_path: Path, encoding: str) -> None:
    raw = letter(BODY, Message_ID="<a@k.example>", Content_Transfer_Encoding=encoding)
    (tmp_path / "one.eml").write_bytes(raw)
    (tmp_path / "two.eml").write_bytes(raw.replace(b"\r\n", b"\n").rstrip(b"\n"))
    (tmp_path / "three.mbox").write_bytes(mailbox(letter("other"), raw, letter("last")))
    (tmp_path / "four" / "cur").mkdir(parents=True)
    (tmp_path / "four" / "new").mkdir()
    (tmp_path / "four" / "cur" / "1.a:2,S").write_bytes(b"X-Status: read\n" + raw)
    found = [one for one in messages([tmp_path]) if one.raw and b"<a@k.example>" in one.raw]
    assert len(found) == 4
    assert len({parse(one.raw or b"").key for one in found}) == 1


def test_other_transfer_encoding_same_mail() -> None:
    plain = letter("Zahlbar in 30 Tagen\n", Message_ID="<a@k.example>")
    coded = letter(
        "WmFobGJhciBpbiAzMCBUYWdlbgo=",
        Message_ID="<a@k.example>",
        Content_Transfer_Encoding="base64",
    )
    assert parse(plain).key == parse(coded).key


@pytest.mark.parametrize(
    "change",
    [
        {"Subject": "another"},
        {"From": "x@evil.example"},
        {"Reply_To": "x@evil.example"},
        {"Date": "Tue, 10 Mar 2026 09:21:00 +0800"},
        {"Message_ID": "<b@k.example>"},
        {"body": "Hello!"},
    ],
)
def test_a_different_mail_under_the_same_message_id_is_another(change: dict[str, str]) -> None:
    headers = {"Message_ID": "<a@k.example>"} | change
    text = headers.pop("body", "Hello")
    base = parse(letter("Hello", Message_ID="<a@k.example>"))
    assert parse(letter(text, **headers)).key != base.key


def test_the_public_mails_have_keys_of_their_own_in_any_container(tmp_path: Path) -> None:
    paths = sorted(needed(CASES / "mail").glob("*.eml"))
    raws = [path.read_bytes() for path in paths]
    (tmp_path / "all.mbox").write_bytes(mailbox(*raws))
    direct = [parse(raw).key for raw in raws]
    boxed = [parse(one.raw or b"").key for one in messages([tmp_path / "all.mbox"])]
    assert boxed == direct
    assert len(set(direct)) == len(paths)
