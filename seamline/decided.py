"""What people decided on a case, in order: who, when, what and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.fact import Fact
from domain.people import People
from domain.pins import in_words


def decided(facts: Iterable[Fact], people: People) -> list[dict[str, Any]]:
    """Each approval, edit and rejection with its reason."""
    return [_one(one, people) for one in facts if one.kind == "decided" and one.body.get("person")]


def _one(fact: Fact, people: People) -> dict[str, Any]:
    body = fact.body
    person = people.get(str(body["person"]))
    slots = body.get("slots") or {}
    return {
        "by": f"{person.name} ({person.role}, {person.id})" if person else str(body["person"]),
        "at": fact.at.isoformat(),
        "verb": str(body["verb"]),
        "what": in_words(slots) if body["verb"] == "edit" else "",
        "reason": str(body.get("reason") or ""),
        "fact": fact.number,
    }
