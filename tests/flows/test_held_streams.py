"""Another worker's lease: said aloud while it lives, taken over at once when it is dead."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from memory import inbox
from seamline import processes, views
from seamline.demo_company import OPENS
from seamline.loops import Worker
from seamline.wiring import Office
from tests.hostile.commands import seamline
from tests.states import After

CASE = "W1-4500018822"
MAIL = str(OPENS.folder / "mail" / "W1-d.eml")
File = Callable[..., None]


@pytest.fixture
def dead() -> str:
    """The name of a worker that was killed."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    name = f"{socket.gethostname()}:{child.pid}:{processes._born(child.pid)}:ab12cd34"
    child.kill()
    child.wait()
    return name


@pytest.fixture
def living() -> Iterator[str]:
    """The name of a worker that is at work."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield f"{socket.gethostname()}:{child.pid}:{processes._born(child.pid)}:ab12cd34"
    child.kill()
    child.wait()


def hold(office: Office, stream: str, owner: str) -> None:
    """The worker takes the stream and says no more."""
    wall, lasting = office.clock.wall(), timedelta(minutes=10)
    with office.ledger.transaction() as connection:
        assert inbox.claim(connection, stream, owner, wall, lasting) is not None


def test_a_living_workers_streams_are_named_by_every_command_that_works(
    after: After, living: str
) -> None:
    office = after("W1-d")
    hold(office, f"case:{CASE}", living)
    folder = office.workspace.folder
    told = f"{CASE} is held by another worker until"
    for person in ("E007", "E002"):
        done = seamline("decide", CASE, "approve", "--as", person, folder=folder)
        assert done.returncode == 0, done.stderr
    assert told in done.stdout, "decided, and its effects wait"
    assert office.desk.case(CASE).decision is not None
    for words in (("work",), ("clock", "advance", "2026-03-30"), ("inbox",)):
        done = seamline(*words, folder=folder)
        assert told in done.stdout and f"process {living.split(':')[1]}" in done.stdout, words
    assert views.inbox(office)["held"][0]["stream"] == f"case:{CASE}"


def test_filing_says_that_its_message_waits_for_another_worker(office: Office, living: str) -> None:
    folder = office.workspace.folder
    seamline("file", "--no-work", MAIL, folder=folder)
    with office.ledger.reading() as connection:
        (stream,) = inbox.due_streams(connection, office.clock.now())
    hold(office, stream, living)
    done = seamline("file", MAIL, folder=folder)
    assert "is held by another worker until" in done.stdout.replace("\n", " ")


def test_a_watching_worker_says_it_once(office: Office, file: File, living: str) -> None:
    from threading import Event

    file("W1-d")
    hold(office, f"case:{CASE}", living)
    with office.ledger.transaction() as connection:
        inbox.enqueue(connection, f"case:{CASE}", "record", {"n": 1}, office.clock.now())
    said: list[str] = []
    worker, stopping = Worker(office, said.append), Event()
    stopping.set()
    worker.turn(stopping)
    worker.turn(stopping)
    assert len(said) == 1 and CASE in said[0]


def test_a_dead_workers_streams_go_on_at_once(after: After, dead: str) -> None:
    office = after("W1-d")
    hold(office, f"case:{CASE}", dead)
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person)
    assert office.desk.held() == []
    assert office.desk.case(CASE).closed is not None


def test_a_worker_of_another_machine_is_waited_for(after: After, dead: str) -> None:
    office = after("W1-d")
    hold(office, f"case:{CASE}", dead.replace(socket.gethostname(), "elsewhere", 1))
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person)
    assert office.desk.case(CASE).closed is None
    assert [one.stream for one in office.desk.held()] == [f"case:{CASE}"]


def test_leases_carry_the_name_of_the_process_that_works(office: Office) -> None:
    assert office.deps.worker() == f"{socket.gethostname()}:{os.getpid()}:" + processes._born(
        os.getpid()
    )
