"""Feeds an index from its outbox: vectors into the ledger first, then whatever the index lacks."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Select, delete, insert, select, update

from domain.ports import Embedder
from memory.case_index import Audit, CaseIndex, Entry, Stamp
from memory.recall_tables import index_outbox, index_state, precedent_vectors, precedents

#: Cases embedded or handed to an index at a time.
BATCH = 500


class Head(NamedTuple):
    """The newest row of the index's outbox."""

    seq: int
    digest: str


def follow(connection: Connection, index: CaseIndex, embedder: Embedder) -> None:
    """Brings the vectors and the index up to the outbox; writes nothing when nothing is new.

    An index that cannot have come from this ledger (other model, other history, wrong count or
    broken) is dropped and made anew.
    """
    head = _head(connection)
    _embed_outstanding(connection, embedder, head.seq)
    stamp = index.stamp()
    if stamp is None or not _comes_from(connection, stamp, embedder.model_id):
        index.rebuild(_entries(connection, embedder.model_id), head.seq, head.digest)
    elif stamp.seq < head.seq:
        _apply(connection, index, embedder.model_id, stamp.seq)
        index.mark(head.seq, head.digest)


def rebuild_index(connection: Connection, index: CaseIndex, embedder: Embedder) -> int:
    """Embeds every precedent again, drops the index and other models' vectors; how many cases."""
    connection.execute(delete(precedent_vectors))
    connection.execute(delete(index_state))
    head = _head(connection)
    _embed_outstanding(connection, embedder, head.seq)
    index.rebuild(_entries(connection, embedder.model_id), head.seq, head.digest)
    return index.count()


def audit_index(connection: Connection, index: CaseIndex, embedder: Embedder) -> Audit:
    """Brings the index up to date and holds it against the ledger's vectors."""
    follow(connection, index, embedder)
    return index.audit(_entries(connection, embedder.model_id))


def pack(vector: Sequence[float]) -> bytes:
    """A vector as the ledger keeps it: float16, little-endian."""
    return struct.pack(f"<{len(vector)}e", *vector)


def _head(connection: Connection) -> Head:
    row = connection.execute(
        select(index_outbox.c.seq, index_outbox.c.digest)
        .order_by(index_outbox.c.seq.desc())
        .limit(1)
    ).one_or_none()
    return Head(row.seq, row.digest) if row else Head(0, "")


def _comes_from(connection: Connection, stamp: Stamp, model_id: str) -> bool:
    if stamp.model_id != model_id:
        return False
    if stamp.seq == 0:
        return True
    known = select(index_outbox.c.digest).where(index_outbox.c.seq == stamp.seq)
    return connection.execute(known).scalar() == stamp.digest


def _embed_outstanding(connection: Connection, embedder: Embedder, head: int) -> None:
    state = index_state.c.model_id == embedder.model_id
    done = connection.execute(select(index_state.c.seq).where(state)).scalar()
    if done == head:
        return
    changed = select(index_outbox.c.case_id).where(index_outbox.c.seq > (done or 0)).distinct()
    case_ids = sorted(connection.execute(changed).scalars())
    for start in range(0, len(case_ids), BATCH):
        _embed(connection, embedder, case_ids[start : start + BATCH])
    if done is None:
        connection.execute(insert(index_state).values(model_id=embedder.model_id, seq=head))
    else:
        connection.execute(update(index_state).where(state).values(seq=head))


def _embed(connection: Connection, embedder: Embedder, case_ids: Sequence[str]) -> None:
    connection.execute(
        delete(precedent_vectors).where(
            precedent_vectors.c.case_id.in_(case_ids),
            precedent_vectors.c.model_id == embedder.model_id,
        )
    )
    rows = connection.execute(
        select(precedents.c.case_id, precedents.c.situation)
        .where(precedents.c.case_id.in_(case_ids))
        .order_by(precedents.c.case_id)
    ).all()
    if rows:
        vectors = embedder.embed([row.situation for row in rows])
        connection.execute(
            insert(precedent_vectors),
            [
                {"case_id": row.case_id, "model_id": embedder.model_id, "vector": pack(vector)}
                for row, vector in zip(rows, vectors, strict=True)
            ],
        )


def _apply(connection: Connection, index: CaseIndex, model_id: str, since: int) -> None:
    changed = select(index_outbox.c.case_id).where(index_outbox.c.seq > since)
    case_ids = sorted(connection.execute(changed.distinct()).scalars())
    for start in range(0, len(case_ids), BATCH):
        part = case_ids[start : start + BATCH]
        wanted = _vectors(model_id).where(precedent_vectors.c.case_id.in_(part))
        entries = [Entry(row.case_id, row.vector) for row in connection.execute(wanted)]
        index.upsert(entries)
        index.delete(sorted(set(part) - {entry.case_id for entry in entries}))


def _entries(connection: Connection, model_id: str) -> Iterator[Entry]:
    return (Entry(row.case_id, row.vector) for row in connection.execute(_vectors(model_id)))


def _vectors(model_id: str) -> Select[tuple[str, bytes]]:
    return (
        select(precedent_vectors.c.case_id, precedent_vectors.c.vector)
        .where(precedent_vectors.c.model_id == model_id)
        .order_by(precedent_vectors.c.case_id)
    )
