"""What other cases hold: read for a snapshot, and again in the transaction that firms a hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.ceilings import overdrawn
from domain.editing import as_proposed
from domain.one_letter import is_part, parts_of
from domain.options import Held, Option
from domain.policy import Policy
from domain.proposal import Proposal
from domain.tradeoffs import Ranking, rank
from graph.pinned import BY_COST, pinned
from graph.workflows.contract import Workflow
from memory import inbox, outbox, reservations
from memory.cases import newest_proposals
from memory.folded import WHOLE
from memory.reservations import Reservation


def held_by_others(connection: Connection, case_id: str, now: datetime) -> tuple[Held, ...]:
    """Live reservations of all cases but this one."""
    others = reservations.drawn(connection, now=now, but_not=case_id)
    return tuple(
        Held(case=case, object=name, qty=qty, unit=unit) for case, name, qty, unit in others
    )


def ranked(
    policy: Policy, module: Workflow, state: CaseState, options: Sequence[Option]
) -> tuple[Ranking, ...]:
    """Which option code alone would choose for each object."""
    rules = policy.workflows.get(module.NAME)
    tiers = (rules.trade_offs if rules else ()) or BY_COST
    groups = [list(group) for _, group in groupby(options, key=lambda one: one.object)]
    return tuple(pinned(rank(group, tiers), group, state) for group in groups)


def chosen(options: Iterable[Option], rankings: Iterable[Ranking]) -> list[Option]:
    """The options that these rankings chose."""
    winners = {(one.object, one.winner) for one in rankings if one.winner}
    return [one for one in options if (one.object, one.name) in winners]


def still_stands(
    policy: Policy, module: Workflow, state: CaseState, context: Any, proposal: Proposal
) -> bool:
    """Whether the same would be chosen, in the same quantities, of what others leave by now.

    A joint proposal is held against both its cases instead.
    """
    if not proposal.scarce or proposal.joint is not None:
        return True
    options = module.reprice(context)
    by_person = proposal.requested_by != "agents"  # an option that a person chose is not ranked
    rankings = proposal.rankings if by_person else ranked(policy, module, state, options)
    taken = [one for one in chosen(options, rankings) if one.is_candidate]
    same = {(one.object, one.name) for one in taken} == {
        (one.object, one.winner) for one in proposal.rankings if one.winner
    }
    done = {key for one in state.effects for key in one.keys}
    told = {part for one in proposal.actions for part in parts_of(one)}
    asked = [action for option in taken for action in option.actions]
    wanted = {action.key for action in asked if not is_part(action, told)}
    same = same and {*overdrawn(taken)} == {*proposal.short}  # else others have to sign
    return same and wanted <= done | {as_proposed(one).key for one in proposal.actions}


def make_firm(connection: Connection, case_id: str, proposal: str, now: datetime) -> None:
    """What a decided proposal holds is firm. What the case held by earlier decisions goes back to
    others, who look again, unless an act of theirs has used it up: an order, a booking."""
    acts = outbox.effects(connection, case_id=case_id)
    done = {
        str(one.authority.get("proposal", ""))
        for one in acts
        if one.state != "failed" and one.kind != "NotifyFunction" and one.action.get("option")
    }
    tell(connection, case_id, reservations.firm(connection, case_id, proposal, done), now)


def give_back(connection: Connection, case_id: str, now: datetime) -> None:
    """Returns all that a case held, and lets those that lack it look again."""
    objects = reservations.objects_of(connection, case_id)
    reservations.let_go(connection, case_id)
    tell(connection, case_id, objects, now)


def tell(connection: Connection, case_id: str, objects: Iterable[str], now: datetime) -> None:
    """Lets other cases look again whose open proposals are touched by what has been held or let go:
    others hold more than a proposal's ceiling, or it has none. Each looks after those before it in
    line."""
    wanted, line = sorted(set(objects)), list[str]()
    live = reservations.held(connection, now=now, objects=wanted) if wanted else []
    for case, proposal in _by_deadline(newest_proposals(connection, wanted)):
        stream = f"case:{case}"
        if (
            case == case_id
            or not any(_touched(one, case, proposal, live) for one in wanted)
            or inbox.is_waiting(connection, stream, "held")
        ):
            continue
        state = WHOLE.of(connection, case)
        if state.proposal is not None and state.decision is None:
            body = {"by": case_id, "at": now.isoformat(), "proposal": state.proposal.hash}
            inbox.enqueue(connection, stream, "held", {**body, "after": list(line)}, now)
            line.append(stream)


def _by_deadline(
    found: Iterable[tuple[str, dict[str, Any]]],
) -> list[tuple[str, dict[str, Any]]]:
    """By latest useful time to decide: what is given back goes to who can wait the least."""

    def until(one: tuple[str, dict[str, Any]]) -> tuple[datetime, str]:
        return datetime.fromisoformat(one[1]["until"]), one[0]

    return sorted(found, key=until)


def _touched(name: str, case: str, proposal: dict[str, Any], live: Sequence[Reservation]) -> bool:
    if name not in proposal["scarce"]:
        return False
    ceiling = proposal.get("ceilings", {}).get(name)
    others = sum(
        (one.qty for one in live if one.object == name and one.case_id != case), Decimal(0)
    )
    return ceiling is None or others > Decimal(ceiling)
