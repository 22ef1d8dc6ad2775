"""What an export reads: the facts of a scope in ledger order, and the blobs they rest on."""

from __future__ import annotations

from sqlalchemy import Connection, select

from domain.errors import Unknown
from domain.fact import Fact
from memory import chain
from memory.tables import facts

#: Which field of which fact names a blob.
BLOB_FIELDS = {
    "message_filed": "sha256",
    "policy_changed": "text_blob",
    "people_changed": "text_blob",
}

#: Ids looked up at a time; older builds of SQLite take 999 parameters.
AT_ONCE = 500


def streams_of(connection: Connection, case_id: str) -> frozenset[str]:
    """The streams that tell a case: its own, those of the messages it rests on, the workspace's.

    Unknown when there is no such case.
    """
    stream = f"case:{case_id}"
    own = chain.of_stream(connection, stream)
    if not own:
        raise Unknown(f"no case {case_id!r}; `seamline inbox` lists them")
    causes = sorted({cause for fact in own for cause in fact.causes})
    found = {stream, "workspace"}
    for start in range(0, len(causes), AT_ONCE):
        wanted = select(facts.c.stream).where(facts.c.id.in_(causes[start : start + AT_ONCE]))
        streams = connection.execute(wanted.distinct()).scalars()
        found |= {one for one in streams if one.startswith("message:")}
    return frozenset(found)


def blob_of(fact: Fact) -> str:
    """The blob that a fact rests on, empty when it rests on none."""
    return str(fact.body.get(BLOB_FIELDS.get(fact.kind, ""), ""))
