"""What is parked shows whom it says it is from and what about, as words; else that nothing is."""

from pathlib import Path

from seamline.parked_views import parked
from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.hostile.commands import seamline

HEAD = b"From: =?utf-8?q?Li=E2=80=AEly?= <lily@kailun.example>\r\nSubject: [red]Late\x1b[31m\r\n"
BROKEN = HEAD + b"Content-Type: multipart/mixed\r\n" * 3000


def test_nothing_parked_is_said(folder: Path) -> None:
    done = seamline("inbox", "--parked", folder=folder)
    assert (done.returncode, done.stdout) == (0, "nothing is parked\n")


def test_a_parked_mail_shows_its_sender_and_subject_as_words(folder: Path, tmp_path: Path) -> None:
    mails = tmp_path / "mails"
    mails.mkdir()
    (mails / "a.eml").write_bytes(BROKEN)
    (mails / "b.eml").write_bytes(b"Content-Type: multipart/mixed\r\n" * 3000)
    assert seamline("file", str(mails), folder=folder).returncode == 0
    said = " ".join(seamline("inbox", "--parked", folder=folder).stdout.split())
    assert "lily@kailun.example" in said and 'about "[red]Late' in said
    assert "\x1b" not in said and "\u202e" not in said
    assert "nothing is parked" not in said
    office = open_office(Workspace(folder))
    found = parked(office)["parked"]
    office.close()
    assert sorted(one["subject"][:9] for one in found) == ["", "[red]Late"]
