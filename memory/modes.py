"""Modes and stops in force: what the workspace's facts say of a workflow, partner or kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from sqlalchemy import Connection

from memory import chain

Mode = Literal["observe", "advise", "act"]


#: From what lets least happen to what lets most.
ORDER: tuple[Mode, ...] = ("observe", "advise", "act")

#: What a fact says that takes a partner's own mode away.
CLEARED = "clear"


class Modes(dict[tuple[str, str], Mode]):
    """Modes that were set, by (workflow, partner), the one set last at the end.

    The partner "" stands for the workflow as a whole.
    """

    def in_force(self, workflow: str, partner: str = "") -> Mode:
        """What holds: observe where nothing was set.

        A partner's own mode goes before the workflow's when it was set later; else the lower of
        both holds, so that lowering a workflow lowers all its partners.
        """
        whole, own = self.get((workflow, "")), self.get((workflow, partner))
        if own is None or whole is None:
            return own or whole or "observe"
        names = list(self)
        if names.index((workflow, partner)) > names.index((workflow, "")):
            return own
        return min(own, whole, key=ORDER.index)


def modes(connection: Connection) -> Modes:
    """Every mode that was set and not taken away again."""
    found = Modes()
    for fact in chain.of_kind(connection, "mode_changed"):
        name = (fact.body["workflow"], fact.body["partner"])
        found.pop(name, None)
        if fact.body["mode"] != CLEARED:
            found[name] = cast(Mode, fact.body["mode"])
    return found


def mode_of(connection: Connection, workflow: str, partner: str = "") -> Mode:
    """The mode in force for the workflow and partner."""
    return modes(connection).in_force(workflow, partner)


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
