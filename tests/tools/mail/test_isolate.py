"""The parsing child: killers kill only it, and it comes back for the next mail."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import OutsideFailed, Unreadable
from tests.tools.mail.letters import letter
from tests.tools.mail.test_parse import KILLERS, SURVIVED
from tools.mail import isolate
from tools.mail.isolate import Child
from tools.mail.parse import parse, parse_noted

NOW = datetime(2026, 3, 11, tzinfo=UTC)


@pytest.fixture
def child() -> Iterator[Child]:
    one = Child()
    yield one
    one.close()


def pid(child: Child) -> int:
    return child._running().pid


def test_the_child_reads_as_the_parent_does(child: Child) -> None:
    for raw in (letter("Grüße"), letter("x", Subject="=?utf-8?q?=E2=82=AC?=")):
        assert child.parse(raw, NOW) == parse_noted(raw, NOW)
    assert isolate.parse_safely(letter()) == parse(letter())
    isolate.close()


def test_attachments_come_through(child: Child) -> None:
    raw = letter(b"\x00\xff\r", Content_Type="application/pdf; name=a.pdf")
    assert child.attachment(raw, 0) == b"\x00\xff\r"
    with pytest.raises(Unreadable, match="no attachment"):
        child.attachment(raw, 1)


@pytest.mark.parametrize("name", [*KILLERS, *SURVIVED])
def test_after_a_killer_the_next_mail_is_read(child: Child, name: str) -> None:
    raw = KILLERS[name][0] if name in KILLERS else SURVIVED[name]
    try:
        child.parse(raw, NOW)
    except Unreadable as fault:
        assert name in KILLERS and str(fault)
    assert child.parse(letter()).message.subject == "4500018822"


def test_a_child_that_died_is_replaced(child: Child) -> None:
    first = pid(child)
    os.kill(first, signal.SIGKILL)
    child._process.wait()  # type: ignore[union-attr]
    assert child.parse(letter()).message.subject == "4500018822"
    assert pid(child) != first


def test_a_mail_that_kills_its_child_is_parked(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(process: object, request: object, raw: bytes) -> bytes:
        os.kill(process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        return exchange(process, request, raw)  # type: ignore[arg-type]

    exchange = isolate._exchange
    with monkeypatch.context() as patched:
        patched.setattr(isolate, "_exchange", dies)
        with pytest.raises(Unreadable, match="too much time or memory"):
            child.parse(letter())
    assert child.parse(letter()).message.subject == "4500018822"


def test_an_interrupted_question_never_answers_the_next(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(process: object, request: object, raw: bytes) -> bytes:
        exchange(process, request, raw)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    exchange = isolate._exchange
    with monkeypatch.context() as patched:
        patched.setattr(isolate, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            child.parse(letter("one"))
    assert child.parse(letter("two")).message.parts[1].text == "two"


def test_the_child_has_its_limits_and_no_file_of_ours(child: Child, tmp_path: Path) -> None:
    with (tmp_path / "ledger").open("w") as ours:
        os.set_inheritable(ours.fileno(), True)
        place = Path(f"/proc/{pid(child)}")
        if not place.exists():
            pytest.skip("this system has no /proc")
        child.parse(letter())
        limits = (place / "limits").read_text()
        assert f"Max address space         {512 * 2**20}" in limits
        assert "Max file size             0" in limits
        held = {os.readlink(one) for one in (place / "fd").iterdir()}
    assert {one for one in held if not one.startswith(("pipe:", "/dev/null"))} == set()
    assert "HOME" not in (place / "environ").read_text()


def test_closing_ends_the_child(child: Child) -> None:
    running = child._running()
    child.close()
    assert running.poll() is not None
    child.close()


def test_many_threads_get_their_own_answers(child: Child) -> None:
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = child.parse(letter(f"mail {number}")).message.parts[1].text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == {number: f"mail {number}" for number in range(20)}


def test_a_reader_that_does_not_start_is_no_fault_of_the_mail(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolate.sys, "executable", "/bin/true")
    with pytest.raises(OutsideFailed, match="does not start"):
        child.parse(letter())
