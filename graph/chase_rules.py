"""What the authority needs to rule on a reminder: the case's own rules, and nothing to choose."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.actions import Action
from domain.case import CaseState
from domain.gate import Grant
from domain.options import Option
from domain.policy import Policy
from domain.proposal import Proposal
from domain.record import Row
from graph.workflows.contract import Workflow
from memory import chain


class ChaseRules:
    """The workflow's rules; the grant may also read the master record of whom is written to, and
    what the case has decided `about` already, such as an order of its own."""

    def __init__(self, module: Workflow, contact: Row | None, about: frozenset[str]) -> None:
        self._module, self._contact, self._about = module, contact, about
        self.CODE, self.NAME = module.CODE, module.NAME

    def reprice(self, context: Any) -> tuple[Option, ...]:
        """A reminder chooses nothing."""
        return ()

    def constraint(self, context: Any) -> str:
        """As the case has it."""
        return self._module.constraint(context)

    def grant(self, context: Any, state: CaseState, policy: Policy) -> Grant:
        """The case's grant, which must hold the contact already, and that contact's partner."""
        grant = self._module.grant(context, state, policy)
        partner = self._contact.text("partner_id") if self._contact is not None else ""
        reads = grant.reads | self._about | {f"partners:{partner}", "company:legal_name"}
        return grant.model_copy(update={"reads": frozenset(reads)})

    def measures(self, context: Any, action: Action, spend_minor: int | None) -> dict[str, Any]:
        """As the workflow measures any letter."""
        return self._module.measures(context, action, spend_minor)

    def terms(self, context: Any, action: Action) -> tuple[str, ...]:
        """A reminder breaks none."""
        return ()


#: Letters that ask again: a partner gets one of them a day, whatever the number of cases.
_ASK_AGAIN = ("chase", "chase_open", "silent_first", "silent_again", "silent_last")


def was_asked_today(connection: Connection, partner: str, now: datetime) -> bool:
    """Whether any case has written to this partner to ask again on this day."""
    return any(
        one.body["to"] == partner
        and one.body["action"].get("template", {}).get("value") in _ASK_AGAIN
        for one in chain.on_day(connection, "intended", now.date())
    )


def asking(state: CaseState, letter: Action, policy: str, now: datetime) -> Proposal:
    """The one letter as the authority rules on it."""
    return Proposal(
        case=state.id,
        workflow=state.workflow,
        run="",
        through=state.through,
        snapshot="",
        policy=policy,
        requested_by="clock",
        constraint="",
        summary="a reminder",
        actions=(letter,),
        until=now,
        until_why="",
    )
