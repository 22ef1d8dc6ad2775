"""An empty ledger on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.database import Database
from memory.ledger import Ledger
from tests.memory.databases import KINDS, fresh


@pytest.fixture(params=KINDS, ids=lambda kind: kind.partition(":")[0])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with fresh(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Iterator[Ledger]:
    Ledger.create(database)
    ledger = Ledger(database)
    yield ledger
    ledger.close()
