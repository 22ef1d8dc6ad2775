"""Blobs: whole or not at all, once, and never under a wrong name."""

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from domain.errors import Damaged, Unknown
from domain.points import watched
from memory.blobs import Blobs

ROOT = Path(__file__).parents[2]
MAIL = b"From: a@supplier.example\r\n\r\nDelay of PO-1\r\n"
NAME = hashlib.sha256(MAIL).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "work" / "blobs")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_bytes_are_kept_once_under_their_hash(blobs: Blobs, tmp_path: Path) -> None:
    assert blobs.keep(MAIL) == blobs.keep(MAIL) == NAME
    assert blobs.read(NAME) == MAIL
    assert blobs.read(blobs.keep(b"")) == b""
    assert files(tmp_path) == sorted([NAME, hashlib.sha256(b"").hexdigest()])


@pytest.mark.parametrize("name", [NAME, "", "../../secret", "x" * 64, NAME + "\n", NAME.upper()])
def test_what_is_not_kept_is_unknown(blobs: Blobs, name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    with pytest.raises(Unknown):
        blobs.read(name)


def test_changed_bytes_are_not_handed_out_and_mended_when_they_come_again(
    blobs: Blobs, tmp_path: Path
) -> None:
    blobs.keep(MAIL)
    next(tmp_path.rglob(NAME)).write_bytes(MAIL[:10])
    with pytest.raises(Damaged, match="were changed"):
        blobs.read(NAME)
    blobs.keep(MAIL)
    assert blobs.read(NAME) == MAIL


def test_a_full_disk_leaves_nothing(
    blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "work" / "blobs" / NAME[:2]).mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.keep(MAIL)
    assert files(tmp_path) == []


def test_bytes_and_names_are_on_disk_before_it_returns(
    blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def noted(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    blobs.keep(MAIL)
    folder = tmp_path / "work" / "blobs"
    assert synced[:3] == [str(tmp_path), str(folder.parent), str(folder)]
    assert synced[3].startswith(str(folder / NAME[:2] / "."))  # the draft, before its new name
    assert synced[4:] == [str(folder / NAME[:2])]
    synced.clear()
    blobs.keep(MAIL)  # another writer may have fallen between its rename and its sync
    assert synced == [str(folder / NAME[:2])]


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_fall_leaves_all_or_nothing(blobs: Blobs, phase: str) -> None:
    def watcher(point: str, now: str) -> None:
        assert point == "blob.write"
        if now == phase:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched(watcher):
        blobs.keep(MAIL)
    if phase == "after":
        assert blobs.read(NAME) == MAIL
    else:
        with pytest.raises(Unknown):
            blobs.read(NAME)
    assert blobs.read(blobs.keep(MAIL)) == MAIL


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_process_killed_while_it_writes_leaves_nothing_under_the_name(
    blobs: Blobs, tmp_path: Path, call: str
) -> None:
    code = (
        "import os, sys, pathlib; from memory.blobs import Blobs\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        "pathlib.Path(sys.argv[1]).mkdir(parents=True)\n"
        f"(pathlib.Path(sys.argv[1]) / {NAME[:2]!r}).mkdir()\n"
        "setattr(os, 'fsync', die) if sys.argv[2] == 'fsync'"
        " else setattr(pathlib.Path, 'replace', die)\n"
        f"Blobs(pathlib.Path(sys.argv[1])).keep({MAIL!r})\n"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "work" / "blobs"), call]
    assert subprocess.run(run, cwd=ROOT, check=False).returncode == -9
    with pytest.raises(Unknown):
        blobs.read(NAME)
    assert blobs.read(blobs.keep(MAIL)) == MAIL


def test_many_that_keep_the_same_bytes_at_once(blobs: Blobs, tmp_path: Path) -> None:
    large = MAIL * 20_000
    seen: list[bytes] = []

    def work() -> None:
        seen.append(blobs.read(blobs.keep(large)))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [large] * 8
    assert files(tmp_path) == [hashlib.sha256(large).hexdigest()]
