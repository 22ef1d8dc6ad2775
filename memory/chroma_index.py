"""The Chroma index: a disposable folder that one process owns. Only this file imports chromadb."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from domain.points import durable
from memory.case_index import Audit, Entry, Hit, IndexLocked, Stamp

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

NAME = "precedents"
#: Entries handed to Chroma at a time; its own limit is a few thousand.
BATCH = 1000


class ChromaIndex:
    """Opens, and takes the folder's lock, at its first use.

    Two writers lose records and crash one another's folder, so who does not get the lock raises
    `IndexLocked`. A folder that is broken is not repaired: its stamp is None, and it is made anew.
    """

    name = "chroma"

    def __init__(self, path: Path, model_id: str) -> None:
        self._path, self._model_id = path, model_id
        self._lock: IO[bytes] | None = None
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._stamp: Stamp | None = None

    def stamp(self) -> Stamp | None:
        self._open()
        return self._stamp

    def upsert(self, entries: Sequence[Entry]) -> None:
        from memory.exact_index import rows_of

        for start in range(0, len(entries), BATCH):
            part = entries[start : start + BATCH]
            ids = [each.case_id for each in part]
            with durable("index.write"):
                self._cases().upsert(ids=ids, embeddings=rows_of(part))

    def delete(self, case_ids: Sequence[str]) -> None:
        for start in range(0, len(case_ids), BATCH):
            with durable("index.write"):
                self._cases().delete(ids=list(case_ids[start : start + BATCH]))

    def mark(self, seq: int, digest: str) -> None:
        stamp = Stamp(model_id=self._model_id, seq=seq, digest=digest, count=self.count())
        with durable("index.write"):
            self._cases().modify(metadata=stamp.model_dump())
        self._stamp = stamp

    def search(self, vector: Sequence[float], limit: int) -> list[Hit]:
        from memory.exact_index import nearest

        asked: Any = [list(vector)]
        found = self._cases().query(query_embeddings=asked, n_results=limit, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        hits = zip(found["ids"][0], distances, strict=True)
        return nearest([Hit(case_id, 1.0 - float(distance)) for case_id, distance in hits], limit)

    def compare(self, vector: Sequence[float], case_ids: Sequence[str]) -> list[Hit]:
        if not case_ids:
            return []
        found = self._cases().get(ids=list(case_ids), include=["embeddings"])
        rows: Any = found["embeddings"]
        cosines = (rows @ list(vector)).tolist() if found["ids"] else []
        return [Hit(case_id, cosine) for case_id, cosine in zip(found["ids"], cosines, strict=True)]

    def count(self) -> int:
        return self._cases().count()

    def audit(self, entries: Iterable[Entry]) -> Audit:
        from memory.index_audit import held_against

        ids = set(self._cases().get(include=[])["ids"])
        return held_against(self.search, ids, list(entries), self._model_id)

    def rebuild(self, entries: Iterable[Entry], seq: int, digest: str) -> None:
        self._open()
        with durable("index.write"):
            self._drop()
        with durable("index.write"):
            self._collection = self._connect().create_collection(
                NAME, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        waiting = iter(entries)
        while batch := list(islice(waiting, BATCH)):
            self.upsert(batch)
        self.mark(seq, digest)

    def close(self) -> None:
        self._disconnect()
        if self._lock is not None:
            self._lock.close()  # lets the lock go
            self._lock = None

    def _cases(self) -> Collection:
        self._open()
        if self._collection is None:
            raise RuntimeError("the index was used before `follow` made it")
        return self._collection

    def _open(self) -> None:
        if self._lock is None:
            self._lock = self._locked()
            self._find()

    def _locked(self) -> IO[bytes]:
        self._path.mkdir(parents=True, exist_ok=True)
        lock = (self._path / "owner.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise IndexLocked(f"{self._path.name} is in use by another process") from None
        return lock

    def _find(self) -> None:
        """Opens what is there; believes it only if it answers and counts what it did when left."""
        from chromadb.errors import ChromaError

        if not self._folders():
            return
        try:
            with durable("index.open"):  # Chroma writes even then: what its log holds
                # None every time: without it Chroma restores an embedding function that downloads.
                self._collection = self._connect().get_collection(NAME, embedding_function=None)
                self._stamp = self._believed(self._collection)
        # AttributeError is what Chroma's client raises when its database did not start.
        except (ChromaError, AttributeError, OSError, RuntimeError, TypeError, ValueError):
            self._stamp = None

    def _believed(self, collection: Collection) -> Stamp | None:
        stamp = Stamp.model_validate(collection.metadata)
        if stamp.model_id != self._model_id or stamp.count != collection.count():
            return None
        if stamp.count:
            one: Any = collection.get(limit=1, include=["embeddings"])["embeddings"]
            collection.query(query_embeddings=one, n_results=1, include=[])
        return stamp

    def _connect(self) -> Client:
        if self._client is None:
            import chromadb

            # Each rebuilding gets a folder of its own: Chroma keeps what it opened by its path.
            folders = self._folders() or [self._path / "1"]
            client: Any = chromadb.PersistentClient(str(folders[-1]), settings=deaf_settings())
            self._client = client
        return self._client

    def _disconnect(self) -> None:
        client, self._client, self._collection, self._stamp = self._client, None, None, None
        if client is not None:
            client.close()

    def _drop(self) -> None:
        self._disconnect()
        old = self._folders()
        newest = int(old[-1].name) if old else 0
        for folder in old:
            shutil.rmtree(folder)
        (self._path / str(newest + 1)).mkdir()

    def _folders(self) -> list[Path]:
        found = [each for each in self._path.iterdir() if each.name.isdigit()]
        return sorted(found, key=lambda each: int(each.name))


def deaf_settings() -> Any:
    """Chroma's settings with telemetry off, deaf to the environment and to any `.env` file.

    Variables could otherwise name a collector, another telemetry class or a server to talk to.
    """
    from chromadb.config import Settings

    class DeafSettings(Settings):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: Any, init_settings: Any, *others: Any, **named: Any
        ) -> Any:
            return (init_settings,)

    return DeafSettings(
        anonymized_telemetry=False,
        chroma_otel_granularity="none",
        chroma_otel_collection_endpoint="",
    )
