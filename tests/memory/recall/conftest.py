"""A ledger's database with the recall tables, the embedder, and each index in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

import memory.recall_tables  # noqa: F401  its tables hang on the metadata
from memory.case_index import CaseIndex
from memory.chroma_index import ChromaIndex
from memory.database import connect
from memory.embedders import ConceptEmbedder
from memory.exact_index import ExactIndex
from memory.precedents import remember
from memory.schema import metadata
from tests.memory.recall.world import HISTORY


@pytest.fixture(scope="session")
def embedder() -> ConceptEmbedder:
    return ConceptEmbedder()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(tmp_path / "ledger.db", writes=True)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        yield connection


@pytest.fixture
def history(connection: Connection) -> Connection:
    """The connection, with the invented history remembered."""
    for precedent in HISTORY:
        remember(connection, precedent)
    return connection


@pytest.fixture(params=["exact", "chroma"])
def index(
    request: pytest.FixtureRequest, tmp_path: Path, embedder: ConceptEmbedder
) -> Iterator[CaseIndex]:
    index: CaseIndex = (
        ExactIndex(embedder.model_id)
        if request.param == "exact"
        else ChromaIndex(tmp_path / "chroma", embedder.model_id)
    )
    yield index
    index.close()
