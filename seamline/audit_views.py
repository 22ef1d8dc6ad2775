"""What an auditor looks at first: whether the chain holds, versions in force, who came and went."""

from __future__ import annotations

from typing import Any

from domain.errors import Damaged
from domain.fact import Fact
from domain.people import People
from memory import chain
from memory.cases import case_ids
from seamline.entrance import STREAM
from seamline.wiring import Office

#: Sign-ins and refusals that are shown, the newest first.
_MOST = 50

_TEXTS = {"policy_changed": "policy", "people_changed": "people"}


def ledger(office: Office) -> dict[str, Any]:
    """The head of the chain, what was in force since when, and who signed in or was refused."""
    people = office.people
    with office.ledger.reading() as connection:
        number, head = chain.head(connection)
        versions = chain.of_kind(connection, *_TEXTS)
        came = chain.of_stream(connection, STREAM)
        known = case_ids(connection)
    return {
        "number": number,
        "head": head,
        "cases": known,
        "versions": [
            {"what": _TEXTS[one.kind], "hash": one.body["hash"], "at": one.at, "fact": one.number}
            for one in reversed(versions)
        ],
        "access": [_came(people, one) for one in reversed(came[-_MOST:])],
    }


def _came(people: People, fact: Fact) -> dict[str, Any]:
    body = fact.body
    person = people.get(str(body.get("person", "")))
    return {
        "at": body.get("at") or fact.at,
        "kind": fact.kind,
        "who": person.name if person is not None else str(body.get("person", "")),
        "how": str(body.get("how") or body.get("what") or ""),
        "why": str(body.get("why") or body.get("peer") or ""),
        "fact": fact.number,
    }


def verified(office: Office) -> dict[str, Any]:
    """What checking every link of the ledger's chain says now."""
    with office.ledger.reading() as connection:
        try:
            count, head = chain.check(connection)
        except Damaged as fault:
            return {"holds": False, "said": str(fault), "head": ""}
    return {"holds": True, "said": f"{count} facts, each follows the one before it", "head": head}
