"""What people look at of single messages: all of them, and what was read from one."""

from __future__ import annotations

from typing import Any

from domain.errors import Unknown
from domain.fact import Fact
from graph.filing import arrival_of
from memory import chain
from seamline.answer_views import answered
from seamline.wiring import Office


def messages(office: Office) -> list[dict[str, Any]]:
    """Every message with what was read from it in short, oldest first; parked ones as well."""
    with office.ledger.reading() as connection:
        filed = chain.of_kind(connection, "message_filed")
        read = {one.stream: one for one in chain.of_kind(connection, "message_read")}
        parked = {one.stream: one for one in chain.of_kind(connection, "message_parked")}
    return [_short(one, read.get(one.stream), parked.get(one.stream)) for one in filed]


def message(office: Office, name: str) -> dict[str, Any]:
    """One message by its key's beginning, its Message-ID, or words of its subject.

    Unknown when there is none, or several.
    """
    with office.ledger.reading() as connection:
        filed = chain.of_kind(connection, "message_filed")
        stream = _stream(filed, name)
        facts = chain.of_stream(connection, stream)
        arrival = chain.of_stream(connection, arrival_of(facts[0].body["sha256"]))
        joined = [
            one.stream.removeprefix("case:")
            for one in chain.of_kind(connection, "case_joined", "note_taken")
            if {fact.id for fact in facts} & set(one.causes)
        ]
    first = facts[0]
    reads = [one for one in facts if one.kind == "message_read"]
    parked = [one for one in facts if one.kind == "message_parked"]
    vouched = [one.body["person"] for one in facts if one.kind == "sender_confirmed"]
    last = reads[-1] if reads else None
    return {
        **_short(first, last, parked[-1] if parked else None),
        "origin": first.body["origin"],
        "channel": first.body["channel"],
        "sha256": first.body["sha256"],
        "dated_by": str(arrival[0].body["by"]) if arrival else "",
        "reasons": last.body["sender"]["reasons"] if last else [],
        "vouched_by": vouched[-1] if vouched else "",
        "reading": last.body["reading"] if last else None,
        "read_times": len(reads),
        "answers": answered(office, stream),
        "cases": sorted(set(joined)),
        "facts": [one.number for one in facts],
    }


def _stream(filed: list[Fact], name: str) -> str:
    wanted = name.strip().lower()
    hits = [one.stream for one in filed if one.stream.removeprefix("message:").startswith(wanted)]
    # search and quotes name the mail itself, by its content
    hits = hits or [one.stream for one in filed if one.body["sha256"].startswith(wanted)]
    hits = hits or [one.stream for one in filed if one.body["message_id"].lower() == wanted]
    hits = hits or [one.stream for one in filed if wanted and wanted in one.body["subject"].lower()]
    if len(hits) != 1:
        why = f"{len(hits)} messages are meant by" if hits else "no message is meant by"
        raise Unknown(f"{why} {name!r}; `seamline mail` lists them with their keys")
    return hits[0]


def _short(filed: Fact, read: Fact | None, parked: Fact | None) -> dict[str, Any]:
    reading = read.body["reading"] if read else {}
    sender = read.body["sender"] if read else {"address": filed.body["sender"], "verdict": ""}
    return {
        "key": filed.stream.removeprefix("message:"),
        "sent_at": filed.body["sent_at"],
        "sender": sender["address"],
        "verdict": sender["verdict"],
        "subject": filed.body["subject"],
        "message_id": filed.body["message_id"],
        "workflows": reading.get("workflows", []),
        "intents": reading.get("intents", []),
        "stated": len(reading.get("statements", [])),
        "asked": len(reading.get("questions", [])),
        "parked": parked.body["reason"] if parked and not read else "",
    }
