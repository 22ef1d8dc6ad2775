"""Mail is found in files, mailboxes and folders; wrong paths are refused with a remedy."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import BadInput
from tests.tools.mail.letters import letter
from tests.tools.mail.test_identity import ENVELOPE, mailbox
from tools.mail import limits
from tools.mail.source import count, messages


def test_a_mailbox_is_split_and_its_quotes_are_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "in.mbox"
    first = letter("one\n\nFrom here it is ours\n>From kept", Message_ID="<1@x.example>")
    path.write_bytes(mailbox(first, letter("two")))
    found = list(messages([path]))
    assert [one.origin for one in found] == ["in.mbox message 1", "in.mbox message 2"]
    assert found[0].raw == first.replace(b"\r\n", b"\n") + b"\n"
    assert found[0].received_at == datetime(2026, 3, 10, 9, 20, tzinfo=UTC)
    assert count([path]) == 2


def test_a_line_that_begins_with_from_is_no_new_mail(tmp_path: Path) -> None:
    path = tmp_path / "in.mbox"
    text = b"hello\n\nFrom Monday we ship daily.\n\nFrom now: 12:00\nbye\n"
    text += b"From x Tue Mar 10 09:20:00 2026\n"
    path.write_bytes(ENVELOPE + letter().replace(b"\r\n", b"\n") + text)
    assert count([path]) == 1


def test_folders_are_read_in_order_of_name_and_other_files_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.eml").write_bytes(letter())
    (tmp_path / "b" / "1.eml").write_bytes(letter())
    (tmp_path / "a.eml").write_bytes(letter())
    (tmp_path / "Inbox").write_bytes(mailbox(letter()))
    (tmp_path / "notes.txt").write_text("Subject: no mail of ours")
    (tmp_path / ".hidden.eml").write_bytes(letter())
    box = tmp_path / "md"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
        (box / name / "1.x").write_bytes(letter())
    os.mkfifo(tmp_path / "pipe.eml")
    found = [one.origin for one in messages([tmp_path, tmp_path / "a.eml"])]
    assert found == [
        "Inbox message 1",
        "a.eml",
        "b/1.eml",
        "b/2.eml",
        "md/cur/1.x",
        "md/new/1.x",
    ]
    assert count([tmp_path]) == len(found)


def test_wrong_paths_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "table.csv").write_text("po;line\n1;2\n")
    for name in ("absent.eml", "empty", "table.csv"):
        with pytest.raises(BadInput, match=r"name \.eml files") as caught:
            messages([tmp_path / name])
        assert str(tmp_path / name) in str(caught.value)
    with pytest.raises(BadInput):
        messages([])


def test_large_mail_is_parked_and_its_bytes_stay_within_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MESSAGE", 5000)
    large = letter("x" * 60 + "\n" + "y" * 9000)
    (tmp_path / "big.eml").write_bytes(large)
    (tmp_path / "c.mbox").write_bytes(mailbox(letter("a"), large, letter("b")))
    found = list(messages([tmp_path]))
    assert [one.parked != "" for one in found] == [True, False, True, False]
    assert all((one.raw is None) == bool(one.parked) for one in found)
    assert b"".join(found[0].chunks()) == large
    assert b"y" * 9000 in b"".join(found[2].chunks())
    assert b"".join(found[3].chunks()) == found[3].raw


def test_a_file_that_cannot_be_read_parks_alone(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.eml").write_bytes(letter())
    found = messages([tmp_path])
    assert next(found).raw
    (tmp_path / "b.eml").unlink()
    gone, last = list(found)
    assert "cannot be read" in gone.parked
    assert last.raw
