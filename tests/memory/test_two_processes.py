"""Several processes over one ledger: nothing lost, nothing doubled, no gap, the chain whole."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from memory import chain
from memory.database import Database
from memory.ledger import Ledger
from tests.memory.databases import told
from tests.memory.facts import recorded

ROOT = Path(__file__).parents[2]


def start(database: Database, name: str, count: int) -> "subprocess.Popen[bytes]":
    module = [sys.executable, "-m", "tests.memory.appending"]
    return subprocess.Popen([*module, told(database), name, str(count)], cwd=ROOT)


def test_two_processes_append_side_by_side(database: Database, ledger: Ledger) -> None:
    running = [start(database, name, 200) for name in ("one", "two")]
    assert [one.wait() for one in running] == [0, 0]
    found = recorded(ledger)
    assert [fact.number for fact in found] == list(range(1, 401))
    with ledger.reading() as connection:
        assert chain.check(connection)[0] == 400
    for name in ("one", "two"):
        own = [fact.body["number"] for fact in found if fact.stream == f"case:{name}"]
        assert own == list(range(200))


def test_a_killed_process_leaves_a_whole_chain(database: Database, ledger: Ledger) -> None:
    killed, other = start(database, "killed", 100_000), start(database, "other", 50)
    while not any(fact.stream == "case:killed" for fact in recorded(ledger)):
        assert killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    assert (killed.wait(), other.wait()) == (-9, 0)
    found = recorded(ledger)
    with ledger.reading() as connection:
        assert chain.check(connection)[0] == len(found)
    own = [fact.body["number"] for fact in found if fact.stream == "case:killed"]
    assert own == list(range(len(own)))
    assert sum(fact.stream == "case:other" for fact in found) == 50
