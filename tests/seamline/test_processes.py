"""Names of processes in leases: only one that has surely ended counts as gone."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from seamline import processes
from seamline.processes import is_gone, own_name

pytestmark = pytest.mark.skipif(
    not processes._place(), reason="this system does not tell when a process began"
)

SLEEP = "import sys, time; print('up', flush=True); time.sleep(600)"


def name_of(number: int) -> str:
    return f"{socket.gethostname()}:{number}:{processes._born(number)}"


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[str]]:
    """A process that does nothing until it is killed."""
    child = subprocess.Popen([sys.executable, "-c", SLEEP], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    yield child
    child.kill()
    child.wait()


def test_this_process_is_not_gone() -> None:
    assert own_name() == name_of(os.getpid())
    assert not is_gone(f"{own_name()}:ab12")


def test_a_killed_process_is_gone_also_before_its_parent_has_noticed(
    sleeper: subprocess.Popen[str],
) -> None:
    owner = f"{name_of(sleeper.pid)}:ab12"
    assert not is_gone(owner)
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)  # ended, and not collected
    assert is_gone(owner)
    sleeper.wait()
    assert is_gone(owner)


def test_another_process_under_the_same_number_is_not_taken_for_it() -> None:
    host, number, born = own_name().rsplit(":", 2)
    place, _, ticks = born.rpartition("-")
    earlier = f"{host}:{number}:{place}-{int(ticks) - 1}:ab12"
    assert is_gone(earlier)


@pytest.mark.parametrize(
    "change",
    [
        lambda host, number, born: f"elsewhere:{number}:{born}:ab12",
        lambda host, number, born: f"{host}:{number}:{'0' * len(born)}:ab12",
        lambda host, number, born: f"{host}:{number}:x{born}:ab12",
        lambda host, number, born: f"{host}:{number}::ab12",
        lambda host, number, born: f"{host}:{number}:ab12",
        lambda host, number, born: f"{host}:-1:{born}:ab12",
        lambda host, number, born: "settle",
        lambda host, number, born: "",
    ],
)
def test_what_cannot_be_judged_is_waited_for(
    sleeper: subprocess.Popen[str], change: object
) -> None:
    host, number, born = name_of(sleeper.pid).rsplit(":", 2)
    sleeper.kill()
    sleeper.wait()
    assert callable(change)
    assert not is_gone(change(host, number, born))


def test_where_the_system_tells_nothing_nobody_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = f"{socket.gethostname()}:{2**22 + 1}:{processes._place()}-1:ab12"
    assert is_gone(owner)
    monkeypatch.setattr(processes, "_place", lambda: "")
    assert not is_gone(owner)
    assert own_name().endswith(":")
