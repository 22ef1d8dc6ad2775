"""An impatient user: odd arguments, broken folders, killed commands. One sentence, nothing half."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from memory import chain, database
from memory.ledger import Ledger
from tests.hostile.commands import Done, seamline
from tests.hostile.letters import genuine

ROOT = Path(__file__).parents[2]
CASE = "W1-4500018822"


def environment() -> dict[str, str]:
    return {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT)}


def said(done: Done) -> str:
    """The one sentence of a refusal: never a traceback."""
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode and not done.stderr.startswith("Usage:"):
        lines = done.stderr.strip().splitlines()
        assert len(lines) == 1, done.stderr
        assert lines[0].startswith("seamline: "), done.stderr
    return done.stderr


def count(folder: Path) -> int:
    with sqlite3.connect(folder / "ledger.db") as connection:
        return int(connection.execute("SELECT count(*) FROM facts").fetchone()[0])


ODD: dict[str, tuple[tuple[str, ...], int]] = {
    "no such command": (("approve",), 2),
    "init without a folder": (("init",), 2),
    "load nothing": (("load",), 2),
    "load what is not there": (("load", "/nowhere"), 2),
    "load a file that is no table": (("load", "seamline.toml"), 2),
    "file nothing": (("file",), 2),
    "file what is not there": (("file", "/nowhere"), 2),
    "file a folder without mail": (("file", "chroma"), 2),
    "file what is no mail": (("file", "ledger.db"), 2),
    "show nothing": (("show",), 2),
    "show what is not there": (("show", "W1-1"), 2),
    "show another kind of thing": (("show", "../../etc/passwd"), 2),
    "ask nothing": (("ask", CASE), 2),
    "ask a case that is not there": (("ask", "W1-1", "Why?"), 2),
    "ask an empty question": (("ask", CASE, ""), 0),
    "decide without a verb": (("decide", CASE), 2),
    "decide with a strange verb": (("decide", CASE, "wish"), 2),
    "decide without a name": (("decide", CASE, "approve"), 2),
    "decide as a stranger": (("decide", CASE, "approve", "--as", "Дракула 🦇"), 2),
    "decide without the right": (("decide", CASE, "approve", "--as", "E015"), 2),
    "reject without a reason": (("decide", CASE, "reject", "--as", "E007"), 2),
    "set nothing": (("decide", CASE, "respond", "--set", "", "--as", "E007"), 2),
    "set without a value": (("decide", CASE, "respond", "--set", "a=", "--as", "E007"), 2),
    "set one thing twice": (
        ("decide", CASE, "edit", "--set", "a=b", "--set", "a=c", "--reason", "x", "--as", "E007"),
        2,
    ),
    "set what is not asked": (("decide", CASE, "respond", "--set", "a=b", "--as", "E007"), 2),
    "edit without an option": (
        ("decide", CASE, "edit", "--set", "a=b", "--reason", "x", "--as", "E007"),
        2,
    ),
    "edit to what does not exist": (
        ("decide", CASE, "edit", "--set", "option=teleport", "--reason", "x", "--as", "E007"),
        2,
    ),
    "stop without a reason": (("stop", "--as", "E005"), 2),
    "stop something strange": (("stop", "everything", "--reason", "x", "--as", "E005"), 2),
    "stop a partner nobody knows": (
        ("stop", "partner:V0", "--reason", "x", "--as", "E005"),
        2,
    ),
    "stop a workflow nobody knows": (
        ("stop", "workflow:W9", "--reason", "x", "--as", "E005"),
        2,
    ),
    "stop as nobody": (("stop", "--reason", "x"), 2),
    "resume what was not stopped": (("resume", "all", "--as", "E005"), 2),
    "mode of no workflow": (("mode", "W9", "act", "--as", "E020"), 2),
    "mode of no partner": (("mode", "W1", "observe", "--partner", "V0", "--as", "E020"), 2),
    "act without a waiver": (("mode", "W1", "act", "--as", "E020"), 2),
    "a waiver that is not there": (
        ("mode", "W1", "act", "--waiver", "/nowhere", "--as", "E020"),
        2,
    ),
    "export to nowhere": (("export",), 2),
    "export nothing": (("export", "--out", "trace"), 2),
    "export a case that is not there": (("export", "W1-1", "--out", "trace"), 2),
    "export into the workspace": (("export", "--all", "--out", "."), 2),
    "verify what is not there": (("verify", "/nowhere"), 2),
    "verify what is no trace": (("verify", "blobs"), 5),
    "advance to no time": (("clock", "advance", "soon"), 2),
    "advance into the past": (("clock", "advance", "2001-01-01"), 2),
    "advance beyond all calendars": (("clock", "advance", "9999-12-31T23:59-10:00"), 2),
    "people from what is not there": (("people", "/nowhere.csv"), 2),
    "work with no hands": (("work", "--in-flight", "0"), 2),
}


@pytest.fixture(scope="module")
def shared(waiting: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One workspace for everything that must change nothing."""
    return Path(shutil.copytree(waiting, tmp_path_factory.mktemp("odd") / "work space ü"))


@pytest.mark.parametrize("name", ODD)
def test_an_odd_command_is_one_sentence_with_its_exit_code_and_changes_nothing(
    shared: Path, name: str
) -> None:
    words, code = ODD[name]
    before = count(shared)
    done = seamline(*words, folder=shared)
    said(done)
    assert done.returncode == code, done.stderr + done.stdout
    assert count(shared) == before
    assert not (shared / "trace").exists()


READS = (("inbox",), ("show", CASE), ("mode",), ("doctor",), ("ask", CASE, "Why?"))


@pytest.mark.parametrize("words", [*READS, ("work",), ("file", "x.eml")])
def test_a_folder_that_is_no_workspace_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = seamline(*words, folder=tmp_path)
    assert "no workspace" in said(done) or words == ("doctor",)
    assert done.returncode == 2 or words == ("doctor",)


def test_a_workspace_in_another_folder_with_blanks_and_umlauts_is_worked_on(
    shared: Path, tmp_path: Path
) -> None:
    for words in READS:
        done = seamline(*words, "--workspace", str(shared), folder=tmp_path)
        assert done.returncode == 0, done.stderr
    done = seamline("inbox", "--workspace", os.path.relpath(shared, tmp_path), folder=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("gone", ["ledger.db", "erp.db", "policy.yaml", "people.yaml", "blobs"])
def test_a_workspace_that_lost_a_part_says_which(folder: Path, gone: str) -> None:
    path = folder / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = seamline("inbox", folder=folder)
    error = said(done)
    if gone != "blobs":  # what was read before can still be listed
        assert done.returncode in (2, 5), error
        assert gone in error
        assert not path.exists(), "and nothing empty is put in its place"


@pytest.mark.parametrize("file", ["ledger.db", "erp.db", "checkpoints.db"])
def test_a_database_full_of_rubbish_is_named(folder: Path, file: str) -> None:
    for path in folder.glob(f"{file}*"):
        path.unlink()
    (folder / file).write_bytes(b"this is no database" * 1000)
    done = seamline("decide", CASE, "approve", "--as", "E007", folder=folder)
    error = said(done)
    assert done.returncode in (2, 3, 5) or file == "checkpoints.db", error


@pytest.mark.parametrize("text", ["", "clock = ", "[mail]\nsender = 3\n", "colour = 'red'\n", "\0"])
def test_settings_that_are_wrong_are_named(folder: Path, text: str) -> None:
    (folder / "seamline.toml").write_text(text)
    done = seamline("inbox", folder=folder)
    assert "seamline.toml" in said(done) or done.returncode == 0
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("file", ["policy.yaml", "people.yaml"])
@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "people: 3", "\0", "&a [*a]"])
def test_rules_that_are_wrong_are_named(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text)
    done = seamline("inbox", folder=folder)
    assert done.returncode in (0, 2), done.stderr
    assert file in said(done) or done.returncode == 0


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for words in (("init", str(blocked)), ("init", str(blocked / "below"))):
        done = seamline(*words, folder=tmp_path)
        said(done)
        assert done.returncode in (2, 3)


def test_an_output_that_is_a_file_is_one_sentence(folder: Path) -> None:
    (folder / "trace").write_text("mine")
    done = seamline("export", "--all", "--out", "trace", folder=folder)
    said(done)
    assert done.returncode == 2
    assert (folder / "trace").read_text() == "mine"


def test_a_mail_folder_that_is_a_file_fails_one_effect_and_not_the_command(folder: Path) -> None:
    shutil.rmtree(folder / "outgoing")
    (folder / "outgoing").write_text("in the way")
    for person in ("E007", "E002"):
        done = seamline("decide", CASE, "approve", "--as", person, folder=folder)
        said(done)
    with sqlite3.connect(folder / "ledger.db") as connection:
        rows = connection.execute("SELECT kind, state FROM outbox WHERE standing = ''").fetchall()
    assert ("ChangeOrderLine", "confirmed") in rows
    assert all(state != "confirmed" for kind, state in rows if kind == "SendMessage")


def test_while_another_process_holds_the_ledger_a_writer_says_so_and_a_reader_reads(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database.connect.__kwdefaults__, "busy_ms", 200)
    with sqlite3.connect(folder / "ledger.db", isolation_level=None) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert seamline("inbox", folder=folder).returncode == 0
        done = seamline("stop", "--reason", "x", "--as", "E005", folder=folder)
        said(done)
        assert done.returncode == 3
        connection.execute("ROLLBACK")
    assert seamline("stop", "--reason", "x", "--as", "E005", folder=folder).returncode == 0


def test_filing_that_is_killed_half_way_goes_on_and_files_each_mail_once(
    empty_case: Path, tmp_path: Path
) -> None:
    total = 400
    box = tmp_path / "many.mbox"
    raw = genuine("W6-b").read_bytes().replace(b"\r\n", b"\n")
    head, _, rest = raw.partition(b"Message-ID: <")
    _, _, rest = rest.partition(b">")
    with box.open("wb") as out:
        for number in range(total):
            out.write(b"From a@b Tue Mar 10 09:20:00 2026\n" + head)
            out.write(b"Message-ID: <many-%d@x.example>" % number + rest + b"\n\n")
    command = [sys.executable, "-m", "seamline", "file", str(box), "--no-work"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(
        command, cwd=empty_case, env=environment(), start_new_session=True, **quiet
    )
    start = count(empty_case)
    while count(empty_case) < start + 20 and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    half = count(empty_case) - start
    assert 0 < half < total
    done = seamline("file", str(box), "--no-work", folder=empty_case)
    assert done.returncode == 0, done.stderr
    assert f"{total - half} filed" in done.stdout and f"{half} repeated" in done.stdout
    assert count(empty_case) - start == total
    ledger = Ledger(empty_case / "ledger.db")
    with ledger.reading() as connection:
        chain.check(connection)
    ledger.close()
