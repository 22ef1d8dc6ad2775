"""A complete approval: everything is ruled on again, then all its effects are intended at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.actions import Action
from domain.approval import merged, still_missing
from domain.approved import approved
from domain.canonical import digest
from domain.case import CaseState
from domain.errors import NotAllowed, Stale
from domain.fact import Fact, NewFact
from domain.options import Option
from domain.our_promises import to_customers
from domain.people import Person
from domain.proposal import Proposal
from domain.ruling import REASONS, Ruling, renewal
from graph.authority import Authority
from graph.deps import Deps
from graph.holds import held_by_others
from graph.watch import watch
from graph.workflows.contract import Workflow
from graph.workflows.registry import workflow
from memory import chain


def approve_whole(
    deps: Deps,
    connection: Connection,
    state: CaseState,
    context: Any,
    proposal: Proposal,
    approvers: list[Person],
    cause: Fact,
) -> tuple[str, ...]:
    """Intends every action of the proposal that was asked for; what each effect is, in words."""
    module = workflow(state.workflow)
    authority = Authority(deps)
    if held_by_others(connection, state.id, deps.clock.now()) != context.held:
        raise Stale("what other cases hold has changed just now; look again and decide")
    priced = module.reprice(context)
    _still_affordable(priced, proposal)
    rulings = authority.rulings(connection, module, state, context, proposal)
    refused = [one for one in rulings if one.outcome == "never" and not one.is_done]
    if refused:
        first = refused[0]
        detail = f": {first.detail}" if first.detail else ""
        said = f"{first.kind} may not run: {REASONS[first.reason]}{detail}"
        if first.reason == "grant_expired":
            said += f": {renewal(state.id)}"
        raise NotAllowed(said + (_unproven(state) if first.reason == "sender_not_trusted" else ""))
    now = deps.clock.now()
    _require_enough(deps, proposal, rulings, approvers, now)
    _note_rulings(connection, state, proposal, rulings, cause, now)
    actions = [one for one, ruling in zip(proposal.actions, rulings, strict=True)]
    intended: list[Fact] = []
    for action in actions:
        granted = _granted(action, proposal, approvers, deps.policy.hash, cause)
        intended += authority.allow(
            connection, state, [action], authority=granted, cause=cause, now=now
        )
    chosen = {(one.object, one.winner) for one in proposal.rankings}
    taken = [option for option in priced if (option.object, option.name) in chosen]
    for bill in approved(taken, actions):
        body = {
            "approved": bill.model_dump(mode="json"),
            "approvers": [one.id for one in approvers],
        }
        _append(connection, state, "bill_approved", body, cause, now)
    rules = deps.policy.workflows.get(module.NAME)
    promised = [
        _Watch("commitment_made", "commitment_due", one)
        for one in to_customers(actions, deps.reads)
    ]
    for one in (*_watches(module, context, taken), *promised):
        made = _append(connection, state, one.kind, one.body, cause, now)
        if one.clock:
            watch(connection, made, one.clock, rules.grace_days if rules else 0)
    return tuple(str(fact.body["said"]) for fact in intended)


def _unproven(state: CaseState) -> str:
    """Who is not proven, why, and what can be done about it."""
    found = [one for one in state.news if one.verdict != "authenticated" and not one.vouched_by]
    if not found:
        return ""
    newest = max(found, key=lambda one: one.sent_at)
    why = "; ".join(newest.reasons) or newest.verdict
    remedy = f"call the number on file and say `seamline confirm-sender {state.id}`"
    rest = f"; {remedy}" if newest.verdict == "unauthenticated" else ""
    return f" ({newest.sender}: {why}{rest})"


def _require_enough(
    deps: Deps,
    proposal: Proposal,
    rulings: tuple[Ruling, ...],
    approvers: list[Person],
    now: datetime,
) -> None:
    """What was asked for when it was proposed may be less than what is needed by now."""
    needs = merged(need for one in rulings for need in one.requires)
    day = now.date()
    missing = still_missing(needs, approvers, proposal.askers, deps.people, day)
    if missing:
        raise NotAllowed(f"it takes more by now: {', '.join(need.said() for need in missing)}")


def _still_affordable(priced: Iterable[Option], proposal: Proposal) -> None:
    """What other cases took meanwhile may have made the chosen option impossible."""
    options = {(one.object, one.name): one for one in priced}
    for ranking in proposal.rankings:
        option = options.get((ranking.object, ranking.winner))
        if ranking.winner and (option is None or not option.is_candidate):
            broken = ", ".join(option.violates + option.unknown) if option else "it is gone"
            raise NotAllowed(f"{ranking.winner} is no longer possible: {broken}")


def _granted(
    action: Action, proposal: Proposal, approvers: list[Person], policy: str, cause: Fact
) -> dict[str, Any]:
    names = ", ".join(f"{one.name} ({one.role})" for one in approvers)
    return {
        "said": f"approved by {names}",
        "approvers": [one.id for one in approvers],
        "decision": cause.id,
        "policy": policy,
        "workflow": proposal.workflow,
        "proposal": proposal.hash,
        "action_hash": digest(action.model_dump(mode="json")),
    }


def _note_rulings(
    connection: Connection,
    state: CaseState,
    proposal: Proposal,
    rulings: tuple[Ruling, ...],
    cause: Fact,
    now: datetime,
) -> None:
    body = {"proposal": proposal.hash, "rulings": [one.model_dump(mode="json") for one in rulings]}
    _append(connection, state, "ruled", body, cause, now)


class _Watch(NamedTuple):
    """Something a decision counts on: the fact that says so, and the clock that looks again."""

    kind: str
    clock: str
    body: dict[str, Any]


def _watches(module: Workflow, context: Any, taken: list[Option]) -> Iterator[_Watch]:
    """What the decision counts on, and what partners said they would do."""
    for option in taken:
        for text in option.assumptions:
            body = {"text": text, "option": option.name, "object": option.object}
            yield _Watch("assumption_made", "", body)
    rests_on = getattr(module, "rests_on", None)
    for one in rests_on(context, taken) if rests_on else ():
        told = one.model_dump(mode="json")
        body = {"text": one.text, "option": one.option, "object": one.object, "rests_on": told}
        yield _Watch("assumption_made", "", body)
    counted_on = getattr(module, "counted_on", None)
    for told in counted_on(context, taken) if counted_on else ():
        yield _Watch("watch_set", "assumption_due", told)
    ended = {option.object for option in taken if option.ends}
    for promise in module.commitments(context):
        if promise.get("object") not in ended:
            yield _Watch("commitment_made", "commitment_due", promise)


def _append(
    connection: Connection,
    state: CaseState,
    kind: str,
    body: dict[str, Any],
    cause: Fact,
    now: datetime,
) -> Fact:
    new = NewFact(
        stream=f"case:{state.id}",
        kind=kind,
        at=now,
        actor="authority",
        causes=(cause.id,),
        body=body,
    )
    return chain.append(connection, [new])[0]
