"""A watched folder: complete files are filed and put away, all else is left until it is."""

from __future__ import annotations

import mailbox as mailboxes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from tenacity import wait_fixed

from domain.points import watched
from seamline.folders import FolderLoop
from seamline.loops import running
from seamline.workspace import Workspace
from tests.channels.conftest import Running, opened
from tests.channels.servers import letter, until

Make = Callable[[str], Workspace]


class Dropped(Running):
    """A workspace whose watched folder is looked at when a test says so."""

    def look(self, times: int = 1) -> None:
        for _ in range(times):
            self.loop.turn(self.stopping)

    @property
    def folder(self) -> Path:
        return self.office.workspace.folder / "drop"

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def left(self) -> list[str]:
        """Files in the folder, also those put away."""
        return sorted(
            str(p.relative_to(self.folder)) for p in self.folder.rglob("*") if p.is_file()
        )


@contextmanager
def dropping(made: Workspace) -> Iterator[Dropped]:
    with opened(made) as one:
        dropped = Dropped(one.office)
        dropped.folder.mkdir(exist_ok=True)
        dropped.loop = FolderLoop(one.office, "drop", dropped.said.append, look_every_s=0)
        yield dropped


@pytest.fixture
def dropped(workspace: Make) -> Iterator[Dropped]:
    with dropping(workspace('\n[[folder]]\npath = "drop"\n')) as one:
        yield one


def test_a_file_is_filed_at_the_second_look_and_put_away(dropped: Dropped) -> None:
    dropped.put("a.eml", letter(1))
    dropped.look()
    assert dropped.facts() == []
    dropped.look()
    assert [fact["origin"] for fact in dropped.facts()] == ["drop/a.eml"]
    assert dropped.facts()[0]["channel"] == "folder"
    assert dropped.left() == ["done/a.eml"]
    assert dropped.said == ["drop: 1 filed"]


def test_a_file_that_grows_is_waited_for(dropped: Dropped) -> None:
    whole = letter(1)
    for end in (100, 200, len(whole)):
        dropped.put("a.eml", whole[:end])
        dropped.look()
    assert dropped.facts() == []
    dropped.look()
    assert dropped.subjects() == ["Letter 1"]


@pytest.mark.parametrize("name", ["a.eml.part", ".a.eml", "a.eml~", "A.TMP", "tmp/x", "done/a.eml"])
def test_a_file_under_a_passing_name_is_left_alone(dropped: Dropped, name: str) -> None:
    (dropped.folder / "cur").mkdir()
    dropped.put(name, letter(1))
    dropped.look(3)
    assert dropped.facts() == []
    assert dropped.left() == [name]


def test_a_file_with_a_lock_beside_it_is_left_alone_until_the_lock_goes(dropped: Dropped) -> None:
    lock = dropped.put("spool.lock", b"")
    dropped.put("spool", b"From x@y.example Tue Mar 10 08:00:00 2026\n" + letter(1))
    dropped.look(3)
    assert dropped.facts() == []
    lock.unlink()
    dropped.look(2)
    assert dropped.subjects() == ["Letter 1"]


def test_mailbox_files_and_maildirs_are_taken_too(dropped: Dropped) -> None:
    box = mailboxes.mbox(dropped.folder / "all.mbox")
    for number in (1, 2):
        box.add(letter(number))
    box.close()
    maildir = mailboxes.Maildir(dropped.folder / "spool", create=True)
    maildir.add(letter(3))
    maildir.add(letter(2))
    dropped.look(2)
    assert dropped.subjects() == ["Letter 1", "Letter 2", "Letter 3"]
    assert dropped.said == ["drop: 3 filed, 1 repeated"]
    assert all(name.startswith("done/") for name in dropped.left())


def test_a_file_that_holds_no_mail_is_parked_with_its_bytes(dropped: Dropped) -> None:
    dropped.put("invoice.pdf", b"%PDF-1.7 no mail")
    dropped.put("b.eml", letter(1))
    dropped.look(2)
    assert dropped.facts("message_parked")[0]["reason"] == "the file holds no mail"
    kept = next(one for one in dropped.facts() if one["origin"] == "drop/invoice.pdf")
    assert dropped.office.blobs.read(kept["sha256"]) == b"%PDF-1.7 no mail"
    assert dropped.left() == ["done/b.eml", "done/invoice.pdf"]


def test_a_name_that_comes_again_takes_nothing_away(dropped: Dropped) -> None:
    for number in (1, 2, 3):
        dropped.put("day/mail.eml", letter(number))
        dropped.look(2)
    assert dropped.left() == [f"done/day/mail.eml{end}" for end in ("", ".2", ".3")]
    assert len(dropped.facts()) == 3


def test_links_lead_nowhere(dropped: Dropped, tmp_path: Path) -> None:
    (tmp_path / "secret.eml").write_bytes(letter(1))
    (dropped.folder / "a.eml").symlink_to(tmp_path / "secret.eml")
    os.mkfifo(dropped.folder / "b.eml")
    dropped.look(3)
    assert dropped.facts() == []


def test_a_crash_before_a_file_is_put_away_files_nothing_twice(
    dropped: Dropped, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        """Stands for the end of the process."""

    def crash(point: str, phase: str) -> None:
        if (point, phase) == ("drop.done", "before"):
            raise Crash

    dropped.put("a.eml", letter(1))
    dropped.look()
    with watched(crash), pytest.raises(Crash):
        dropped.look()
    assert dropped.left() == ["a.eml"]
    again = FolderLoop(dropped.office, "drop", dropped.said.append, look_every_s=0)
    again.turn(Event())
    again.turn(Event())
    assert (len(dropped.facts()), dropped.left()) == (1, ["done/a.eml"])
    assert dropped.said == ["drop: 1 repeated"]


def test_a_file_that_changes_while_it_is_read_is_read_again(dropped: Dropped) -> None:
    first, second = letter(1), letter(2)
    line = b"From x@y.example Tue Mar 10 08:00:00 2026\n"
    path = dropped.put("spool", line + first)

    def append(point: str, phase: str) -> None:
        if (point, phase) == ("ledger.commit", "after") and path.stat().st_size < 500:
            path.write_bytes(line + first + b"\n" + line + second)

    dropped.look()
    with watched(append):
        dropped.look()
    assert dropped.left() == ["spool"]
    dropped.look(2)
    assert dropped.subjects() == ["Letter 1", "Letter 2"]
    assert dropped.left() == ["done/spool"]


def test_a_folder_that_is_not_there_is_said_and_found_when_it_is(workspace: Make) -> None:
    made = workspace('\n[[folder]]\npath = "later"\n')
    waiting = wait_fixed(0.05)
    with opened(made) as one, running(one.loops(), one.stopping, one.said.append, waiting):
        until(lambda: one.heard("later: "), "a complaint")
        (made.folder / "later").mkdir()
        (made.folder / "later" / "a.eml").write_bytes(letter(1))
        one.files(1)
    assert "No such file or directory" in one.said[0]
