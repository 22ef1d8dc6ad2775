"""`work --watch` and `doctor` as operators meet them, with real servers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from seamline.workspace import Workspace
from tests.channels.conftest import USER, live, mailbox
from tests.channels.dovecot import Dovecot
from tests.channels.postfix import Postfix
from tests.channels.servers import PASSWORD, letter, until

pytestmark = pytest.mark.slow

Make = Callable[[str], Workspace]
ROOT = Path(__file__).parents[2]


def seamline(made: Workspace, *words: str) -> subprocess.Popen[str]:
    """A command, begun."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ORDERS_PASSWORD": PASSWORD, "COLUMNS": "80"}
    command = [sys.executable, "-m", "seamline", *words]
    return subprocess.Popen(
        command, cwd=made.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_reads_mail_until_it_is_told_to_stop(
    imap: Dovecot, workspace: Make, told: signal.Signals
) -> None:
    imap.deliver(USER, letter(1))
    made = workspace(mailbox(imap))
    working = seamline(made, "work", "--watch")
    try:
        until(lambda: imap.seen(USER), "marking as read")
        until(lambda: imap.idles(USER), "waiting")
        working.send_signal(told)
        out, err = working.communicate(timeout=60)
    finally:
        working.kill()
    assert (working.returncode, err) == (0, "")
    lines = [line.split("UTC ", 1)[1] for line in out.splitlines()]
    assert lines[0] == "working; watching orders/INBOX"
    assert "orders/INBOX: 1 filed" in lines
    assert lines[-1] == "stopped"
    assert not imap.idles(USER)


def rows(made: Workspace) -> dict[str, dict[str, object]]:
    """The rows of `doctor`."""
    out, _ = seamline(made, "doctor", "--json").communicate(timeout=60)
    return {one["name"]: one for one in json.loads(out)}


def test_doctor_says_what_is_right_and_wrong_with_each_account(
    imap: Dovecot, workspace: Make
) -> None:
    imap.deliver(USER, letter(1))
    wrong = mailbox(imap, more='folders = ["INBOX", "Nowhere"]').replace('"orders"', '"second"')
    stranger = mailbox(imap, 'password = "env:HOME"').replace('"orders"', '"third"')
    gone = mailbox(imap).replace('"orders"', '"gone"').replace(str(imap.tls), "1")
    folders = '\n[[folder]]\npath = "."\n\n[[folder]]\npath = "nowhere"\n'
    found = rows(workspace(mailbox(imap) + wrong + stranger + gone + folders))
    assert found["mailbox orders"]["fine"]
    assert found["mailbox orders"]["said"] == "logged in; INBOX holds 1 mails"
    assert not found["senders"]["fine"], "no authserv_id is set"
    said = {name: str(one["said"]) for name, one in found.items() if not one["fine"]}
    assert "Mailbox doesn't exist: Nowhere" in said["mailbox second"]
    assert "Authentication failed" in said["mailbox third"]
    assert "Connection refused" in said["mailbox gone"]
    assert "nowhere is no folder" in said["folder nowhere"]
    assert found["folder ."]["fine"]


def test_doctor_tries_the_mail_server_and_the_folder_of_what_was_sent(
    servers: tuple[Dovecot, Postfix], workspace: Make
) -> None:
    imap, smtp = servers
    sending = f"""
[smtp]
host = "127.0.0.1"
port = {smtp.tls}
ca_file = "{imap.certificate}"
user = "ops@harlow.example"
password = "env:ORDERS_PASSWORD"
sent_mailbox = "orders"
sent_folder = "SENT"
"""
    made = workspace(mailbox(imap) + sending)
    assert "Mailbox doesn't exist: SENT" in str(rows(made)["smtp"]["said"])
    imap.maildir(f"{USER}/.SENT")
    said = rows(made)["smtp"]["said"]
    assert said == f"127.0.0.1:{smtp.tls} takes mail; orders/SENT holds 0 mails"
    text = made.settings_file.read_text(encoding="utf-8")
    made.settings_file.write_text(text.replace('"ops@harlow.example"', '"x@harlow.example"'))
    assert "535" in str(rows(made)["smtp"]["said"])


def test_two_workers_on_one_mailbox_file_each_mail_once(
    imap: Dovecot, workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDERS_PASSWORD", PASSWORD)
    made = workspace(mailbox(imap))
    imap.deliver(USER, *(letter(number) for number in range(30)))
    with live(made) as one, live(made) as two:
        one.files(30)
        until(lambda: one.said and two.said, "both looks")
        assert len(one.facts()) == 30
