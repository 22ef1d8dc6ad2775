"""Modes and stops in force: what the workspace's facts say of a workflow, partner or kind."""

from __future__ import annotations

from collections.abc import Iterable
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


def stopped_by(
    live: dict[str, dict[str, str]], workflow: str, partners: Iterable[str], kind: str
) -> str:
    """The stop of `live` that holds an effect back, in words; empty when none does.

    `partners` are all whom the effect touches.
    """
    scopes = {"all", f"workflow:{workflow}", f"kind:{kind}"}
    scopes |= {f"partner:{one}" for one in partners}
    for scope, stop in live.items():
        if scope in scopes:
            return f"{scope}, by {stop['by']}: {stop['reason']}"
    return ""


def names_partners(live: Iterable[str]) -> bool:
    """Whether a stop in force is about one partner: only then effects are looked at for theirs."""
    return any(scope.startswith("partner:") for scope in live)
