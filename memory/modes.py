"""Modes and stops in force: what the workspace's facts say of a workflow, partner or kind."""

from __future__ import annotations

from typing import Literal, cast

from sqlalchemy import Connection

from memory import chain

Mode = Literal["observe", "advise", "act"]


def mode_of(connection: Connection, workflow: str, partner: str = "") -> Mode:
    """The newest mode set for the workflow and partner, else for the workflow, else observe."""
    found: dict[str, Mode] = {}
    for fact in chain.of_kind(connection, "mode_changed"):
        if fact.body["workflow"] == workflow:
            found[fact.body["partner"]] = cast(Mode, fact.body["mode"])
    return found.get(partner, found.get("", "observe"))


def modes(connection: Connection) -> dict[tuple[str, str], Mode]:
    """Every mode that was set, by (workflow, partner)."""
    facts = chain.of_kind(connection, "mode_changed")
    return {(one.body["workflow"], one.body["partner"]): one.body["mode"] for one in facts}


def stops(connection: Connection) -> dict[str, dict[str, str]]:
    """Stops in force by scope (`all`, `workflow:NAME`, `partner:ID`, `kind:KIND`)."""
    live: dict[str, dict[str, str]] = {}
    for fact in chain.of_kind(connection, "stopped", "resumed"):
        scope = fact.body["scope"]
        if fact.kind == "stopped":
            live[scope] = {"by": fact.actor, "reason": fact.body["reason"], "id": fact.id}
        else:
            live.pop(scope, None)
    return live


def stop_for(connection: Connection, workflow: str, partner: str, kind: str) -> str:
    """The stop that holds an effect back, in words; empty when none does."""
    return stopped_by(stops(connection), workflow, partner, kind)


def stopped_by(live: dict[str, dict[str, str]], workflow: str, partner: str, kind: str) -> str:
    """The same, of stops that were looked up already in this transaction."""
    scopes = ("all", f"workflow:{workflow}", f"partner:{partner}", f"kind:{kind}")
    for scope, stop in live.items():
        if scope in scopes:
            return f"{scope}, by {stop['by']}: {stop['reason']}"
    return ""
