"""An empty record, one that Brenner's export was loaded into, and a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tools.erp.company import tables, write
from tools.erp.embedded import database
from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load


class StandingClock:
    """Business time of the tests: 2026-03-11, noon."""

    def now(self) -> datetime:
        return datetime(2026, 3, 11, 12, tzinfo=UTC)

    wall = now


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    database.migrate(tmp_path / "erp.db")
    opened = database.open(tmp_path / "erp.db")
    yield opened
    opened.close()


@pytest.fixture
def brenner(record: Database, tmp_path: Path) -> Database:
    load(write(tmp_path / "export", tables()), record)
    return record
