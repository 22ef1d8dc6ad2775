"""Transactions: all or nothing, one writer at a time, readers undisturbed."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from domain.errors import OutsideFailed
from domain.points import watched
from memory import chain, inbox, reservations
from memory.database import Database, connect
from memory.ledger import Ledger, set_setting, setting
from memory.schema import metadata
from tests.memory.effects import draw, intend
from tests.memory.facts import T0, note, record, recorded


def rows(ledger: Ledger) -> dict[str, int]:
    """How many rows each table holds."""
    with ledger.reading() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in metadata.tables
        }


def everything(connection: Connection) -> None:
    """Something of each kind of row that a decision writes."""
    chain.append(connection, [note(1), note(2)])
    inbox.enqueue(connection, "case:W1-1", "news", {"fact": "f"}, T0)
    intend(connection, "a" * 64)
    reservations.hold(connection, case_id="W1-1", proposal="p", draws=[draw("5")], expires_at=T0)
    set_setting(connection, "colour", "blue")


def test_what_ends_well_is_kept(ledger: Ledger) -> None:
    before = rows(ledger)
    with ledger.transaction() as connection:
        everything(connection)
    grown = {name: count for name, count in rows(ledger).items() if count != before[name]}
    assert grown == {"facts": 2, "inbox": 1, "outbox": 1, "reservations": 1, "settings": 1}


def test_an_exception_leaves_nothing(ledger: Ledger) -> None:
    before = rows(ledger)
    with pytest.raises(LookupError), ledger.transaction() as connection:
        everything(connection)
        raise LookupError("in the middle")
    assert rows(ledger) == before
    assert [fact.number for fact in record(ledger, note(3))] == [1]  # no number was used up


def test_a_return_from_the_middle_commits(ledger: Ledger) -> None:
    def early() -> None:
        with ledger.transaction() as connection:
            chain.append(connection, [note(1)])
            return

    early()
    assert len(recorded(ledger)) == 1


def test_the_commit_is_a_registered_point(ledger: Ledger) -> None:
    seen: list[tuple[str, str, int]] = []

    def watcher(point: str, phase: str) -> None:
        seen.append((point, phase, len(recorded(ledger))))

    with watched(watcher):
        record(ledger, note(1))
    assert seen == [("ledger.commit", "before", 0), ("ledger.commit", "after", 1)]


@pytest.mark.parametrize(("phase", "kept"), [("before", 0), ("after", 1)])
def test_a_fall_around_the_commit(ledger: Ledger, phase: str, kept: int) -> None:
    def watcher(_point: str, now: str) -> None:
        if now == phase:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched(watcher):
        record(ledger, note(1))
    assert len(recorded(ledger)) == kept
    assert len(record(ledger, note(2))) == 1  # and no lock is left behind


def test_a_writer_holds_its_lock_from_the_start(database: Database, ledger: Ledger) -> None:
    hasty = connect(database, writes=True, busy_ms=50)
    with (
        ledger.transaction(),
        pytest.raises(OutsideFailed, match="is busy with another process"),
        hasty.begin(),
    ):
        pass
    with hasty.begin() as connection:
        assert chain.head(connection)[0] == 0
    hasty.dispose()


def test_a_reader_sees_one_state_throughout(ledger: Ledger) -> None:
    record(ledger, note(1))
    with ledger.reading() as connection:
        assert chain.head(connection)[0] == 1
        record(ledger, note(2))
        assert chain.head(connection)[0] == 1
        assert len(list(chain.all_facts(connection))) == 1
    assert len(recorded(ledger)) == 2


def test_threads_take_turns(ledger: Ledger) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 25):
            record(ledger, note(number))

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ledger.reading() as connection:
        assert chain.check(connection)[0] == 75


def test_a_full_disk_is_somebody_elses_failure_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.create(path)
    ledger = Ledger(path)
    record(ledger, note(1))

    def fill() -> None:
        with ledger.transaction() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
            chain.append(connection, [note(number, text="x" * 4000) for number in range(2, 50)])

    with pytest.raises(OutsideFailed, match="cannot be written"):
        fill()
    assert len(recorded(ledger)) == 1
    ledger.close()


def test_settings_are_kept_and_changed(ledger: Ledger) -> None:
    with ledger.transaction() as connection:
        assert setting(connection, "colour") == ""
        assert setting(connection, "colour", "none") == "none"
        set_setting(connection, "colour", "blue")
        set_setting(connection, "colour", "green")
        assert setting(connection, "colour") == "green"
