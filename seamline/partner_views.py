"""Partners as they have dealt with us: promises kept and broken, delays, cases, lessons, mails."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.errors import Unknown
from domain.fact import Fact
from domain.record import Row
from memory import chain
from memory.modes import modes
from memory.taught import taught
from seamline.seen import Mail, Slip
from seamline.wiring import Office

#: Mails of a partner that are shown, the newest first.
_MAILS = 20

_ENDS = {
    "commitment_kept": "kept",
    "commitment_broken": "broken",
    "commitment_withdrawn": "withdrawn",
}


def partners(office: Office) -> list[dict[str, Any]]:
    """Every partner on record with what is open and how promises went; the busiest first."""
    with office.ledger.reading() as connection:
        states = office.seen.cases.at(connection)
        promised = _promises(connection)
        mails = office.seen.mails.at(connection).values()
    written: dict[str, str] = {}
    for one in mails:
        written[one.partner] = max(written.get(one.partner, ""), one.sent_at)
    kept: dict[str, Counter[str]] = defaultdict(Counter)
    for promise in promised:
        kept[promise["by"]][promise["state"]] += 1
    mine: dict[str, list[CaseState]] = defaultdict(list)
    for state in states:
        mine[state.partner].append(state)
    rows = [
        {
            **_named(row),
            "open": sum(1 for one in mine[row.key] if one.closed is None),
            "closed": sum(1 for one in mine[row.key] if one.closed is not None),
            "promises": kept[row.key],
            "last_mail": written.get(row.key),
        }
        for row in office.reads.rows("partners")
    ]
    return sorted(rows, key=lambda one: (-one["open"], -one["closed"], one["name"]))


def partner(office: Office, partner_id: str) -> dict[str, Any]:
    """One partner by its id; Unknown when it is not on record."""
    row = office.reads.row("partners", partner_id)
    if row is None:
        raise Unknown(f"partner {partner_id!r} is not on record; the search finds it by its name")
    with office.ledger.reading() as connection:
        states = [one for one in office.seen.cases.at(connection) if one.partner == row.key]
        promised = [one for one in _promises(connection) if one["by"] == row.key]
        slips = office.seen.slips.at(connection)
        lessons = taught(connection, row.key)
        known = modes(connection)
        read = office.seen.mails.at(connection).values()
    contacts = office.reads.rows("contacts", partner_id=row.key)
    return {
        **_named(row),
        "contacts": [one.text("name") for one in contacts if one.text("name")],
        "promises": promised,
        "counts": Counter(one["state"] for one in promised),
        "delays": _slips(slips, states),
        "open": [_case(one) for one in states if one.closed is None],
        "closed": [_case(one) for one in states if one.closed is not None],
        "lessons": [
            {
                "id": f"T{one.number}",
                "said": one.said(),
                "by": one.by,
                "at": one.at,
                "fact": one.number,
            }
            for one in lessons
        ],
        "modes": _modes(row.key, known, states),
        "mails": _mails(read, row.key),
    }


def _named(row: Row) -> dict[str, Any]:
    names = ("name", "kind", "country", "status")
    return {"id": row.key, **{name: row.text(name) for name in names}}


def _case(state: CaseState) -> dict[str, Any]:
    return {
        "case": state.id,
        "title": state.title,
        "phase": state.phase,
        "opened_at": state.opened_at,
        "outcome": state.closed["outcome"] if state.closed is not None else "",
    }


def _promises(connection: Connection) -> list[dict[str, Any]]:
    """Every promise of a partner with what came of it; the newest first."""
    ended: dict[str, Fact] = {}
    for fact in chain.of_kind(connection, *_ENDS):
        ended |= dict.fromkeys(fact.causes, fact)
    return [
        _promise(one, ended.get(one.id)) for one in chain.of_kind(connection, "commitment_made")
    ][::-1]


def _promise(made: Fact, end: Fact | None) -> dict[str, Any]:
    return {
        "by": made.body.get("by", ""),
        "what": made.body.get("what", ""),
        "due": made.body.get("due", ""),
        "words": made.body.get("words", ""),
        "case": made.stream.removeprefix("case:"),
        "state": _ENDS[end.kind] if end is not None else "open",
        "fact": (end or made).number,
    }


def _slips(slips: Mapping[str, Slip], states: Iterable[CaseState]) -> list[dict[str, Any]]:
    """By how many days confirmed dates would move, by case: the most that any act asked for.

    The figure is the measure `slip_days` of policy, as it was computed for the ruling.
    """
    found = [
        {
            "case": one.id,
            "title": one.title,
            "days": slips[one.id].days,
            "fact": slips[one.id].number,
        }
        for one in states
        if one.id in slips
    ]
    return sorted(found, key=lambda one: -int(one["days"]))


def _modes(partner_id: str, known: Any, states: Sequence[CaseState]) -> list[dict[str, str]]:
    """The mode in force in each workflow it has cases in, or a mode of its own."""
    names = {one.workflow for one in states} | {w for w, p in known if p == partner_id}
    return [
        {
            "workflow": name,
            "in_force": known.in_force(name, partner_id),
            "own": known.get((name, partner_id), ""),
        }
        for name in sorted(names)
    ]


def _mails(read: Iterable[Mail], partner_id: str) -> list[dict[str, Any]]:
    """Its newest mails, each once however often it was read."""
    mine = [one for one in read if one.partner == partner_id]
    ordered = sorted(mine, key=lambda one: one.sent_at, reverse=True)
    return [mail_row(one) for one in ordered[:_MAILS]]


def mail_row(read: Mail) -> dict[str, Any]:
    """A mail in one line: who, when, about what."""
    names = ("sha256", "sent_at", "subject", "sender", "verdict", "intents", "stated")
    return {"key": read.stream.removeprefix("message:")} | {
        name: getattr(read, name) for name in names
    }
