"""What is stopped, by whom and why, who has asked to resume, and what stops there were."""

from __future__ import annotations

from typing import Any

from domain.actions import KINDS, PROTOCOL
from domain.fact import Fact
from graph.workflows.registry import workflows
from memory import chain, outbox
from memory.modes import stops as stops_in_force
from seamline.wiring import Office


def stops(office: Office) -> dict[str, Any]:
    """Stops in force with who wants them lifted, effects they hold, and all stops before."""
    with office.ledger.reading() as connection:
        live = stops_in_force(connection)
        told = chain.of_kind(connection, "stopped", "resume_asked", "resumed")
        held = outbox.effects(connection, states=("held", "sending", "unknown"))
    return {
        "live": [_live(office, scope, told) for scope in live],
        "resume_people": office.policy.resume_people,
        "held": [
            {"case": one.case_id, "kind": one.kind, "key": one.key[:12], "state": one.state}
            for one in held
        ],
        "history": [_told(office, one) for one in reversed(told)],
        "workflows": [module.NAME for module in workflows().values()],
        "partners": [(row.key, row.text("name")) for row in office.reads.rows("partners")],
        "kinds": [*KINDS, *PROTOCOL],
    }


def _live(office: Office, scope: str, told: list[Fact]) -> dict[str, Any]:
    """A stop with the people who have asked to resume: it takes several."""
    made = next(one for one in reversed(told) if one.kind == "stopped" and _scope(one) == scope)
    asked = [one for one in told if one.kind == "resume_asked" and one.body.get("stop") == made.id]
    people = list(dict.fromkeys(one.actor for one in asked))
    return {
        **_told(office, made),
        "asked": [_name(office, one) for one in people],
        "asked_ids": people,
        "missing": max(0, office.policy.resume_people - len(people)),
    }


def _scope(fact: Fact) -> str:
    return str(fact.body["scope"])


def _told(office: Office, fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "scope": _scope(fact),
        "by": _name(office, fact.actor),
        "at": fact.at,
        "reason": fact.body.get("reason", ""),
        "fact": fact.number,
    }


def _name(office: Office, person: str) -> str:
    found = office.people.get(person)
    return found.name if found is not None else person
