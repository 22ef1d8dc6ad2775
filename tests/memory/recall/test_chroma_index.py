"""The Chroma folder: one owner, survives kill -9, is dropped when broken, and calls nobody."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from memory.case_index import IndexLocked
from memory.chroma_index import ChromaIndex, deaf_settings
from memory.embedders import ConceptEmbedder
from memory.exact_index import ExactIndex
from memory.fallback_index import FallbackIndex
from memory.index_feed import audit_index
from memory.precedents import remember
from memory.recall import recall
from tests.memory.recall.world import HISTORY, asked, closed

PROCESS = """
import os, signal, sys
from pathlib import Path
from memory.chroma_index import ChromaIndex
from memory.database import connect
from memory.embedders import ConceptEmbedder
from memory.precedents import remember
from memory.recall import recall
from tests.memory.recall.world import asked, closed

folder, what = Path(sys.argv[1]), sys.argv[2]
embedder = ConceptEmbedder()
index = ChromaIndex(folder / "chroma", embedder.model_id)

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def after(method):
    def then_die(*args):
        method(*args)
        die()
    return then_die

engine = connect(folder / "ledger.db", writes=True)
if what == "after commit":
    index.mark = die
    with engine.begin() as connection:
        remember(connection, closed(50))
with engine.begin() as connection:
    if what == "own":
        recall(connection, index, embedder, asked())
        connection.commit()
        print("owned", flush=True)
        sys.stdin.read()
        die()
    if what == "before the index is told":
        index.upsert = die
    if what == "between upsert and mark":
        index.mark = die
    if what == "between mark and commit":
        index.mark = after(index.mark)
    if what == "while rebuilding":
        index.upsert = after(index.upsert)
        index.stamp = lambda: None
    remember(connection, closed(1, situation="tool broken, order moves"))
    remember(connection, closed(60))
    recall(connection, index, embedder, asked())
"""


@pytest.fixture
def indexed(engine: Engine, tmp_path: Path, embedder: ConceptEmbedder) -> Path:
    """A folder with a committed history and an index that has followed it."""
    index = ChromaIndex(tmp_path / "chroma", embedder.model_id)
    with engine.begin() as connection:
        for precedent in HISTORY:
            remember(connection, precedent)
        recall(connection, index, embedder, asked())
    index.close()
    return tmp_path


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a real process on the folder."""
    started: list[subprocess.Popen[str]] = []

    def start(what: str) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, tmp_path, what],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(
    "point",
    [
        "before the index is told",
        "between upsert and mark",
        "between mark and commit",
        "while rebuilding",
        "after commit",
    ],
)
def test_a_killed_process_leaves_an_index_that_equals_the_exact_one(
    point: str,
    indexed: Path,
    engine: Engine,
    process: Callable[[str], subprocess.Popen[str]],
    embedder: ConceptEmbedder,
) -> None:
    assert process(point).wait() == -signal.SIGKILL
    index = ChromaIndex(indexed / "chroma", embedder.model_id)
    with engine.begin() as connection:
        found = recall(connection, index, embedder, asked())
        exact = recall(connection, ExactIndex(embedder.model_id), embedder, asked())
        assert found.cases == exact.cases
        assert found.actions == exact.actions
        audit = audit_index(connection, index, embedder)
        assert (audit.missing, audit.surplus, audit.recall_at_10) == ((), (), 1.0)
        assert index.count() == len(HISTORY) + (point == "after commit")
    index.close()


@pytest.mark.slow
def test_while_another_process_owns_the_folder_the_exact_index_answers_the_same(
    indexed: Path,
    engine: Engine,
    process: Callable[[str], subprocess.Popen[str]],
    embedder: ConceptEmbedder,
) -> None:
    owner = process("own")
    assert owner.stdout is not None and owner.stdout.readline() == "owned\n"
    chroma = ChromaIndex(indexed / "chroma", embedder.model_id)
    with pytest.raises(IndexLocked):
        chroma.stamp()
    index = FallbackIndex(chroma, ExactIndex(embedder.model_id))
    with engine.begin() as connection:
        remember(connection, closed(8))
        meanwhile = recall(connection, index, embedder, asked())
    assert meanwhile.index == "exact"
    owner.kill()
    owner.wait()
    with engine.begin() as connection:
        afterwards = recall(connection, index, embedder, asked())
        assert audit_index(connection, index, embedder).passed
    assert afterwards.index == "chroma"
    assert (afterwards.cases, afterwards.actions) == (meanwhile.cases, meanwhile.actions)
    index.close()


def test_two_of_one_process_do_not_share_a_folder(tmp_path: Path) -> None:
    first, second = ChromaIndex(tmp_path, "m"), ChromaIndex(tmp_path, "m")
    first.stamp()
    with pytest.raises(IndexLocked, match="in use by another process"):
        second.stamp()
    first.close()
    assert second.stamp() is None
    second.close()


def test_making_an_index_takes_nothing(tmp_path: Path) -> None:
    ChromaIndex(tmp_path / "chroma", "m")
    assert not (tmp_path / "chroma").exists()


def garbage(database: Path) -> None:
    database.write_bytes(b"no database at all" * 500)


def empty(database: Path) -> None:
    database.write_bytes(b"")


def cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 3])


def holes(database: Path) -> None:
    content = bytearray(database.read_bytes())
    for start in range(4096, len(content), 8192):
        content[start : start + 2048] = b"\xff" * len(content[start : start + 2048])
    database.write_bytes(bytes(content))


def gone(database: Path) -> None:
    database.unlink()


@pytest.mark.parametrize("broken", [garbage, empty, cut, holes, gone])
def test_a_broken_folder_is_made_anew(
    broken: Callable[[Path], None], indexed: Path, engine: Engine, embedder: ConceptEmbedder
) -> None:
    (database,) = (indexed / "chroma").glob("*/chroma.sqlite3")
    broken(database)
    index = ChromaIndex(indexed / "chroma", embedder.model_id)
    with engine.begin() as connection:
        assert len(recall(connection, index, embedder, asked()).cases) == 5
        assert audit_index(connection, index, embedder).passed
    assert len(list((indexed / "chroma").glob("*/chroma.sqlite3"))) == 1
    index.close()


def test_a_lost_case_is_noticed_at_the_next_start(
    indexed: Path, engine: Engine, embedder: ConceptEmbedder
) -> None:
    index = ChromaIndex(indexed / "chroma", embedder.model_id)
    index.stamp()
    index.delete(["C-0003"])
    index.close()
    with engine.begin() as connection:
        assert audit_index(connection, index, embedder).passed
    index.close()


def test_a_folder_that_was_taken_away_is_made_anew(
    indexed: Path, engine: Engine, embedder: ConceptEmbedder
) -> None:
    shutil.rmtree(indexed / "chroma")
    index = ChromaIndex(indexed / "chroma", embedder.model_id)
    with engine.begin() as connection:
        assert audit_index(connection, index, embedder).passed
    index.close()


LOUD = {
    "ANONYMIZED_TELEMETRY": "True",
    "CHROMA_OTEL_GRANULARITY": "all",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://collector.example:4317",
    "CHROMA_PRODUCT_TELEMETRY_IMPL": "nowhere.Telemetry",
    "CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI",
    "CHROMA_SERVER_HOST": "chroma.example",
}

WATCHED = """
import socket, sys
from pathlib import Path
tried = []
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, lambda host, *rest, **named: tried.append(host) or 1 / 0)
from memory.chroma_index import ChromaIndex
from memory.index_feed import pack
from memory.case_index import Entry
index = ChromaIndex(Path(sys.argv[1]) / "chroma", "m")
index.rebuild([Entry("a", pack([1, 0]))], 1, "d")
assert index.search([1, 0], 1)[0].case_id == "a"
index.close()
index.stamp()
from chromadb.telemetry import opentelemetry
print(tried, opentelemetry.tracer, opentelemetry.granularity.value)
"""


def test_telemetry_is_off_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in LOUD.items():
        monkeypatch.setenv(name, value)
    (tmp_path / ".env").write_text("".join(f"{k}={v}\n" for k, v in LOUD.items()))
    monkeypatch.chdir(tmp_path)
    settings = deaf_settings()
    assert settings.anonymized_telemetry is False
    assert (settings.chroma_otel_granularity, settings.chroma_otel_collection_endpoint) == (
        "none",
        "",
    )
    assert settings.chroma_server_host is None
    assert settings.chroma_api_impl == "chromadb.api.rust.RustBindingsAPI"
    told = subprocess.run(
        [sys.executable, "-c", WATCHED, tmp_path],
        env=os.environ | LOUD | {"PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.strip() == "[] None none", told.stderr


def test_no_embedding_function_is_ever_restored(
    indexed: Path, connection: Connection, embedder: ConceptEmbedder
) -> None:
    index = ChromaIndex(indexed / "chroma", embedder.model_id)
    assert index.stamp() is not None
    assert index._cases()._embedding_function is None
    index.close()
