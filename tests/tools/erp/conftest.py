"""An empty record, one that Brenner's export was loaded into, and a clock that stands still."""

import shutil
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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, made once; every test works on its copy."""
    path = tmp_path_factory.mktemp("migrated") / "erp.db"
    database.migrate(path)
    return path


@pytest.fixture
def record(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(migrated, tmp_path / "erp.db")
    opened = database.open(tmp_path / "erp.db")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def loaded(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with Brenner's export in it, made once; every test works on its copy."""
    place = tmp_path_factory.mktemp("loaded")
    shutil.copy(migrated, place / "erp.db")
    opened = database.open(place / "erp.db")
    load(write(place / "export", tables()), opened)
    opened.close()
    return place / "erp.db"


@pytest.fixture
def brenner(loaded: Path, tmp_path: Path) -> Iterator[Database]:
    write(tmp_path / "export", tables())
    shutil.copy(loaded, tmp_path / "erp.db")
    opened = database.open(tmp_path / "erp.db")
    yield opened
    opened.close()
