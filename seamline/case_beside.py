"""What stands beside a case: papers of its shipments, stated days, promises, who carried it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from domain.cells import cell_text
from domain.fact import Fact
from domain.papers.checklist import is_owed
from domain.ports import Reads
from domain.record import Row
from memory import chain
from seamline.effort_view import effort
from seamline.overtaken import Place, overtaken, stale
from seamline.stated import value_text
from seamline.wiring import Office

#: Days that a partner states; of those in the second row it says only what it expects.
_GIVEN = ("deadline:promise", "promised_date", "ready_date")
_ESTIMATED = ("eta", "etd", "alternative_eta")

_ENDS = {
    "commitment_kept": "kept",
    "commitment_broken": "broken",
    "commitment_withdrawn": "withdrawn",
}


def beside(office: Office, case: Mapping[str, Any]) -> dict[str, Any]:
    """Papers, promises, stated days and who carried it, of a case as `views.case` tells it; which
    values newer words replaced (`overtaken`) and which facts no longer hold (`stale`)."""
    with office.ledger.reading() as connection:
        facts = chain.of_stream(connection, f"case:{case['case']}")
    old = overtaken(case["news"])
    return {
        "papers": papers(office, case),
        "promises": promises(facts, {(one["object"], one["value"]) for one in _days(case, old)}),
        "stated": list(stated(office, case, old)),
        "overtaken": old,
        "stale": stale(facts),
        "effort": effort(office, case["case"]),
    }


def _days(case: Mapping[str, Any], old: Set[Place]) -> Iterator[dict[str, str]]:
    """Days that were stated and are stated otherwise since, of which thing."""
    for news in case["news"]:
        for one in news["statements"]:
            if (news["message"], one["object"], one["field"]) in old:
                yield {"object": one["object"], "value": value_text(one["value"])}


def papers(office: Office, case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each paper of the case's shipments: its kind, state, due time, and who owes it; what is not
    there first, by when it is due."""
    reads, now = office.reads, office.clock.now()
    rows = [
        row for key in _shipments(reads, case) for row in reads.rows("documents", shipment_id=key)
    ]
    found = [_paper(office, row, now) for row in rows]
    return sorted(found, key=lambda one: (not one["owed"], one["due"], one["object"]))


def _shipments(reads: Reads, case: Mapping[str, Any]) -> list[str]:
    """Shipments that the case is about or touches, or that carry the goods of its orders."""
    found: list[str] = []
    for thing in case["about"]:
        table, _, key = thing.partition(":")
        if table == "shipments":
            found.append(key)
        elif table == "purchase_orders":
            found += [one.text("shipment_id") for one in reads.rows("shipment_units", po_id=key)]
        elif table == "documents" and (row := reads.row(table, key)) is not None:
            found.append(row.text("shipment_id"))
    return [one for one in dict.fromkeys(found) if one]


def _is_over(due: datetime, now: datetime) -> bool:
    """Whether a time has passed; one of which nobody knows the zone once its day has."""
    return due.date() < now.date() if due.tzinfo is None else due <= now


def _paper(office: Office, row: Row, now: datetime) -> dict[str, Any]:
    due, state, owner = row.values.get("due_at"), row.text("state"), row.text("owner")
    owed = is_owed(row)
    known = office.reads.row("partners", owner)
    return {
        "object": row.object,
        "kind": row.text("doc_type"),
        "state": state or "missing",
        "owed": owed,
        "due": cell_text(row, "due_at")[:16].replace("T", " "),
        "late": owed and isinstance(due, datetime) and _is_over(due, now),
        "owner": known.text("name") if known is not None else _person(office, owner),
    }


def _person(office: Office, owner: str) -> str:
    person = office.people.get(owner) if owner else None
    return person.name if person is not None else owner


def promises(
    facts: Sequence[Fact], old: Set[tuple[str, str]] = frozenset()
) -> list[dict[str, Any]]:
    """What was promised in a case, by its facts, and what came of it; the newest first. One whose
    day its partner has stated otherwise since, of `old` objects and days, is overtaken."""
    ended = {cause: one for one in facts if one.kind in _ENDS for cause in one.causes}
    return [
        {
            "what": one.body.get("what", ""),
            "due": one.body.get("due", ""),
            "state": _state(one, ended.get(one.id), old),
            "fact": (ended.get(one.id) or one).number,
        }
        for one in reversed(facts)
        if one.kind == "commitment_made"
    ]


def _state(made: Fact, end: Fact | None, old: Set[tuple[str, str]]) -> str:
    if end is not None:
        return _ENDS[end.kind]
    place = (str(made.body.get("object", "")), str(made.body.get("due", ""))[:10])
    return "overtaken" if place in old else "open"


def stated(
    office: Office, case: Mapping[str, Any], old: Set[Place] = frozenset()
) -> Iterator[dict[str, Any]]:
    """The days that partners stated of each thing, with the quoted words and who wrote: those that
    stand, the newest mail first, then those that were stated otherwise since (`old`)."""
    rows: dict[tuple[str, ...], tuple[Any, Any]] = {}
    for news in reversed(case["news"]):
        for one in news["statements"]:
            if one["field"] in (*_GIVEN, *_ESTIMATED):
                key = (one["object"], one["field"], str(one["value"]), str(one["for_qty"]))
                rows.setdefault(key, (news, one))
    told = [_told(office, news, one, old) for news, one in rows.values()]
    yield from sorted(told, key=lambda one: one["old"])


def _told(
    office: Office, news: Mapping[str, Any], one: dict[str, Any], old: Set[Place]
) -> dict[str, Any]:
    source = one.get("source") or {}
    return {
        **one,
        "by": news["sender"],
        "at": news["sent_at"],
        "verdict": news["verdict"],
        "vouched_by": news["vouched_by"],
        "put_right_by": _person(office, source.get("person", "")),
        "estimate": one["field"] in _ESTIMATED,
        "old": (news["message"], one["object"], one["field"]) in old,
    }
